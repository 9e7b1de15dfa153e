//! The store: one log for all topics, and the queues that point into it.
use crate::{
    CommitLog, ConsumeQueue, GoneQueue, IndexConfig, IndexFile, LogOffset, NewRecord, Probes, QueueEntry, QueueId,
    QueueOffset, Record, SearchRule, StoreConfig, StoreError, StoreTime, TopicName,
    key_index::{KeyIndex, keys},
    probes,
    record::{Placed, check_limits, encoded_len, write_record},
    search, tag_code,
};
use serde::Serialize;
use std::{collections::BTreeMap, sync::Arc};

/// A message store. A clone shares all that is full and frozen, so it costs next to nothing.
#[derive(Clone, Debug)]
pub struct Store {
    config: Arc<StoreConfig>,
    pub(crate) log: CommitLog,
    pub(crate) topics: Arc<Topics>,
    /// How far the log has been dispatched.
    pub(crate) dispatched: LogOffset,
    pub(crate) index: KeyIndex,
}

/// The queues by topic and number. A clone shares every part that it does not change.
pub(crate) type Topics = BTreeMap<TopicName, Arc<BTreeMap<QueueId, Arc<Queue>>>>;

#[derive(Clone, Debug)]
pub(crate) struct Queue {
    /// The offset that the next message gets; ahead of the queue's end until it is dispatched.
    pub(crate) next: QueueOffset,
    pub(crate) entries: ConsumeQueue,
}

/// What the log answers to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Appended {
    /// Where the record lies.
    pub log_offset: LogOffset,
    /// Its number in its queue.
    pub queue_offset: QueueOffset,
    /// Bytes of the record.
    pub size: i32,
    /// Its store time.
    pub store_time: StoreTime,
    /// Whether the log file before it had to be ended with a blank record.
    pub rolled: bool,
}

/// A message that has reached its queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dispatched {
    /// Its topic.
    pub topic: TopicName,
    /// Its queue.
    pub queue: QueueId,
    /// Its number there.
    pub queue_offset: QueueOffset,
    /// Where the record lies.
    pub log_offset: LogOffset,
    /// Bytes of the record.
    pub size: i32,
    /// The tag code of the entry.
    pub tag_code: i64,
    /// Its store time.
    pub store_time: StoreTime,
}

impl Store {
    /// An empty store.
    pub fn new(config: StoreConfig) -> Self {
        Self::starting_at(config, LogOffset(0))
    }

    /// An empty store whose log starts at `start`, the start of a log file.
    pub(crate) fn starting_at(config: StoreConfig, start: LogOffset) -> Self {
        let log = CommitLog::new(config.commit_log_file_size, start);
        Self { config: Arc::new(config), log, topics: Arc::default(), dispatched: start, index: KeyIndex::default() }
    }

    /// The settings.
    pub fn config(&self) -> &StoreConfig {
        &self.config
    }

    /// Chooses how records from now on end their properties: all in which versions write records differently.
    pub fn set_trailing_property_separator(&mut self, trailing: bool) {
        if self.config.trailing_property_separator != trailing {
            Arc::make_mut(&mut self.config).trailing_property_separator = trailing;
        }
    }

    /// Chooses where queues begin whose messages are all gone, as a broker finds it that starts.
    pub fn set_gone_queue(&mut self, rule: GoneQueue) {
        if self.config.gone_queue != rule {
            Arc::make_mut(&mut self.config).gone_queue = rule;
            let log_min = self.log.min();
            let topics = Arc::make_mut(&mut self.topics).values_mut();
            let queues = topics.flat_map(|queues| Arc::make_mut(queues).values_mut());
            queues.for_each(|queue| Arc::make_mut(queue).entries.find_min(log_min, rule));
        }
    }

    /// Chooses whether messages from now on are entered into the key index for their tags too.
    pub fn set_index_tags(&mut self, tags: bool) {
        if let Some(index) = self.config.index.filter(|index| index.tags != tags) {
            self.set_index_config(IndexConfig { tags, ..index });
        }
    }

    pub(crate) fn set_index_config(&mut self, index: IndexConfig) {
        Arc::make_mut(&mut self.config).index = Some(index);
    }

    /// The commit log.
    pub fn log(&self) -> &CommitLog {
        &self.log
    }

    /// Stores a message in the log at the broker's time `now`. It gets its queue offset here, but its queue does not
    /// know it until [`dispatch`](Self::dispatch). A refused message changes nothing.
    pub fn append(&mut self, record: NewRecord<'_>, now: StoreTime) -> Result<Appended, StoreError> {
        check_limits(&record, &self.config)?;
        if now.0 < 0 {
            return Err(StoreError::NegativeTime(now.0));
        }
        let trailing = self.config.trailing_property_separator;
        let bytes = encoded_len(&record, trailing);
        let rolled = self.log.make_room(bytes, now)?;
        let log_offset = self.log.max();
        let queue = queue_mut(&mut self.topics, &self.config, record.topic.as_str(), record.queue, QueueOffset(0));
        let queue_offset = queue.next;
        queue.next = queue.next.plus(1);
        let placed = Placed { queue_offset, log_offset, store_time: now };
        write_record(self.log.tail(), &record, &placed, trailing);
        self.log.wrote(now.0);
        let size = i32::try_from(bytes).expect("a record is smaller than a log file");
        Ok(Appended { log_offset, queue_offset, size, store_time: now, rolled })
    }

