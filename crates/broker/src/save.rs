//! A broker as the folder that it leaves behind, with which the real broker of its version starts.
use crate::broker::Broker;
use crate::save_config::{broker_conf, consumer_offsets, delay_offsets, subscription_groups, topics};
use std::fmt;
use store::{FileBytes, Folder, FolderError, FolderFile, IndexConfig, Store, StoreConfig, StoreError};

/// Log and queue files of a small store are cut into at most so many: each is one more mapping of the real broker.
const SMALL_FILES_MAX: i64 = 64;
/// The smallest files of a small store: 16 KiB of log, 20 queue entries.
const SMALL_LOG_BYTES: i64 = 16 << 10;
const SMALL_QUEUE_BYTES: i64 = 400;
/// The key index of a small store: 420 KB, a thousandth of the default.
const SMALL_INDEX: (i32, i32) = (5_000, 20_000);

/// How large the files of a saved store are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSizes {
    /// As large as the store's files are; `broker.conf` says so.
    AsTheyAre,
    /// So small that the past is deleted in steps that can be watched, and that a folder is quickly copied: 16 KiB of
    /// log, 20 queue entries, or the powers of two above them with which at most 64 files are made of each.
    /// `broker.conf` says so. Messages get other places in the log, and 4.9, which searches by files, may answer
    /// otherwise.
    Small,
    /// As large as those of an installation where nothing is set: 1 GiB of log, 300 000 queue entries, 400 MiB of key
    /// index. Messages get other places in the log.
    Default,
}

/// A broker that could not be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// A record does not fit into files of the chosen size.
    Store(StoreError),
    /// A topic's name is no name of a folder.
    Folder(FolderError),
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::Folder(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SaveError {}

impl From<StoreError> for SaveError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<FolderError> for SaveError {
    fn from(error: FolderError) -> Self {
        Self::Folder(error)
    }
}

impl Broker {
    /// The folder of a broker that stopped properly: store, topics, offsets, delay progress, groups, and a
    /// `broker.conf` with which the real broker of this version starts on it.
    ///
    /// # Errors
    /// See [`SaveError`].
    pub fn save(&self, sizes: FileSizes) -> Result<Folder, SaveError> {
        let store = match sizes {
            FileSizes::AsTheyAre => self.store().clone(),
            FileSizes::Small => small(self.store())?,
            FileSizes::Default => default_sizes(self.store())?,
        };
        let mut folder = store.save()?;
        let written = store.last_time();
        let mut add = |path: &str, text: String| {
            let bytes = FileBytes::from(text.into_bytes());
            folder.insert(path, FolderFile { bytes, modified_ms: written.0 })
        };
        add("config/topics.json", topics(self, written))?;
        add("config/consumerOffset.json", consumer_offsets(self, written))?;
        add("config/delayOffset.json", delay_offsets(self, written))?;
        add("config/subscriptionGroup.json", subscription_groups(self, written))?;
        add("broker.conf", broker_conf(self, store.config()))?;
        Ok(folder)
    }
}

/// The same messages in small files.
fn small(store: &Store) -> Result<Store, StoreError> {
    let log_bytes = store.max_log_offset().0 - store.min_log_offset().0;
    let largest = store.records(store.min_log_offset()).map(|record| i64::from(record.total_size())).max();
    // A record needs room for the blank one behind it.
    let least = (log_bytes / SMALL_FILES_MAX).max(largest.unwrap_or(0) + 8);
    let messages =
        store.topics().flat_map(|topic| store.queues(topic)).map(|(_, queue)| queue.max().since(queue.min()));
    let queue_bytes = messages.max().unwrap_or(0) * 20 / SMALL_FILES_MAX;
    let sized = |from: i64, least: i64| {
        let mut sizes = std::iter::successors(Some(from), |size| Some(size * 2));
        sizes.find(|size| *size >= least).expect("doubling passes every number of bytes in memory")
    };
    let store = store.with_file_sizes(sized(SMALL_LOG_BYTES, least), sized(SMALL_QUEUE_BYTES, queue_bytes))?;
    Ok(store.with_index_sizes(SMALL_INDEX.0, SMALL_INDEX.1))
}

/// The same messages in files as large as those of an installation where nothing is set.
fn default_sizes(store: &Store) -> Result<Store, StoreError> {
    let (files, index) = (StoreConfig::default(), IndexConfig::default());
    let store = store.with_file_sizes(files.commit_log_file_size, files.consume_queue_file_size)?;
    Ok(store.with_index_sizes(index.slots, index.entries))
}
