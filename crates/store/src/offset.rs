//! Places in a store: numbers that must not be mixed have different types.
use serde::{Deserialize, Serialize};
use std::fmt;

/// A byte position in the commit log, over all its files: RocketMQ's *physical offset*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LogOffset(pub i64);

/// The number of a message in its queue, from 0: RocketMQ's *logic* or *queue offset*. It counts messages, not bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct QueueOffset(pub i64);

/// The number of a queue in its topic, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct QueueId(pub i32);

impl LogOffset {
    /// The place `bytes` further on.
    pub fn plus(self, bytes: i64) -> Self {
        Self(self.0.saturating_add(bytes))
    }
}

impl QueueOffset {
    /// The message `messages` further on (or back, when negative).
    pub fn plus(self, messages: i64) -> Self {
        Self(self.0.saturating_add(messages))
    }

    /// How many messages lie from `earlier` (included) to here (excluded); negative when `earlier` is later.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for LogOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for QueueOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for QueueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
