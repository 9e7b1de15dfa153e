//! What needs the crates themselves: `truth`, `ask`, `import`, `bench` and what asks real brokers, started by
//! `cargo xtask`.
mod ask;
mod bench;
mod conformance;
mod import;
mod opened;
mod peers;
mod real;
mod replay;
mod say;
mod store_folder;
mod truth;
mod zone;

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words[..] {
        ["truth", folder] => truth::check(Path::new(folder)),
        ["truth", ..] => Err("usage: cargo xtask truth DIR".to_owned()),
        ["ask", ref rest @ ..] => ask::run(rest, std::io::stdin().lock(), std::io::stdout().lock()),
        ["import", ref rest @ ..] => import::run(rest, std::io::stdout().lock()),
        ["real-broker", "--version", release] => real::converse(release),
        ["real-broker", ..] => Err("usage: cargo xtask real-broker --version V < questions.jsonl".to_owned()),
        ["replay", ref rest @ ..] => replay::run(rest),
        ["conformance", ref rest @ ..] => conformance::run(rest),
        ["bench", ref rest @ ..] => bench::run(rest),
        ["peers", ref rest @ ..] => peers::run(rest),
        _ => Err(format!("unknown command {words:?}; see `cargo xtask help`")),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("xtask: {problem}");
            ExitCode::FAILURE
        }
    }
}
