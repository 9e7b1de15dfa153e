//! Printing that ends quietly when nobody reads on, as in `cargo xtask truth DIR | head`.
use std::fmt::Display;
use std::io::Write;

/// Prints a line.
pub(crate) fn say(line: impl Display) {
    if writeln!(std::io::stdout(), "{line}").is_err() {
        std::process::exit(1);
    }
}
