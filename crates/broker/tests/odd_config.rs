//! What is odd about the files under `config/` is told, and nothing that a broker would keep is lost.
use broker::{Broker, BrokerConfig, BrokerVersion, ConfigRemark, FileSizes, Message, Opened, QUEUES_MAX};
use store::{
    BornTime, FileBytes, Folder, FolderFile, GroupName, Properties, QueueId, QueueOffset, StoreConfig, StoreTime,
    TopicName,
};

const LATER: StoreTime = StoreTime(1_795_600_000_000);

/// A broker's folder with one message in queue 1 of topic T, and these texts under `config/`.
fn folder(texts: &[(&str, &str)]) -> Folder {
    let sizes = StoreConfig { commit_log_file_size: 4_096, consume_queue_file_size: 400, ..StoreConfig::default() };
    let mut broker = Broker::new(BrokerVersion::V5_3, BrokerConfig::default(), sizes);
    let topic = TopicName::from("T");
    broker.create_topic(&topic, 2).expect("a good name");
    let message = Message {
        topic: &topic,
        queue: QueueId(1),
        born_time: BornTime(5),
        born_host: "127.0.0.1:5000".parse().expect("an address"),
        body: b"x",
        properties: Properties::new(),
    };
    broker.append(message, StoreTime(1_704_067_200_000)).expect("it fits");
    let saved = broker.save(FileSizes::AsTheyAre).expect("it can be saved");
    let mut folder = Folder::new();
    let replaced = |path: &str| texts.iter().any(|(name, _)| path == format!("config/{name}"));
    for (path, file) in saved.iter().filter(|(path, _)| !replaced(path)) {
        folder.insert(path, file.clone()).expect("a path");
    }
    for (name, text) in texts {
        let bytes = FileBytes::from(text.as_bytes());
        folder.insert(&format!("config/{name}"), FolderFile { bytes, modified_ms: 0 }).expect("a path");
    }
    folder
}

fn open(folder: &Folder) -> (Broker, Opened) {
    Broker::open(folder, BrokerVersion::V5_3, LATER).expect("it opens")
}

fn check(name: &str, text: &str, expect: &[&str]) {
    let (_, opened) = open(&folder(&[(name, text)]));
    let found: Vec<String> = opened.config.iter().map(ConfigRemark::to_string).collect();
    assert_eq!(found, expect, "{text}");
}

#[test]
fn odd_offsets_are_told_one_by_one() {
    let offsets = |text: &str, expect: &str| {
        check(
            "consumerOffset.json",
            &format!("{{\"offsetTable\":{{{text}}}}}"),
            &[&format!("consumerOffset.json: {expect}")],
        );
    };
    offsets(r#""T":{0:1}"#, "“T” is not called topic@group; it is left out");
    offsets(r#""T@g":{1:-5}"#, "T@g, queue 1: -5 can't be an offset; it is left out");
    offsets(r#""T@g":{"-1":5}"#, "T@g: “-1” can't be a queue; it is left out");
    offsets(r#""T@g":{"x":5}"#, "T@g: “x” can't be a queue; it is left out");
    offsets(r#""T@g":{9:5}"#, "T@g: T has no queue 9; the offset is only kept");
    offsets(r#""Gone@g":{0:5}"#, "Gone@g: there is no topic Gone; the offsets are only kept");
}

#[test]
fn odd_files_and_levels_are_told() {
    check(
        "delayOffset.json",
        r#"{"offsetTable":{0:1,-2147483648:1}}"#,
        &["config/delayOffset.json is left out: line 1: not the JSON that a broker writes"],
    );
    check(
        "delayOffset.json",
        r#"{"offsetTable":{"0":1}}"#,
        &["delayOffset.json: “0” can't be a delay level; it is left out"],
    );
    check("topics.json", "{", &["config/topics.json is left out: line 1: not the JSON that a broker writes"]);
}

#[test]
fn offsets_that_nothing_reads_are_saved_again() {
    let text = r#"{"offsetTable":{"Gone@g":{0:5},"T@g":{0:1,9:7},"T@h":{1:1}}}"#;
    let (broker, _) = open(&folder(&[("consumerOffset.json", text)]));
    let (again, _) = open(&broker.save(FileSizes::AsTheyAre).expect("it can be saved"));
    assert_eq!(again.offsets(), broker.offsets());
    let committed =
        |topic: &str, queue| again.offsets().committed(&GroupName::from("g"), &topic.into(), QueueId(queue));
    assert_eq!((committed("Gone", 0), committed("T", 9)), (Some(QueueOffset(5)), Some(QueueOffset(7))));
}

#[test]
fn more_queues_than_are_shown_are_told_and_kept() {
    let topics = |queues: i64| {
        format!(
            r#"{{"topicConfigTable":{{"T":{{"topicName":"T","readQueueNums":{queues},"writeQueueNums":{queues}}}}}}}"#
        )
    };
    let text = topics(300);
    check("topics.json", &text, &["T has 300 queues; the first 256 are shown, the others only kept"]);
    check(
        "topics.json",
        &topics(i64::MAX),
        &[&format!("T has {} queues; the first 256 are shown, the others only kept", i64::MAX)],
    );
    let (broker, _) = open(&folder(&[("topics.json", &text)]));
    let saved = broker.save(FileSizes::AsTheyAre).expect("it can be saved");
    let again = saved.get("config/topics.json").expect("it is there").bytes.used();
    assert!(String::from_utf8_lossy(again).contains("\"readQueueNums\": 300"));
}

#[test]
fn a_record_may_name_any_queue() {
    let good = folder(&[]);
    for queue in [i32::MAX, 256] {
        let mut changed = Folder::new();
        for (path, file) in
            good.iter().filter(|(path, _)| !path.starts_with("consumequeue") && !path.starts_with("index"))
        {
            let mut file = file.clone();
            if path.starts_with("commitlog") {
                let mut bytes = file.bytes.used().to_vec();
                bytes[12..16].copy_from_slice(&queue.to_be_bytes());
                file.bytes = FileBytes::padded(&bytes, file.bytes.len());
            }
            changed.insert(path, file).expect("a path");
        }
        changed.insert("abort", FolderFile { bytes: FileBytes::default(), modified_ms: 0 }).expect("a path");
        let (broker, opened) = open(&changed);
        let topic = TopicName::from("T");
        assert_eq!(opened.config, [ConfigRemark::Queues { topic: topic.clone(), found: i64::from(queue) + 1 }]);
        assert_eq!(broker.topics().get(&topic).expect("it is there").queues, QUEUES_MAX);
        assert_eq!(broker.store().queue(&topic, QueueId(queue)).expect("it is kept").max(), QueueOffset(1));
    }
}
