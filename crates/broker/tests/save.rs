//! A saved broker opens as the broker that it was.
use broker::{Boundary, Broker, BrokerConfig, BrokerVersion, FileSizes, Message};
use std::collections::BTreeMap;
use store::{
    BornTime, Folder, GroupName, Properties, QueueId, QueueOffset, StoreConfig, StoreTime, TopicName, read_tar_gz,
};

const LATER: StoreTime = StoreTime(1_795_600_000_000);

fn recorded() -> BTreeMap<String, Folder> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/truth/stores");
    let archives = std::fs::read_dir(path).expect("the recordings are there").filter_map(|entry| {
        let name = entry.expect("readable").file_name().into_string().expect("a plain name");
        Some(name.strip_suffix(".tar.gz")?.to_owned())
    });
    let folder = |name: &str| std::fs::read(format!("{path}/{name}.tar.gz")).expect("readable");
    archives.map(|name| (name.clone(), read_tar_gz(&folder(&name)).expect("whole"))).collect()
}

fn open(folder: &Folder, version: BrokerVersion) -> Broker {
    let (broker, opened) = Broker::open(folder, version, LATER).expect("it opens");
    assert_eq!((opened.store.remarks, opened.config), (Vec::new(), Vec::new()));
    broker
}

fn check_round_trip(broker: &Broker, sizes: FileSizes, what: &str) {
    let again = open(&broker.save(sizes).expect("it can be saved"), broker.version());
    assert_eq!(again.offsets(), broker.offsets(), "{what}");
    assert_eq!(again.schedule(), broker.schedule(), "{what}");
    let topics =
        |broker: &Broker| broker.topics().iter().map(|(name, config)| (name.clone(), config)).collect::<Vec<_>>();
    assert_eq!(topics(&again), topics(broker), "{what}");
    for topic in broker.store().topics() {
        for (id, queue) in broker.store().queues(topic) {
            let same = again.store().queue(topic, id).expect("the queue is there");
            assert_eq!((same.min(), same.max()), (queue.min(), queue.max()), "{what} {topic} {id}");
            let times = (queue.min().0..queue.max().0).filter_map(|at| queue.store_time(QueueOffset(at)));
            for time in times.filter(|_| sizes == FileSizes::AsTheyAre) {
                for boundary in [None, Some(Boundary::Lower), Some(Boundary::Upper)] {
                    let found = |broker: &Broker| broker.search_offset(topic, id, time, boundary);
                    assert_eq!(found(&again), found(broker), "{what} {topic} {id} {time} {boundary:?}");
                }
            }
        }
    }
}

#[test]
fn recorded_brokers_open_again_as_they_were() {
    for (name, folder) in recorded() {
        let version = BrokerVersion::from_text(name.rsplit('-').next().expect("a version")).expect("one of the four");
        let broker = open(&folder, version);
        check_round_trip(&broker, FileSizes::AsTheyAre, &name);
        check_round_trip(&broker, FileSizes::Small, &name);
        check_round_trip(&broker, FileSizes::Default, &name);
    }
}

fn text(folder: &Folder, path: &str) -> String {
    let file = folder.get(path).unwrap_or_else(|| panic!("{path} is there"));
    String::from_utf8(file.bytes.used().to_vec()).expect("text")
}

#[test]
fn settings_that_are_not_modelled_are_said_again() {
    for (name, folder) in recorded() {
        let saved = open(&folder, BrokerVersion::V5_3).save(FileSizes::AsTheyAre).expect("it can be saved");
        for (path, table) in
            [("config/topics.json", "topicConfigTable"), ("config/subscriptionGroup.json", "subscriptionGroupTable")]
        {
            let Some(_) = folder.get(path) else { continue };
            let read = |folder: &Folder| serde_json::from_str::<serde_json::Value>(&text(folder, path)).expect("JSON");
            let (theirs, ours) = (read(&folder)[table].clone(), read(&saved)[table].clone());
            for (key, value) in theirs.as_object().expect("a table") {
                assert_eq!(&ours[key], value, "{name} {path} {key}");
            }
        }
    }
}

