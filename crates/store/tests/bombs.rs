//! Small inputs that would become large, and numbers at the end of their range: refused or bounded.
mod common;

use store::{
    FileBytes, Folder, FolderError, FolderFile, LogOffset, OpenOptions, Properties, QueueOffset, Remark, Store,
    StoreConfig, StoreTime, UNUSED_BYTES_MAX, read_zip, write_zip,
};

fn file(bytes: &[u8]) -> FolderFile {
    FolderFile { bytes: FileBytes::from(bytes), modified_ms: 0 }
}

/// A log whose messages, one a queue, all say this number.
fn numbered(queues: i32, number: i64) -> Folder {
    let mut store = Store::new(StoreConfig { commit_log_file_size: 1 << 20, ..StoreConfig::default() });
    let none = Properties::new();
    for queue in 0..queues {
        store.append(common::sent(&"T".into(), queue, "x", &none), StoreTime(1_000)).expect("it fits");
    }
    let mut changed = Folder::new();
    for (path, file) in store.save().expect("they begin at 0").iter().filter(|(path, _)| path.starts_with("commitlog"))
    {
        let mut bytes = file.bytes.used().to_vec();
        let mut at = 0;
        while let Some(size) = bytes.get(at..at + 4).map(|four| i32::from_be_bytes(four.try_into().expect("four"))) {
            bytes[at + 20..at + 28].copy_from_slice(&number.to_be_bytes());
            at += usize::try_from(size).expect("a size");
        }
        let bytes = FileBytes::padded(&bytes, file.bytes.len());
        changed.insert(path, FolderFile { bytes, modified_ms: 0 }).expect("a path");
    }
    changed
}

/// Where `what` is in the bytes, each time.
fn places(bytes: &[u8], what: &[u8]) -> Vec<usize> {
    (0..bytes.len()).filter(|&at| bytes[at..].starts_with(what)).collect()
}

#[test]
fn files_of_a_zip_that_share_their_bytes_are_refused() {
    let mut folder = Folder::new();
    for (name, size) in [("commitlog/a", 9_000), ("commitlog/b", 10)] {
        folder.insert(name, file(&vec![7; size])).expect("a path");
    }
    let mut zip = write_zip(&folder);
    // In the directory at the end: checksum and sizes, and where the file lies, as the large one has them.
    let entries = places(&zip, b"PK\x01\x02");
    for field in [16..28, 42..46] {
        let large = zip[entries[0] + field.start..entries[0] + field.end].to_vec();
        zip[entries[1] + field.start..entries[1] + field.end].copy_from_slice(&large);
    }
    let error = read_zip(&zip).expect_err("both are one").to_string();
    assert!(error.contains("overlaps"), "{error}");
}

#[test]
fn a_time_of_windows_before_all_times_is_read() {
    let mut folder = Folder::new();
    folder.insert("commitlog/a", FolderFile { bytes: vec![1].into(), modified_ms: 5 }).expect("a path");
    let mut zip = write_zip(&folder);
    // Field 10 holds 4 unused bytes, tag 1 of 24 bytes, and three times.
    for at in places(&zip, &[10, 0, 32, 0, 0, 0, 0, 0, 1, 0, 24, 0]) {
        zip[at + 12..at + 20].copy_from_slice(&i64::MIN.to_le_bytes());
    }
    let read = read_zip(&zip).expect("a time is no reason to refuse");
    assert!(read.get("commitlog/a").expect("it is there").modified_ms < -900_000_000_000_000);
}

#[test]
fn an_empty_log_keeps_its_place_in_files_of_another_size() {
    let mut only = Folder::new();
    let empty = FolderFile { bytes: FileBytes::padded(&[], 16_384), modified_ms: 0 };
    only.insert("commitlog/00000000000000016384", empty).expect("a path");
    let open = |folder: &Folder| Store::open(folder, &OpenOptions::default()).expect("it opens").0;
    let resized = open(&only).with_file_sizes(4_096, 400).expect("nothing is too large");
    assert_eq!(open(&resized.save().expect("it can be saved")).max_log_offset(), LogOffset(16_384));
}

#[test]
fn queues_that_begin_deep_inside_their_files_are_not_saved_without_end() {
    // Queue files of the default size, nearly full to where the messages are.
    let saved = numbered(i32::try_from(UNUSED_BYTES_MAX / 5_900_000 + 2).expect("a few"), 299_000);
    let (store, _) = Store::open(&saved, &OpenOptions::default()).expect("it opens");
    let first = store.queue(&"T".into(), store::QueueId(0)).expect("it is there").min();
    assert_eq!(first, QueueOffset(299_000));
    assert!(matches!(store.save(), Err(FolderError::Unused { bytes }) if bytes > UNUSED_BYTES_MAX));
    // Smaller queue files have little before a first entry.
    let smaller = store.with_file_sizes(1 << 20, 400).expect("all fits");
    smaller.save().expect("it can be saved");
}

#[test]
fn a_number_that_no_file_could_be_named_after_is_told() {
    let (store, report) = Store::open(&numbered(1, i64::MAX / 20 - 5), &OpenOptions::default()).expect("it opens");
    assert!(matches!(report.remarks[..], [Remark::Impossible { .. }]), "{:?}", report.remarks);
    assert_eq!(store.topics().count(), 0);
}

#[test]
fn a_log_file_with_no_room_for_a_blank_record_goes_on_in_the_next_one() {
    let one = numbered(1, 0);
    let (_, file) = one.iter().next().expect("a log file");
    let size = file.bytes.used().len() + 3;
    let mut short = Folder::new();
    let bytes = FileBytes::padded(file.bytes.used(), size as u64);
    short.insert("commitlog/00000000000000000000", FolderFile { bytes, modified_ms: 0 }).expect("a path");
    let open = |folder: &Folder| Store::open(folder, &OpenOptions::default()).expect("it opens").0;
    let mut store = open(&short);
    let none = Properties::new();
    store
        .append(common::sent(&"T".into(), 0, "", &none), StoreTime(2_000))
        .expect_err("with a blank one it is too long");
    assert_eq!(store.max_log_offset().0, size as i64);
    assert_eq!(open(&store.save().expect("it can be saved")).max_log_offset(), store.max_log_offset());
}
