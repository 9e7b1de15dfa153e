//! `search.jsonl`: one queue of one store, searched by one version for many times.
use super::sheet::{Sheet, number, text};
use super::stores::{Stores, queue_of};
use broker::{Boundary, BrokerVersion};
use serde_json::{Value, json};
use store::{StoreTime, TopicName};

/// One line.
pub(crate) fn check(stores: &mut Stores, sheet: &mut Sheet, line: &Value) -> Result<(), String> {
    let (store, release) = (text(line, "store")?, text(line, "broker")?);
    let answers = line["times"].as_array().map_or(1, Vec::len);
    let Some(version) = BrokerVersion::from_text(release) else {
        sheet.skip(format!("version {release}"), answers);
        return Ok(());
    };
    let late = match line["mtimes"].as_str() {
        None | Some("natural") => false,
        Some("late") => true,
        Some(other) => {
            sheet.skip(format!("modification times: {other}"), answers);
            return Ok(());
        }
    };
    let broker = stores.open(store, version, late)?;
    let refused = line["opened"] == Value::Bool(false);
    let broker = match broker.as_ref() {
        Ok(broker) if !refused => broker,
        opened => {
            sheet.compare(format_args!("{store} on {release}, opened"), &json!(!refused), &json!(opened.is_ok()));
            return Ok(());
        }
    };
    let (topic, queue) = (TopicName::from(text(line, "topic")?), queue_of(line)?);
    let boundary = match line["boundary"].as_str() {
        None => None,
        Some("LOWER") => Some(Boundary::Lower),
        Some("UPPER") => Some(Boundary::Upper),
        Some(other) => return Err(format!("`boundary` is {other}")),
    };
    let place = format!("{store} on {release}, {topic} queue {queue}");
    let ends = broker.store().queue(&topic, queue).map_or((0, 0), |queue| (queue.min().0, queue.max().0));
    sheet.compare(format_args!("{place}, min"), &json!(number(line, "min")?), &json!(ends.0));
    sheet.compare(format_args!("{place}, max"), &json!(number(line, "max")?), &json!(ends.1));
    let (times, offsets) = (&line["times"], &line["offsets"]);
    let (Some(times), Some(offsets)) = (times.as_array(), offsets.as_array()) else {
        return Err("`times` or `offsets` is not a list".to_owned());
    };
    if times.len() != offsets.len() {
        return Err(format!("{} times, {} offsets", times.len(), offsets.len()));
    }
    for (time, recorded) in times.iter().zip(offsets) {
        let at = time.as_i64().ok_or_else(|| format!("a time is {time}"))?;
        let ours = broker.search_offset(&topic, queue, StoreTime(at), boundary);
        let how = boundary.map_or(String::new(), |boundary| format!(" {boundary:?}"));
        sheet.compare(format_args!("{place}, time {at}{how}"), recorded, &json!(ours));
    }
    Ok(())
}
