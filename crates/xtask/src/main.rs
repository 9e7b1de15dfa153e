//! `cargo xtask run` shows the page; `cargo xtask test` runs every check. Both first install what is missing.
mod checks;
mod command;
mod fuzz;
mod halves;
mod peers;
mod setup;
mod shell;
mod tally;
#[cfg(test)]
mod tidy;
mod tool;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run [--port N]   build, serve on http://127.0.0.1:8080, rebuild on change
cargo xtask build            the static page, small, in dist/, and a table of its sizes
cargo xtask check            format, lints, native tests: no browser, no tools
cargo xtask test             everything: check, truth, conformance, browser tests, build, sizes, end-to-end tests
cargo xtask profile          note again what a page needs to be drawn: what is loaded first
cargo xtask setup            only install what the others need
cargo xtask truth DIR        compare with the recorded answers of real brokers in DIR
cargo xtask ask --version V --store ARCHIVE_OR_FOLDER [--conf name=value]... < questions.jsonl
                             answer a question file as a real broker of that version does
cargo xtask import FILE.yaml [--binder V]
                             what a Spring configuration becomes, as JSON
cargo xtask conformance [--versions V,W] [--cases N] [--seed S]
                             our store against real brokers, on generated cases (needs a JDK and Maven)
cargo xtask real-broker --version V < questions.jsonl
                             puts questions to a real broker, see tests/real-broker
cargo xtask fuzz [--minutes N]
                             bytes from outside on the readers, for 10 minutes; needs a nightly compiler
cargo xtask replay --namesrv HOST:PORT SCENARIO
                             plays a journey on a running cluster and records what happened, see docs/real-cluster.md
cargo xtask bench            how fast a preview is, natively and in the browser, and the sizes
cargo xtask bench --peers    the store beside RocketMQ's own and the Rust port: append, search, open, memory";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = arguments.split_first().map_or(("", &[][..]), |(name, rest)| (name.as_str(), rest));
    let done = match name {
        "run" => command::run(rest),
        "build" => command::build(),
        "check" => checks::check(),
        "test" => checks::test(),
        "profile" => halves::profile(),
        "setup" => setup::all(),
        "fuzz" => fuzz::fuzz(rest),
        "truth" | "ask" | "import" => return command::answers(name, rest),
        "conformance" | "real-broker" | "replay" => {
            setup::need(&[setup::Need::Java]).and_then(|()| command::answered(name, rest))
        }
        "bench" if rest == ["--peers"] => peers::bench(),
        "bench" => command::bench(),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => Err(format!("no command `{name}`. There are:\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // `check` and `test` have said it already, and their totals stay the last line.
            if !problem.is_empty() {
                eprintln!("\nxtask: {problem}");
            }
            ExitCode::FAILURE
        }
    }
}
