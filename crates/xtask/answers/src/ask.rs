//! A question file of the lab, answered from a store folder: `cargo xtask ask`.
mod answer;
mod client;
mod look;
mod question;
#[cfg(test)]
mod recorded;

use crate::opened::{Settings, topics};
use crate::store_folder;
pub(crate) use answer::Message;
use answer::{Answer, Line, Refusal};
use broker::{Boundary, Broker, BrokerVersion, is_system};
use question::Question;
use std::collections::BTreeSet;
use std::io::{BufRead, Write};
use std::path::Path;
use store::{QueueId, StoreTime, TopicName};

/// What the command line says.
pub(crate) const USAGE: &str =
    "usage: cargo xtask ask --version V --store ARCHIVE_OR_FOLDER [--conf name=value]... < questions.jsonl";

/// Operations of the lab that need a running client or a clock; here there are none.
const NEED_A_CLIENT: &str = "here are range, search, pull and look; other questions need a client or a running broker: \
                             put them to a real one";

/// The twin of a lab: a broker on a store that nobody writes to.
struct Twin {
    broker: Broker,
    /// The topics that a client can find.
    topics: BTreeSet<TopicName>,
}

/// Answers every line of `questions`.
pub(crate) fn run(words: &[&str], questions: impl BufRead, mut answers: impl Write) -> Result<bool, String> {
    let (mut release, mut place, mut conf) = ("5.3.3", None, Vec::new());
    for pair in words.chunks(2) {
        match *pair {
            ["--version", value] => release = value,
            ["--store", value] => place = Some(value),
            ["--conf", value] => conf.push(value),
            _ => return Err(format!("{}: unknown or without a value\n{USAGE}", pair[0])),
        }
    }
    let version = BrokerVersion::from_text(release).ok_or_else(|| {
        let known: Vec<&str> = BrokerVersion::ALL.iter().map(|version| version.release()).collect();
        format!("version {release} is not modelled; there are {}", known.join(", "))
    })?;
    let settings = Settings::read(conf)?;
    for name in &settings.unread {
        eprintln!("setting {name}: nothing that can be asked here depends on it");
    }
    let twin = Twin::open(Path::new(place.ok_or(USAGE)?), version, &settings)?;
    for (number, line) in questions.lines().enumerate() {
        let line = line.map_err(|error| format!("line {}: {error}", number + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        let question =
            Question::read(&line).map_err(|error| format!("line {}: not a question: {error}", number + 1))?;
        let answer = serde_json::to_string(&twin.line(question)).expect("an answer is JSON");
        writeln!(answers, "{answer}").map_err(|error| error.to_string())?;
    }
    Ok(true)
}

impl Twin {
    fn open(place: &Path, version: BrokerVersion, settings: &Settings) -> Result<Self, String> {
        let folder = store_folder::read(place)?;
        let broker = settings.open(&folder, version)?;
        // A topic that has messages but is not in topics.json is unknown to clients; the broker's own are always there.
        let mut known: BTreeSet<_> = topics(&folder)?.into_iter().map(|(topic, _)| TopicName::from(topic)).collect();
        known.extend(broker.store().topics().filter(|topic| is_system(topic)).cloned());
        Ok(Self { broker, topics: known })
    }

    fn line(&self, mut question: Question) -> Line {
        let op = question.text("op").unwrap_or_default();
        let answer = self.answer(&op, &question).unwrap_or_else(Answer::Refused);
        Line { op, note: question.note.take(), answer }
    }

    fn answer(&self, op: &str, question: &Question) -> Result<Answer, Refusal> {
        match op {
            "range" => self.range(question),
            "search" => self.search(question),
            "pull" => self.pull(question),
            "look" => self.look(question.number("physical", 0)?),
            other => {
                let message = format!("op `{other}`: {NEED_A_CLIENT}");
                Err(Refusal::new("java.lang.UnsupportedOperationException", message))
            }
        }
    }

    fn range(&self, question: &Question) -> Result<Answer, Refusal> {
        let (topic, queue) = place(question)?;
        let queue = self.broker.store().queue(&topic, queue);
        let (min, max) = queue.map_or((0, 0), |queue| (queue.min().0, queue.max().0));
        // The store time of the first message; there is none in an empty queue.
        let first = queue.filter(|queue| !queue.is_empty()).and_then(|queue| queue.store_time(queue.min()));
        Ok(Answer::Range { min, max, earliest_store_time: first.map_or(-1, |time| time.0) })
    }

    fn search(&self, question: &Question) -> Result<Answer, Refusal> {
        let (topic, queue) = place(question)?;
        let boundary = match question.optional_text("boundary").as_deref() {
            None => None,
            // The lab takes everything else for LOWER.
            Some("UPPER") => Some(Boundary::Upper),
            Some(_) => Some(Boundary::Lower),
        };
        if let Some(boundary) = boundary.filter(|_| !self.broker.version().behaviour().time_search_boundary) {
            return Err(client::no_such_search(boundary));
        }
        let times = question.times("times")?;
        let offset = |time| self.broker.search_offset(&topic, queue, StoreTime(time), boundary).0;
        Ok(Answer::Search { offsets: times.into_iter().map(offset).collect() })
    }
}

/// The topic and the queue, which is 0 when it is not named.
fn place(question: &Question) -> Result<(TopicName, QueueId), Refusal> {
    Ok((TopicName::from(question.text("topic")?), QueueId(question.short_number("queue", 0)?)))
}
