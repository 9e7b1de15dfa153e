//! Pulls and their outcomes.
use crate::broker::Broker;
use crate::error::BrokerError;
use crate::filter::TagFilter;
use serde::Serialize;
use store::{LogOffset, QueueId, QueueOffset, TopicName};

/// Entries that one pull looks through at most: a filter that matches nothing must not hold the broker up
/// (`maxFilterMessageSize`, 16000 bytes of 20-byte entries).
const ENTRIES_LOOKED_AT: i64 = 800;

/// What one answer carries at most.
struct Load {
    messages: usize,
    bytes: i64,
}

/// Messages near the end of the log (`maxTransferCountOnMessageInMemory`, `maxTransferBytesOnMessageInMemory`).
const IN_MEMORY: Load = Load { messages: 32, bytes: 256 << 10 };
/// Older ones, which the broker takes to lie on the disk (`…OnMessageInDisk`).
const ON_DISK: Load = Load { messages: 8, bytes: 64 << 10 };

/// What a client asks for.
#[derive(Clone, Copy, Debug)]
pub struct PullRequest<'a> {
    /// The topic.
    pub topic: &'a TopicName,
    /// The queue.
    pub queue: QueueId,
    /// The first message wanted.
    pub offset: QueueOffset,
    /// At most this many messages.
    pub max: i64,
    /// Which tags.
    pub filter: &'a TagFilter,
}

/// What the client is told (`PullStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum PullStatus {
    /// Messages.
    #[serde(rename = "FOUND")]
    Found,
    /// The client has read everything.
    #[serde(rename = "NO_NEW_MSG")]
    NoNewMessage,
    /// There are messages, and the filter lets none through.
    #[serde(rename = "NO_MATCHED_MSG")]
    NoMatchedMessage,
    /// The offset lies outside the queue: go on at `next`.
    #[serde(rename = "OFFSET_ILLEGAL")]
    OffsetIllegal,
}

/// An outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullResult {
    /// What the client is told.
    pub status: PullStatus,
    /// Where to pull next.
    pub next: QueueOffset,
    /// The queue's first living message.
    pub min: QueueOffset,
    /// The number that its next message will get.
    pub max: QueueOffset,
    /// The messages found, in order.
    pub offsets: Vec<QueueOffset>,
}

impl Broker {
    /// Looks for messages (`DefaultMessageStore.getMessage`). A question: nothing changes.
    pub fn pull(&self, request: PullRequest<'_>) -> Result<PullResult, BrokerError> {
        self.topics().check_queue(request.topic, request.queue)?;
        let queue = self.store().queue(request.topic, request.queue);
        let (min, max) = queue.map_or_else(Default::default, |queue| (queue.min(), queue.max()));
        let told = |status, next, offsets| PullResult { status, next, min, max, offsets };
        let offset = request.offset;
        let Some(queue) = queue.filter(|_| max > QueueOffset(0)) else {
            let status = if offset == QueueOffset(0) { PullStatus::NoNewMessage } else { PullStatus::OffsetIllegal };
            return Ok(told(status, QueueOffset(0), Vec::new()));
        };
        if offset < min {
            return Ok(told(PullStatus::OffsetIllegal, min, Vec::new()));
        }
        if offset >= max {
            let status = if offset == max { PullStatus::NoNewMessage } else { PullStatus::OffsetIllegal };
            return Ok(told(status, max, Vec::new()));
        }
        // A pull reads one file of the queue and no further (`travelCqFileNumWhenGetMessage`).
        let per_file = self.store().config().entries_per_queue_file();
        let file_end = QueueOffset((offset.0 / per_file + 1).saturating_mul(per_file));
        let end = max.min(file_end).min(offset.plus(ENTRIES_LOOKED_AT.max(request.max)));
        if queue.entry(offset).is_none() {
            // 4.9 may say that a queue begins before its first file (`GoneQueue`).
            return Ok(told(PullStatus::NoNewMessage, file_end, Vec::new()));
        }
        let (mut next, mut found, mut bytes) = (offset, Vec::new(), 0);
        while next < end {
            let Some(entry) = queue.entry(next) else { break };
            if entry.log_offset < self.store().min_log_offset() {
                next = next.plus(1);
                continue;
            }
            let load = if self.is_in_memory(entry.log_offset) { IN_MEMORY } else { ON_DISK };
            let most = load.messages.min(usize::try_from(request.max).unwrap_or(1));
            let full = found.len() >= most || bytes + i64::from(entry.size) > load.bytes;
            if full && !found.is_empty() {
                break;
            }
            if request.filter.passes_entry(entry.tag_code) {
                found.push(next);
                bytes += i64::from(entry.size);
            }
            next = next.plus(1);
        }
        let status = if found.is_empty() { PullStatus::NoMatchedMessage } else { PullStatus::Found };
        Ok(told(status, next, found))
    }

    /// Whether a place of the log is so near its end that the broker takes it to be in memory
    /// (`DefaultMessageStore.estimateInMemByCommitOffset`, `accessMessageInMemoryMaxRatio`).
    pub(crate) fn is_in_memory(&self, at: LogOffset) -> bool {
        let config = self.config();
        let share = config.memory_bytes / 100 * config.access_message_in_memory_max_ratio;
        self.store().max_log_offset().0 - at.0 <= share
    }
}
