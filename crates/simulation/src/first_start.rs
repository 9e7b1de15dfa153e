//! Where a consumer starts in a queue, as a trail of steps: what was asked, what was answered, and why.
use crate::command::ConsumeFrom;
use serde::Serialize;
use store::{QueueId, QueueOffset, StoreTime};

/// The whole decision for one queue.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FirstStart {
    /// The queue.
    pub queue: QueueId,
    /// The steps, in order; the last one decides.
    pub steps: Vec<FirstStartStep>,
    /// The offset of the first pull.
    pub first_pull: QueueOffset,
    /// The offset from which messages come: `first_pull`, corrected to the queue's ends where it lies outside.
    pub first: QueueOffset,
    /// Whether the setting (`ConsumeFrom`) was read at all.
    pub setting_used: bool,
}

/// One step of the decision.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "step", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum FirstStartStep {
    /// The group has an offset for this queue: it wins.
    Committed { offset: QueueOffset },
    /// The group has none.
    NothingCommitted,
    /// The broker answers 0 as if the group had committed 0: the queue begins at 0 and its first message is in memory.
    AnswersZero { why: ZeroReason },
    /// The broker answers "not found".
    NotFound { why: NotFoundReason },
    /// The setting speaks.
    Setting { consume_from: ConsumeFrom },
    /// LAST: the end of the queue.
    LastOffset { offset: QueueOffset },
    /// FIRST: 0, whatever the queue holds.
    FirstOffset,
    /// TIMESTAMP: a search by time.
    Searched { time: StoreTime, own_default: bool, offset: QueueOffset },
    /// The first pull lies outside the queue, is refused, and corrected after some seconds.
    Corrected { from: QueueOffset, to: QueueOffset },
}

/// Why the broker answers 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ZeroReason {
    /// The queue begins at 0, and its first message counts as in memory.
    FirstMessageInMemory,
    /// The queue has never held a message (4.9, 5.1).
    EmptyQueue,
}

/// Why the broker answers "not found".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum NotFoundReason {
    /// The queue's oldest messages are gone: it does not begin at 0.
    Trimmed,
    /// The first message counts as on disk only (4.9).
    FirstMessageOnDisk,
    /// The queue has never held a message (5.3 and later).
    EmptyQueue,
}
