//! Settings of a broker, with the defaults of a fresh configuration object (`config.jsonl`).
use serde::{Deserialize, Serialize};
use std::net::{Ipv4Addr, SocketAddrV4};

/// Queues that a producer asks for when its first send makes a topic (`DefaultMQProducer.defaultTopicQueueNums`).
pub const PRODUCER_QUEUES: i32 = 4;
/// Queues that a broker grants at most for such a topic (`BrokerConfig.defaultTopicQueueNums`).
pub const BROKER_QUEUES: i32 = 8;
/// The most queues that a topic can have here. RocketMQ names no limit; lanes beyond this can't be told apart.
pub const QUEUES_MAX: i32 = 256;
/// The most queues of all topics together that a folder's `topics.json` declares here: each is a row of what a page is
/// told. A hundred thousand are a large cluster's.
pub const QUEUES_IN_ALL_MAX: i32 = 100_000;

/// What can be set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BrokerConfig {
    /// `accessMessageInMemoryMaxRatio`, in percent of the machine's memory.
    pub access_message_in_memory_max_ratio: i64,
    /// The machine's memory in bytes. 16 GiB: any everyday store fits its default share of 40 percent.
    pub memory_bytes: i64,
    /// Whether a send to an unknown topic makes it (`autoCreateTopicEnable`).
    pub auto_create_topic: bool,
    /// Where the broker says it is: the store host of its records.
    pub host: SocketAddrV4,
    /// The cluster's name, which producers write into each message.
    pub cluster: String,
    /// Hours that a log file stays after it was last written to (`fileReservedTime`).
    pub file_reserved_hours: i64,
    /// The hours of the day, on the broker's clock, in which old files are deleted (`deleteWhen`).
    pub delete_when: Vec<u8>,
    /// Percent of the disk in use above which old files are deleted at any hour (`diskMaxUsedSpaceRatio`).
    pub disk_max_used_percent: i64,
}

impl Default for BrokerConfig {
    fn default() -> Self {
        Self {
            access_message_in_memory_max_ratio: 40,
            memory_bytes: 16 << 30,
            auto_create_topic: true,
            host: SocketAddrV4::new(Ipv4Addr::LOCALHOST, 10911),
            cluster: "DefaultCluster".to_owned(),
            file_reserved_hours: 72,
            delete_when: vec![4],
            disk_max_used_percent: 75,
        }
    }
}
