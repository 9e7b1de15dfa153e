//! A consumer group: its settings, its running consumers, and what it has received.
use crate::command::{ConsumerId, GroupSettings};
use crate::consumer::{Consumer, Place};
use crate::first_start::FirstStart;
use crate::receipts::Receipts;
use crate::shared_map::SharedMap;
use store::{QueueId, QueueOffset, SharedVec, StoreTime, TopicName};

/// A group.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) settings: GroupSettings,
    pub(crate) consumers: SharedMap<ConsumerId, Consumer>,
    /// The number of the next consumer: letters are not used twice.
    pub(crate) next_consumer: u32,
    pub(crate) receipts: SharedMap<(TopicName, QueueId), Receipts>,
    pub(crate) feed: SharedVec<Received>,
    pub(crate) again: u64,
    pub(crate) first_start: SharedMap<QueueId, FirstStart>,
}

/// One line of a feed, without what the log knows.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) at: StoreTime,
    pub(crate) consumer: ConsumerId,
    pub(crate) topic: TopicName,
    pub(crate) queue: QueueId,
    pub(crate) offset: QueueOffset,
    pub(crate) times: u32,
}

impl Group {
    /// A group that nobody has started yet.
    pub(crate) fn new(settings: GroupSettings) -> Self {
        Self {
            settings,
            consumers: SharedMap::default(),
            next_consumer: 0,
            receipts: SharedMap::default(),
            feed: SharedVec::default(),
            again: 0,
            first_start: SharedMap::default(),
        }
    }

    /// The consumer that owns a queue, and its place there.
    pub(crate) fn owner(&self, topic: &TopicName, queue: QueueId) -> Option<(ConsumerId, &Place)> {
        let mut readers = self.consumers.iter().filter(|(_, consumer)| consumer.settings.topic == *topic);
        readers.find_map(|(id, consumer)| Some((*id, consumer.queues.get(&queue)?)))
    }

    /// How often a message was received.
    pub(crate) fn times(&self, topic: &TopicName, queue: QueueId, offset: QueueOffset) -> u32 {
        self.receipts.get(&(topic.clone(), queue)).map_or(0, |receipts| receipts.times(offset))
    }

    /// Counts a receipt.
    pub(crate) fn receive(&mut self, mut line: Received) -> u32 {
        line.times = self.receipts.get_or_default((line.topic.clone(), line.queue)).add(line.offset);
        self.again += u64::from(line.times > 1);
        let times = line.times;
        self.feed.push(line);
        times
    }
}
