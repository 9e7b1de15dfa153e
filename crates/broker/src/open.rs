//! A broker on the folder that another one left behind.
use crate::broker::{Broker, FoundConfig};
use crate::config::BrokerConfig;
use crate::config_files::{ConfigFiles, ConfigRemark, queues_of};
use crate::version::BrokerVersion;
use store::{
    Folder, GroupName, OpenError, OpenOptions, OpenReport, QueueId, QueueOffset, Store, StoreConfig, StoreTime,
    TopicName,
};

/// What opening a folder found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What the store says.
    pub store: OpenReport,
    /// Configuration files that were left out.
    pub config: Vec<ConfigRemark>,
}

impl Broker {
    /// Opens a store folder as a broker of this version does: store, topics, offsets, delay progress, groups.
    ///
    /// `opened_at` is the time of opening: queue files that have to be written get it as their modification time.
    ///
    /// # Errors
    /// A folder with which no broker starts, by file, byte, expected and found.
    #[inline(never)]
    pub fn open(folder: &Folder, version: BrokerVersion, opened_at: StoreTime) -> Result<(Self, Opened), OpenError> {
        let behaviour = version.behaviour();
        let options = OpenOptions {
            config: StoreConfig::default(),
            commit_log_file_size: None,
            consume_queue_file_size: None,
            recheck_log: behaviour.rechecks_log,
            now: Some(opened_at),
        };
        Self::open_with(folder, version, &options)
    }

    /// The same with settings of one's own. Those in which versions differ are taken from the version.
    ///
    /// # Errors
    /// As above.
    #[inline(never)]
    pub fn open_with(
        folder: &Folder,
        version: BrokerVersion,
        options: &OpenOptions,
    ) -> Result<(Self, Opened), OpenError> {
        let behaviour = version.behaviour();
        let mut options = options.clone();
        options.config.trailing_property_separator = behaviour.trailing_property_separator;
        options.config.recovery = behaviour.recovery;
        if let Some(index) = &mut options.config.index {
            index.tags = behaviour.index_tags;
        }
        let (store, report) = Store::open(folder, &options)?;
        let mut broker = Self::with_store(version, BrokerConfig::default(), store);
        let files = ConfigFiles::read(folder);
        broker.take_config(&files);
        broker.set_found(FoundConfig { topics: files.topics, groups: files.groups });
        Ok((broker, Opened { store: report, config: files.remarks }))
    }

    #[inline(never)]
    fn take_config(&mut self, files: &ConfigFiles) {
        for (topic, settings) in &files.topics {
            let topic = TopicName::from(topic.as_str());
            // A queue that holds messages is there, whatever the file says.
            let found = self.topics().get(&topic).map_or(0, |config| config.queues);
            self.declare_topic(&topic, queues_of(settings).max(found));
        }
        for group in files.groups.keys() {
            self.register_group(&GroupName::from(group.as_str()));
        }
        for ((topic, group), offsets) in &files.offsets {
            let (topic, group) = (TopicName::from(topic.as_str()), GroupName::from(group.as_str()));
            for (queue, offset) in offsets {
                self.offsets_mut().set(&group, &topic, QueueId(*queue), QueueOffset(*offset));
            }
        }
        for (level, next) in &files.delays {
            self.schedule_mut().set(QueueId(level - 1), QueueOffset(*next));
        }
    }
}
