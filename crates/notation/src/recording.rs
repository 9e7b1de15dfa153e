//! What a real cluster did with a story (`docs/real-cluster.md`), and how it stands beside a simulation of the same.
mod beside;
mod read;

pub use beside::{Beside, Row};
pub use read::{Recording, RecordingError, RecordingProblem};
