//! The count of one recorded file: what agreed, what differed, what nobody can say yet.
use crate::say::say;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::{self, Display};

/// One file's count.
#[derive(Default)]
pub(crate) struct Sheet {
    name: String,
    line: usize,
    lines: usize,
    answers: usize,
    differ: usize,
    /// How many answers, by the reason why nothing here gives them.
    not_modelled: BTreeMap<String, usize>,
}

impl Sheet {
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The next line begins; an empty one counts as well, so that the numbers are those of an editor.
    pub(crate) fn next_line(&mut self) {
        self.line += 1;
    }

    /// The line holds something.
    pub(crate) fn count_line(&mut self) {
        self.lines += 1;
    }

    /// One recorded answer against ours.
    pub(crate) fn compare(&mut self, question: impl Display, recorded: &Value, ours: &Value) {
        self.answers += 1;
        if recorded != ours {
            self.differ += 1;
            say(format_args!("{}:{}: {question}: recorded {recorded}, ours {ours}", self.name, self.line));
        }
    }

    /// A line that cannot be read, or speaks of what is not there: that is a difference too.
    pub(crate) fn broken(&mut self, problem: impl Display) {
        self.answers += 1;
        self.differ += 1;
        say(format_args!("{}:{}: {problem}", self.name, self.line));
    }

    /// Answers that nothing here gives, and why.
    pub(crate) fn skip(&mut self, reason: impl Into<String>, answers: usize) {
        *self.not_modelled.entry(reason.into()).or_default() += answers;
    }

    pub(crate) fn differs(&self) -> bool {
        self.differ > 0
    }

    /// Adds another sheet's numbers, for the totals.
    pub(crate) fn add(&mut self, other: &Self) {
        self.lines += other.lines;
        self.answers += other.answers;
        self.differ += other.differ;
        for (reason, count) in &other.not_modelled {
            self.skip(reason, *count);
        }
    }
}

impl Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not_modelled: usize = self.not_modelled.values().sum();
        let Self { name, lines, answers, differ, .. } = self;
        write!(f, "{name}: {lines} lines, {answers} answers, {differ} differ, {not_modelled} not modelled")?;
        for (reason, count) in &self.not_modelled {
            write!(f, "\n  {count} not modelled: {reason}")?;
        }
        Ok(())
    }
}

/// A field of a line that must be a text.
pub(crate) fn text<'a>(line: &'a Value, name: &str) -> Result<&'a str, String> {
    line[name].as_str().ok_or_else(|| format!("`{name}` is {}, not a text", line[name]))
}

/// A field of a line that must be a whole number.
pub(crate) fn number(line: &Value, name: &str) -> Result<i64, String> {
    line[name].as_i64().ok_or_else(|| format!("`{name}` is {}, not a whole number", line[name]))
}
