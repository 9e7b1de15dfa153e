//! `first-start.jsonl`: where a push consumer began.
use super::sheet::{Sheet, number, text};
use super::stores::Stores;
use crate::zone::NamedZone;
use broker::{Broker, BrokerVersion};
use notation::java_date::consume_timestamp_ms;
use serde_json::{Value, json};
use simulation::{ConsumeFrom, ConsumeTimestamp, Simulation};
use store::{GroupName, QueueId, QueueOffset, StoreTime};

/// The recorded groups have names of their own; ours needs one that no store knows.
const GROUP: &str = "truth-first-start";

/// One line.
pub(crate) fn check(stores: &mut Stores, sheet: &mut Sheet, line: &Value) -> Result<(), String> {
    let (store, release) = (text(line, "store")?, text(line, "version")?);
    let Some(version) = BrokerVersion::from_text(release) else {
        sheet.skip(format!("version {release}"), 1);
        return Ok(());
    };
    let cold: &[&str] =
        if line["memoryRatioZero"] == Value::Bool(true) { &["accessMessageInMemoryMaxRatio=0"] } else { &[] };
    let mut broker = stores.open_with(store, version, cold)?;
    let (topic, group) = (stores.first_topic(store)?, GroupName::from(GROUP));
    if !line["committed"].is_null() {
        broker.register_group(&group);
        let committed = QueueOffset(number(line, "committed")?);
        broker.commit(&group, &topic, QueueId(0), committed).map_err(|error| error.to_string())?;
    }
    let from = consume_from(line)?;
    let started = StoreTime(latest(&broker));
    let simulation = Simulation::with_broker(broker, started);
    let ours = simulation.preview_first_start(&group, &topic, &from).into_iter().next();
    let ours = ours.ok_or_else(|| format!("{store}: topic {topic} has no queue"))?;

    let question = |field: &str| {
        let (place, spot, committed) = (text(line, "where").unwrap_or("?"), &line["spot"], &line["committed"]);
        format!("{store} on {release}, {place} {spot}, committed {committed}, {field}")
    };
    let queue = simulation.broker().store().queue(&topic, QueueId(0)).ok_or("the queue is empty")?;
    let time = |offset: QueueOffset| json!(queue.store_time(offset));
    // The probe, sent after the start, is the last message that arrives.
    let probe = queue.max();
    for (field, value) in [
        ("min", json!(queue.min())),
        ("max", json!(probe)),
        ("firstTime", time(queue.min())),
        ("lastTime", time(probe.plus(-1))),
        ("probeOffset", json!(probe)),
        ("first", json!(ours.first)),
        ("firstTimeOfThat", time(ours.first)),
        ("count", json!(probe.since(ours.first) + 1)),
    ] {
        sheet.compare(question(field), &line[field], &value);
    }
    if let ConsumeFrom::Timestamp { time: Some(time) } = &from {
        sheet.compare(question("timestampMs"), &line["timestampMs"], &json!(time.at));
    }
    Ok(())
}

fn consume_from(line: &Value) -> Result<ConsumeFrom, String> {
    match text(line, "where")? {
        "LAST" => Ok(ConsumeFrom::Last),
        "FIRST" => Ok(ConsumeFrom::First),
        "TIMESTAMP" if line["timestamp"].is_null() => Ok(ConsumeFrom::Timestamp { time: None }),
        "TIMESTAMP" => {
            let text = text(line, "timestamp")?;
            // "JVM zone is UTC unless a line names a zone."
            let zone = NamedZone::find(line["zone"].as_str().unwrap_or("UTC"))?;
            let at = consume_timestamp_ms(text, &zone).ok_or_else(|| format!("`timestamp` {text} is no date"))?;
            Ok(ConsumeFrom::Timestamp { time: Some(ConsumeTimestamp { text: text.to_owned(), at: StoreTime(at) }) })
        }
        other => Err(format!("`where` is {other}")),
    }
}

fn latest(broker: &Broker) -> i64 {
    let queues = broker.store().topics().flat_map(|topic| broker.store().queues(topic));
    queues.filter_map(|(_, queue)| queue.last_time()).map(|time| time.0).max().unwrap_or(0)
}
