//! Delay levels: a delayed message is stored at once in a topic of its own, and stored again when it is due.
use crate::broker::Broker;
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{Appended, NewRecord, Properties, QueueId, QueueOffset, SCHEDULE_TOPIC, StoreTime, TopicName};

/// How far each level's queue has been delivered (`ScheduleMessageService`, `delayOffset.json`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    delivered: Arc<BTreeMap<QueueId, QueueOffset>>,
}

/// A delayed message that was stored again.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivered {
    /// Its real topic.
    pub topic: TopicName,
    /// Its real queue.
    pub queue: QueueId,
    /// Where it lies now.
    pub appended: Appended,
}

/// A message that waits in a level's queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The level's queue: level − 1.
    pub queue: QueueId,
    /// Its number there.
    pub offset: QueueOffset,
    /// When it is due: the tag code of its queue entry.
    pub due: StoreTime,
}

impl Schedule {
    /// How far a level's queue has been delivered.
    pub fn next(&self, queue: QueueId) -> QueueOffset {
        self.delivered.get(&queue).copied().unwrap_or_default()
    }

    /// Every level's queue that has been delivered from, and how far.
    pub(crate) fn all(&self) -> impl Iterator<Item = (QueueId, QueueOffset)> {
        self.delivered.iter().map(|(queue, next)| (*queue, *next))
    }

    /// Sets how far a level's queue has been delivered.
    pub fn set(&mut self, queue: QueueId, next: QueueOffset) {
        Arc::make_mut(&mut self.delivered).insert(queue, next);
    }
}

impl Broker {
    /// Messages that wait, level by level; within a level in the order in which they will be delivered.
    pub fn waiting(&self) -> impl Iterator<Item = Waiting> + '_ {
        self.store().queues(self.schedule_topic()).flat_map(|(id, queue)| {
            let first = self.schedule().next(id).max(queue.min()).max(queue.held_from());
            (first.0..queue.max().0).map(QueueOffset).filter_map(move |offset| {
                let due = StoreTime(queue.entry(offset)?.tag_code);
                Some(Waiting { queue: id, offset, due })
            })
        })
    }

    /// When the next waiting message is due. A level's queue is served in order, so its first message decides.
    pub fn next_due(&self) -> Option<StoreTime> {
        self.heads().map(|waiting| waiting.due).min()
    }

    /// Stores again whatever is due.
    #[inline(never)]
    pub fn deliver_due(&mut self, now: StoreTime) -> Vec<Delivered> {
        let mut delivered = Vec::new();
        while let Some(head) = self.heads().filter(|head| head.due <= now).min_by_key(|head| (head.due, head.queue)) {
            // A record that cannot be read, or has no real topic, is stepped over, as the broker does.
            delivered.extend(self.deliver(head, now));
            self.schedule_mut().set(head.queue, head.offset.plus(1));
        }
        delivered
    }

    fn heads(&self) -> impl Iterator<Item = Waiting> + '_ {
        self.store().queues(self.schedule_topic()).filter_map(|(id, queue)| {
            let offset = self.schedule().next(id).max(queue.min()).max(queue.held_from());
            let due = StoreTime(queue.entry(offset)?.tag_code);
            Some(Waiting { queue: id, offset, due })
        })
    }

    #[inline(never)]
    fn deliver(&mut self, head: Waiting, now: StoreTime) -> Option<Delivered> {
        let record = self.store().message(&TopicName::from(SCHEDULE_TOPIC), head.queue, head.offset).ok()?;
        let properties = record.properties();
        let topic = TopicName::from(properties.get(Properties::REAL_TOPIC)?);
        let queue = QueueId(properties.get(Properties::REAL_QID)?.parse().ok()?);
        // Hosts of the other kind (IPv6) are not written here.
        let std::net::SocketAddr::V4(born_host) = record.born_host() else { return None };
        let (body, born_time) = (record.body().to_vec(), record.born_time());
        let (flag, sys_flag, reconsume_times) = (record.flag(), record.sys_flag(), record.reconsume_times());
        let store_host = self.config().host;
        let again = NewRecord {
            topic: &topic,
            queue,
            flag,
            sys_flag,
            born_time,
            born_host,
            store_host,
            reconsume_times,
            prepared_transaction_offset: 0,
            body: &body,
            properties: &properties,
        };
        let appended = self.store_mut().append(again, now).ok()?;
        Some(Delivered { topic, queue, appended })
    }
}
