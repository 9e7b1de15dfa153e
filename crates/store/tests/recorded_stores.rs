//! Folders that real brokers left behind, read message by message.
mod common;

use common::recorded::{folders, lines, number, open, options, place, text};
use std::net::SocketAddr;
use store::{Folder, FolderFile, NewRecord, QueueOffset, Record, Store, StoreConfig};

fn check_message(record: &Record<'_>, line: &serde_json::Value) {
    let (topic, queue) = place(line);
    assert_eq!((record.topic(), record.queue()), (topic.as_str(), queue));
    let numbers = [
        ("offset", record.queue_offset().0),
        ("storeTime", record.store_time().0),
        ("bornTime", record.born_time().0),
        ("physical", record.log_offset().0),
        ("size", i64::from(record.total_size())),
        ("sysFlag", i64::from(record.sys_flag())),
        ("reconsumeTimes", i64::from(record.reconsume_times())),
    ];
    for (name, ours) in numbers {
        assert_eq!(ours, number(line, name), "{name} of {line}");
    }
    let texts = [("tags", record.tags()), ("keys", record.keys()), ("msgId", record.unique_key())];
    for (name, ours) in texts {
        assert_eq!(ours, line[name].as_str(), "{name} of {line}");
    }
    assert_eq!(String::from_utf8_lossy(record.body()), text(line, "body"));
    let properties = record.properties();
    let ours: serde_json::Map<_, _> = properties.iter().map(|(name, value)| (name.into(), value.into())).collect();
    assert_eq!(serde_json::Value::Object(ours), line["properties"]);
}

#[test]
fn every_message_reads_as_a_broker_served_it() {
    let stores: std::collections::BTreeMap<_, _> = folders()
        .into_iter()
        .map(|(name, folder)| {
            let version = name.rsplit('-').next().expect("a name ends with its version").to_owned();
            let (store, report) = open(&folder, &options(&version));
            assert_eq!(report.remarks, [], "{name}");
            (name, store)
        })
        .collect();
    let lines = lines("stores/messages.jsonl");
    assert!(lines.len() > 1000, "the recording is there");
    for line in &lines {
        let (topic, queue) = place(line);
        let offset = QueueOffset(number(line, "offset"));
        let record = stores[text(line, "store")].message(&topic, queue, offset).expect("the broker served it");
        check_message(&record, line);
    }
}

#[test]
fn every_record_is_written_back_byte_for_byte() {
    for (name, folder) in folders() {
        let options = options(name.rsplit('-').next().expect("a name ends with its version"));
        let (store, report) = open(&folder, &options);
        let trailing = options.config.trailing_property_separator;
        let config = StoreConfig { trailing_property_separator: trailing, ..store.config().clone() };
        let mut count = 0;
        for record in store.records(store.min_log_offset()) {
            let again = written_again(&record, config.clone());
            // From 20 to 36 stand the two places, which the new store decides.
            assert_eq!(again[..20], record.bytes()[..20], "{name}");
            assert_eq!(again[36..], record.bytes()[36..], "{name}, physical offset {}", record.log_offset());
            check_fields(&record);
            count += 1;
        }
        assert_eq!(count, report.records, "{name}");
    }
}

fn written_again(record: &Record<'_>, config: StoreConfig) -> Vec<u8> {
    let (SocketAddr::V4(born_host), SocketAddr::V4(store_host)) = (record.born_host(), record.store_host()) else {
        panic!("the recordings have IPv4 addresses only");
    };
    let mut store = Store::new(config);
    let (topic, properties) = (record.topic().into(), record.properties());
    let new = NewRecord {
        topic: &topic,
        queue: record.queue(),
        flag: record.flag(),
        sys_flag: record.sys_flag(),
        born_time: record.born_time(),
        born_host,
        store_host,
        reconsume_times: record.reconsume_times(),
        prepared_transaction_offset: record.prepared_transaction_offset(),
        body: record.body(),
        properties: &properties,
    };
    let appended = store.append(new, record.store_time()).expect("a broker stored it too");
    store.record(appended.log_offset).expect("it was just written").bytes().to_vec()
}

fn check_fields(record: &Record<'_>) {
    let mut at = 0;
    for field in record.fields() {
        assert_eq!(field.start, at, "{} follows the field before it", field.name);
        at += field.len;
    }
    assert_eq!(at, record.bytes().len());
}

#[test]
fn queue_entries_are_what_dispatching_makes() {
    for (name, folder) in folders() {
        let (store, report) = open(&folder, &options("5.3.3"));
        let without: Folder = without_queues(&folder);
        let (rebuilt, again) = open(&without, &options("5.3.3"));
        let mut compared = 0;
        for topic in store.topics() {
            for (id, queue) in store.queues(topic) {
                let ours = rebuilt.queue(topic, id);
                for offset in queue.min().0..queue.max().0 {
                    let offset = QueueOffset(offset);
                    assert_eq!(ours.and_then(|ours| ours.entry(offset)), queue.entry(offset), "{name} {topic} {id}");
                    compared += 1;
                }
                if let Some(ours) = ours {
                    assert_eq!((ours.min(), ours.max()), (queue.min(), queue.max()), "{name} {topic} {id}");
                }
            }
        }
        assert_eq!((compared, again.rebuilt, again.records), (report.records, report.records, report.records));
    }
}

fn without_queues(folder: &Folder) -> Folder {
    let mut without = Folder::new();
    for (path, file) in folder.iter().filter(|(path, _)| !path.starts_with("consumequeue/")) {
        without.insert(path, file.clone()).expect("the paths were good");
    }
    // The queue file's size can't be seen any more; one empty file tells it.
    let empty = FolderFile { bytes: vec![0; 400].into(), modified_ms: 0 };
    without.insert("consumequeue/Empty/0/00000000000000000000", empty).expect("a good path");
    without
}

#[test]
fn files_keep_the_modification_times_of_the_archive() {
    for line in lines("stores/index.jsonl") {
        let (store, _) = open(&common::recorded::folder(text(&line, "store")), &options(text(&line, "version")));
        let files = line["files"].as_array().expect("a list").iter();
        let mut compared = 0;
        for file in files {
            let (path, modified_ms) = (file[0].as_str().expect("a path"), file[2].as_i64().expect("a time"));
            let parts: Vec<&str> = path.split('/').collect();
            if let ["consumequeue", topic, queue, name] = parts[..] {
                let queue = store.queue(&topic.into(), store::QueueId(queue.parse().expect("a number"))).expect("read");
                let first = name.parse::<i64>().expect("a number") / 20;
                let ours = queue.files().iter().find(|file| file.first.0 == first);
                assert_eq!(ours.map(|file| file.modified_ms), Some(modified_ms), "{path}");
                compared += 1;
            } else if let ["commitlog", name] = parts[..]
                && let Some(ours) = store.log().files().iter().find(|file| format!("{:020}", file.start.0) == name)
            {
                assert_eq!(ours.modified_ms, modified_ms, "{path}");
                compared += 1;
            }
        }
        assert!(compared > 1, "{line}");
    }
}
