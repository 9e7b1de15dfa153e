//! Records and files of kinds that are not modelled are shown as what they are, or named; never taken for others.
mod common;

use store::{
    FileBytes, Folder, FolderFile, NotModelled, OpenOptions, OpenReport, Properties, QueueId, QueueOffset, Record,
    Remark, Store, StoreConfig, StoreTime,
};

/// A record that a 5.3.3 broker stored of a body of 5600 bytes, which its client had compressed.
const COMPRESSED: &str = "00000113daa320a7586fc95e00000000000000000000000000000000000000000000000000000301000001a20ec2c9b17f00\
    00010000e97e000001a20ec2ccd07f0000010000a28100000000000000000000000000000028785eedc5411100200800b0ac\
    0808fd1398c3bbedb338597d67c3b66ddbb66ddbb6fdd50fd8aa96e903426967008d4d53475f524547494f4e014465666175\
    6c74526567696f6e02554e49515f4b4559014644303030303030303030303030303030303030303030303030303030303032\
    31314332344530453246324137413541453141423030303002434c5553544552016c6162436c757374657202544147530141\
    025741495401747275650254524143455f4f4e017472756502";

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.chars().filter_map(|digit| digit.to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|two| two[0] * 16 + two[1]).collect()
}

#[test]
fn a_compressed_body_is_kept_and_said_to_be_compressed() {
    let bytes = bytes(COMPRESSED);
    let record = Record::decode(&bytes).expect("a real one");
    assert_eq!((record.topic(), record.tags(), record.compression()), ("Big", Some("A"), Some("zlib")));
    record.check_body().expect("the checksum is that of the compressed bytes");
    let body = record.fields().into_iter().find(|field| field.name == "body").expect("it has one");
    assert_eq!((body.len, body.value.as_str()), (40, "(zlib)"));
    // 4.x says nothing about how.
    let mut old = bytes.clone();
    old[36..40].copy_from_slice(&1i32.to_be_bytes());
    assert_eq!(Record::decode(&old).expect("well formed").compression(), Some("zlib"));
}

/// A log with three messages whose second has been changed, without queues.
fn opened(change: impl Fn(&mut Vec<u8>), options: &OpenOptions, more: &[&str]) -> (Store, OpenReport) {
    let mut store = Store::new(StoreConfig { index: None, ..common::small() });
    let none = Properties::new();
    for _ in 0..3 {
        store.append(common::sent(&"T".into(), 0, "body", &none), StoreTime(1_000)).expect("it fits");
    }
    let saved = store.save().expect("it can be saved");
    let whole = saved.get("commitlog/00000000000000000000").expect("a log").bytes.used().to_vec();
    let size = usize::from(whole[3]);
    let whole = [whole, vec![0; 2]].concat(); // the empty properties of the last one
    let mut parts: Vec<Vec<u8>> = whole.chunks_exact(size).map(<[u8]>::to_vec).collect();
    change(&mut parts[1]);
    let mut folder = Folder::new();
    let mut log = Vec::new();
    for mut part in parts {
        let place = log.len() as i64;
        part[28..36].copy_from_slice(&place.to_be_bytes());
        log.extend(part);
    }
    let mut add = |path: &str, bytes: &[u8], len: u64| {
        folder.insert(path, FolderFile { bytes: FileBytes::padded(bytes, len), modified_ms: 0 }).expect("a path");
    };
    add("commitlog/00000000000000000000", &log, 16_384);
    more.iter().for_each(|path| add(path, b"x", 1));
    Store::open(&folder, options).expect("it opens")
}

fn check_flag(flag: i32, kind: Option<NotModelled>) {
    let (store, report) =
        opened(|record| record[36..40].copy_from_slice(&flag.to_be_bytes()), &OpenOptions::default(), &[]);
    let queue = store.queue(&"T".into(), QueueId(0)).expect("it is there");
    let remarks = report.remarks.iter().filter(|remark| matches!(remark, Remark::NotModelled { .. }));
    match kind {
        None => assert_eq!((queue.max(), remarks.count()), (QueueOffset(3), 0), "{flag:#x}"),
        Some(kind) => {
            assert_eq!(remarks.collect::<Vec<_>>(), [&Remark::NotModelled { kind, count: 1 }], "{flag:#x}");
            assert_eq!(queue.max(), QueueOffset(2), "{flag:#x}: it is in no queue");
        }
    }
}

#[test]
fn of_a_transaction_only_what_was_committed_is_in_a_queue() {
    check_flag(0x0, None);
    check_flag(0x8, None);
    check_flag(0x4, Some(NotModelled::Transaction));
    check_flag(0xC, Some(NotModelled::Transaction));
}

#[test]
fn a_record_of_several_messages_is_not_taken_for_one() {
    check_flag(0x80, Some(NotModelled::InnerBatch));
    // This one only says how a producer sent it.
    check_flag(0x40, None);
}

#[test]
fn a_topic_of_more_than_127_bytes_is_read_where_5_x_reads_it() {
    let topic = "L".repeat(300);
    let change = |record: &mut Vec<u8>| {
        // The body of four bytes ends at 92; then the topic's length and the topic.
        record.splice(92..94, [&300u16.to_be_bytes(), topic.as_bytes()].concat());
        record[4..8].copy_from_slice(&[0xDA, 0xA3, 0x20, 0xAB]);
        let size = record.len() as i32;
        record[..4].copy_from_slice(&size.to_be_bytes());
    };
    let (store, report) = opened(change, &OpenOptions::default(), &[]);
    assert_eq!(report.records, 3);
    let record = store.message(&topic.as_str().into(), QueueId(0), QueueOffset(1)).expect("it is there");
    assert_eq!(record.fields().iter().map(|field| field.len).sum::<usize>(), record.bytes().len());
    let mut old = OpenOptions::default();
    old.config.long_topics = false;
    let (_, report) = opened(change, &old, &[]);
    assert_eq!(report.records, 1, "for 4.9 the log ends there");
    assert!(matches!(report.remarks[0], Remark::LogDamaged { .. }));
}

#[test]
fn files_of_other_kinds_are_named() {
    for (path, kind) in [
        ("batchconsumequeue/T/0/00000000000000000000", NotModelled::BatchQueues),
        ("timerlog/00000000000000000000", NotModelled::Timed),
        ("consumequeue/rmq_sys_wheel_timer/0/00000000000000000000", NotModelled::Timed),
        ("compaction/compactionLog/T/0/00000000000000000000", NotModelled::Compaction),
        ("config/consumerOffsets/CURRENT", NotModelled::RocksDb),
        ("consumequeue_r/000012.sst", NotModelled::RocksDb),
    ] {
        let (_, report) = opened(|_| {}, &OpenOptions::default(), &[path]);
        assert!(report.remarks.contains(&Remark::NotModelled { kind, count: 1 }), "{path}: {:?}", report.remarks);
    }
    // What every 5.x leaves behind says nothing.
    let (_, report) = opened(
        |_| {},
        &OpenOptions::default(),
        &["timerwheel", "compaction/position-checkpoint", "rocksdbstore/CURRENT"],
    );
    assert_eq!(report.remarks, []);
}
