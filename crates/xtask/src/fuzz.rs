//! `fuzz`: libFuzzer on every target of `tests/fuzz`, with a nightly compiler.
use crate::setup::{self, Need};
use crate::shell::{Result, Shell, root};

/// The targets, as in `tests/fuzz/src/lib.rs`.
const TARGETS: [&str; 3] = ["folder", "archive", "text"];
/// The package with libFuzzer's programs.
const PACKAGE: &str = "tests/fuzz/libfuzzer";
/// What runs have found worth keeping, below the root. The next run goes on from there.
const FOUND: &str = "target/fuzz/corpus";
/// Minutes for all targets together when nothing is said.
const MINUTES: u64 = 10;

/// Fuzzes each target for its part of the minutes. What fails is left in `target/fuzz/failed`.
pub(crate) fn fuzz(arguments: &[String]) -> Result {
    let minutes = match arguments {
        [] => Some(MINUTES),
        [flag, minutes] if flag == "--minutes" => minutes.parse().ok().filter(|minutes| *minutes > 0),
        _ => None,
    };
    let minutes = minutes.ok_or("usage: cargo xtask fuzz [--minutes N]")?;
    setup::need(&[Need::Nightly, Need::CargoFuzz])?;
    let seconds = (minutes * 60).div_ceil(TARGETS.len() as u64);
    for target in TARGETS {
        let found = format!("{FOUND}/{target}");
        let failed = format!("target/fuzz/failed/{target}/");
        for folder in [&found, &failed] {
            std::fs::create_dir_all(root().join(folder)).map_err(|error| format!("{folder}: {error}"))?;
        }
        Shell::new("cargo")
            .args(["+nightly", "fuzz", "run", "--fuzz-dir", PACKAGE, "--target-dir", "target/fuzz", target])
            .args([found.as_str(), &format!("tests/fuzz/corpus/{target}"), "--"])
            .args([&*format!("-max_total_time={seconds}"), "-max_len=65536", "-timeout=30", "-rss_limit_mb=3000"])
            .args([&*format!("-artifact_prefix={failed}"), "-print_final_stats=1"])
            .run()
            .map_err(|problem| format!("{problem}\nThe input that failed is in {failed}"))?;
    }
    Ok(())
}
