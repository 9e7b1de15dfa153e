//! What a broker refuses, with the code and the words of the real one where it has them.
use std::fmt;
use store::{GroupName, QueueId, StoreError, TopicName};

/// A refused request. Nothing was changed.
#[derive(Clone, Debug, PartialEq)]
pub enum BrokerError {
    /// The topic does not exist.
    UnknownTopic(TopicName),
    /// The topic exists already.
    TopicExists(TopicName),
    /// A topic's name or number of queues is out of bounds.
    BadTopic {
        /// The name that was asked for.
        topic: TopicName,
        /// What is wrong with it.
        problem: TopicProblem,
    },
    /// The topic has no such queue.
    UnknownQueue {
        /// The topic.
        topic: TopicName,
        /// The queue that was asked for.
        queue: QueueId,
        /// How many it has.
        queues: i32,
    },
    /// The broker does not know the group, and this version asks for that (`reset.jsonl`, `commitError`).
    UnknownGroup(GroupName),
    /// A reset was refused.
    Reset(crate::reset::ResetRefusal),
    /// The store refused.
    Store(StoreError),
}

/// What is wrong with a topic that was to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopicProblem {
    /// No name.
    Empty,
    /// More than 127 bytes: the length is one signed byte in a record.
    TooLong,
    /// A character other than letters, digits, `%`, `|`, `-`, `_`.
    Character(char),
    /// Fewer queues than one, or more than [`crate::QUEUES_MAX`].
    Queues(i32),
}

impl fmt::Display for BrokerError {
    #[inline(never)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownTopic(topic) => write!(f, "topic {topic} does not exist: create it, or send to it first"),
            Self::TopicExists(topic) => write!(f, "topic {topic} exists already"),
            Self::BadTopic { topic, problem } => write!(f, "topic `{topic}`: {problem}"),
            Self::UnknownQueue { topic, queue, queues } => {
                write!(f, "queue {queue} of topic {topic} does not exist: it has {queues}, numbered from 0")
            }
            Self::UnknownGroup(group) => write!(f, "Group {group} not exist!"),
            Self::Reset(refusal) => refusal.fmt(f),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for TopicProblem {
    #[inline(never)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a topic needs a name"),
            Self::TooLong => f.write_str("a name has at most 127 bytes"),
            Self::Character(character) => {
                write!(f, "`{character}` is not allowed: use letters, digits, %, |, - and _")
            }
            Self::Queues(queues) => write!(f, "{queues} queues: take 1 to {}", crate::QUEUES_MAX),
        }
    }
}

impl std::error::Error for BrokerError {}

impl From<StoreError> for BrokerError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
