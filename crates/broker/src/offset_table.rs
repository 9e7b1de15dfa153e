//! Which message each group reads next, queue by queue, and resets that wait for a client's next pull.
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{GroupName, QueueId, QueueOffset, TopicName};

/// Of one group and topic. A clone of the table shares those that do not change.
pub(crate) type Offsets = Arc<BTreeMap<QueueId, QueueOffset>>;
pub(crate) type Key = (GroupName, TopicName);

/// RocketMQ's `ConsumerOffsetManager`. A clone shares the table until one of the two changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetTable {
    committed: Arc<BTreeMap<Key, Offsets>>,
    pending: Arc<BTreeMap<Key, Offsets>>,
}

impl OffsetTable {
    /// The offset committed for a queue.
    pub fn committed(&self, group: &GroupName, topic: &TopicName, queue: QueueId) -> Option<QueueOffset> {
        find(&self.committed, group, topic, queue)
    }

    /// A reset that the group's client has not yet been told of.
    pub fn pending_reset(&self, group: &GroupName, topic: &TopicName, queue: QueueId) -> Option<QueueOffset> {
        find(&self.pending, group, topic, queue)
    }

    /// Whether the group has an offset for any queue of the topic.
    pub fn has_any(&self, group: &GroupName, topic: &TopicName) -> bool {
        self.committed.get(&(group.clone(), topic.clone())).is_some_and(|offsets| !offsets.is_empty())
    }

    /// Groups that have an offset.
    pub fn groups(&self) -> impl Iterator<Item = (&GroupName, &TopicName)> {
        self.committed.keys().map(|(group, topic)| (group, topic))
    }

    /// Topics on which a group has an offset.
    pub fn topics_of(&self, group: &GroupName) -> impl Iterator<Item = &TopicName> {
        let from = (group.clone(), TopicName::from(""));
        self.committed.range(from..).take_while(move |((other, _), _)| other == group).map(|((_, topic), _)| topic)
    }

    /// Every committed offset, by group and topic.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&Key, &BTreeMap<QueueId, QueueOffset>)> {
        self.committed.iter().map(|(key, offsets)| (key, offsets.as_ref()))
    }

    /// Sets an offset.
    pub fn set(&mut self, group: &GroupName, topic: &TopicName, queue: QueueId, offset: QueueOffset) {
        put(&mut self.committed, group, topic, queue, offset);
    }

    /// Remembers a reset for the group's next pull.
    pub fn set_pending(&mut self, group: &GroupName, topic: &TopicName, queue: QueueId, offset: QueueOffset) {
        put(&mut self.pending, group, topic, queue, offset);
    }

    /// Forgets every reset that waits: they are held in memory only.
    pub fn forget_pending(&mut self) {
        self.pending = Arc::default();
    }

    /// Takes a reset that waited: the pull that asks is told of it.
    pub fn take_pending(&mut self, group: &GroupName, topic: &TopicName, queue: QueueId) -> Option<QueueOffset> {
        self.pending_reset(group, topic, queue)?;
        let table = Arc::make_mut(&mut self.pending);
        let offsets = Arc::make_mut(table.get_mut(&(group.clone(), topic.clone()))?);
        let offset = offsets.remove(&queue);
        if offsets.is_empty() {
            table.remove(&(group.clone(), topic.clone()));
        }
        offset
    }
}

fn find(table: &BTreeMap<Key, Offsets>, group: &GroupName, topic: &TopicName, queue: QueueId) -> Option<QueueOffset> {
    table.get(&(group.clone(), topic.clone()))?.get(&queue).copied()
}

fn put(table: &mut Arc<BTreeMap<Key, Offsets>>, group: &GroupName, topic: &TopicName, queue: QueueId, at: QueueOffset) {
    let offsets = Arc::make_mut(table).entry((group.clone(), topic.clone())).or_default();
    Arc::make_mut(offsets).insert(queue, at);
}
