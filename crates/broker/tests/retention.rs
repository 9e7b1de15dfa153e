//! What real brokers deleted, step by step, and what was left (`retention.jsonl`).
use broker::{Broker, BrokerConfig, BrokerVersion, CleanAt, FileSizes, Message, PullRequest, TagFilter};
use serde_json::Value;
use store::{
    BornTime, Folder, FolderFile, Properties, QueueId, QueueOffset, SearchRule, StoreConfig, StoreTime, TopicName,
};

const NOW: StoreTime = StoreTime(1_795_600_000_000);
const FILE: i64 = 16_384;
/// An hour that is named in `deleteWhen` and one that is not.
const DELETE_HOUR: u8 = 4;
const OTHER_HOUR: u8 = 16;

fn lines(version: &str) -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/truth/retention.jsonl");
    let text = std::fs::read_to_string(path).expect("the recording is there");
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"));
    lines.filter(|line| line["version"] == version).collect()
}

fn send(broker: &mut Broker, topic: &str, body: &[u8], properties: Properties) -> i64 {
    let topic = TopicName::from(topic);
    let (born_time, born_host) = (BornTime(0), "127.0.0.1:1".parse().expect("an address"));
    let message = Message { topic: &topic, queue: QueueId(0), born_time, born_host, body, properties };
    let stored = broker.append(message, NOW).expect("it fits");
    broker.dispatch();
    stored.appended.log_offset.0
}

/// A message of the recording: 300 bytes, an id of 56 characters.
fn send_k(broker: &mut Broker, body: &[u8]) -> i64 {
    let mut properties = Properties::new().with(Properties::UNIQ_KEY, &"F".repeat(56));
    if broker.version().behaviour().keeps_wait {
        properties.set(Properties::WAIT, "true");
    }
    send(broker, "K", body, properties)
}

/// The broker of the recording: its topic begins at `first`, and 170 messages follow.
fn recorded(version: BrokerVersion, first: i64) -> Broker {
    let sizes = StoreConfig { commit_log_file_size: FILE, consume_queue_file_size: 400, ..StoreConfig::default() };
    let config = BrokerConfig { cluster: "labCluster".to_owned(), ..BrokerConfig::default() };
    let mut broker = Broker::new(version, config, sizes);
    broker.create_topic(&TopicName::from("Before"), 1).expect("a good name");
    broker.create_topic(&TopicName::from("K"), 1).expect("a good name");
    let mut probe = broker.clone();
    send(&mut probe, "Before", b"", Properties::new());
    let overhead = probe.store().max_log_offset().0;
    let mut fill = |bytes: i64| {
        let body = vec![b'x'; usize::try_from(bytes - overhead).expect("room for a message")];
        send(&mut broker, "Before", &body, Properties::new());
    };
    if first > FILE {
        fill(FILE - 8); // the rest of the file is its blank record
    }
    fill(first % FILE);
    assert_eq!(send_k(&mut broker, &[b'k'; 300]), first);
    (1..170).for_each(|_| _ = send_k(&mut broker, &[b'k'; 300]));
    broker
}

/// Makes log files as old as told: (number of the file, hours).
fn aged(broker: &Broker, ages: &[(i64, f64)]) -> Broker {
    let mut folder = Folder::new();
    for (path, file) in broker.save(FileSizes::AsTheyAre).expect("it can be saved").iter() {
        let name = path.strip_prefix("commitlog/").and_then(|name| name.parse::<i64>().ok());
        let hours = ages.iter().find(|(number, _)| name == Some(number * FILE)).map(|(_, hours)| hours);
        let modified_ms = hours.map_or(file.modified_ms, |hours| NOW.0 - (hours * 3_600_000.0) as i64);
        folder.insert(path, FolderFile { modified_ms, ..file.clone() }).expect("a path");
    }
    let (mut again, opened) = Broker::open(&folder, broker.version(), NOW).expect("it opens");
    assert_eq!(opened.store.remarks, []);
    *again.config_mut() = broker.config().clone();
    again
}

