//! A broker as the folder that it leaves behind, with which the real broker of its version starts.
use crate::broker::Broker;
use crate::save_config::{broker_conf, consumer_offsets, delay_offsets, subscription_groups, topics};
use std::fmt;
use store::{FileBytes, Folder, FolderError, FolderFile, StoreConfig, StoreError};

/// How large the files of a saved store are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileSizes {
    /// As large as the store's files are; `broker.conf` says so.
    AsTheyAre,
    /// As large as those of an installation where nothing is set: 1 GiB of log, 300 000 queue entries. Messages get
    /// other places in the log.
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
        let defaults = StoreConfig::default();
        let store = match sizes {
            FileSizes::AsTheyAre => self.store().clone(),
            FileSizes::Default => {
                self.store().with_file_sizes(defaults.commit_log_file_size, defaults.consume_queue_file_size)?
            }
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
