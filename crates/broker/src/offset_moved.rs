//! The message that 4.9 stores about a pull outside a queue.
use crate::broker::Broker;
use crate::error::BrokerError;
use crate::save_config::BROKER_NAME;
use serde_json::json;
use store::{Appended, BornTime, GroupName, NewRecord, Properties, QueueId, QueueOffset, StoreTime, TopicName};

/// Its topic (`TopicValidator.RMQ_SYS_OFFSET_MOVED_EVENT`).
const TOPIC: &str = "OFFSET_MOVED_EVENT";

impl Broker {
    /// Tells of a pull that was answered with OFFSET_ILLEGAL. 4.9 stores a message about it in a topic of its own
    /// (`PullMessageProcessor.generateOffsetMovedEvent`); later versions store nothing, and the answer is `None`.
    ///
    /// # Errors
    /// A log that takes no message.
    #[inline(never)]
    pub fn offset_moved(
        &mut self,
        group: &GroupName,
        (topic, queue): (&TopicName, QueueId),
        (asked, told): (QueueOffset, QueueOffset),
        now: StoreTime,
    ) -> Result<Option<Appended>, BrokerError> {
        if !self.version().behaviour().offset_moved_event {
            return Ok(None);
        }
        let event = TopicName::from(TOPIC);
        if self.topics().get(&event).is_err() {
            self.declare_topic(&event, 1);
        }
        let group = group.as_str();
        let properties =
            Properties::new().with(Properties::KEYS, group).with(Properties::DELAY, "0").with(Properties::TAGS, group);
        let queue = json!({ "brokerName": BROKER_NAME, "queueId": queue, "topic": topic });
        let body = json!({ "consumerGroup": group, "messageQueue": queue, "offsetNew": told, "offsetRequest": asked })
            .to_string();
        let host = self.config().host;
        let record = NewRecord {
            topic: &event,
            queue: QueueId(0),
            flag: 0,
            sys_flag: 0,
            born_time: BornTime(now.0),
            born_host: host,
            store_host: host,
            reconsume_times: 0,
            prepared_transaction_offset: 0,
            body: body.as_bytes(),
            properties: &properties,
        };
        Ok(Some(self.store_mut().append(record, now)?))
    }
}
