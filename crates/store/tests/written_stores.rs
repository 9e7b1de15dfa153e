//! A folder that no broker wrote, opened as the versions opened it (`written.jsonl`).
mod common;

use common::{
    recorded::{lines, number, options, rule, text},
    write::{folder_of, with_file},
};
use store::{
    BornTime, FileBytes, Folder, FolderFile, NewRecord, OpenError, Properties, QueueId, QueueOffset, Store,
    StoreConfig, StoreTime, TopicName,
};

/// A time long after the last message: when the brokers were asked.
const OPENED: StoreTime = StoreTime(1_795_000_000_000);

/// The hundred messages of the recording.
fn written() -> Store {
    let mut store = Store::new(StoreConfig { trailing_property_separator: false, ..common::small() });
    let topic = TopicName::from("Written");
    let host = "127.0.0.1:10911".parse().expect("an address");
    let mut time = 1_717_200_000_000;
    for number in 0..100 {
        time += [0, 1, 250, 5, 1000][number % 5];
        let properties = Properties::new()
            .with(Properties::TAGS, if number % 3 == 0 { "TagB" } else { "TagA" })
            .with(Properties::KEYS, &format!("order{number}"))
            .with(Properties::UNIQ_KEY, &format!("7F000001000000000000000000000{number:03}"));
        let body = format!("由脚本写入 {number}");
        let record = NewRecord {
            topic: &topic,
            queue: QueueId(0),
            flag: 0,
            sys_flag: 0,
            born_time: BornTime(time - 3),
            born_host: host,
            store_host: host,
            reconsume_times: 0,
            prepared_transaction_offset: 0,
            body: body.as_bytes(),
            properties: &properties,
        };
        store.append(record, StoreTime(time)).expect("a small message fits");
    }
    store.dispatch();
    store
}

fn variant(name: &str) -> Folder {
    let store = written();
    match name {
        "full" | "noCheckpoint" | "noTopics" => folder_of(&store, true),
        "noQueues" | "logAndTopicsOnly" => folder_of(&store, false),
        "withAbort" => with_file(&folder_of(&store, true), "abort", b""),
        "fileNotFullSize" => cut_last_log_file(&folder_of(&store, true)),
        other => panic!("no such variant: {other}"),
    }
}

fn cut_last_log_file(folder: &Folder) -> Folder {
    let last = folder.under("commitlog").last().map(|(name, _)| format!("commitlog/{name}"));
    let mut cut = Folder::new();
    for (path, file) in folder.iter() {
        let mut bytes = file.bytes.clone();
        if Some(path) == last.as_deref() {
            let kept = file.bytes.used().len().min(8_192);
            bytes = FileBytes::padded(&file.bytes.used()[..kept], 8_192);
        }
        cut.insert(path, FolderFile { bytes, ..file.clone() }).expect("a good path");
    }
    cut
}

#[test]
fn each_variant_opens_as_a_broker_opened_it() {
    let mut compared = 0;
    for line in lines("written.jsonl") {
        let (version, name) = (text(&line, "version"), text(&line, "variant"));
        let mut options = options(version);
        options.now = Some(OPENED);
        let opened = Store::open(&variant(name), &options);
        assert_eq!(opened.is_ok(), line["opened"].as_bool() == Some(true), "{version} {name}");
        let Ok((store, report)) = opened else { continue };
        assert_eq!((report.records, report.remarks.len()), (100, 0), "{version} {name}");
        if line["rangeError"].is_string() {
            continue; // a topic that topics.json does not name: the broker above decides that, not the store
        }
        let (topic, id) = (TopicName::from("Written"), QueueId(0));
        let range = store.queue(&topic, id).map_or((0, 0), |queue| (queue.min().0, queue.max().0));
        assert_eq!(range, (number(&line, "min"), number(&line, "max")), "{version} {name}");
        let times = line["searchTimes"].as_array().expect("times");
        for (time, expect) in times.iter().zip(line["searchOffsets"].as_array().expect("offsets")) {
            let time = StoreTime(time.as_i64().expect("a time"));
            let ours = store.search(&topic, id, rule(version, None), time);
            assert_eq!(Some(ours.0), expect.as_i64(), "{version} {name} at {time}");
            compared += 1;
        }
        if range.1 == 100 {
            let first = store.message(&topic, id, QueueOffset(0)).expect("readable");
            assert_eq!(String::from_utf8_lossy(first.body()), text(&line, "firstBody"));
        }
    }
    assert_eq!(compared, 4 * 5 * 15);
}

#[test]
fn a_cut_log_file_is_named() {
    let error = Store::open(&variant("fileNotFullSize"), &options("5.3.3")).expect_err("refused");
    let OpenError::Size { file, expected, found } = &error else { panic!("{error}") };
    assert_eq!((file.as_str(), *expected, *found), ("commitlog/00000000000000016384", 16_384, 8_192));
}

#[test]
fn what_was_appended_after_opening_continues_the_queue() {
    let (mut store, _) = Store::open(&variant("withAbort"), &options("5.3.3")).expect("it opens");
    let topic = TopicName::from("Written");
    let none = Properties::new();
    let appended = store.append(common::sent(&topic, 0, "new", &none), OPENED).expect("it fits");
    assert_eq!(appended.queue_offset, QueueOffset(100));
    assert_eq!(store.dispatch().len(), 1);
    assert_eq!(store.message(&topic, QueueId(0), QueueOffset(100)).expect("readable").body(), b"new");
}