fn check(broker: &Broker, line: &Value) {
    let numbers = |name: &str| {
        line[name].as_array().expect("a list").iter().map(|n| n.as_i64().expect("a number")).collect::<Vec<_>>()
    };
    let mut log: Vec<i64> = broker.store().log().files().iter().map(|file| file.start.0).collect();
    // A running broker has made its next log file already.
    log.push(log.last().expect("the last file stays") + FILE);
    assert_eq!(log, numbers("commitlog"), "{line}");
    let queue = broker.store().queue(&TopicName::from("K"), QueueId(0)).expect("it holds messages");
    let files: Vec<i64> = queue.files().iter().map(|file| file.first.0 * 20).collect();
    assert_eq!(files, numbers("consumequeue"), "{line}");
    assert_eq!(Some((queue.min().0, queue.max().0)), line["min"].as_i64().zip(line["max"].as_i64()), "{line}");
    check_search(broker);
}

/// The search through the index and the one through the log agree, and so does a broker that starts on the folder.
fn check_search(broker: &Broker) {
    let (topic, id) = (TopicName::from("K"), QueueId(0));
    let restarted = aged(broker, &[]);
    for time in [0, NOW.0 - 1, NOW.0, NOW.0 + 1].map(StoreTime) {
        for rule in SearchRule::ALL {
            let found = broker.store().search(&topic, id, rule, time);
            assert_eq!(found, broker.store().probes(&topic, id, rule, time).answer, "{rule:?} {time}");
            assert_eq!(found, restarted.store().search(&topic, id, rule, time), "{rule:?} {time}");
        }
    }
}

fn check_pull(broker: &Broker, line: &Value) {
    let offset = QueueOffset(line["offset"].as_i64().expect("a number"));
    if line["status"].is_null() {
        return; // the client refuses a negative offset before it asks the broker
    }
    let (topic, filter) = (TopicName::from("K"), TagFilter::new("*"));
    let request = PullRequest { topic: &topic, queue: QueueId(0), offset, max: 1, filter: &filter };
    let pulled = broker.pull(request).expect("the topic is there");
    let ours = serde_json::json!([pulled.status, pulled.next, pulled.min, pulled.max, pulled.offsets]);
    let theirs = ["status", "next", "min", "max", "found"].map(|name| line[name].clone());
    assert_eq!(ours, Value::from(theirs.to_vec()), "{line}");
}

/// What was done before each step.
fn step(broker: &mut Broker, number: i64, k: i64) {
    let (mut hour, mut disk_used_percent) = (DELETE_HOUR, 50);
    match number {
        1 => {
            *broker = aged(broker, &[(k, 72.1), (k + 1, 72.1), (0, 72.1)]);
            hour = OTHER_HOUR;
        }
        2 => *broker = aged(broker, &[(k, 71.9), (k + 1, 71.9), (0, 71.9)]),
        3 => *broker = aged(broker, &[(k + 2, 100.0), (k + 1, 1.0), (k, 72.1), (0, 72.1)]),
        4 => *broker = aged(broker, &[(k + 1, 100.0), (k + 2, 100.0)]),
        5 => {
            (0..2).for_each(|_| _ = send_k(broker, b"new"));
            broker.config_mut().disk_max_used_percent = 10;
            hour = OTHER_HOUR;
        }
        6 => {
            let first = broker.store().min_log_offset().0 / FILE;
            *broker = aged(broker, &[(first, 80.0), (first + 1, 80.0)]);
            (hour, disk_used_percent) = (OTHER_HOUR, 50);
        }
        _ => return,
    }
    for _ in 0..2 {
        broker.clean(CleanAt { now: NOW, hour, disk_used_percent, asked: false });
        disk_used_percent = 50;
    }
}

#[test]
fn every_step_deletes_what_a_real_broker_deleted() {
    for version in BrokerVersion::ALL {
        let lines = lines(version.release());
        let first = lines[0]["firstPhysical"].as_i64().expect("a number");
        let mut broker = recorded(version, first);
        let (mut done, mut steps, mut pulls) = (0, 0, 0);
        for line in &lines {
            let number = line["step"].as_i64().expect("a number");
            if number > done {
                step(&mut broker, number, first / FILE);
                done = number;
            }
            if line["commitlog"].is_array() {
                check(&broker, line);
                steps += 1;
            } else if line["note"] == "pull" {
                check_pull(&broker, line);
                pulls += 1;
            }
            // The push consumers of the recording are the simulation's matter.
        }
        assert_eq!((steps, pulls), (7, 7), "{version}");
    }
}
