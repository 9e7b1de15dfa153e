//! A broker: a store, topics, groups and their offsets, under the rules of one version.
use crate::config::{BrokerConfig, QUEUES_MAX};
use crate::error::BrokerError;
use crate::offset_table::OffsetTable;
use crate::schedule::Schedule;
use crate::topic::{TopicConfig, Topics};
use crate::version::BrokerVersion;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{
    Dispatched, GroupName, QueueId, QueueOffset, SCHEDULE_TOPIC, SearchRule, Store, StoreConfig, StoreTime, TopicName,
};

/// The boundary that a search by time may ask for (`BoundaryType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// The first message at or after the time.
    Lower,
    /// The last message at or before it.
    Upper,
}

/// A broker. A clone is cheap: it shares all that is frozen.
#[derive(Clone, Debug)]
pub struct Broker {
    version: BrokerVersion,
    config: BrokerConfig,
    store: Store,
    topics: Arc<Topics>,
    groups: Arc<BTreeSet<GroupName>>,
    offsets: OffsetTable,
    schedule: Schedule,
    schedule_topic: TopicName,
    found: Arc<FoundConfig>,
}

/// What the folder that a broker was opened on said of its topics and groups. Most of it is not modelled; a saved
/// folder says it again.
#[derive(Debug, Default)]
pub(crate) struct FoundConfig {
    /// Topic → its settings.
    pub(crate) topics: BTreeMap<String, serde_json::Value>,
    /// Group → its settings.
    pub(crate) groups: BTreeMap<String, serde_json::Value>,
}

impl Broker {
    /// An empty broker.
    pub fn new(version: BrokerVersion, config: BrokerConfig, store: StoreConfig) -> Self {
        Self::with_store(version, config, Store::new(store))
    }

    /// A broker on a store that was opened. Its topics are those that hold messages.
    pub fn with_store(version: BrokerVersion, config: BrokerConfig, store: Store) -> Self {
        let mut topics = Topics::default();
        for topic in store.topics() {
            let queues = store.queues(topic).map(|(queue, _)| queue.0.saturating_add(1)).max().unwrap_or(0);
            // A record may name any queue; those beyond the limit stay in the store and are told of when opening.
            let queues = queues.min(QUEUES_MAX);
            topics.insert(topic.clone(), queues);
        }
        let mut broker = Self {
            version,
            config,
            store,
            topics: Arc::new(topics),
            groups: Arc::default(),
            offsets: OffsetTable::default(),
            schedule: Schedule::default(),
            schedule_topic: TopicName::from(SCHEDULE_TOPIC),
            found: Arc::default(),
        };
        broker.choose_version(version);
        broker
    }

    /// Its version.
    pub fn version(&self) -> BrokerVersion {
        self.version
    }

    /// Its settings.
    pub fn config(&self) -> &BrokerConfig {
        &self.config
    }

    /// Changes its settings.
    pub fn config_mut(&mut self) -> &mut BrokerConfig {
        &mut self.config
    }

    /// Its store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Its topics.
    pub fn topics(&self) -> &Topics {
        &self.topics
    }

    /// Its groups' offsets.
    pub fn offsets(&self) -> &OffsetTable {
        &self.offsets
    }

    /// How far delayed messages have been delivered.
    pub fn schedule(&self) -> &Schedule {
        &self.schedule
    }

    /// Restarts it as another version on the same store. What it held in memory only (resets that waited) is lost.
    pub fn choose_version(&mut self, version: BrokerVersion) {
        self.version = version;
        self.store.set_trailing_property_separator(version.behaviour().trailing_property_separator);
        self.store.set_index_tags(version.behaviour().index_tags);
        self.store.set_gone_queue(version.behaviour().gone_queue);
        self.offsets.forget_pending();
    }

    /// Makes a topic.
    pub fn create_topic(&mut self, topic: &TopicName, queues: i32) -> Result<TopicConfig, BrokerError> {
        Arc::make_mut(&mut self.topics).create(topic, queues)
    }

    /// Takes a topic over from a folder's `topics.json`.
    pub fn declare_topic(&mut self, topic: &TopicName, queues: i32) {
        Arc::make_mut(&mut self.topics).insert(topic.clone(), queues);
    }

