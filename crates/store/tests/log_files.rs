//! How the log is cut into files.
mod common;

use common::{recorded, sent, small, write::log_files};
use store::{FileBytes, LogOffset, Properties, Store, StoreTime, TopicName};

const BLANK_MAGIC: [u8; 4] = [0xCB, 0xD4, 0x31, 0x94];

/// Fills the first file up to `left` bytes, then adds one more message; returns the store and whether that one rolled.
fn filled_up_to(left: usize) -> (Store, bool) {
    let mut store = Store::new(small());
    let (topic, none) = (TopicName::from("T"), Properties::new());
    let body = "x".repeat(16_384 - left - 92); // 91 bytes and the topic
    store.append(sent(&topic, 0, &body, &none), StoreTime(1)).expect("it fits");
    assert_eq!(store.max_log_offset(), LogOffset(16_384 - left as i64));
    let appended = store.append(sent(&topic, 0, "", &none), StoreTime(2)).expect("it fits");
    (store, appended.rolled)
}

#[test]
fn a_file_ends_with_a_blank_record_where_a_message_does_not_fit() {
    // A message of 92 bytes needs 8 more behind it.
    for (left, rolls) in [(8, true), (9, true), (92, true), (99, true), (100, false), (101, false)] {
        let (store, rolled) = filled_up_to(left);
        assert_eq!(rolled, rolls, "{left} bytes left");
        let expect = if rolls { 16_384 } else { 16_384 - left as i64 };
        let records: Vec<i64> = store.records(LogOffset(0)).map(|record| record.log_offset().0).collect();
        assert_eq!(records, [0, expect]);
        if rolls {
            let first = &log_files(&store)[&0];
            let (size, magic) = first[16_384 - left..].split_at(4);
            assert_eq!((size, &magic[..4]), (&(left as i32).to_be_bytes()[..], &BLANK_MAGIC[..]));
            assert!(magic[4..].iter().all(|&byte| byte == 0));
            assert_eq!(store.log().files().len(), 2);
        }
    }
}

#[test]
fn a_file_is_last_modified_by_its_last_write() {
    let (store, _) = filled_up_to(8);
    let times: Vec<i64> = store.log().files().iter().map(|file| file.modified_ms).collect();
    assert_eq!(times, [2, 2], "the blank record is written with the message that did not fit");
}

#[test]
fn a_message_that_fits_no_file_is_refused_and_one_that_fills_it_is_not() {
    let (topic, none) = (TopicName::from("T"), Properties::new());
    let mut store = Store::new(small());
    let most = 16_384 - 8 - 92;
    assert!(store.append(sent(&topic, 0, &"x".repeat(most + 1), &none), StoreTime(1)).is_err());
    for _ in 0..3 {
        store.append(sent(&topic, 0, &"x".repeat(most), &none), StoreTime(1)).expect("it fits exactly");
    }
    assert_eq!(store.log().files().len(), 3);
    assert_eq!(store.dispatch().len(), 3);
}

#[test]
fn large_records_and_small_ones_lie_in_blocks_together() {
    let (topic, none) = (TopicName::from("T"), Properties::new());
    let mut store = Store::new(store::StoreConfig::default());
    let bodies: Vec<String> = (0..400).map(|n| "x".repeat(if n % 50 == 7 { 400_000 } else { n * 13 })).collect();
    for body in &bodies {
        store.append(sent(&topic, 0, body, &none), StoreTime(1)).expect("it fits");
    }
    let read: Vec<usize> = store.records(LogOffset(0)).map(|record| record.body().len()).collect();
    assert_eq!(read, bodies.iter().map(String::len).collect::<Vec<_>>());
}

#[test]
fn recorded_log_files_are_kept_byte_for_byte() {
    for (name, folder) in recorded::folders() {
        let (store, _) = recorded::open(&folder, &recorded::options("5.3.3"));
        for (start, bytes) in log_files(&store) {
            let theirs = folder.get(&format!("commitlog/{start:020}")).expect("it was read");
            assert!(FileBytes::from(bytes) == theirs.bytes, "{name}: the file {start}");
        }
    }
}