/// A broker with everything that a folder can hold.
fn busy() -> Broker {
    let sizes = StoreConfig { commit_log_file_size: 16_384, consume_queue_file_size: 400, ..StoreConfig::default() };
    let mut broker = Broker::new(BrokerVersion::V5_3, BrokerConfig::default(), sizes);
    let (topic, group) = (TopicName::from("orders"), GroupName::from("billing"));
    broker.create_topic(&topic, 3).expect("a good name");
    broker.create_topic(&TopicName::from("quiet"), 5).expect("a good name");
    for n in 0..150 {
        let level = if n % 10 == 0 { "2" } else { "0" };
        let message = Message {
            topic: &topic,
            queue: QueueId(n % 3),
            born_time: BornTime(1_000),
            born_host: "127.0.0.1:5000".parse().expect("an address"),
            body: b"body",
            properties: Properties::new().with(Properties::TAGS, "paid").with(Properties::DELAY, level),
        };
        broker.append(message, StoreTime(1_000_000 + i64::from(n) * 100)).expect("it fits");
    }
    broker.dispatch();
    broker.deliver_due(StoreTime(1_010_000));
    broker.dispatch();
    broker.register_group(&group);
    broker.register_group(&GroupName::from("has \"quotes\""));
    for queue in 0..3 {
        broker.commit(&group, &topic, QueueId(queue), QueueOffset(7 + i64::from(queue))).expect("known");
    }
    broker
}

#[test]
fn a_broker_with_everything_opens_again_as_it_was() {
    for sizes in [FileSizes::AsTheyAre, FileSizes::Small, FileSizes::Default] {
        check_round_trip(&busy(), sizes, "busy");
        let again = open(&busy().save(sizes).expect("it can be saved"), BrokerVersion::V5_3);
        assert!(again.knows_group(&GroupName::from("has \"quotes\"")));
        assert_eq!(again.waiting().count(), busy().waiting().count());
        assert!(again.waiting().count() > 5, "some delayed messages wait");
    }
}

#[test]
fn the_configuration_names_the_sizes_of_the_files() {
    let conf = |sizes| text(&busy().save(sizes).expect("it can be saved"), "broker.conf");
    assert!(conf(FileSizes::AsTheyAre).contains("\nmappedFileSizeCommitLog=16384\nmappedFileSizeConsumeQueue=400\n"));
    let small = "\nmappedFileSizeCommitLog=16384\nmappedFileSizeConsumeQueue=400\n";
    let mut large = busy();
    large.resize_files(1 << 20, 4_000).expect("they fit");
    let conf_of_large = text(&large.save(FileSizes::Small).expect("it can be saved"), "broker.conf");
    assert!(conf_of_large.contains(small) && conf_of_large.contains("\nmaxIndexNum=20000\n"), "{conf_of_large}");
    let defaults = "\nmappedFileSizeCommitLog=1073741824\nmappedFileSizeConsumeQueue=6000000\n";
    assert!(conf(FileSizes::Default).contains(defaults));
    assert!(conf(FileSizes::Default).contains("\nmaxHashSlotNum=5000000\nmaxIndexNum=20000000\n"));
    assert!(conf(FileSizes::Default).is_ascii(), "a properties file is not UTF-8");
}

#[test]
fn offsets_are_written_as_rocketmq_writes_them() {
    let saved = busy().save(FileSizes::AsTheyAre).expect("it can be saved");
    assert!(text(&saved, "config/consumerOffset.json").contains("\"orders@billing\":{0:7,1:8,2:9}"));
    assert!(text(&saved, "config/delayOffset.json").contains("\"offsetTable\":{2:"));
    let again = open(&saved, BrokerVersion::V5_3).save(FileSizes::AsTheyAre).expect("it can be saved");
    assert!(text(&again, "config/topics.json").contains("\"readQueueNums\": 18"), "one queue for each delay level");
}
