//! What is measured of our store: the same work natively and in wasm. Nothing here reads a clock.
mod allocated;
mod exports;
mod history;
mod shape;
mod work;

pub use allocated::allocated_bytes;
pub use history::{History, Kind};
pub use shape::Shape;
pub use work::Work;
