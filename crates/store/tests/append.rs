//! Messages go into the log first and reach their queues when they are dispatched.
mod common;

use common::{ask, sent, small, store_of};
use store::{LogOffset, Properties, QueueId, QueueOffset, SearchRule, Store, StoreError, StoreTime, TopicName};

#[test]
fn a_message_reaches_its_queue_when_it_is_dispatched() {
    let mut store = Store::new(small());
    let topic = TopicName::from("Orders");
    let properties = Properties::new().with(Properties::TAGS, "A").with(Properties::KEYS, "k1 k2");
    let appended = store.append(sent(&topic, 1, "hello", &properties), StoreTime(1000)).expect("stored");
    assert_eq!((appended.log_offset, appended.queue_offset, appended.rolled), (LogOffset(0), QueueOffset(0), false));
    assert!(store.undispatched());
    assert_eq!(store.queue(&topic, QueueId(1)).map(|queue| queue.max()), Some(QueueOffset(0)));

    let dispatched = store.dispatch();
    assert_eq!(dispatched.len(), 1);
    assert_eq!((dispatched[0].tag_code, dispatched[0].size), (65, appended.size));
    assert!(!store.undispatched());
    assert!(store.dispatch().is_empty());

    let record = store.message(&topic, QueueId(1), QueueOffset(0)).expect("readable");
    assert_eq!((record.body(), record.tags(), record.keys()), (&b"hello"[..], Some("A"), Some("k1 k2")));
    assert_eq!(record.store_time(), StoreTime(1000));
    assert!(record.check_body().is_ok());
}

#[test]
fn a_clone_goes_its_own_way() {
    let mut first = store_of(&[10, 20, 30]);
    let mut second = first.clone();
    common::add(&mut first, 40);
    common::add(&mut second, 99);
    for (store, expect) in [(&first, 40), (&second, 99)] {
        let (topic, queue) = common::place();
        let times: Vec<i64> = (0..4)
            .filter_map(|offset| store.queue(&topic, queue)?.store_time(QueueOffset(offset)))
            .map(|time| time.0)
            .collect();
        assert_eq!(times, [10, 20, 30, expect]);
    }
}

#[test]
fn what_a_broker_refuses_changes_nothing() {
    let mut store = Store::new(small());
    let topic = TopicName::from("Orders");
    let none = Properties::new();
    let long = Properties::new().with("a", &"x".repeat(32_767));
    let big = "x".repeat(17_000);
    let refuse = |store: &mut Store, record, time| store.append(record, StoreTime(time)).expect_err("refused");
    let far = TopicName::from("t".repeat(128));
    assert!(matches!(refuse(&mut store, sent(&far, 0, "", &none), 1), StoreError::TooLong { limit: 127, .. }));
    assert!(matches!(refuse(&mut store, sent(&topic, 0, "", &long), 1), StoreError::TooLong { limit: 32_767, .. }));
    assert!(matches!(refuse(&mut store, sent(&topic, 0, &big, &none), 1), StoreError::LargerThanFile { .. }));
    assert!(matches!(refuse(&mut store, sent(&topic, -1, "", &none), 1), StoreError::NegativeQueue(_)));
    assert!(matches!(refuse(&mut store, sent(&topic, 0, "", &none), -1), StoreError::NegativeTime(-1)));
    assert_eq!((store.max_log_offset(), store.topics().count()), (LogOffset(0), 0));
}

#[test]
fn the_three_rules_between_two_messages() {
    let store = store_of(&[1000, 2000, 2000, 3000]);
    let [nearest, first, last] = SearchRule::ALL;
    for (rule, time, expect) in [
        (nearest, 1500, 0),
        (nearest, 1501, 1),
        (first, 1001, 1),
        (first, 2000, 1),
        (first, 3001, 4),
        (first, 0, 0),
        (last, 2000, 2),
        (last, 2999, 2),
        (last, 3001, 3),
        (last, 0, 0),
    ] {
        assert_eq!(ask(&store, rule, time), expect, "{rule:?} at {time}");
    }
}
