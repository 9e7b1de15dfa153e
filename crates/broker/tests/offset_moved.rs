//! What 4.9.7 stored when `real_broker_pull` asked for offset 77 of a queue that ends at 1; 5.1.4 and 5.3.3 stored
//! nothing.
use broker::{Broker, BrokerConfig, BrokerVersion};
use store::{GroupName, QueueId, QueueOffset, StoreConfig, StoreTime, TopicName};

const BODY: &str = r#"{"consumerGroup":"real_broker_pull","messageQueue":{"brokerName":"broker-a","queueId":0,"topic":"Hello"},"offsetNew":1,"offsetRequest":77}"#;
const PROPERTIES: &str = "KEYS\u{1}real_broker_pull\u{2}DELAY\u{1}0\u{2}TAGS\u{1}real_broker_pull";

#[test]
fn only_4_9_stores_a_message_about_a_pull_outside_a_queue() {
    let (group, topic) = (GroupName::from("real_broker_pull"), TopicName::from("Hello"));
    for version in BrokerVersion::ALL {
        let mut broker = Broker::new(version, BrokerConfig::default(), StoreConfig::default());
        let (asked, told) = (QueueOffset(77), QueueOffset(1));
        let stored = broker.offset_moved(&group, (&topic, QueueId(0)), (asked, told), StoreTime(1_000));
        let stored = stored.expect("the log takes it");
        assert_eq!(stored.is_some(), version == BrokerVersion::V4_9, "{version}");
        let Some(stored) = stored else { continue };
        broker.dispatch();
        let record = broker.store().record(stored.log_offset).expect("it is there");
        assert_eq!((record.topic(), record.queue(), record.total_size()), ("OFFSET_MOVED_EVENT", QueueId(0), 302 - 4));
        assert_eq!((String::from_utf8_lossy(record.body()).as_ref(), record.properties_text()), (BODY, PROPERTIES));
        assert_eq!((record.born_host(), record.flag(), record.sys_flag()), (record.store_host(), 0, 0));
    }
}
