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
    /// The waits of delayed messages (`messageDelayLevel`).
    pub delay_levels: DelayLevels,
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
            delay_levels: DelayLevels::default(),
        }
    }
}
