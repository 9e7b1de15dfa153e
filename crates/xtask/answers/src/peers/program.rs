//! One program that is measured: started once, asked line by line, idle in between.
use serde_json::Value;
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// What a program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Ours.
    Native,
    /// Ours, as a wasm module.
    Wasm,
    /// RocketMQ's own store, 4.x: it answers with the nearest message.
    Java4,
    /// RocketMQ's own store, 5.x: it answers with the first message at or after a time.
    Java5,
    /// The Rust port.
    Port,
}

impl Role {
    /// From the word in the list of programs.
    pub(super) fn of(word: &str) -> Option<Self> {
        Some(match word {
            "native" => Self::Native,
            "wasm" => Self::Wasm,
            "java4" => Self::Java4,
            "java5" => Self::Java5,
            "port" => Self::Port,
            _ => return None,
        })
    }

    pub(super) fn is_ours(self) -> bool {
        matches!(self, Self::Native | Self::Wasm)
    }

    pub(super) fn is_java(self) -> bool {
        matches!(self, Self::Java4 | Self::Java5)
    }

    /// The rules of a search by time that it has, by their numbers in `SearchRule::ALL`.
    pub(super) fn rules(self) -> &'static [usize] {
        match self {
            Self::Native | Self::Wasm => &[0, 1],
            Self::Java4 => &[0],
            Self::Java5 | Self::Port => &[1],
        }
    }
}

/// A running program.
pub(super) struct Program {
    pub(super) title: String,
    pub(super) role: Role,
    child: Child,
    questions: Option<ChildStdin>,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Program {
    /// Starts the program of a line: role, title, program and arguments, with tabs between them.
    pub(super) fn start(line: &str) -> Result<Self, String> {
        let mut words = line.split('\t');
        let (role, title, program) = (words.next(), words.next(), words.next());
        let (Some(role), Some(title), Some(program)) = (role.and_then(Role::of), title, program) else {
            return Err(format!("“{line}” is no program: expected a role, a title and a program with tabs between"));
        };
        let mut command = Command::new(program);
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| format!("{title}: `{program}`: {error}"))?;
        let questions = child.stdin.take();
        let answers = BufReader::new(child.stdout.take().expect("it was asked for above")).lines();
        Ok(Self { title: title.to_owned(), role, child, questions, answers })
    }

    /// Asks it to do something and waits for the answer.
    pub(super) fn ask(&mut self, question: &str) -> Result<Value, String> {
        let broken = |why: String| format!("{}: `{question}`: {why}", self.title);
        let questions = self.questions.as_mut().expect("it is open until the program is dropped");
        writeln!(questions, "{question}").map_err(|error| broken(error.to_string()))?;
        let line = self.answers.next().ok_or_else(|| broken("it ended without an answer".to_owned()))?;
        let line = line.map_err(|error| broken(error.to_string()))?;
        let answer: Value = serde_json::from_str(&line).map_err(|error| broken(format!("{error} in {line}")))?;
        if answer.is_null() { Err(broken("it does not know the question".to_owned())) } else { Ok(answer) }
    }
}

impl Drop for Program {
    /// It ends when its questions do, and takes its files away.
    fn drop(&mut self) {
        drop(self.questions.take());
        let _ = self.child.wait();
    }
}
