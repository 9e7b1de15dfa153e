//! Storing a message that a client sent.
use crate::broker::Broker;
use crate::error::BrokerError;
use std::net::SocketAddrV4;
use store::{Appended, BornTime, NewRecord, Properties, QueueId, SCHEDULE_TOPIC, StoreTime, TopicName};

/// A message as it arrives.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    /// Where to.
    pub topic: &'a TopicName,
    /// Which queue; the producer has chosen.
    pub queue: QueueId,
    /// The producer's clock.
    pub born_time: BornTime,
    /// The producer's address.
    pub born_host: SocketAddrV4,
    /// What is in it.
    pub body: &'a [u8],
    /// Tags, keys, delay level and all else.
    pub properties: Properties,
}

/// Where a message went.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// `SCHEDULE_TOPIC_XXXX` when it is delayed, else its own.
    pub topic: TopicName,
    /// Its queue there.
    pub queue: QueueId,
    /// Its place.
    pub appended: Appended,
    /// Its delay level; 0 is none.
    pub delay_level: i32,
}

impl Broker {
    /// Appends to the commit log. With a delay level of 1 or more the message goes to the level's queue first; levels
    /// past the last one count as the last (`delay.jsonl`).
    pub fn append(&mut self, message: Message<'_>, now: StoreTime) -> Result<Stored, BrokerError> {
        self.topics().check_queue(message.topic, message.queue)?;
        let mut properties = message.properties;
        properties.set(Properties::CLUSTER, &self.config().cluster);
        if self.version().behaviour().region_properties {
            properties.set(Properties::MSG_REGION, "DefaultRegion");
            properties.set(Properties::TRACE_ON, "true");
        }
        let asked = properties.get(Properties::DELAY).and_then(|level| level.parse::<i32>().ok()).unwrap_or(0);
        let level = asked.clamp(0, self.store().config().delay_levels.max_level());
        let (topic, queue) = if level == 0 {
            (message.topic.clone(), message.queue)
        } else {
            properties.set(Properties::DELAY, &level.to_string());
            properties.set(Properties::REAL_TOPIC, message.topic.as_str());
            properties.set(Properties::REAL_QID, &message.queue.to_string());
            (TopicName::from(SCHEDULE_TOPIC), QueueId(level - 1))
        };
        let store_host = self.config().host;
        let record = NewRecord {
            topic: &topic,
            queue,
            flag: 0,
            sys_flag: 0,
            born_time: message.born_time,
            born_host: message.born_host,
            store_host,
            reconsume_times: 0,
            prepared_transaction_offset: 0,
            body: message.body,
            properties: &properties,
        };
        let appended = self.store_mut().append(record, now)?;
        Ok(Stored { topic, queue, appended, delay_level: level })
    }
}
