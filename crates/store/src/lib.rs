//! RocketMQ's message store, in memory, in RocketMQ's own bytes.
//!
//! It knows nothing about groups, consumers, clocks, files of an operating system or browsers.
mod name;
mod offset;
mod rule;
mod time;

pub use name::{GroupName, TopicName};
pub use offset::{LogOffset, QueueId, QueueOffset};
pub use rule::SearchRule;
pub use time::{BornTime, StoreTime};
