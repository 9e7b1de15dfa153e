//! Real brokers: the Java program of `tests/real-broker`, compiled when need be, started, and asked.
mod compile;
mod process;

pub(crate) use compile::root;
pub(crate) use process::{Desk, Real};

use broker::BrokerVersion;
pub(crate) use process::java;

/// Hands standard input to the program, and its answers to standard output.
pub(crate) fn converse(release: &str) -> Result<bool, String> {
    let version = BrokerVersion::from_text(release).ok_or_else(|| format!("version {release} is not modelled"))?;
    let status = java(version.release(), "rewind.Main")?.status();
    status.map(|status| status.success()).map_err(|error| format!("`java` could not be started: {error}"))
}
