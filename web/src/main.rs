//! Defines the custom element; nothing else.
fn main() {}
