//! The key index, against the index files of the recorded folders and against the messages themselves.
mod common;

use common::{place, recorded, sent, small};
use std::collections::{BTreeMap, BTreeSet};
use store::{Folder, FolderFile, IndexConfig, LogOffset, Properties, Store, StoreConfig, StoreTime, TopicName};

const ALWAYS: (StoreTime, StoreTime) = (StoreTime(0), StoreTime(i64::MAX));

fn index_files(folder: &Folder) -> Vec<(&str, &FolderFile)> {
    folder.under("index").collect()
}

fn version(name: &str) -> &str {
    name.rsplit('-').next().expect("a name ends with its version")
}

fn recorded_sizes(name: &str) -> IndexConfig {
    IndexConfig { slots: 64, entries: 256, tags: version(name) == "5.5.0" }
}

#[test]
fn recorded_index_files_are_kept_byte_for_byte() {
    for (name, folder) in recorded::folders() {
        let (store, report) = recorded::open(&folder, &recorded::options(version(&name)));
        if !report.clean_stop {
            continue; // a crash leaves none that counts
        }
        assert_eq!(store.config().index, Some(recorded_sizes(&name)), "{name}");
        let saved = store.save().expect("good paths");
        assert!(!index_files(&folder).is_empty() && index_files(&saved) == index_files(&folder), "{name}");
    }
}

/// The folder without what is made from the log, as after a crash.
fn only_log(folder: &Folder) -> Folder {
    let mut log = Folder::new();
    for (path, file) in folder.iter().filter(|(path, _)| path.starts_with("commitlog/")) {
        log.insert(path, file.clone()).expect("a good path");
    }
    let none = FolderFile { bytes: Vec::new().into(), modified_ms: 0 };
    log.insert("abort", none).expect("a good path");
    log
}

#[test]
fn the_index_made_from_the_log_is_the_recorded_one_byte_for_byte() {
    let mut compared = 0;
    for (name, folder) in recorded::folders() {
        let mut options = recorded::options(version(&name));
        options.config.index = Some(recorded_sizes(&name));
        let (store, _) = recorded::open(&only_log(&folder), &options);
        if store.min_log_offset() > LogOffset(0) {
            continue; // the recorded index also knows messages that are gone
        }
        let saved = store.save().expect("good paths");
        let (ours, theirs) = (index_files(&saved), index_files(&folder));
        assert_eq!(ours.len(), theirs.len(), "{name}");
        for ((_, ours), (file, theirs)) in ours.iter().zip(theirs) {
            assert!(ours.bytes == theirs.bytes, "{name}: {file}");
            compared += 1;
        }
    }
    assert!(compared >= 28, "{compared} files");
}

/// Which messages really have each key.
fn by_key(store: &Store) -> BTreeMap<(String, String), BTreeSet<LogOffset>> {
    let mut keys: BTreeMap<_, BTreeSet<LogOffset>> = BTreeMap::new();
    for record in store.records(store.min_log_offset()) {
        let words = record.keys().unwrap_or_default().split(' ').filter(|word| !word.is_empty());
        for key in words.chain(record.unique_key()) {
            keys.entry((record.topic().to_owned(), key.to_owned())).or_default().insert(record.log_offset());
        }
    }
    keys
}

fn check_finds(store: &Store, name: &str) {
    let keys = by_key(store);
    assert!(!keys.is_empty(), "{name}");
    for ((topic, key), expect) in keys {
        let topic = TopicName::from(topic);
        let found = store.messages_by_key(&topic, &key, ALWAYS, 10_000);
        assert_eq!(
            found.iter().map(|record| record.log_offset()).collect::<BTreeSet<_>>(),
            expect,
            "{name} {topic} {key}"
        );
        assert!(store.messages_by_key(&TopicName::from("Elsewhere"), &key, ALWAYS, 10_000).is_empty());
    }
}

#[test]
fn every_key_finds_exactly_its_messages() {
    for (name, folder) in recorded::folders() {
        let (store, _) = recorded::open(&folder, &recorded::options("5.3.3"));
        check_finds(&store, &name);
        check_finds(&store.with_file_sizes(1 << 30, 6_000_000).expect("they fit"), &name);
    }
}

/// A store with small index files; message `n` has the key `all` and one of its own, and comes a second after the last.
fn keyed(messages: i64, index: IndexConfig) -> Store {
    let mut store = Store::new(StoreConfig { index: Some(index), ..small() });
    for n in 0..messages {
        let own = format!("key-{n}");
        let properties = Properties::new().with(Properties::UNIQ_KEY, &own).with(Properties::KEYS, " all  other ");
        let time = StoreTime(1_704_067_200_000 + n * 1_000);
        store.append(sent(&place().0, 0, "x", &properties), time).expect("it fits");
        store.dispatch();
    }
    store
}

#[test]
fn a_full_file_is_followed_by_the_next() {
    let store = keyed(50, IndexConfig { slots: 7, entries: 11, tags: false });
    let sizes: Vec<usize> = store.index_files().iter().map(|file| file.entries().len()).collect();
    assert_eq!(sizes, [10; 15], "the first entry of a file is not used");
    let names: Vec<&str> = store.index_files().iter().map(|file| &*file.name).collect();
    assert!(names.is_sorted() && names[0] == "20240101000000000", "{names:?}");
    check_finds(&store, "small files");
}

#[test]
fn the_newest_are_found_first_and_times_bound_them() {
    let store = keyed(50, IndexConfig { slots: 7, entries: 11, tags: false });
    let check = |from: i64, to: i64, most: usize, expect: std::ops::Range<i64>| {
        let second = |n: i64| StoreTime(1_704_067_200_000 + n * 1_000);
        let found = store.messages_by_key(&place().0, "all", (second(from), second(to)), most);
        let found: Vec<i64> = found.iter().map(|record| record.queue_offset().0).collect();
        assert_eq!(found, expect.collect::<Vec<_>>(), "{from} to {to}, at most {most}");
    };
    check(0, 99, 100, 0..50);
    check(0, 99, 5, 45..50);
    check(10, 20, 100, 10..21);
    check(10, 20, 3, 18..21);
    check(60, 99, 100, 0..0);
    check(20, 10, 100, 0..0);
}

#[test]
fn files_of_deleted_messages_go_with_them() {
    let mut store = keyed(900, IndexConfig { slots: 7, entries: 101, tags: false });
    let before = store.index_files().len();
    store.clean(|_| true, 3);
    let left = store.index_files();
    assert!(left.len() < before && left[0].last_offset >= store.min_log_offset());
    check_finds(&store, "after cleaning");
}

#[test]
fn without_keys_a_file_is_made_all_the_same() {
    let store = common::store_of(&[5]);
    let files = store.index_files();
    assert_eq!((files.len(), files[0].entries().len()), (1, 0));
    let without = StoreConfig { index: None, ..small() };
    assert!(Store::new(without).index_files().is_empty());
}
