//! Deleting old files: what is left answers as a folder that was opened without them.
mod common;

use common::{place, sent, small, store_of};
use store::{
    LogOffset, OpenOptions, Properties, QueueId, QueueOffset, SearchRule, Store, StoreError, StoreTime, TopicName,
};

/// A store of seven log files, with two queues and store times that sometimes fall.
fn long(fall_every: i64) -> Store {
    let mut store = Store::new(small());
    let (topic, none) = (place().0, Properties::new());
    for n in 0..900 {
        let time = 10_000 + n * 5 - if n % fall_every == 0 { 700 } else { 0 };
        let queue = i32::from(n % 7 == 0);
        store.append(sent(&topic, queue, &"x".repeat(40), &none), StoreTime(time)).expect("it fits");
        store.dispatch();
    }
    store
}

fn check_searches(store: &Store, what: &str) {
    let (again, report) = Store::open(&store.save().expect("good paths"), &OpenOptions::default()).expect("it opens");
    assert_eq!(report.remarks, [], "{what}");
    for id in [0, 1].map(QueueId) {
        for time in (9_000..15_000).step_by(13).map(StoreTime) {
            for rule in SearchRule::ALL {
                let found = store.search(&place().0, id, rule, time);
                assert_eq!(found, store.probes(&place().0, id, rule, time).answer, "{what} {id} {rule:?} {time}");
                assert_eq!(
                    found,
                    again.search(&place().0, id, rule, time),
                    "{what} {id} {rule:?} {time}, opened again"
                );
            }
        }
    }
}

#[test]
fn searches_after_it_are_those_of_a_broker_that_starts_then() {
    for fall_every in [10_000, 97, 41, 13] {
        let mut store = long(fall_every);
        for round in 0..7 {
            check_searches(&store, &format!("falls every {fall_every}, {round} files deleted"));
            store.clean(|_| true, 1);
        }
        assert_eq!(store.log().files().len(), 1);
    }
}

#[test]
fn a_clone_from_before_keeps_all() {
    let mut store = long(97);
    let before = store.clone();
    let cleaned = store.clean(|_| true, 10);
    assert_eq!(cleaned.log_files.len(), before.log().files().len() - 1);
    assert!(cleaned.queue_files > 5);
    check_searches(&before, "before");
    assert_eq!(before.records(LogOffset(0)).count(), 900);
    assert!(store.records(LogOffset(0)).count() < 200);
}

#[test]
fn what_is_gone_is_named_as_outside() {
    let mut store = long(97);
    store.clean(|_| true, 3);
    let (topic, id) = place();
    let queue = store.queue(&topic, id).expect("it holds messages");
    let min = queue.min();
    assert!(matches!(store.record(LogOffset(0)), Err(StoreError::OutsideLog { .. })));
    assert!(matches!(store.message(&topic, id, min.plus(-1)), Err(StoreError::OutsideQueue { .. })));
    assert!(store.message(&topic, id, min).is_ok());
    let held = queue.files()[0].first;
    assert!(held <= min && queue.entry(held).is_some(), "entries of deleted records stay with their file");
    assert!(queue.entry(held.plus(-1)).is_none());
    assert_eq!(queue.store_time(QueueOffset(0)), None);
}

#[test]
fn messages_go_on_behind_it() {
    let mut store = long(97);
    store.clean(|_| true, 10);
    let (topic, none) = (place().0, Properties::new());
    let next = store.queue(&topic, QueueId(0)).expect("it is there").max();
    let appended = store.append(sent(&topic, 0, "new", &none), StoreTime(99_000)).expect("it fits");
    store.dispatch();
    assert_eq!(appended.queue_offset, next);
    check_searches(&store, "one more");
}

#[test]
fn deleting_stops_at_the_first_young_file_and_before_the_last() {
    let times = |store: &Store| store.log().files().iter().map(|file| file.modified_ms).collect::<Vec<_>>();
    let store = long(10_000);
    let all = times(&store);
    let check = |young_from: i64, most: usize, left: usize| {
        let mut store = store.clone();
        store.clean(|file| file.modified_ms < young_from, most);
        assert_eq!(times(&store), all[left..], "young from {young_from}, at most {most}");
    };
    check(i64::MIN, 10, 0);
    check(all[2], 10, 2);
    check(all[2], 1, 1);
    check(i64::MAX, 10, all.len() - 1);
    store_of(&[]).clean(|_| true, 10);
}

#[test]
fn a_queue_whose_messages_are_all_gone_keeps_its_end() {
    let mut store = store_of(&[1, 2, 3]);
    let (other, none) = (TopicName::from("Other"), Properties::new());
    for _ in 0..200 {
        store.append(sent(&other, 0, &"x".repeat(200), &none), StoreTime(50)).expect("it fits");
    }
    store.dispatch();
    store.clean(|_| true, 10);
    let (topic, id) = place();
    let queue = store.queue(&topic, id).expect("it is there");
    assert_eq!((queue.min(), queue.max(), queue.is_empty()), (QueueOffset(3), QueueOffset(3), true));
    assert_eq!(queue.files().len(), 1, "the last file stays");
}
