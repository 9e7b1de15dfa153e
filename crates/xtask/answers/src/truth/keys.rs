//! `article-properties.jsonl`: the configuration keys of a binder version.
use super::sheet::{Sheet, text};
use notation::spring_yaml::BinderVersion;
use notation::spring_yaml::keys::{CONSUME_FROM_WHERE, Level, find_key};
use serde_json::{Value, json};

/// One line: a key, its type, its default, and whether the binder hands it on.
pub(crate) fn check(sheet: &mut Sheet, line: &Value) -> Result<(), String> {
    let (binder, prefix, name) = (text(line, "binder")?, text(line, "prefix")?, text(line, "name")?);
    let Some(version) = BinderVersion::named(binder) else {
        sheet.skip(format!("binder {binder}"), 1);
        return Ok(());
    };
    let Some(level) = Level::ALL.into_iter().find(|level| level.prefix() == prefix) else {
        sheet.skip(format!("keys below {prefix}"), 1);
        return Ok(());
    };
    let key = find_key(version, level, name);
    let default = match &line["default"] {
        Value::Null => json!(""),
        Value::String(text) => json!(text),
        other => json!(other.to_string()),
    };
    for (field, recorded, ours) in [
        ("name", json!(name), json!(key.map(|key| key.name))),
        ("type", line["type"].clone(), json!(key.map(|key| key.java_type.java()))),
        ("default", default, json!(key.map(|key| key.default))),
        ("reaches_client", json!(line["reaches_client"] == "yes"), json!(key.map(|key| key.reaches_client))),
        ("note", line["note"].clone(), json!(key.and_then(|key| key.note.text()).map(|(english, _)| english))),
    ] {
        sheet.compare(format_args!("{binder} {prefix}.{name}, {field}"), &recorded, &ours);
    }
    if let Some(values) = line["values"].as_str() {
        let ours = format!("[{}]", CONSUME_FROM_WHERE.join(", "));
        sheet.compare(format_args!("{binder} {name}, values"), &json!(values), &json!(ours));
    }
    Ok(())
}
