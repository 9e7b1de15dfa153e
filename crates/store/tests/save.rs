//! A saved store is the folder of a real broker, and opens as the store that it was.
mod common;

use common::{add, place, recorded, sent, small};
use store::{
    FileBytes, Folder, OpenOptions, Properties, QueueId, QueueOffset, SearchRule, Store, StoreConfig, StoreTime,
    TopicName,
};

/// Log and queue files of a folder, by path.
fn data_files(folder: &Folder) -> impl Iterator<Item = (&str, &store::FolderFile)> {
    folder.iter().filter(|(path, _)| path.starts_with("commitlog/") || path.starts_with("consumequeue/"))
}

#[test]
fn a_recorded_folder_is_saved_as_it_was_byte_for_byte() {
    for (name, folder) in recorded::folders() {
        let (store, _) = recorded::open(&folder, &recorded::options("5.3.3"));
        let saved = store.save().expect("good paths");
        let mut compared = 0;
        for (path, theirs) in data_files(&folder) {
            match saved.get(path) {
                Some(ours) => assert!(ours == theirs, "{name}: {path}"),
                // A running broker makes its next log file ahead of time; the next start removes it.
                None => assert!(path.starts_with("commitlog/") && theirs.bytes.used().is_empty(), "{name}: {path}"),
            }
            compared += 1;
        }
        assert!(compared >= data_files(&saved).count(), "{name}: nothing was added");
    }
}

/// Everything that can be asked of a store, as text.
fn answers(store: &Store) -> Vec<String> {
    let mut answers = Vec::new();
    for topic in store.topics() {
        for (id, queue) in store.queues(topic) {
            answers.push(format!("{topic} {id} {} {} {:?}", queue.min(), queue.max(), queue.files()));
            let held = queue.files().first().map_or(queue.min(), |file| file.first);
            let offsets = (held.0..queue.max().0).map(QueueOffset);
            // What stands before the first message of a queue that begins inside a file is no entry.
            let entries = offsets.clone().filter_map(|at| queue.entry(at)).filter(|entry| entry.size < i32::MAX);
            answers.extend(entries.map(|entry| format!("{entry:?}")));
            let times = offsets.filter_map(|at| queue.store_time(at)).flat_map(|t| [t.plus_ms(-1), t, t.plus_ms(1)]);
            for time in times.chain([StoreTime(0), StoreTime(i64::MAX)]) {
                let found = SearchRule::ALL.map(|rule| store.search(topic, id, rule, time).0);
                answers.push(format!("{topic} {id} {time} {found:?}"));
            }
        }
    }
    answers.extend(store.records(store.min_log_offset()).map(|record| format!("{:?}", record.bytes())));
    answers
}

fn check_round_trip(store: &Store, what: &str) {
    let options = OpenOptions { config: store.config().clone(), ..OpenOptions::default() };
    let (again, report) = Store::open(&store.save().expect("good paths"), &options).expect("it opens");
    assert_eq!((report.clean_stop, report.rebuilt, report.remarks.as_slice()), (true, 0, &[][..]), "{what}");
    assert!(answers(&again) == answers(store), "{what}");
    assert_eq!(again.save(), store.save(), "{what}");
}

#[test]
fn every_recorded_store_opens_again_as_it_was() {
    for (name, folder) in recorded::folders() {
        check_round_trip(&recorded::open(&folder, &recorded::options("5.3.3")).0, &name);
    }
}

#[test]
fn stores_of_odd_lengths_open_again_as_they_were() {
    for messages in [1, 19, 20, 21, 200] {
        let times = (0..messages).map(|n| 1_000 + n * 37 % 91).collect::<Vec<_>>();
        check_round_trip(&common::store_of(&times), &format!("{messages} messages"));
    }
    // The last record and the last entry end with zeros: no properties and no tag.
    let mut store = common::store_of(&[5]);
    let (topic, none) = (TopicName::from("\0\0\0"), Properties::new());
    store.append(sent(&topic, 3, "\0\0\0", &none), StoreTime(1 << 40)).expect("it fits");
    store.dispatch();
    check_round_trip(&store, "zeros at the end");
}

#[test]
fn what_no_queue_knows_yet_is_dispatched_first() {
    let mut store = Store::new(small());
    let (topic, none) = (place().0, Properties::new());
    store.append(sent(&topic, 0, "x", &none), StoreTime(7)).expect("it fits");
    let options = OpenOptions { recheck_log: false, ..OpenOptions::default() };
    let (again, _) = Store::open(&store.save().expect("good paths"), &options).expect("it opens");
    assert_eq!(again.queue(&topic, QueueId(0)).map(store::ConsumeQueue::max), Some(QueueOffset(1)));
    assert!(store.undispatched(), "saving changes nothing");
}

#[test]
fn files_of_the_default_sizes_cost_what_is_in_them() {
    for (name, folder) in recorded::folders() {
        let (small, _) = recorded::open(&folder, &recorded::options("5.3.3"));
        let defaults = StoreConfig::default();
        let large = small.with_file_sizes(defaults.commit_log_file_size, defaults.consume_queue_file_size);
        let large = large.expect("every record fits into 1 GiB");
        let saved = large.save().expect("good paths");
        let sizes: Vec<u64> = saved.under("commitlog").map(|(_, file)| file.bytes.len()).collect();
        assert_eq!(sizes, [1 << 30], "{name}");
        let used: usize = saved.iter().map(|(_, file)| file.bytes.used().len()).sum();
        assert!(used < 200_000, "{name}: {used} bytes");
        check_round_trip(&large, &name);
        check_same_messages(&small, &large, &name);
    }
}

/// The places in the log differ, and nothing else.
fn check_same_messages(small: &Store, large: &Store, name: &str) {
    for topic in small.topics() {
        for (id, queue) in small.queues(topic) {
            let same = large.queue(topic, id).expect("the queue is there");
            assert_eq!((same.min(), same.max()), (queue.min(), queue.max()), "{name} {topic} {id}");
            for offset in (queue.min().0..queue.max().0).map(QueueOffset) {
                let record = |store: &Store| store.message(topic, id, offset).expect("readable").bytes().to_vec();
                let (mut before, mut after) = (record(small), record(large));
                before.drain(28..36);
                after.drain(28..36);
                assert!(before == after, "{name} {topic} {id} {offset}");
                let time = queue.store_time(offset).expect("known");
                for rule in [SearchRule::FirstAtOrAfter, SearchRule::LastAtOrBefore] {
                    let found = |store: &Store| store.search(topic, id, rule, time);
                    if !name.starts_with("skew") {
                        assert_eq!(found(large), found(small), "{name} {topic} {id} {rule:?} {time}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_record_that_fits_no_smaller_file_is_refused() {
    let mut store = Store::new(StoreConfig::default());
    let (topic, none) = (place().0, Properties::new());
    store.append(sent(&topic, 0, &"x".repeat(20_000), &none), StoreTime(1)).expect("it fits");
    assert!(store.with_file_sizes(16_384, 400).is_err());
}

#[test]
fn the_checkpoint_says_when_the_last_message_was_stored() {
    let mut store = common::store_of(&[5, 70]);
    add(&mut store, 60);
    let saved = store.save().expect("good paths");
    let checkpoint = saved.get("checkpoint").expect("it is there");
    assert_eq!(checkpoint.bytes, FileBytes::padded(&[60i64.to_be_bytes(); 3].concat(), 4096));
    assert_eq!(checkpoint.modified_ms, 60);
}
