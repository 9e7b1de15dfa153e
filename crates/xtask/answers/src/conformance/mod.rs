//! Our store against real brokers, on cases made from a seed: `cargo xtask conformance`.
mod case;
mod check;
mod generate;
mod ours;
mod predict;
mod questions;
mod report;
mod shrink;

use crate::real::{Real, root};
use crate::say::say;
use broker::BrokerVersion;
use case::Case;
use check::{Difference, Outcome};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

const USAGE: &str = "usage: cargo xtask conformance [--versions 4.9.7,5.3.3] [--cases N] [--seed S] [--case NUMBER]";
/// Cases when nothing is said.
const CASES: usize = 20;
/// Brokers that work side by side in one process. Most of a case is a broker that takes ten seconds to stop.
const SIDE_BY_SIDE: usize = 12;
/// Rounds of making a case smaller, at most.
const ROUNDS_MAX: usize = 30;
/// The folder of the smallest case that differs.
const SMALLEST: &str = "smallest";

struct Options {
    versions: Vec<BrokerVersion>,
    cases: usize,
    seed: u64,
    /// Only this one.
    only: Option<usize>,
}

/// Runs the cases; `false` when a broker answered differently.
pub(crate) fn run(words: &[&str]) -> Result<bool, String> {
    let options = options(words)?;
    say(format!("conformance: {} cases on each version, --seed {}", options.cases, options.seed));
    let mut same = true;
    for &version in &options.versions {
        same &= one_version(&options, version)?;
    }
    Ok(same)
}

fn options(words: &[&str]) -> Result<Options, String> {
    #[expect(clippy::disallowed_methods, reason = "a new seed for each run; it is printed")]
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let mut options = Options { versions: BrokerVersion::ALL.to_vec(), cases: CASES, seed: now, only: None };
    let number = |text: &str| text.parse::<u64>().map_err(|_| format!("`{text}` is not a whole number\n{USAGE}"));
    for pair in words.chunks(2) {
        match *pair {
            ["--versions", list] => {
                let version = |text: &str| {
                    BrokerVersion::from_text(text).ok_or_else(|| format!("version {text} is not modelled\n{USAGE}"))
                };
                options.versions = list.split(',').map(version).collect::<Result<_, _>>()?;
            }
            ["--cases", text] => options.cases = number(text)? as usize,
            ["--seed", text] => options.seed = number(text)?,
            ["--case", text] => options.only = Some(number(text)? as usize),
            _ => return Err(format!("{}: unknown or without a value\n{USAGE}", pair[0])),
        }
    }
    Ok(options)
}

/// What all threads of one version share.
struct Version {
    version: BrokerVersion,
    real: Real,
    work: PathBuf,
    answers: AtomicUsize,
    differences: Mutex<Vec<(usize, Difference)>>,
    problems: Mutex<Vec<String>>,
}

fn one_version(options: &Options, version: BrokerVersion) -> Result<bool, String> {
    #[expect(clippy::disallowed_methods, reason = "how long it took is printed")]
    let started = Instant::now();
    let release = version.release();
    let shared = Version {
        version,
        real: Real::start(release)?,
        work: root().join("target/conformance").join(release),
        answers: AtomicUsize::new(0),
        differences: Mutex::default(),
        problems: Mutex::default(),
    };
    let _ = std::fs::remove_dir_all(&shared.work);
    let numbers: Vec<usize> = options.only.map_or_else(|| (0..options.cases).collect(), |only| vec![only]);
    side_by_side(&numbers, |thread, &number| shared.case(options.seed, thread, number));

    let (answers, seconds) = (shared.answers.load(Ordering::Relaxed), started.elapsed().as_secs());
    let mut different = std::mem::take(&mut *lock(&shared.differences));
    different.sort_by_key(|(number, _)| *number);
    let (cases, differ) = (numbers.len(), different.len());
    say(format!("conformance: {release:<6} {cases:>4} cases {answers:>8} answers {seconds:>5} s   {differ} differ"));
    // One is enough to learn from: the others often have the same cause.
    if let Some((number, found)) = different.into_iter().next() {
        let case = generate::case(options.seed, number);
        say(format!("conformance: making case {number} smaller"));
        let (case, found) = shared.shrunk(case, found);
        report::tell(version, options.seed, number, &case, &found, &shared.work.join(SMALLEST));
    }
    let problem = lock(&shared.problems).first().cloned();
    match problem {
        Some(problem) => Err(problem),
        None if differ == 0 => {
            let _ = std::fs::remove_dir_all(&shared.work);
            Ok(true)
        }
        None => Ok(false),
    }
}

/// Works through a list on several threads; each is told its own number.
fn side_by_side<T: Sync>(list: &[T], work: impl Fn(usize, &T) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for thread in 0..SIDE_BY_SIDE.min(list.len()) {
            let (next, work) = (&next, &work);
            scope.spawn(move || {
                while let Some(item) = list.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(thread, item);
                }
            });
        }
    });
}

impl Version {
    fn case(&self, seed: u64, thread: usize, number: usize) {
        let place = self.work.join(format!("case{number}"));
        let outcome = self.run(&generate::case(seed, number), thread, &place);
        match outcome {
            Ok(Outcome { answers, difference }) => {
                self.answers.fetch_add(answers, Ordering::Relaxed);
                match difference {
                    None => _ = std::fs::remove_dir_all(&place),
                    Some(found) => {
                        report::brief(self.version, number, &found);
                        lock(&self.differences).push((number, found));
                    }
                }
            }
            Err(problem) => {
                lock(&self.problems).push(format!("case {number} on {}: {problem}", self.version.release()));
            }
        }
    }

    fn run(&self, case: &Case, thread: usize, place: &Path) -> Result<Outcome, String> {
        let _ = std::fs::remove_dir_all(place);
        check::run(case, self.version, &self.real.desk(&format!("broker{thread}")), place)
    }

    /// The smallest case found that still differs. Each round tries all that are one step simpler.
    fn shrunk(&self, mut case: Case, mut found: Difference) -> (Case, Difference) {
        for _ in 0..ROUNDS_MAX {
            let simpler = shrink::simpler(&case);
            let differ: Mutex<BTreeMap<usize, Difference>> = Mutex::default();
            let numbered: Vec<_> = simpler.iter().enumerate().collect();
            side_by_side(&numbered, |thread, &(index, other)| {
                // Later ones are less bold than the one that was found.
                if lock(&differ).keys().next().is_some_and(|&bolder| bolder < index) {
                    return;
                }
                let place = self.work.join(format!("try{index}"));
                if let Ok(Outcome { difference: Some(difference), .. }) = self.run(other, thread, &place) {
                    lock(&differ).insert(index, difference);
                }
                let _ = std::fs::remove_dir_all(place);
            });
            let first = lock(&differ).pop_first();
            let Some((index, difference)) = first else { break };
            (case, found) = (simpler[index].clone(), difference);
        }
        // Once more, for its folder.
        if let Ok(Outcome { difference: Some(difference), .. }) = self.run(&case, 0, &self.work.join(SMALLEST)) {
            found = difference;
        }
        (case, found)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
