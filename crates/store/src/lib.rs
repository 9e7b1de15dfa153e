//! RocketMQ's message store, in memory, in RocketMQ's own bytes.
//!
//! 1. [`Store::append`] writes a [`NewRecord`] into the [`CommitLog`]: one log for all topics.
//! 2. [`Store::dispatch`] gives each new message to its [`ConsumeQueue`], with its store time beside it.
//! 3. [`Store::search`] finds the message that belongs to a time; [`Store::probes`] shows how a broker finds it.
//!
//! [`read_tar`] and [`Store::open`] make a store of a folder that a real broker left behind.
//!
//! ```
//! use store::*;
//!
//! let mut store = Store::new(StoreConfig::default());
//! let (topic, properties) = (TopicName::from("orders"), Properties::new().with(Properties::TAGS, "paid"));
//! let host = "127.0.0.1:10911".parse()?;
//! for time in [1000, 2000] {
//!     let message = NewRecord {
//!         topic: &topic,
//!         queue: QueueId(0),
//!         flag: 0,
//!         sys_flag: 0,
//!         born_time: BornTime(time - 5),
//!         born_host: host,
//!         store_host: host,
//!         reconsume_times: 0,
//!         prepared_transaction_offset: 0,
//!         body: b"{\"id\":1}",
//!         properties: &properties,
//!     };
//!     store.append(message, StoreTime(time))?;
//! }
//! let search = |store: &Store, rule, time| store.search(&topic, QueueId(0), rule, StoreTime(time)).0;
//! assert_eq!(search(&store, SearchRule::FirstAtOrAfter, 1001), 0, "the queue knows no message yet");
//! store.dispatch();
//! assert_eq!(search(&store, SearchRule::FirstAtOrAfter, 1001), 1);
//! assert_eq!(search(&store, SearchRule::NearestInFileByModificationTime, 1001), 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! It knows nothing about groups, consumers, clocks, files of an operating system or browsers.
mod archive;
mod clean;
mod commit_log;
mod config;
mod consume_queue;
mod crc;
mod date;
mod delay;
mod error;
mod file_bytes;
mod folder;
mod index_file;
mod key_index;
mod kind;
mod memory;
mod message_id;
mod name;
mod offset;
mod open;
mod probes;
mod queue_files;
mod record;
mod resize;
mod rule;
mod save;
mod search;
#[cfg(test)]
mod search_laws;
mod shared;
mod store;
mod tag_code;
mod time;
mod times;

pub use archive::{
    ARCHIVE_BYTES_MAX, ARCHIVE_ENTRIES_MAX, ArchiveError, ArchiveProblem, FolderReader, SlicedFile, TarReader,
    Unpacked, ZipFile, read_tar, write_tar_gz, write_zip, zip_files, zip_folder,
};
#[cfg(feature = "gzip")]
pub use archive::{read_tar_gz, read_zip};
pub use clean::Cleaned;
pub use commit_log::{CommitLog, LogFile};
pub use config::{GoneQueue, IndexConfig, Recovery, StoreConfig};
pub use consume_queue::{ConsumeQueue, QueueEntry};
pub use delay::{DelayLevelError, DelayLevels};
pub use error::StoreError;
pub use file_bytes::FileBytes;
pub use folder::{Folder, FolderError, FolderFile, UNUSED_BYTES_MAX};
pub use key_index::{IndexEntry, IndexFile};
pub use kind::NotModelled;
pub use memory::{
    ARCHIVE_MEMORY, ARCHIVE_MEMORY_PER_BYTE, FOLDER_MEMORY, FOLDER_MEMORY_PER_BYTE, FOLDER_MEMORY_PER_FILE,
    archive_memory_max,
};
pub use message_id::{OffsetMessageId, OffsetMessageIdError};
pub use name::{GroupName, TopicName};
pub use offset::{LogOffset, QueueId, QueueOffset};
pub use open::{FileKind, OpenError, OpenOptions, OpenReport, Remark};
pub use probes::{Decision, PROBES_MAX, Probe, Probes};
pub use queue_files::QueueFile;
pub use record::{Field, NewRecord, Properties, Record, RecordError, TextPart};
pub use rule::SearchRule;
pub use shared::SharedVec;
pub use store::{Appended, Dispatched, Store};
pub use tag_code::{SCHEDULE_TOPIC, tag_code};
pub use time::{BornTime, StoreTime};
