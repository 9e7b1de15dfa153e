//! A broker on the folder that another one left behind.
use crate::broker::{Broker, FoundConfig};
use crate::config::{BrokerConfig, QUEUES_IN_ALL_MAX, QUEUES_MAX};
use crate::config_files::{ConfigFiles, queues_of};
use crate::config_remark::{ConfigRemark, ConfigRemarks};
use crate::topic::is_system;
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
    /// What is odd about the configuration files and the queues, the first hundred.
    pub config: Vec<ConfigRemark>,
    /// How many more there were.
    pub config_left_out: u64,
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
            drops_empty_files: behaviour.drops_empty_files,
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
        options.config.long_topics = behaviour.long_topics;
        options.drops_empty_files = behaviour.drops_empty_files;
        options.config.gone_queue = behaviour.gone_queue;
        if let Some(index) = &mut options.config.index {
            index.tags = behaviour.index_tags;
        }
        let (store, report) = Store::open(folder, &options)?;
        let mut broker = Self::with_store(version, BrokerConfig::default(), store);
        let files = ConfigFiles::read(folder);
        let mut remarks = files.remarks.clone();
        broker.take_config(&files, &mut remarks);
        broker.set_found(FoundConfig { topics: files.topics, groups: files.groups });
        let ConfigRemarks { list: config, left_out: config_left_out } = remarks;
        Ok((broker, Opened { store: report, config, config_left_out }))
    }

    #[inline(never)]
    fn take_config(&mut self, files: &ConfigFiles, remarks: &mut ConfigRemarks) {
        let (mut room, mut told) = (QUEUES_IN_ALL_MAX, false);
        for (topic, settings) in &files.topics {
            let topic = TopicName::from(topic.as_str());
            // A queue that holds messages is there, whatever the file says.
            let found = self.topics().get(&topic).map_or(0, |config| config.queues);
            let said = queues_of(settings);
            if said > i64::from(QUEUES_MAX) && !is_system(&topic) {
                remarks.push(ConfigRemark::Queues { topic: topic.clone(), found: said });
            }
            let said = i32::try_from(said).unwrap_or(QUEUES_MAX).min(QUEUES_MAX);
            self.declare_topic(&topic, said.min(room).max(found));
            if said > room && !told {
                remarks.push(ConfigRemark::QueuesInAll);
                told = true;
            }
            room = room.saturating_sub(said).max(0);
        }
        self.remark_on_queues(remarks);
        for group in files.groups.keys() {
            self.register_group(&GroupName::from(group.as_str()));
        }
        for ((topic, group), offsets) in &files.offsets {
            let (topic, group) = (TopicName::from(topic.as_str()), GroupName::from(group.as_str()));
            self.remark_on_offsets(&topic, &group, offsets.keys().map(|queue| QueueId(*queue)), remarks);
            for (queue, offset) in offsets {
                self.offsets_mut().set(&group, &topic, QueueId(*queue), QueueOffset(*offset));
            }
        }
        for (level, next) in &files.delays {
            self.schedule_mut().set(QueueId(level - 1), QueueOffset(*next));
        }
    }

    /// Topics with messages in queues that are not shown, unless their settings have been remarked on.
    fn remark_on_queues(&self, remarks: &mut ConfigRemarks) {
        for topic in self.store().topics() {
            let last = self.store().queues(topic).map(|(queue, _)| queue.0).max().unwrap_or(0);
            let told =
                |remark: &ConfigRemark| matches!(remark, ConfigRemark::Queues { topic: told, .. } if told == topic);
            if last >= QUEUES_MAX && !is_system(topic) && !remarks.list.iter().any(told) {
                remarks.push(ConfigRemark::Queues { topic: topic.clone(), found: i64::from(last) + 1 });
            }
        }
    }

    fn remark_on_offsets(
        &self,
        topic: &TopicName,
        group: &GroupName,
        queues: impl Iterator<Item = QueueId>,
        remarks: &mut ConfigRemarks,
    ) {
        let (topic, group) = (topic.clone(), group.clone());
        match self.topics().get(&topic) {
            // The topic of a group's retries comes and goes.
            _ if is_system(&topic) => {}
            Err(_) => remarks.push(ConfigRemark::OffsetTopic { topic, group }),
            // Topics with more queues have been remarked on.
            Ok(config) if config.queues >= QUEUES_MAX => {}
            Ok(config) => {
                for queue in queues.filter(|queue| queue.0 >= config.queues) {
                    let (topic, group) = (topic.clone(), group.clone());
                    remarks.push(ConfigRemark::OffsetNoQueue { topic, group, queue });
                }
            }
        }
    }
}