    /// The topic of a send, made if need be; the flag says whether it was made.
    pub fn topic_for_send(&mut self, topic: &TopicName) -> Result<(TopicConfig, bool), BrokerError> {
        let known = self.topics.get(topic).is_ok();
        let auto_create = self.config.auto_create_topic;
        Ok((Arc::make_mut(&mut self.topics).for_send(topic, auto_create)?, !known))
    }

    /// Whether the broker has met a client of the group.
    pub fn knows_group(&self, group: &GroupName) -> bool {
        self.groups.contains(group)
    }

    /// A client of the group says hello (a heartbeat makes its subscription group).
    pub fn register_group(&mut self, group: &GroupName) {
        if !self.knows_group(group) {
            Arc::make_mut(&mut self.groups).insert(group.clone());
        }
    }

    /// Saves a group's offset. While a reset waits for the client's next pull, its late commits are ignored.
    pub fn commit(
        &mut self,
        group: &GroupName,
        topic: &TopicName,
        queue: QueueId,
        offset: QueueOffset,
    ) -> Result<bool, BrokerError> {
        if !self.version.behaviour().commit_for_unknown_group && !self.knows_group(group) {
            return Err(BrokerError::UnknownGroup(group.clone()));
        }
        let ignored = self.offsets.pending_reset(group, topic, queue).is_some();
        let changed = !ignored && self.offsets.committed(group, topic, queue) != Some(offset);
        if changed {
            self.offsets.set(group, topic, queue, offset);
        }
        Ok(changed)
    }

    /// The reset that waits for this pull, if there is one. The pull that is told of it takes it away.
    pub fn take_pending_reset(&mut self, group: &GroupName, topic: &TopicName, queue: QueueId) -> Option<QueueOffset> {
        self.offsets.take_pending(group, topic, queue)
    }

    /// The offset that a search by time answers (`AdminBrokerProcessor.searchOffsetByTimestamp`).
    #[inline(never)]
    pub fn search_offset(
        &self,
        topic: &TopicName,
        queue: QueueId,
        time: StoreTime,
        boundary: Option<Boundary>,
    ) -> QueueOffset {
        self.store.search(topic, queue, self.search_rule(boundary), time)
    }

    /// The rule by which such a search lands.
    #[inline(never)]
    pub fn search_rule(&self, boundary: Option<Boundary>) -> SearchRule {
        let behaviour = self.version.behaviour();
        match boundary.filter(|_| behaviour.time_search_boundary) {
            None => behaviour.time_search,
            Some(Boundary::Lower) => SearchRule::FirstAtOrAfter,
            Some(Boundary::Upper) => SearchRule::LastAtOrBefore,
        }
    }

    /// Lets the queues take in what the log has got (`ReputMessageService`).
    pub fn dispatch(&mut self) -> Vec<Dispatched> {
        self.store.dispatch()
    }

    /// Puts the same messages into log and queue files of other sizes ([`Store::with_file_sizes`]). A real broker
    /// can't do this; it is what a broker would hold that had been set up so.
    ///
    /// # Errors
    /// A record that does not fit into a log file; nothing has changed then.
    pub fn resize_files(&mut self, log_bytes: i64, queue_bytes: i64) -> Result<(), BrokerError> {
        self.store = self.store.with_file_sizes(log_bytes, queue_bytes)?;
        Ok(())
    }

    pub(crate) fn store_mut(&mut self) -> &mut Store {
        &mut self.store
    }

    pub(crate) fn offsets_mut(&mut self) -> &mut OffsetTable {
        &mut self.offsets
    }

    pub(crate) fn schedule_mut(&mut self) -> &mut Schedule {
        &mut self.schedule
    }

    pub(crate) fn group_names(&self) -> impl Iterator<Item = &GroupName> {
        self.groups.iter()
    }

    pub(crate) fn found(&self) -> &FoundConfig {
        &self.found
    }

    pub(crate) fn set_found(&mut self, found: FoundConfig) {
        self.found = Arc::new(found);
    }

    pub(crate) fn schedule_topic(&self) -> &TopicName {
        &self.schedule_topic
    }
}
