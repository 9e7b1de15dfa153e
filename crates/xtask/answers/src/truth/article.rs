//! `article.jsonl`: the article's application, or a plain client, started on a store that is told in words.
//!
//! The store is made again, message by message; then the broker's answers, the first pull and what is received are
//! compared, and what the binder gave to the client.
use super::sheet::{Sheet, number, text};
use crate::zone::NamedZone;
use broker::{Broker, BrokerConfig, BrokerVersion, OffsetAnswer};
use notation::java_date::consume_timestamp_ms;
use notation::spring_yaml::{BinderVersion, read_spring_yaml};
use serde_json::{Map, Value, json};
use simulation::{ConsumeFrom, ConsumeTimestamp, Simulation};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddrV4};
use store::{
    BornTime, GroupName, NewRecord, Properties, QueueId, QueueOffset, Store, StoreConfig, StoreTime, TopicName,
};

/// The application's topic.
const TOPIC: &str = "test-topic3";

/// One line.
pub(crate) fn check(sheet: &mut Sheet, line: &Value) -> Result<(), String> {
    let id = text(line, "id")?;
    if !line["versions"]["binder"].is_null() {
        binder(sheet, id, line)?;
    }
    if line["ran"] == "producer only" {
        sheet.skip("trace, and what an application stores as a producer", 1);
        return Ok(());
    }
    if line["client"].is_null() {
        return Ok(()); // nothing was started
    }
    let release = text(&line["versions"], "broker")?;
    let Some(version) = BrokerVersion::from_text(release) else {
        sheet.skip(format!("version {release}"), 1);
        return Ok(());
    };
    if line["client"]["messageModel"] == "BROADCASTING" {
        sheet.skip("live clients: broadcasting keeps its offsets in a file of the client", 1);
        return Ok(());
    }
    let queues = line["store"]["queues"].as_array().map_or(&[][..], Vec::as_slice);
    if queues.iter().any(|queue| queue["min"].as_i64() != Some(0)) {
        sheet.skip("retention: the line does not tell the messages that were deleted", 1);
        return Ok(());
    }
    if !line["admin_reset"].is_null() {
        sheet.skip("reset: an admin's call before the start", 1);
        return Ok(());
    }
    // The start itself is told only of applications; nothing but the client's own default time depends on it.
    let now = StoreTime(line["start_ms"].as_i64().unwrap_or(0));
    started(sheet, id, line, &Simulation::with_broker(made(line, version)?, now))
}

/// What the binder hands to the client, and whether a client is made at all.
fn binder(sheet: &mut Sheet, id: &str, line: &Value) -> Result<(), String> {
    let name = text(&line["versions"], "binder")?;
    let Some(version) = BinderVersion::named(name) else {
        sheet.skip(format!("binder {name}"), 1);
        return Ok(());
    };
    let Some(yaml) = line["yaml"].as_object().filter(|_| line["ran"] == "application") else { return Ok(()) };
    let import = read_spring_yaml(&file(yaml)?, version).map_err(|error| format!("{id}: {error}"))?;
    let group = import.groups.first().ok_or_else(|| format!("{id}: no group is built"))?;
    let client = &line["client"];
    let makes_a_client = import.starts && group.enabled;
    sheet.compare(format_args!("{id}, a client is made"), &json!(!client.is_null()), &json!(makes_a_client));
    if client.is_null() {
        return Ok(());
    }
    for (field, recorded, ours) in [
        ("consumerGroup", &client["consumerGroup"], json!(group.group)),
        ("consumeFromWhere", &client["consumeFromWhere"], json!(group.first_start.consume_from_where)),
        ("messageModel", &client["messageModel"], json!(group.message_model)),
        ("tags", &client["subscriptions"][TOPIC], json!(group.tags)),
    ] {
        sheet.compare(format_args!("{id}, client's {field}"), recorded, &ours);
    }
    Ok(())
}

/// The article's file, with the keys that the line says.
fn file(keys: &Map<String, Value>) -> Result<String, String> {
    let mut file = format!(
        "spring.cloud.stream:\n  bindings:\n    output-order.destination: {TOPIC}\n    input-backtracking: \
         {{destination: {TOPIC}, group: backtracking-consumer-group}}\n  rocketmq.binder: {{name-server: \
         '127.0.0.1:9876', group: rocketmq-group}}\n"
    );
    for (prefix, values) in keys {
        for (key, value) in values.as_object().ok_or("`yaml` holds no keys")? {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            file += &format!("{prefix}.{key}: {value}\n");
        }
    }
    Ok(file)
}

