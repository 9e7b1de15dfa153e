//! What our broker answers to the questions, in the words of the real one.
use broker::{Boundary, Broker, OffsetAnswer, PullRequest, TagFilter};
use serde_json::{Map, Value, json};
use std::fmt::Write;
use store::{GroupName, LogOffset, QueueId, QueueOffset, Record, StoreTime, TopicName};

/// Our answer.
pub(crate) fn answer(broker: &Broker, question: &Value) -> Value {
    let topic = TopicName::from(question["topic"].as_str().unwrap_or_default());
    let queue = QueueId(number(&question["queue"]) as i32);
    match question["op"].as_str().unwrap_or_default() {
        "range" => range(broker, &topic, queue),
        "search" => search(broker, &topic, queue, question),
        "pull" => pull(broker, &topic, queue, question, number(&question["offset"])),
        "read" => read(broker, &topic, queue, question),
        "offset" => {
            let group = GroupName::from(question["group"].as_str().unwrap_or_default());
            let offset = match broker.offset_answer(&group, &topic, queue) {
                OffsetAnswer::Committed(offset) => offset.0,
                OffsetAnswer::Zero(_) => 0,
                OffsetAnswer::NotFound(_) => -1,
            };
            json!({ "offset": offset })
        }
        "query" => {
            let key = question["key"].as_str().unwrap_or_default();
            let found = broker.store().messages_by_key(&topic, key, (StoreTime(0), StoreTime(i64::MAX)), 64);
            json!({ "places": found.iter().map(|record| record.log_offset()).collect::<Vec<_>>() })
        }
        "look" => {
            let places = question["places"].as_array().into_iter().flatten();
            let bytes = |place| match broker.store().record(LogOffset(number(place))) {
                Ok(record) => hex(record.bytes()),
                Err(error) => error.to_string(),
            };
            json!({ "bytes": places.map(bytes).collect::<Vec<_>>() })
        }
        other => json!({ "error": format!("no prediction for {other}") }),
    }
}

fn number(value: &Value) -> i64 {
    value.as_i64().unwrap_or(0)
}

fn range(broker: &Broker, topic: &TopicName, queue: QueueId) -> Value {
    let entries = broker.store().queue(topic, queue);
    let (min, max) = entries.map_or((0, 0), |entries| (entries.min().0, entries.max().0));
    let first = entries.filter(|entries| !entries.is_empty()).and_then(|entries| entries.store_time(entries.min()));
    json!({ "min": min, "max": max, "earliestStoreTime": first.map_or(-1, |time| time.0) })
}

fn search(broker: &Broker, topic: &TopicName, queue: QueueId, question: &Value) -> Value {
    let boundary = match question["boundary"].as_str() {
        Some("UPPER") => Some(Boundary::Upper),
        Some(_) => Some(Boundary::Lower),
        None => None,
    };
    let times = question["times"].as_array().into_iter().flatten();
    let offset = |time| broker.search_offset(topic, queue, StoreTime(number(time)), boundary);
    json!({ "offsets": times.map(offset).collect::<Vec<_>>() })
}

fn pull(broker: &Broker, topic: &TopicName, queue: QueueId, question: &Value, offset: i64) -> Value {
    let filter = TagFilter::new(question["tags"].as_str().unwrap_or("*"));
    let max = question["max"].as_i64().unwrap_or(32);
    let request = PullRequest { topic, queue, offset: QueueOffset(offset), max, filter: &filter };
    match broker.pull(request) {
        Ok(told) => {
            let records = told.offsets.iter().filter_map(|&at| broker.store().message(topic, queue, at).ok());
            json!({ "status": told.status, "next": told.next, "min": told.min, "max": told.max,
                    "messages": records.map(|record| message(&record)).collect::<Vec<_>>() })
        }
        Err(error) => json!({ "status": error.to_string() }),
    }
}

fn read(broker: &Broker, topic: &TopicName, queue: QueueId, question: &Value) -> Value {
    let (mut pulls, mut next) = (Vec::new(), number(&question["offset"]));
    loop {
        let mut told = pull(broker, topic, queue, question, next);
        told["offset"] = json!(next);
        let after = told["next"].as_i64().unwrap_or(next);
        pulls.push(told);
        if after <= next {
            return json!({ "pulls": pulls });
        }
        next = after;
    }
}

/// A message: its bytes and its fields.
fn message(record: &Record<'_>) -> Value {
    let properties: Map<String, Value> =
        record.properties().iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
    json!({
        "bytes": hex(record.bytes()),
        "topic": record.topic(),
        "queue": record.queue(),
        "offset": record.queue_offset(),
        "storeTime": record.store_time(),
        "bornTime": record.born_time(),
        "physical": record.log_offset(),
        "size": record.total_size(),
        "bodyCrc": record.body_crc(),
        "flag": record.flag(),
        "sysFlag": record.sys_flag(),
        "reconsumeTimes": record.reconsume_times(),
        "preparedTransactionOffset": record.prepared_transaction_offset(),
        "bornHost": record.born_host().to_string(),
        "storeHost": record.store_host().to_string(),
        "tags": record.tags(),
        "keys": record.keys(),
        "body": String::from_utf8_lossy(record.body()),
        "properties": properties,
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes every write");
        text
    })
}
