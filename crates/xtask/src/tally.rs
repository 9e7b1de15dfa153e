//! Counts what passed and what failed, and says it at the end.
use crate::shell::Result;
use std::fmt::Write;

/// Passed and failed, so far.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: usize,
    pub(crate) failed: usize,
}

/// One row for each step.
#[derive(Default)]
pub(crate) struct Tally {
    rows: Vec<(String, Count, Option<String>)>,
}

impl Tally {
    /// Runs a step that passes or fails as a whole; tells whether it passed.
    pub(crate) fn step(&mut self, name: &str, run: impl FnOnce() -> Result) -> bool {
        let (mut count, problem) = (Count { passed: 1, failed: 0 }, self.announced(name, run));
        if problem.is_some() {
            count = Count { passed: 0, failed: 1 };
        }
        let passed = problem.is_none();
        self.rows.push((name.to_owned(), count, problem));
        passed
    }

    /// Runs a step that holds many tests; `counted` finds the numbers in the lines it prints.
    pub(crate) fn suite(
        &mut self,
        name: &str,
        counted: impl Fn(&str) -> Option<Count>,
        run: impl FnOnce(&mut dyn FnMut(&str)) -> Result,
    ) {
        let mut count = Count::default();
        let mut read = |line: &str| {
            if let Some(more) = counted(line) {
                count.passed += more.passed;
                count.failed += more.failed;
            }
        };
        let problem = self.announced(name, || run(&mut read));
        // A suite that did not build has no failed test, and has failed all the same.
        count.failed += usize::from(problem.is_some() && count.failed == 0);
        self.rows.push((name.to_owned(), count, problem));
    }

    fn announced(&self, name: &str, run: impl FnOnce() -> Result) -> Option<String> {
        println!("\nxtask: == {name}");
        let problem = run().err();
        if let Some(problem) = &problem {
            eprintln!("xtask: {name}: {problem}");
        }
        problem
    }

    /// Prints the rows and, last, the line of totals.
    pub(crate) fn close(self) -> Result {
        let mut total = Count::default();
        let mut text = String::new();
        for (name, count, problem) in &self.rows {
            total.passed += count.passed;
            total.failed += count.failed;
            let first = problem.as_ref().and_then(|problem| problem.lines().next()).unwrap_or_default();
            writeln!(text, "xtask: {name:<24} {:>5} passed {:>3} failed  {first}", count.passed, count.failed)
                .expect("a string takes every write");
        }
        // On standard error, so that the totals stay the last line of standard output.
        let problems: Vec<&str> = self.rows.iter().filter(|row| row.2.is_some()).map(|row| row.0.as_str()).collect();
        if !problems.is_empty() {
            eprintln!("\nxtask: failed: {}", problems.join(", "));
        }
        print!("\n{text}");
        println!("{} passed, {} failed", total.passed, total.failed);
        if problems.is_empty() { Ok(()) } else { Err(String::new()) }
    }
}

/// `test result: ok. 3 passed; 0 failed; …`, as `cargo test` and wasm-pack print it.
pub(crate) fn cargo_test(line: &str) -> Option<Count> {
    let line = line.trim();
    line.starts_with("test result:").then(|| Count { passed: before(line, "passed"), failed: before(line, "failed") })
}

/// `  2 passed (3.1s)`, `  1 failed`: Playwright prints each on a line of its own.
pub(crate) fn playwright(line: &str) -> Option<Count> {
    let mut words = line.split_whitespace();
    let number = words.next()?.parse().ok()?;
    let what = words.next()?;
    if words.next().is_some_and(|rest| !rest.starts_with('(')) {
        return None;
    }
    match what {
        "passed" | "flaky" => Some(Count { passed: number, failed: 0 }),
        "failed" | "interrupted" => Some(Count { passed: 0, failed: number }),
        _ => None,
    }
}

fn before(line: &str, what: &str) -> usize {
    let words: Vec<&str> = line.split_whitespace().collect();
    let at = words.iter().position(|word| word.trim_end_matches(';') == what);
    at.and_then(|at| words.get(at.checked_sub(1)?)?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counted: Option<Count>, passed: usize, failed: usize) {
        assert_eq!(counted, Some(Count { passed, failed }));
    }

    #[test]
    fn cargos_summary_is_counted() {
        check(cargo_test("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out"), 12, 0);
        check(cargo_test("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured"), 3, 2);
        assert_eq!(cargo_test("test tally::tests::x ... ok"), None);
    }

    #[test]
    fn playwrights_summary_is_counted() {
        check(playwright("  14 passed (3.1s)"), 14, 0);
        check(playwright("  1 failed"), 0, 1);
        assert_eq!(playwright("  1 skipped"), None);
        assert_eq!(playwright("Running 2 tests using 1 worker"), None);
    }
}
