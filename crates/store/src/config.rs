//! The settings of a store. Names in brackets are RocketMQ's.
use crate::DelayLevels;

/// What a store is made with; the default is what a broker starts with when nothing is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreConfig {
    /// Bytes of one commit-log file (`mappedFileSizeCommitLog`).
    pub commit_log_file_size: i64,
    /// Bytes of one consume-queue file (`mappedFileSizeConsumeQueue`), 20 for each message.
    pub consume_queue_file_size: i64,
    /// Largest body in bytes (`maxMessageSize`).
    pub max_message_size: usize,
    /// Whether the properties of a record end with a separator: 5.3 and later write it, 4.9 and 5.1 do not.
    pub trailing_property_separator: bool,
    /// Whether the log may hold records with topics of more than 127 bytes: 5.x reads them, for 4.9 the log ends there.
    pub long_topics: bool,
    /// The waits of delayed messages (`messageDelayLevel`).
    pub delay_levels: DelayLevels,
    /// What is checked of the log after a clean stop.
    pub recovery: Recovery,
    /// Where a queue begins whose messages are all gone.
    pub gone_queue: GoneQueue,
    /// The key index; `None` has none (`messageIndexEnable`).
    pub index: Option<IndexConfig>,
}

/// What a broker checks of its log when it starts after a clean stop (`CommitLog.recoverNormally`). Before that it trusts
/// the log: damage there is met only by whoever reads the record. After a crash all versions go by the checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// 4.9 and 5.1: the last three files.
    LastThreeFiles,
    /// 5.3 and later: the last file that the queues reach into, and what follows. Records *behind* the end of the last
    /// one that a queue knows are given to their queues; one that begins exactly there is passed over.
    FromQueues,
}

/// Where a queue begins whose messages are all deleted (`ConsumeQueue.correctMinOffset`). A queue of which some are left
/// begins at the first of them in all versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoneQueue {
    /// Where it began before; after a start, at 0. 4.9 looks no further than for a message that is left.
    StaysWhereItWas,
    /// At its end: 5.1 and later look at the last entry first.
    BeginsAtItsEnd,
}

/// The sizes of an index file, and what is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexConfig {
    /// Slots of its table (`maxHashSlotNum`).
    pub slots: i32,
    /// Entries that it has room for (`maxIndexNum`). The first is not used.
    pub entries: i32,
    /// Whether each message is entered for its tag too: 5.5 does it, the older versions do not.
    pub tags: bool,
}

impl IndexConfig {
    /// Bytes before the slots.
    pub(crate) const HEADER: usize = 40;

    /// Bytes of a file.
    pub(crate) fn file_bytes(&self) -> u64 {
        let (slots, entries) = (u64::from(self.slots.unsigned_abs()), u64::from(self.entries.unsigned_abs()));
        Self::HEADER as u64 + 4 * slots + 20 * entries
    }

    /// How many entries a file takes before the next one is made.
    pub(crate) fn entries_used(&self) -> usize {
        usize::try_from(self.entries - 1).unwrap_or(0).max(1)
    }

    /// The slot of a hash.
    pub(crate) fn slot(&self, hash: i32) -> i32 {
        hash % self.slots.max(1)
    }
}

impl Default for IndexConfig {
    fn default() -> Self {
        Self { slots: 5_000_000, entries: 20_000_000, tags: false }
    }
}

impl StoreConfig {
    /// How many messages one consume-queue file holds; at least 1.
    pub fn entries_per_queue_file(&self) -> i64 {
        (self.consume_queue_file_size / crate::QueueEntry::BYTES as i64).max(1)
    }
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self {
            commit_log_file_size: 1 << 30,
            consume_queue_file_size: 6_000_000,
            max_message_size: 4 << 20,
            trailing_property_separator: true,
            long_topics: true,
            delay_levels: DelayLevels::default(),
            recovery: Recovery::FromQueues,
            gone_queue: GoneQueue::BeginsAtItsEnd,
            index: Some(IndexConfig::default()),
        }
    }
}
