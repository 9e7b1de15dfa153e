//! The short run: the whole corpus, and some seconds of seeded changes to it. One test, for memory is counted for the
//! whole program.
//!
//! `REWIND_FUZZ_SECONDS` (of each target, 3) and `REWIND_FUZZ_SEED` (1) make it longer, or another one.
use fuzz_targets::{TARGETS, Target, dice::Dice};
use std::path::Path;
use std::time::Duration;

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number")))
}

/// Files of a corpus, by name.
fn corpus(target: &Target) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name);
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .expect("each target has a corpus")
        .map(|file| file.expect("it can be listed").path())
        .map(|path| (path.display().to_string(), std::fs::read(&path).expect("it can be read")))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", folder.display());
    files
}

/// Runs one input; what makes it fail is left in a file.
fn run(target: &Target, name: &str, data: &[u8]) {
    let result = std::panic::catch_unwind(|| (target.run)(data));
    if result.is_err() {
        let file = std::env::temp_dir().join(format!("rewind-fuzz-{}", target.name));
        std::fs::write(&file, data).expect("the temporary folder can be written to");
        panic!("target {}, {name}: the input is in {}", target.name, file.display());
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "how long the run takes is no part of what it checks")]
fn corpus_and_some_seconds_of_changes() {
    let (seconds, seed) = (number("REWIND_FUZZ_SECONDS", 3), number("REWIND_FUZZ_SEED", 1));
    for target in &TARGETS {
        let corpus = corpus(target);
        corpus.iter().for_each(|(name, data)| run(target, name, data));
        let mut dice = Dice::new(seed);
        let (start, mut runs) = (std::time::Instant::now(), 0);
        while start.elapsed() < Duration::from_secs(seconds) {
            let (name, data) = &corpus[dice.roll(corpus.len())];
            let mut data = data.clone();
            for round in 0..=dice.roll(4) {
                data = (target.mutate)(&data, &mut dice);
                run(target, &format!("{name}, run {runs}, round {round}, seed {seed}"), &data);
                runs += 1;
            }
        }
        println!("{}: {} files, {runs} changes of them", target.name, corpus.len());
        assert!(seconds == 0 || runs > 20, "{}: only {runs} runs: an input takes too long", target.name);
    }
}
