//! From lines of JSON to what happened.
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use store::{GroupName, QueueId, QueueOffset, TopicName};

/// The largest recording: a hundred thousand messages, each received a few times.
const BYTES_MAX: usize = 64 << 20;
/// The version of the format that is read.
const VERSION: i64 = 1;

/// A message's place on the cluster, counted from where the story began.
pub(super) type Place = (QueueId, QueueOffset);

/// What a cluster did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// The name of the story.
    pub scenario: String,
    /// The broker that played it.
    pub broker: String,
    /// Why it ends early; `None` when it is whole.
    pub broken_off: Option<String>,
    pub(super) first: BTreeMap<TopicName, BTreeMap<QueueId, QueueOffset>>,
    pub(super) stored: BTreeMap<TopicName, BTreeMap<Place, String>>,
    pub(super) received: BTreeMap<GroupName, BTreeMap<TopicName, Vec<Place>>>,
    pub(super) committed: BTreeMap<GroupName, BTreeMap<TopicName, BTreeMap<QueueId, QueueOffset>>>,
    pub(super) groups: BTreeSet<GroupName>,
}

/// A line that is not one of a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordingError {
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: RecordingProblem,
}

/// What is wrong with a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordingProblem {
    /// Larger than a tab can hold.
    Large,
    /// It does not begin with `begin`.
    NoBegin,
    /// It is of another version of the format.
    Version(i64),
    /// The line is no JSON object of this kind.
    Line(String),
}

impl fmt::Display for RecordingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line)?;
        match &self.problem {
            RecordingProblem::Large => write!(f, "a recording has at most {BYTES_MAX} bytes"),
            RecordingProblem::NoBegin => write!(f, "a recording begins with the event `begin`"),
            RecordingProblem::Version(found) => write!(f, "format {found} is not known here, only {VERSION}"),
            RecordingProblem::Line(problem) => write!(f, "{problem}"),
        }
    }
}

impl std::error::Error for RecordingError {}

#[derive(Deserialize)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
enum Line {
    Begin {
        recording: i64,
        #[serde(default)]
        scenario: String,
        #[serde(default)]
        broker_version: String,
    },
    Topic {
        topic: TopicName,
        /// By queue, from 0.
        first: Vec<QueueOffset>,
    },
    Started {
        group: GroupName,
    },
    Received {
        group: GroupName,
        topic: TopicName,
        queue: QueueId,
        offset: QueueOffset,
    },
    Message {
        topic: TopicName,
        queue: QueueId,
        offset: QueueOffset,
        #[serde(default)]
        body: String,
    },
    Committed {
        group: GroupName,
        offsets: BTreeMap<String, QueueOffset>,
    },
    Failed {
        #[serde(default)]
        message: String,
    },
    End {},
    #[serde(other)]
    Other,
}

impl Recording {
    /// Reads a recording.
    ///
    /// # Errors
    /// Names the first line that is not understood. Events and fields that are not known are passed over.
    pub fn parse(text: &str) -> Result<Self, RecordingError> {
        let fail = |line, problem| Err(RecordingError { line, problem });
        if text.len() > BYTES_MAX {
            return fail(1, RecordingProblem::Large);
        }
        let (mut recording, mut begun, mut whole) = (Self::default(), false, false);
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let read = match serde_json::from_str::<Line>(line) {
                Ok(read) => read,
                Err(error) => return fail(at + 1, RecordingProblem::Line(error.to_string())),
            };
            match &read {
                Line::Begin { recording, .. } if *recording != VERSION => {
                    return fail(at + 1, RecordingProblem::Version(*recording));
                }
                Line::Begin { .. } => begun = true,
                _ if !begun => return fail(at + 1, RecordingProblem::NoBegin),
                Line::End {} => whole = true,
                _ => {}
            }
            recording.take(read);
        }
        if !begun {
            return fail(1, RecordingProblem::NoBegin);
        }
        if !whole && recording.broken_off.is_none() {
            recording.broken_off = Some(String::new());
        }
        Ok(recording)
    }

    fn take(&mut self, line: Line) {
        match line {
            Line::Begin { scenario, broker_version, .. } => (self.scenario, self.broker) = (scenario, broker_version),
            Line::Topic { topic, first } => {
                self.first.insert(topic, (0..).map(QueueId).zip(first).collect());
            }
            Line::Started { group } => drop(self.groups.insert(group)),
            Line::Received { group, topic, queue, offset } => {
                let place = self.place(&topic, queue, offset);
                self.groups.insert(group.clone());
                self.received.entry(group).or_default().entry(topic).or_default().push(place);
            }
            Line::Message { topic, queue, offset, body } => {
                let place = self.place(&topic, queue, offset);
                self.stored.entry(topic).or_default().insert(place, body);
            }
            Line::Committed { group, offsets } => self.commits(&group, offsets),
            Line::Failed { message } => self.broken_off = Some(message),
            Line::End {} | Line::Other => {}
        }
    }

    /// `TOPIC-QUEUE` → offset. What is named otherwise is passed over.
    fn commits(&mut self, group: &GroupName, offsets: BTreeMap<String, QueueOffset>) {
        for (name, offset) in offsets {
            let Some((topic, queue)) = name.rsplit_once('-') else { continue };
            let (topic, Ok(queue)) = (TopicName::from(topic), queue.parse().map(QueueId)) else { continue };
            let (_, offset) = self.place(&topic, queue, offset);
            let of_group = self.committed.entry(group.clone()).or_default();
            of_group.entry(topic).or_default().insert(queue, offset);
        }
    }

    fn place(&self, topic: &TopicName, queue: QueueId, offset: QueueOffset) -> Place {
        let first = self.first.get(topic).and_then(|queues| queues.get(&queue)).map_or(0, |first| first.0);
        (queue, QueueOffset(offset.0.saturating_sub(first)))
    }
}