    /// Gives every message that its queue does not know yet to its queue and its time index, in the order of the log.
    /// A queue file that gets a message gets the message's store time as its modification time.
    pub fn dispatch(&mut self) -> Vec<Dispatched> {
        let mut dispatched = Vec::new();
        for record in self.log.records(self.dispatched) {
            let entry = entry_of(&record, &self.config);
            if let Some(config) = &self.config.index {
                self.index.put(&record, config);
            }
            let topic = record.topic();
            let queue = queue_mut(&mut self.topics, &self.config, topic, record.queue(), record.queue_offset());
            let queue_offset = queue.entries.max();
            let store_time = record.store_time();
            queue.entries.push(entry, store_time.0, store_time.0);
            let QueueEntry { log_offset, size, tag_code } = entry;
            let topic = self.topics.get_key_value(topic).map(|(name, _)| name.clone()).expect("it has the queue");
            dispatched.push(Dispatched {
                topic,
                queue: record.queue(),
                queue_offset,
                log_offset,
                size,
                tag_code,
                store_time,
            });
        }
        self.dispatched = self.log.max();
        dispatched
    }

    /// Whether the log holds messages that their queues do not know yet.
    pub fn undispatched(&self) -> bool {
        self.dispatched < self.log.max()
    }

    /// The topics that hold or held messages.
    pub fn topics(&self) -> impl Iterator<Item = &TopicName> {
        self.topics.keys()
    }

    /// The queues of a topic that hold or held messages. A queue is here as soon as its first message is in the log.
    pub fn queues(&self, topic: &TopicName) -> impl Iterator<Item = (QueueId, &ConsumeQueue)> {
        self.topics.get(topic).into_iter().flat_map(|queues| queues.iter()).map(|(id, queue)| (*id, &queue.entries))
    }

    /// One queue.
    pub fn queue(&self, topic: &TopicName, queue: QueueId) -> Option<&ConsumeQueue> {
        self.topics.get(topic)?.get(&queue).map(|queue| &queue.entries)
    }

    /// The record at a place of the log.
    pub fn record(&self, at: LogOffset) -> Result<Record<'_>, StoreError> {
        self.log.record(at)
    }

    /// Every record of the log from `from` on, oldest first. `from` is where a record starts.
    pub fn records(&self, from: LogOffset) -> impl Iterator<Item = Record<'_>> {
        self.log.records(from)
    }

    /// A message by its number in its queue.
    pub fn message(&self, topic: &TopicName, queue: QueueId, offset: QueueOffset) -> Result<Record<'_>, StoreError> {
        let no_queue = || StoreError::NoQueue { topic: topic.clone(), queue };
        let entries = self.queue(topic, queue).ok_or_else(no_queue)?;
        let (min, max) = (entries.min(), entries.max());
        let entry = entries.entry(offset).filter(|_| offset >= min);
        self.record(entry.ok_or(StoreError::OutsideQueue { at: offset, min, max })?.log_offset)
    }

    /// The files of the key index.
    pub fn index_files(&self) -> &[IndexFile] {
        self.index.files()
    }

    /// Messages with a key (the unique key or one of the keys), stored from `from` to `to`, at most `most` of the
    /// newest, in the order of the log (`DefaultMessageStore.queryMessage`). The index knows whole seconds.
    pub fn messages_by_key(
        &self,
        topic: &TopicName,
        key: &str,
        (from, to): (StoreTime, StoreTime),
        most: usize,
    ) -> Vec<Record<'_>> {
        let Some(config) = &self.config.index else { return Vec::new() };
        let mut found = self.index.find(topic.as_str(), key, (from, to), most, config);
        found.sort_unstable();
        found.dedup();
        let records = found.into_iter().filter_map(|at| self.log.record(at).ok());
        // Keys can share a hash; the client looks which messages really have the key.
        records.filter(|record| record.topic() == topic.as_str() && keys(record).any(|other| other == key)).collect()
    }

    /// The first byte of the log that is still held.
    pub fn min_log_offset(&self) -> LogOffset {
        self.log.min()
    }

    /// The end of the log.
    pub fn max_log_offset(&self) -> LogOffset {
        self.log.max()
    }

    /// The queue offset that belongs to `time` by `rule`; 0 for a queue that is not there. Reads the time index, not
    /// the log.
    pub fn search(&self, topic: &TopicName, queue: QueueId, rule: SearchRule, time: StoreTime) -> QueueOffset {
        let entries = self.queue(topic, queue);
        entries.map_or(QueueOffset(0), |entries| search::search(entries, self.log.min(), rule, time))
    }

    /// The same answer, found as a broker finds it, with every step.
    pub fn probes(&self, topic: &TopicName, queue: QueueId, rule: SearchRule, time: StoreTime) -> Probes {
        let entries = self.queue(topic, queue);
        entries.map_or_else(|| probes::nothing(rule, time), |entries| probes::probe(&self.log, entries, rule, time))
    }
}

/// The queue, made where it is not there yet to start at `first`.
pub(crate) fn queue_mut<'a>(
    topics: &'a mut Arc<Topics>,
    config: &StoreConfig,
    topic: &str,
    queue: QueueId,
    first: QueueOffset,
) -> &'a mut Queue {
    let topics = Arc::make_mut(topics);
    if !topics.contains_key(topic) {
        topics.insert(TopicName::from(topic), Arc::default());
    }
    let queues = Arc::make_mut(topics.get_mut(topic).expect("the topic was made if it was missing"));
    let new = || Queue { next: first, entries: ConsumeQueue::new(config.entries_per_queue_file(), first) };
    Arc::make_mut(queues.entry(queue).or_insert_with(|| Arc::new(new())))
}

/// The entry that points to a record.
pub(crate) fn entry_of(record: &Record<'_>, config: &StoreConfig) -> QueueEntry {
    QueueEntry {
        log_offset: record.log_offset(),
        size: record.total_size(),
        tag_code: tag_code::entry_code(record, config),
    }
}
