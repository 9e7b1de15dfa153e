//! RocketMQ's message store, in memory, in RocketMQ's own bytes.
//!
//! 1. [`Store::append`] writes a [`NewRecord`] into the [`CommitLog`]: one log for all topics.
//! 2. [`Store::dispatch`] gives each new message to its [`ConsumeQueue`], with its store time beside it.
//! 3. [`Store::search`] finds the message that belongs to a time; [`Store::probes`] shows how a broker finds it.
//!
//! [`read_tar`] and [`Store::open`] make a store of a folder that a real broker left behind.
//!
//! It knows nothing about groups, consumers, clocks, files of an operating system or browsers.
mod archive;
mod commit_log;
mod config;
mod consume_queue;
mod crc;
mod delay;
mod error;
mod folder;
mod name;
mod offset;
mod open;
mod probes;
mod queue_files;
mod record;
mod rule;
mod search;
#[cfg(test)]
mod search_laws;
mod shared;
mod store;
mod tag_code;
mod time;
mod times;

#[cfg(feature = "gzip")]
pub use archive::read_tar_gz;
pub use archive::{ARCHIVE_BYTES_MAX, ARCHIVE_ENTRIES_MAX, ArchiveError, read_tar};
pub use commit_log::{CommitLog, LogFile};
pub use config::StoreConfig;
pub use consume_queue::{ConsumeQueue, QueueEntry};
pub use delay::{DelayLevelError, DelayLevels};
pub use error::StoreError;
pub use folder::{Folder, FolderError, FolderFile};
pub use name::{GroupName, TopicName};
pub use offset::{LogOffset, QueueId, QueueOffset};
pub use open::{OpenError, OpenOptions, OpenReport, Remark};
pub use probes::{Decision, PROBES_MAX, Probe, Probes};
pub use queue_files::QueueFile;
pub use record::{Field, NewRecord, Properties, Record, RecordError};
pub use rule::SearchRule;
pub use shared::SharedVec;
pub use store::{Appended, Dispatched, Store};
pub use tag_code::{SCHEDULE_TOPIC, tag_code};
pub use time::{BornTime, StoreTime};
