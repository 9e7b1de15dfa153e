//! What a store refuses, and why.
use crate::{LogOffset, QueueId, QueueOffset, RecordError, TopicName};
use thiserror::Error;

/// A refused write or a question about something that is not there.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// A part of the message is longer than RocketMQ accepts.
    #[error("{what} has {bytes} bytes, the limit is {limit}; make it shorter")]
    TooLong {
        /// Which part.
        what: &'static str,
        /// Its bytes.
        bytes: usize,
        /// The most it may have.
        limit: usize,
    },
    /// The topic is empty.
    #[error("the message has no topic; name one")]
    NoTopic,
    /// The queue number is negative.
    #[error("queue {0} can't be: queues count from 0")]
    NegativeQueue(QueueId),
    /// The store time is before 1970: a broker takes a negative store time for a record it can't read.
    #[error("store time {0} is before 1970; set the clock forward")]
    NegativeTime(i64),
    /// The record and the 8 bytes of the blank one after it do not fit into any log file.
    #[error("the record has {bytes} bytes; with 8 more it does not fit into a log file of {file_size} bytes")]
    LargerThanFile {
        /// Bytes of the record.
        bytes: usize,
        /// Bytes of a log file.
        file_size: i64,
    },
    /// The log does not reach there, or no longer does.
    #[error("the log holds {min} to {max} (excluded), not {at}")]
    OutsideLog {
        /// What was asked for.
        at: LogOffset,
        /// First byte held.
        min: LogOffset,
        /// First byte not held.
        max: LogOffset,
    },
    /// No record starts there.
    #[error("no record starts at {at} in the log: {why}")]
    NoRecord {
        /// What was asked for.
        at: LogOffset,
        /// What is wrong with the bytes.
        why: RecordError,
    },
    /// There is no such queue.
    #[error("topic {topic} has no queue {queue} here")]
    NoQueue {
        /// The topic asked for.
        topic: TopicName,
        /// The queue asked for.
        queue: QueueId,
    },
    /// The queue does not hold this message, or no longer does.
    #[error("the queue holds {min} to {max} (excluded), not {at}")]
    OutsideQueue {
        /// What was asked for.
        at: QueueOffset,
        /// First message held.
        min: QueueOffset,
        /// First message not held.
        max: QueueOffset,
    },
}
