//! Bytes from outside, and what must hold for them: no panic, and no more memory than the declared limits.
//!
//! Each target is a function of bytes. libFuzzer calls it for as long as one likes (`cargo xtask fuzz`), and
//! `tests/replay.rs` for some seconds in every test run, on stable Rust.
pub mod archive;
pub mod dice;
pub mod folder;
pub mod memory;
pub mod mutate;
pub mod text;

/// What one target is.
pub struct Target {
    /// Its name, and that of its corpus.
    pub name: &'static str,
    /// Panics where something is wrong.
    pub run: fn(&[u8]),
    /// Changes bytes in a way that keeps them worth trying.
    pub mutate: fn(&[u8], &mut dice::Dice) -> Vec<u8>,
}

/// All targets.
pub const TARGETS: [Target; 3] = [
    Target { name: "folder", run: folder::run, mutate: folder::mutate },
    Target { name: "archive", run: archive::run, mutate: archive::mutate },
    Target { name: "text", run: text::run, mutate: text::mutate },
];
