//! What is asked about a broker: everything that a client can learn of its store.
use super::case::Case;
use super::generate::Dice;
use broker::Broker;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use store::{QueueOffset, SCHEDULE_TOPIC, TopicName};

/// Times asked of one queue at most, with each boundary.
const TIMES_MAX: usize = 48;

/// The questions about every queue of these topics.
pub(crate) fn all(case: &Case, broker: &Broker, topics: &[(TopicName, i32)], dice: &mut Dice) -> Vec<Value> {
    let mut questions = Vec::new();
    for (topic, queues) in topics {
        for queue in 0..*queues {
            of_queue(case, broker, (topic, queue), dice, &mut questions);
        }
        for key in ["key0", "key1", "key2"] {
            questions.push(json!({ "op": "query", "topic": topic, "key": key }));
        }
    }
    let places: Vec<i64> =
        broker.store().records(broker.store().min_log_offset()).map(|record| record.log_offset().0).collect();
    questions.push(json!({ "op": "look", "places": places }));
    questions
}

fn of_queue(
    case: &Case,
    broker: &Broker,
    (topic, queue): (&TopicName, i32),
    dice: &mut Dice,
    questions: &mut Vec<Value>,
) {
    questions.push(json!({ "op": "range", "topic": topic, "queue": queue }));
    let times = times(broker, topic, queue, dice);
    for boundary in [None, Some("LOWER"), Some("UPPER")] {
        questions.push(json!({ "op": "search", "topic": topic, "queue": queue, "boundary": boundary, "times": times }));
    }
    let entries = broker.store().queue(topic, store::QueueId(queue));
    let (min, max) = entries.map_or((0, 0), |entries| (entries.min().0, entries.max().0));
    let from = min + unreadable(broker, topic, queue);
    questions.push(json!({ "op": "read", "topic": topic, "queue": queue, "offset": from }));
    for group in [case.readers(), "nobody".to_owned()] {
        questions.push(json!({ "op": "offset", "topic": topic, "queue": queue, "group": group }));
    }
    if topic.as_str() != SCHEDULE_TOPIC {
        let middle = (min + max) / 2;
        questions
            .push(json!({ "op": "read", "topic": topic, "queue": queue, "offset": middle, "tags": "TagA || 标签" }));
    }
}

/// How many messages at the front of a queue are not to be read: 1 when the first is gone and lay at place 0. A real
/// broker takes that place for "the first file" and hands out whatever its first bytes are, which no client can read; we
/// answer that the message is gone.
fn unreadable(broker: &Broker, topic: &TopicName, queue: i32) -> i64 {
    let entries = broker.store().queue(topic, store::QueueId(queue));
    let first = entries.and_then(|entries| entries.entry(entries.min()));
    let at_the_start = first.is_some_and(|first| first.log_offset.0 == 0) && broker.store().min_log_offset().0 > 0;
    i64::from(at_the_start)
}

/// Whether a queue says that it begins with a message that is gone.
pub(super) fn front_is_gone(broker: &Broker, topic: &TopicName, queue: i32) -> bool {
    let gone = |entries: &store::ConsumeQueue| {
        let first = entries.entry(entries.min());
        !entries.is_empty() && first.is_none_or(|first| first.log_offset < broker.store().min_log_offset())
    };
    broker.store().queue(topic, store::QueueId(queue)).is_some_and(gone)
}

/// Pulls outside the queues. Asked last: 4.9 writes a message of its own for each.
pub(crate) fn outside(broker: &Broker, topics: &[(TopicName, i32)]) -> Vec<Value> {
    let mut questions = Vec::new();
    for (topic, queues) in topics {
        for queue in 0..*queues {
            let entries = broker.store().queue(topic, store::QueueId(queue));
            let (min, max) = entries.map_or((0, 0), |entries| (entries.min().0, entries.max().0));
            let wrong = |at: &i64| *at >= 0 && !(min..max).contains(at);
            let offsets: BTreeSet<i64> = [0, min - 1, max + 1, max + 1_000].into_iter().filter(wrong).collect();
            for offset in offsets {
                questions.push(json!({ "op": "pull", "topic": topic, "queue": queue, "offset": offset, "max": 2 }));
            }
        }
    }
    questions
}

/// Times at and around messages, file ends and file times.
fn times(broker: &Broker, topic: &TopicName, queue: i32, dice: &mut Dice) -> Vec<i64> {
    let mut times = BTreeSet::new();
    if let Some(entries) = broker.store().queue(topic, store::QueueId(queue)) {
        let stored = (entries.min().0..entries.max().0).filter_map(|at| entries.store_time(QueueOffset(at)));
        let modified = entries.files().iter().map(|file| file.modified_ms);
        for time in stored.map(|time| time.0).chain(modified) {
            times.extend([time - 1, time, time + 1]);
        }
    }
    let mut times: Vec<i64> = times.into_iter().collect();
    while times.len() > TIMES_MAX {
        let at = usize::try_from(dice.between(0, times.len() as i64 - 1)).unwrap_or(0);
        times.remove(at);
    }
    times.extend([0, 1, i64::from(i32::MAX) * 1_000]);
    times
}
