//! The texts of a saved folder: the files under `config/`, and `broker.conf`.
//!
//! Number keys have no quotes, as RocketMQ's own files have it. All versions read the fields of the newest one.
use crate::broker::Broker;
use serde_json::{Map, Value, json};
use store::{QueueId, QueueOffset, SCHEDULE_TOPIC, StoreConfig, StoreTime};

/// Hours that a broker started on a saved folder keeps log files: a hundred years. Its messages may be older than any
/// usual `fileReservedTime`, and it would delete them in its first night.
const RESERVED_HOURS: i64 = 876_000;

/// `brokerName`.
pub(crate) const BROKER_NAME: &str = "broker-a";

/// `topics.json`. Settings that the opened folder had and that are not modelled are said again.
pub(crate) fn topics(broker: &Broker, written: StoreTime) -> String {
    let mut table = Map::new();
    for (topic, config) in broker.topics().all() {
        let levels = broker.store().config().delay_levels.max_level();
        let queues = if topic.as_str() == SCHEDULE_TOPIC { config.queues.max(levels) } else { config.queues };
        let found = broker.found().topics.get(topic.as_str()).cloned();
        table.insert(topic.to_string(), found.unwrap_or_else(|| topic_settings(topic.as_str(), queues)));
    }
    pretty(&json!({ "dataVersion": data_version(written), "topicConfigTable": table }))
}

fn topic_settings(topic: &str, queues: i32) -> Value {
    json!({
        "attributes": {},
        "order": false,
        "perm": 6, // to be read and written
        "readQueueNums": queues,
        "topicFilterType": "SINGLE_TAG",
        "topicName": topic,
        "topicSysFlag": 0,
        "writeQueueNums": queues,
    })
}

/// `subscriptionGroup.json`, likewise.
pub(crate) fn subscription_groups(broker: &Broker, written: StoreTime) -> String {
    let mut table = Map::new();
    for group in broker.group_names() {
        let found = broker.found().groups.get(group.as_str()).cloned();
        table.insert(group.to_string(), found.unwrap_or_else(|| group_settings(group.as_str())));
    }
    let version = data_version(written);
    pretty(&json!({ "dataVersion": version, "forbiddenTable": {}, "subscriptionGroupTable": table }))
}

/// What a heartbeat of an unknown group makes (`SubscriptionGroupConfig`).
fn group_settings(group: &str) -> Value {
    json!({
        "brokerId": 0,
        "consumeBroadcastEnable": true,
        "consumeEnable": true,
        "consumeFromMinEnable": true,
        "groupName": group,
        "notifyConsumerIdsChangedEnable": true,
        "retryMaxTimes": 16,
        "retryQueueNums": 1,
        "whichBrokerWhenConsumeSlowly": 1,
    })
}

/// `consumerOffset.json`.
pub(crate) fn consumer_offsets(broker: &Broker, written: StoreTime) -> String {
    let entry = |((group, topic), offsets): (&(_, _), _)| (format!("{topic}@{group}"), number_table(offsets));
    let table: Vec<_> = broker.offsets().all().map(entry).collect();
    let rows: Vec<String> =
        table.into_iter().map(|(key, offsets)| format!("\t\t{}:{offsets}", Value::from(key))).collect();
    format!("{{\n\t\"dataVersion\":{},\n\t\"offsetTable\":{{\n{}\n\t}}\n}}\n", data_version(written), rows.join(",\n"))
}

/// `delayOffset.json`: levels count from 1, their queues from 0.
pub(crate) fn delay_offsets(broker: &Broker, written: StoreTime) -> String {
    let levels = broker.schedule().all().map(|(queue, next)| (QueueId(queue.0 + 1), next)).collect();
    format!("{{\n\t\"dataVersion\":{},\n\t\"offsetTable\":{}\n}}\n", data_version(written), number_table(&levels))
}

fn number_table(offsets: &std::collections::BTreeMap<QueueId, QueueOffset>) -> String {
    let pairs: Vec<String> = offsets.iter().map(|(queue, offset)| format!("{queue}:{offset}")).collect();
    format!("{{{}}}", pairs.join(","))
}

fn data_version(written: StoreTime) -> Value {
    json!({ "counter": 1, "stateVersion": 0, "timestamp": written })
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// `broker.conf`.
pub(crate) fn broker_conf(broker: &Broker, store: &StoreConfig) -> String {
    let (config, version) = (broker.config(), broker.version());
    let delete_when = config.delete_when.iter().map(|hour| format!("{hour:02}")).collect::<Vec<_>>().join(";");
    let mut text = format!(
        "# The folder of a RocketMQ {release} broker. Start it from inside this folder, with this RocketMQ:\n\
         #   mqnamesrv\n\
         #   mqbroker -n localhost:9876 -c broker.conf\n\
         # RocketMQ 4.9 searches by the modification times of the files: unpack or copy them with their times.\n\
         brokerClusterName={cluster}\n\
         brokerName={BROKER_NAME}\n\
         brokerId=0\n\
         listenPort={port}\n\
         storePathRootDir=.\n\
         # The sizes of the files in here. A broker with others does not start on them.\n\
         mappedFileSizeCommitLog={log}\n\
         mappedFileSizeConsumeQueue={queue}\n\
         # A hundred years: the messages may be older than a broker keeps them.\n\
         fileReservedTime={RESERVED_HOURS}\n\
         deleteWhen={delete_when}\n\
         diskMaxUsedSpaceRatio={disk}\n\
         autoCreateTopicEnable={auto}\n\
         accessMessageInMemoryMaxRatio={ratio}\n",
        release = version.release(),
        cluster = config.cluster,
        port = config.host.port(),
        log = store.commit_log_file_size,
        queue = store.consume_queue_file_size,
        auto = config.auto_create_topic,
        ratio = config.access_message_in_memory_max_ratio,
        disk = config.disk_max_used_percent,
    );
    text += &match &store.index {
        Some(index) => format!("maxHashSlotNum={}\nmaxIndexNum={}\n", index.slots, index.entries),
        None => "messageIndexEnable=false\n".to_owned(),
    };
    if store.delay_levels != StoreConfig::default().delay_levels {
        text += &format!("messageDelayLevel={}\n", store.delay_levels);
    }
    text
}
