//! Commands as a host page writes them.
use serde_json::json;
use simulation::Command;

fn read(value: serde_json::Value) -> Result<Command, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

#[test]
fn a_command_is_read_with_its_defaults() {
    assert_eq!(read(json!({"do": "advance", "byMs": 5})), Ok(Command::Advance { by_ms: 5 }));
    assert!(read(json!({"do": "produce", "topic": "t", "body": "x"})).is_ok());
    assert!(read(json!({"do": "rewind", "group": "g", "topic": "t", "time": 1, "force": true})).is_ok());
    assert_eq!(read(json!({"do": "advanceToNext"})), Ok(Command::AdvanceToNext));
}

#[test]
fn a_field_that_a_command_does_not_have_is_refused_and_named() {
    for (command, field) in [
        (json!({"do": "produce", "topic": "t", "body": "x", "delaylevel": 3}), "delaylevel"),
        (json!({"do": "rewind", "group": "g", "topic": "t", "time": 1, "force": true, "queue": 1}), "queue"),
        (json!({"do": "advance", "byMs": 5, "by": 6}), "by"),
    ] {
        let error = read(command).expect_err("it has a field too many");
        assert!(error.contains(field), "{error}");
    }
}
