//! `dates.jsonl`: what the official parsers made of a text.
use super::sheet::{Sheet, text};
use crate::zone::NamedZone;
use notation::java_date::{ClientLine, MqadminTime, mqadmin_time, parse_date, push_consumer_start_error};
use serde_json::{Value, json};

/// One line: a way to read (`how`), an input, and the instant or the error.
pub(crate) fn check(sheet: &mut Sheet, line: &Value) -> Result<(), String> {
    let (how, input) = (text(line, "how")?, text(line, "input")?);
    let version = text(line, "version")?;
    let zone = NamedZone::find(text(line, "zone")?)?;
    let client = ClientLine::of_version(version);
    let answer = match (how, client) {
        ("parseDate", _) => {
            let pattern = text(line, "pattern")?;
            match parse_date(input, pattern, &zone) {
                Ok(Some(ms)) => json!({ "ms": ms, "error": null }),
                Ok(None) => json!({ "ms": null, "error": "returns null" }),
                Err(problem) => {
                    sheet.skip(format!("a date pattern: {problem}"), 1);
                    return Ok(());
                }
            }
        }
        ("start of a push consumer", Some(client)) => {
            json!({ "ms": null, "error": push_consumer_start_error(input, client, &zone) })
        }
        ("mqadmin resetOffsetByTime -s", Some(client)) => match mqadmin_time(input, client, &zone) {
            MqadminTime::Now => json!({ "ms": "wall clock now", "error": null }),
            MqadminTime::Ms(ms) => json!({ "ms": ms, "error": null }),
            time @ MqadminTime::NullPointer(_) => json!({ "ms": null, "error": time.error().map(with_message) }),
        },
        (_, None) => {
            sheet.skip(format!("dates of version {version}"), 1);
            return Ok(());
        }
        _ => {
            sheet.skip(format!("a way to read dates: {how}"), 1);
            return Ok(());
        }
    };
    let recorded = json!({ "ms": line["ms"], "error": line["error"] });
    sheet.compare(format_args!("{version} {how} {input:?} in {}", text(line, "zone")?), &recorded, &answer);
    Ok(())
}

/// An exception without a message was recorded with the word `None`.
fn with_message(error: &str) -> String {
    if error.contains(": ") { error.to_owned() } else { format!("{error}: None") }
}
