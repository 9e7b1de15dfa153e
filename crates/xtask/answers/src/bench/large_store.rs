//! A store of the size that must still feel light, as a folder.
use broker::{Broker, BrokerConfig, BrokerVersion, FileSizes};
use std::net::{Ipv4Addr, SocketAddrV4};
use store::{BornTime, Folder, NewRecord, Properties, QueueId, Store, StoreConfig, StoreTime, TopicName};

pub(super) const MESSAGES: i64 = 100_000;
pub(super) const QUEUES: i32 = 4;
const TOPIC: &str = "bench";
/// 2024-01-01T00:00:00Z.
const START_MS: i64 = 1_704_067_200_000;
/// Between two messages: bursts in one millisecond, and pauses.
const GAPS_MS: [i64; 8] = [0, 1, 0, 7, 120, 0, 3, 40];
/// Several log files, as in a store that has run for a while.
const LOG_FILE: i64 = 8 << 20;

pub(super) fn topic() -> TopicName {
    TopicName::from(TOPIC)
}

/// When the first and the last message were stored.
pub(super) fn span() -> (StoreTime, StoreTime) {
    let round: i64 = GAPS_MS.iter().sum();
    (StoreTime(START_MS), StoreTime(START_MS + MESSAGES / GAPS_MS.len() as i64 * round))
}

/// The folder that a broker would leave behind.
pub(super) fn folder() -> Folder {
    let mut broker = Broker::with_store(BrokerVersion::V5_3, BrokerConfig::default(), filled());
    broker.declare_topic(&topic(), QUEUES);
    let saved = broker.save(FileSizes::AsTheyAre).expect("small messages fit, and the topic's name is plain");
    // The key index has its full 420 MB from the start, nothing but zeros; a broker makes it again.
    let mut folder = Folder::new();
    for (path, file) in saved.iter().filter(|(path, _)| !path.starts_with("index/")) {
        folder.insert(path, file.clone()).expect("it was in a folder before");
    }
    folder
}

fn filled() -> Store {
    let config = StoreConfig { commit_log_file_size: LOG_FILE, ..StoreConfig::default() };
    let mut store = Store::new(config);
    let (topic, host) = (topic(), SocketAddrV4::new(Ipv4Addr::LOCALHOST, 10911));
    let mut now = StoreTime(START_MS);
    for number in 0..MESSAGES {
        let tag = ["TagA", "TagB", "TagC"][usize::try_from(number % 3).expect("0, 1 or 2")];
        let properties =
            Properties::new().with(Properties::TAGS, tag).with(Properties::KEYS, &format!("order{number}"));
        let body = format!(r#"{{"id":{number},"desc":"test"}}"#);
        let record = NewRecord {
            topic: &topic,
            queue: QueueId(i32::try_from(number % i64::from(QUEUES)).expect("a small number")),
            flag: 0,
            sys_flag: 0,
            born_time: BornTime(now.0 - 2),
            born_host: host,
            store_host: host,
            reconsume_times: 0,
            prepared_transaction_offset: 0,
            body: body.as_bytes(),
            properties: &properties,
        };
        store.append(record, now).expect("a small message is accepted");
        now = now.plus_ms(GAPS_MS[usize::try_from(number).expect("not negative") % GAPS_MS.len()]);
    }
    store.dispatch();
    store
}
