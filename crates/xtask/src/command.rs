//! The commands that build, serve and measure the page, and those that `answers` answers.
use crate::halves;
use crate::setup::{self, Need};
use crate::shell::{E2E, Result, Shell, root};
use std::process::{Command, ExitCode};

/// As in Trunk.toml.
const PORT: &str = "8080";
/// The package in `crates/xtask/answers`: it needs the crates and more, so this program starts without it.
pub(crate) const ANSWERS: &str = "answers";

/// Builds, serves, and rebuilds on change.
pub(crate) fn run(arguments: &[String]) -> Result {
    let port = match arguments {
        [] => PORT,
        [flag, port] if flag == "--port" && port.parse::<u16>().is_ok() => port,
        _ => return Err("usage: cargo xtask run [--port N]".into()),
    };
    setup::need(&[Need::Target, Need::WasmBindgen, Need::Trunk])?;
    println!("xtask: building; the first time takes about a minute. Then (stop with Ctrl-C):");
    println!("xtask:   the page              http://127.0.0.1:{port}/");
    println!("xtask:   a tutorial page of it http://127.0.0.1:{port}/examples/plain/");
    Shell::new("trunk")
        .args(["serve", "--port", port])
        .run()
        .map_err(|problem| format!("{problem}\nIf the port is taken: `cargo xtask run --port 8090`"))
}

/// The static page, small, in `dist/`, with its sizes.
pub(crate) fn build() -> Result {
    halves::build()?;
    sizes()
}

/// A table of the files in `dist/`; an error when the first load is too large.
pub(crate) fn sizes() -> Result {
    Shell::new("node").args(["sizes.js", "../../dist"]).inside(E2E).run()
}

/// What `answers` answers, as a step of several: it says itself what went wrong.
pub(crate) fn answered(name: &str, arguments: &[String]) -> Result {
    if answers(name, arguments) == ExitCode::SUCCESS { Ok(()) } else { Err(String::new()) }
}

/// What `answers` answers, in the folder where it was typed, so that paths mean what they say.
pub(crate) fn answers(name: &str, arguments: &[String]) -> ExitCode {
    let manifest = root().join("Cargo.toml");
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--quiet", "--manifest-path"]).arg(manifest).args(["--package", ANSWERS, "--", name]);
    match cargo.args(arguments).status() {
        Ok(status) => ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)),
        Err(error) => {
            eprintln!("xtask: `cargo` could not be started: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Where the benchmark leaves the large store that the page then opens, below the root.
const LARGE_STORE: &str = "target/bench/store.tar.gz";

/// How fast a preview is, natively and in the browser, and the sizes. Prints, and fails only where it can't measure.
pub(crate) fn bench() -> Result {
    setup::need(&[Need::Npm, Need::Chromium])?;
    let store = root().join(LARGE_STORE);
    let folder = store.parent().expect("the path has a folder");
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let answers = ["run", "--quiet", "--profile", "bench", "--package", ANSWERS, "--", "bench", LARGE_STORE];
    Shell::new("cargo").args(answers).run()?;
    halves::build()?;
    Shell::new("node").args(["bench.js", &format!("../../{LARGE_STORE}")]).inside(E2E).run()?;
    sizes().or_else(|problem| {
        println!("xtask: {problem}");
        Ok(())
    })
}
