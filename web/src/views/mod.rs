//! The parts of the page, one file each.
pub mod preview;
pub mod timeline;
