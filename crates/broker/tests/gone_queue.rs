//! Queues whose messages are all deleted, or whose files outlived them, as generated cases found them on real brokers
//! (`cargo xtask conformance`).
use broker::{
    Broker, BrokerConfig, BrokerVersion, CleanAt, FileSizes, Message, OffsetAnswer, PullRequest, PullStatus, TagFilter,
};
use store::{BornTime, Folder, GroupName, Properties, QueueId, QueueOffset, StoreConfig, StoreTime, TopicName};

const PER_FILE: i64 = 3;
const LATER: StoreTime = StoreTime(1_000_000_000_000);

fn send(broker: &mut Broker, topic: &str) {
    let bytes = if topic == "second" { 100 } else { 900 };
    let topic = TopicName::from(topic);
    let message = Message {
        topic: &topic,
        queue: QueueId(0),
        born_time: BornTime(0),
        born_host: "127.0.0.1:5000".parse().expect("an address"),
        body: &vec![b'x'; bytes],
        properties: Properties::new(),
    };
    broker.append(message, StoreTime(1_000)).expect("it fits");
    broker.dispatch();
}

/// Seven messages in three queue files, and then enough others to end the log files that hold them.
fn broker(version: BrokerVersion) -> Broker {
    let sizes =
        StoreConfig { commit_log_file_size: 4_096, consume_queue_file_size: PER_FILE * 20, ..StoreConfig::default() };
    let mut broker = Broker::new(version, BrokerConfig::default(), sizes);
    for topic in ["old", "second", "new"] {
        broker.declare_topic(&TopicName::from(topic), 1);
    }
    // The first message of all lies at place 0, the first of the second topic behind it.
    send(&mut broker, "old");
    (0..3).for_each(|_| send(&mut broker, "second"));
    (0..6).for_each(|_| send(&mut broker, "old"));
    (0..7).for_each(|_| send(&mut broker, "new"));
    (0..6).for_each(|_| send(&mut broker, "second"));
    broker
}

fn cleaned(version: BrokerVersion) -> Broker {
    let mut broker = broker(version);
    broker.clean(CleanAt { now: LATER, hour: 4, disk_used_percent: 0, asked: false });
    broker
}

fn ends(broker: &Broker, topic: &str) -> (i64, i64) {
    let queue = broker.store().queue(&TopicName::from(topic), QueueId(0)).expect("the queue is there");
    (queue.min().0, queue.max().0)
}

fn reopened(folder: &Folder, version: BrokerVersion) -> Broker {
    Broker::open(folder, version, LATER).expect("it opens").0
}

fn pull(broker: &Broker, offset: i64) -> (PullStatus, i64, Vec<i64>) {
    let (topic, filter) = (TopicName::from("old"), TagFilter::Every);
    let request =
        PullRequest { topic: &topic, queue: QueueId(0), offset: QueueOffset(offset), max: 32, filter: &filter };
    let told = broker.pull(request).expect("the queue is there");
    (told.status, told.next.0, told.offsets.iter().map(|offset| offset.0).collect())
}

#[test]
fn a_queue_with_nothing_left_begins_at_0_for_4_9_and_at_its_end_later() {
    for version in BrokerVersion::ALL {
        let min = if version == BrokerVersion::V4_9 { 0 } else { 7 };
        let broker = cleaned(version);
        assert_eq!(ends(&broker, "old"), (min, 7), "{version}, running");
        let saved = broker.save(FileSizes::AsTheyAre).expect("it can be saved");
        assert_eq!(ends(&reopened(&saved, version), "old"), (min, 7), "{version}, started again");
        let mut other = broker.clone();
        other.choose_version(BrokerVersion::V4_9);
        assert_eq!(ends(&other, "old"), (0, 7), "{version}, started again as 4.9");
    }
}

#[test]
fn a_pull_inside_such_a_queue_goes_on_behind_the_file() {
    let broker = cleaned(BrokerVersion::V4_9);
    assert_eq!(pull(&broker, 0), (PullStatus::NoNewMessage, 3, vec![]), "the file is deleted");
    assert_eq!(pull(&broker, 6), (PullStatus::NoMatchedMessage, 7, vec![]), "the file is there, its message is not");
    assert_eq!(pull(&broker, 7), (PullStatus::NoNewMessage, 7, vec![]));
}

/// A broker that stopped between deleting log files and queue files.
#[test]
fn the_front_is_looked_for_in_the_first_file_only() {
    for version in BrokerVersion::ALL {
        let whole = broker(version).save(FileSizes::AsTheyAre).expect("it can be saved");
        let mut cut = Folder::new();
        for (path, file) in whole.iter().filter(|(path, _)| *path != "commitlog/00000000000000000000") {
            cut.insert(path, file.clone()).expect("a path");
        }
        let broker = reopened(&cut, version);
        let first = broker.store().record(broker.store().min_log_offset()).expect("a record");
        let left: Vec<i64> = (first.queue_offset().0..6).collect();
        assert!(left.len() < 4, "the first queue file holds 0 to 2: {left:?}");
        assert_eq!(ends(&broker, "old"), (0, 7), "{version}");
        for (topic, found) in [("old", true), ("second", version == BrokerVersion::V4_9)] {
            let answer = broker.offset_answer(&GroupName::from("new"), &TopicName::from(topic), QueueId(0));
            assert_eq!(matches!(answer, OffsetAnswer::Zero(_)), found, "{version}: {answer:?} for {topic}");
        }
        assert_eq!(pull(&broker, 0), (PullStatus::NoMatchedMessage, 3, vec![]), "{version}: nothing of it is left");
        assert_eq!(pull(&broker, 3), (PullStatus::Found, 6, left), "{version}");
    }
}
