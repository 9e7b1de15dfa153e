//! `check` and `test`: every step runs and is counted, also after one has failed.
use crate::command::{self, ANSWERS};
use crate::halves;
use crate::setup::{self, Need};
use crate::shell::{E2E, Result, Shell};
use crate::tally::{self, Tally};

/// Format, lints and native tests.
pub(crate) fn check() -> Result {
    let mut tally = Tally::default();
    native(&mut tally);
    tally.close()
}

/// Everything.
pub(crate) fn test() -> Result {
    let mut tally = Tally::default();
    // First, so that whoever waits learns at once what cannot be installed.
    tally.step("set-up", setup::all);
    native(&mut tally);
    tally.step("truth", truth);
    tally.step("conformance", conformance);
    tally.suite("browser tests", tally::cargo_test, |read| {
        setup::need(&[Need::Target, Need::WasmBindgen, Need::WasmPack, Need::Chromium])?;
        Shell::new("wasm-pack").args(["test", "--headless", "--chrome", "--mode", "no-install"]).run_reading(read)
    });
    if tally.step("release build", halves::build) {
        tally.step("sizes", command::sizes);
        tally.suite("end-to-end tests", tally::playwright, |read| {
            setup::need(&[Need::Npm, Need::Chromium])?;
            Shell::new("npx").args(["--no-install", "playwright", "test"]).inside(E2E).run_reading(read)
        });
    }
    tally.close()
}

fn native(tally: &mut Tally) {
    tally.step("format", || Shell::new("cargo").args(["fmt", "--all", "--check"]).run());
    tally.step("lints", || {
        Shell::new("cargo").args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]).run()
    });
    tally.suite("native tests", tally::cargo_test, |read| {
        Shell::new("cargo").args(["test", "--workspace", "--no-fail-fast"]).run_reading(read)
    });
}

fn truth() -> Result {
    Shell::new("cargo").args(["run", "--quiet", "--package", ANSWERS, "--", "truth", "tests/truth"]).run()
}

/// A small round of `cargo xtask conformance`, always the same cases.
fn conformance() -> Result {
    setup::need(&[Need::Java])?;
    let few = ["--versions", "4.9.7,5.3.3", "--cases", "3", "--seed", "1"];
    let answers = ["run", "--quiet", "--package", ANSWERS, "--", "conformance"];
    Shell::new("cargo").args(answers.into_iter().chain(few)).run()
}