/// The broker that the line tells of.
fn made(line: &Value, version: BrokerVersion) -> Result<Broker, String> {
    let mut messages: Vec<&Value> = line["store"]["messages"].as_array().into_iter().flatten().collect();
    messages.sort_by_key(|message| message["store_ms"].as_i64());
    let mut store = Store::new(StoreConfig::default());
    let host = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 10911);
    for message in messages {
        let mut properties = Properties::new();
        for (name, field) in [(Properties::TAGS, "tags"), (Properties::DELAY, "delay")] {
            if let Some(value) = message[field].as_str() {
                properties.set(name, value);
            }
        }
        let topic = TopicName::from(text(message, "topic")?);
        let record = NewRecord {
            topic: &topic,
            queue: super::stores::queue_of(message)?,
            flag: 0,
            sys_flag: 0,
            born_time: BornTime(number(message, "born_ms")?),
            born_host: host,
            store_host: host,
            reconsume_times: 0,
            prepared_transaction_offset: 0,
            body: message["body"].as_str().unwrap_or_default().as_bytes(),
            properties: &properties,
        };
        store.append(record, StoreTime(number(message, "store_ms")?)).map_err(|error| error.to_string())?;
    }
    store.dispatch();
    let mut config = BrokerConfig::default();
    if let Some(ratio) = line["store"]["broker_settings"]["accessMessageInMemoryMaxRatio"].as_i64() {
        config.access_message_in_memory_max_ratio = ratio;
    }
    let mut broker = Broker::with_store(version, config, store);
    let topic = TopicName::from(TOPIC);
    broker.declare_topic(&topic, broker::PRODUCER_QUEUES);
    for (group, offsets) in line["committed_before"].as_object().into_iter().flatten() {
        let group = GroupName::from(group.as_str());
        broker.register_group(&group);
        for (queue, offset) in offsets.as_object().into_iter().flatten() {
            let queue = QueueId(queue.parse().map_err(|_| format!("queue {queue}"))?);
            let offset = QueueOffset(offset.as_i64().ok_or("an offset is no number")?);
            broker.commit(&group, &topic, queue, offset).map_err(|error| error.to_string())?;
        }
    }
    Ok(broker)
}

/// The broker's answers, the first pull, and what arrives.
fn started(sheet: &mut Sheet, id: &str, line: &Value, simulation: &Simulation) -> Result<(), String> {
    let (topic, group) = (TopicName::from(TOPIC), GroupName::from(text(line, "group")?));
    let broker = simulation.broker();
    for (queue, recorded) in line["broker_answer_committed"].as_object().into_iter().flatten() {
        let number = QueueId(queue.parse().map_err(|_| format!("queue {queue}"))?);
        let ours = match broker.offset_answer(&group, &topic, number) {
            OffsetAnswer::Committed(offset) => json!({"code": "SUCCESS", "offset": offset}),
            OffsetAnswer::Zero(_) => json!({"code": "SUCCESS", "offset": 0}),
            OffsetAnswer::NotFound(_) => json!({"code": "QUERY_NOT_FOUND"}),
        };
        sheet.compare(format_args!("{id}, committed offset of queue {queue}"), recorded, &ours);
    }
    for search in line["broker_answer_search"].as_array().into_iter().flatten() {
        let (queue, time) = (super::stores::queue_of(search)?, StoreTime(number(search, "timestamp_ms")?));
        let ours = broker.search_offset(&topic, queue, time, None);
        sheet.compare(format_args!("{id}, search in queue {queue} for {time}"), &search["offset"], &json!(ours));
    }
    let starts = simulation.preview_first_start(&group, &topic, &consume_from(line)?);
    let by_queue: BTreeMap<String, _> = starts.iter().map(|start| (start.queue.to_string(), start)).collect();
    for (queue, recorded) in line["first_pull_offset"].as_object().into_iter().flatten() {
        let ours = by_queue.get(queue).map(|start| start.first_pull);
        sheet.compare(format_args!("{id}, first pull of queue {queue}"), recorded, &json!(ours));
    }
    let messages = line["received"].as_array().map_or(&[][..], Vec::as_slice);
    // The application itself sent it, and its queue was not recorded with an offset.
    if line["store"]["kind"] == "empty" || messages.iter().any(|message| message["offset"].is_null()) {
        sheet.skip("live clients: a message that is sent after the start", 1);
        return Ok(());
    }
    let mut received: Vec<(i64, i64)> = Vec::new();
    for message in messages {
        received.push((number(message, "queue")?, number(message, "offset")?));
    }
    received.sort_unstable();
    let end = |queue| broker.store().queue(&topic, queue).map_or(0, |queue| queue.max().0);
    let arrives = |start: &simulation::FirstStart| {
        let queue = start.queue;
        (start.first.0..end(queue)).map(move |offset| (i64::from(queue.0), offset))
    };
    let ours: Vec<(i64, i64)> = starts.iter().flat_map(arrives).collect();
    sheet.compare(format_args!("{id}, received"), &json!(received), &json!(ours));
    Ok(())
}

/// What the client had in the end, whoever gave it that.
fn consume_from(line: &Value) -> Result<ConsumeFrom, String> {
    let client = &line["client"];
    Ok(match text(client, "consumeFromWhere")? {
        "CONSUME_FROM_FIRST_OFFSET" => ConsumeFrom::First,
        "CONSUME_FROM_TIMESTAMP" => {
            let text = text(client, "consumeTimestamp")?;
            let zone = NamedZone::find(line["zone"].as_str().unwrap_or("UTC"))?;
            let at = consume_timestamp_ms(text, &zone).ok_or_else(|| format!("consumeTimestamp {text} is no date"))?;
            ConsumeFrom::Timestamp { time: Some(ConsumeTimestamp { text: text.to_owned(), at: StoreTime(at) }) }
        }
        _ => ConsumeFrom::Last,
    })
}
