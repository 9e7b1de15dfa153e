//! What the broker answers to "what is this group's offset?": the 0 that surprises everybody.
use crate::broker::Broker;
use crate::version::{EmptyQueueOffset, InMemoryRule};
use serde::Serialize;
use store::{GroupName, QueueId, QueueOffset, TopicName};

/// The answer to `QUERY_CONSUMER_OFFSET`, with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum OffsetAnswer {
    /// The group has committed this one.
    Committed(QueueOffset),
    /// 0, as if the group had committed 0. Only then the client's setting is not read.
    Zero(ZeroReason),
    /// "Not found": the client's setting decides.
    NotFound(NotFoundReason),
}

/// Why the broker answers 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ZeroReason {
    /// The queue begins at 0, and its first message counts as in memory.
    FirstMessageInMemory,
    /// The queue has never held a message (4.9).
    EmptyQueue,
}

/// Why the broker answers "not found".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum NotFoundReason {
    /// The queue's oldest messages are gone: it does not begin at 0.
    Trimmed,
    /// The first message counts as on disk only (4.9), or is deleted while the queue still begins with it.
    FirstMessageOnDisk,
    /// The queue has never held a message (5.1 and later).
    EmptyQueue,
}

impl Broker {
    /// Answers a client that asks where its group is (`ConsumerManageProcessor.queryConsumerOffset`).
    pub fn offset_answer(&self, group: &GroupName, topic: &TopicName, queue: QueueId) -> OffsetAnswer {
        if let Some(offset) = self.offsets().committed(group, topic, queue) {
            return OffsetAnswer::Committed(offset);
        }
        let behaviour = self.version().behaviour();
        let queue = self.store().queue(topic, queue);
        let Some(first) = queue.filter(|queue| queue.max() > queue.min() || queue.min() > QueueOffset(0)) else {
            return match behaviour.empty_queue_offset {
                EmptyQueueOffset::Zero => OffsetAnswer::Zero(ZeroReason::EmptyQueue),
                EmptyQueueOffset::NotFound => OffsetAnswer::NotFound(NotFoundReason::EmptyQueue),
            };
        };
        if first.min() > QueueOffset(0) {
            return OffsetAnswer::NotFound(NotFoundReason::Trimmed);
        }
        match behaviour.in_memory {
            InMemoryRule::Always if self.is_gone(first) => OffsetAnswer::NotFound(NotFoundReason::FirstMessageOnDisk),
            InMemoryRule::Always => OffsetAnswer::Zero(ZeroReason::FirstMessageInMemory),
            InMemoryRule::ShareOfMemory if self.on_disk_only(first) => {
                OffsetAnswer::NotFound(NotFoundReason::FirstMessageOnDisk)
            }
            InMemoryRule::ShareOfMemory => OffsetAnswer::Zero(ZeroReason::FirstMessageInMemory),
        }
    }

    /// Whether the record of the message that the queue begins with was deleted. A broker takes place 0 of the log for
    /// the first file that there is, and finds something if that many bytes are in it.
    fn is_gone(&self, queue: &store::ConsumeQueue) -> bool {
        let log = self.store().log();
        let Some(first) = queue.entry(queue.min()) else { return true };
        let found_instead = first.log_offset.0 == 0 && log.max().0 - log.min().0 >= i64::from(first.size);
        first.log_offset < log.min() && !found_instead
    }

    /// Whether the queue's first message lies further from the end of the log than the broker takes for "in memory".
    fn on_disk_only(&self, queue: &store::ConsumeQueue) -> bool {
        queue.entry(queue.min()).is_some_and(|first| !self.is_in_memory(first.log_offset))
    }
}
