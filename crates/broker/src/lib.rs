//! What a broker decides on top of a store.
