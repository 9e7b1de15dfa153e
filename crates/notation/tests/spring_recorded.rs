//! Spring's YAML, checked against running applications: what was bound, and what the client got.
mod common;

use common::lines;
use notation::spring_yaml::{
    BinderVersion, ClientTimestamp, SpringImport,
    keys::{CONSUME_FROM_WHERE, Level, find_key, keys_of},
    read_spring_yaml,
};
use serde_json::{Value, json};

const CONSUMER: &str = "spring.cloud.stream.rocketmq.bindings.input-backtracking.consumer";

fn binder(name: &Value) -> BinderVersion {
    BinderVersion::named(name.as_str().expect("a text")).unwrap_or_else(|| panic!("{name}"))
}

/// The table knows neither more nor less than the binders.
#[test]
fn every_recorded_key_is_in_the_table() {
    let recorded = lines("../../tests/truth/article-properties.jsonl");
    for line in &recorded {
        let version = binder(&line["binder"]);
        let level = Level::ALL.into_iter().find(|level| line["prefix"] == level.prefix());
        let level = level.unwrap_or_else(|| panic!("{line}"));
        let name = line["name"].as_str().expect("a name");
        let key = find_key(version, level, name).unwrap_or_else(|| panic!("{line}"));
        let default = match &line["default"] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        assert_eq!((key.name, key.java_type.java(), key.default), (name, line["type"].as_str().unwrap(), &default[..]));
        assert_eq!(key.reaches_client, line["reaches_client"] == "yes", "{line}");
        assert_eq!(key.note.text().map(|(english, _)| english), line["note"].as_str(), "{line}");
        if let Some(values) = line["values"].as_str() {
            assert_eq!(values, format!("[{}]", CONSUME_FROM_WHERE.join(", ")));
        }
    }
    let ours: usize = BinderVersion::ALL
        .into_iter()
        .map(|version| Level::ALL.into_iter().map(|level| keys_of(version, level).count()).sum::<usize>())
        .sum();
    assert_eq!(ours, recorded.len());
}

/// The application's file, with the keys that a line says.
fn file(line: &Value) -> String {
    let mut text = "spring.cloud.stream:\n  bindings:\n    output-order.destination: test-topic3\n    \
                    input-backtracking: {destination: test-topic3, group: backtracking-consumer-group}\n  \
                    rocketmq.binder: {name-server: '127.0.0.1:9876', group: rocketmq-group}\n"
        .to_owned();
    for (prefix, keys) in line["yaml"].as_object().expect("keys") {
        for (key, value) in keys.as_object().expect("keys") {
            text += &format!("{prefix}.{key}: {}\n", value.as_str().expect("a text"));
        }
    }
    text
}

fn import(line: &Value) -> SpringImport {
    let text = file(line);
    read_spring_yaml(&text, binder(&line["versions"]["binder"])).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

/// The recorded lines of Spring applications.
fn applications() -> Vec<Value> {
    let lines = lines("../../tests/truth/article.jsonl");
    lines.into_iter().filter(|line| !line["versions"]["binder"].is_null()).collect()
}

#[test]
fn the_client_gets_what_it_got() {
    let mut count = 0;
    for line in applications().iter().filter(|line| !line["client"]["consumerGroup"].is_null()) {
        let import = import(line);
        let (group, client) = (&import.groups[0], &line["client"]);
        assert!(import.starts && group.enabled, "{}", line["id"]);
        let ours = json!({
            "consumerGroup": group.group,
            "consumeFromWhere": group.first_start.consume_from_where,
            "messageModel": group.message_model,
            "tags": group.tags,
        });
        let theirs = json!({
            "consumerGroup": client["consumerGroup"],
            "consumeFromWhere": client["consumeFromWhere"],
            "messageModel": client["messageModel"],
            "tags": client["subscriptions"]["test-topic3"],
        });
        assert_eq!(ours, theirs, "{}", line["id"]);
        // The time is never that of the file. The client was made within a few seconds of the recorded start.
        assert_eq!(group.first_start.consume_timestamp, ClientTimestamp::HalfHourBeforeStart);
        let made_ms = client["consumeTimestamp_ms"].as_i64().expect("a time") + 1_800_000;
        let start_ms = line["start_ms"].as_i64().expect("a time");
        assert!((start_ms - made_ms).abs() < 30_000, "{}: {made_ms} and {start_ms}", line["id"]);
        count += 1;
    }
    assert!(count > 40, "{count}");
}

#[test]
fn spring_bound_what_it_bound() {
    for line in applications().iter().filter(|line| line["bound"].is_object()) {
        let version = binder(&line["versions"]["binder"]);
        let given = &line["yaml"][CONSUMER];
        for (name, bound) in line["bound"].as_object().expect("properties") {
            let key = find_key(version, Level::Consumer, name);
            assert_eq!(key.is_none(), bound == "(no such property)", "{name} of {}", line["id"]);
            if key.is_some() && !given[name].is_null() {
                let bound = bound.as_str().map_or_else(|| bound.to_string(), str::to_owned);
                assert_eq!(given[name], bound, "{name} of {}", line["id"]);
            }
        }
    }
}

#[test]
fn what_does_not_start_or_makes_no_client() {
    let mut count = 0;
    for line in applications().iter().filter(|line| line["client"]["consumerGroup"].is_null()) {
        let import = import(line);
        match line["start_error"].as_str() {
            Some(error) => {
                assert!(!import.starts);
                let (_, message) = error.split_once(": ").expect("a class and a message");
                assert!(import.remarks[0].to_string().contains(message), "{}", import.remarks[0]);
            }
            None => assert!(!import.groups[0].enabled, "{}", line["id"]),
        }
        count += 1;
    }
    assert!(count >= 5, "{count}");
}

#[test]
fn producers_are_as_they_were() {
    let mut count = 0;
    for line in applications().iter().filter(|line| line["producer_client"].is_object()) {
        let (producer, client) = (&import(line).producers[0], &line["producer_client"]);
        assert_eq!(json!(producer.group), client["producerGroup"], "{}", line["id"]);
        let mode = match binder(&line["versions"]["binder"]).is_old() {
            true => format!("sync={}", producer.send_type == notation::spring_yaml::SendType::Sync),
            false => format!("sendType={:?}", producer.send_type),
        };
        assert_eq!(client["mode"], mode, "{}", line["id"]);
        let first = &line["stored_after"].as_array().expect("messages")[0];
        assert_eq!(producer.sets_delay_level, first["topic"] == "SCHEDULE_TOPIC_XXXX", "{}: {first}", line["id"]);
        count += 1;
    }
    assert_eq!(count, 4);
}
