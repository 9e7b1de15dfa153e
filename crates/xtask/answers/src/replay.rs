//! A journey played on a running cluster by the official client: `cargo xtask replay`.
use crate::real::java;
use crate::say::say;
use notation::journey::{Deed, Journey, Step, When};
use serde_json::{Value, json};
use simulation::{Command, ConsumeFrom, GroupSettings, Produce};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;
use store::{GroupName, StoreTime};

const USAGE: &str = "usage: cargo xtask replay --namesrv HOST:PORT [--client 5.3.3] [--out FILE] SCENARIO";

/// Plays the scenario, and writes the recording.
pub(crate) fn run(words: &[&str]) -> Result<bool, String> {
    let (mut names, mut client, mut out, mut scenario) = (None, "5.3.3", None, None);
    let mut words = words.iter().copied();
    while let Some(word) = words.next() {
        match word {
            "--namesrv" => names = words.next(),
            "--client" => client = words.next().ok_or(USAGE)?,
            "--out" => out = words.next().map(str::to_owned),
            file if !file.starts_with("--") && scenario.is_none() => scenario = Some(file),
            other => return Err(format!("{other}: unknown\n{USAGE}")),
        }
    }
    let (names, scenario) = (names.ok_or(USAGE)?, scenario.ok_or(USAGE)?);
    let text = std::fs::read_to_string(scenario).map_err(|error| format!("{scenario}: {error}"))?;
    let journey = Journey::parse(&text).map_err(|error| format!("{scenario}: {error}"))?;
    let out = out.unwrap_or_else(|| format!("{scenario}.recording.jsonl"));
    let name = Path::new(scenario).file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let mut steps = Vec::new();
    for (line, step) in journey.steps() {
        match translated(step, &name) {
            Some(more) => steps.extend(more),
            None => eprintln!("line {line}: a cluster can't do this; left out"),
        }
    }
    let (lines, recording) = play(names, client, &steps)?;
    std::fs::write(&out, lines.join("\n") + "\n").map_err(|error| format!("{out}: {error}"))?;
    summary(&recording);
    say(format!("recording: {out}"));
    let failed = recording.iter().find(|event| event["event"] == "failed");
    failed.map_or(Ok(true), |event| Err(event["message"].as_str().unwrap_or("it ended early").to_owned()))
}

/// The lines of the recording, as they were told and as they are read.
fn play(names: &str, client: &str, steps: &[Value]) -> Result<(Vec<String>, Vec<Value>), String> {
    let mut java = java(client, "rewind.Replay")?;
    let child = java.arg(names).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = child.map_err(|error| format!("`java` could not be started: {error}"))?;
    let mut questions = child.stdin.take().expect("it was asked for two lines above");
    let written = steps.iter().try_for_each(|step| writeln!(questions, "{step}"));
    drop(questions);
    let printed = BufReader::new(child.stdout.take().expect("it was asked for above")).lines();
    let (mut lines, mut recording) = (Vec::new(), Vec::new());
    for line in printed.map_while(Result::ok) {
        let event: Value = serde_json::from_str(&line).map_err(|error| format!("{line}: {error}"))?;
        if !matches!(event["event"].as_str(), Some("message" | "received")) {
            say(&line);
        }
        lines.push(line);
        recording.push(event);
    }
    child.wait().map_err(|error| error.to_string())?;
    if recording.is_empty() {
        written.map_err(|error| error.to_string())?;
        return Err("the client said nothing; is the name server there?".to_owned());
    }
    Ok((lines, recording))
}

/// What the client does for a line; `None` when a cluster has nothing like it.
fn translated(step: Step<'_>, scenario: &str) -> Option<Vec<Value>> {
    match step {
        Step::Begin { at } => Some(vec![json!({ "do": "begin", "clock": at, "scenario": scenario })]),
        Step::Do(deed) => deed_steps(deed),
    }
}

fn deed_steps(deed: &Deed) -> Option<Vec<Value>> {
    let one = |step| Some(vec![step]);
    match deed {
        Deed::Command(command) => command_step(command).map(|step| vec![step]),
        Deed::Times(times, command) => {
            let step = command_step(command)?;
            Some(vec![step; usize::try_from(*times).unwrap_or(1)])
        }
        Deed::Group(group, settings) => one(group_step(group, settings)),
        Deed::Rewind { group, topic, to, force } => {
            let mut step = json!({ "do": "rewind", "group": group, "topic": topic });
            match to {
                When::At(time) => step["time"] = json!(time),
                When::Message { queue, offset, plus_ms } => {
                    (step["queue"], step["message"], step["plus"]) = (json!(queue), json!(offset), json!(plus_ms));
                }
            }
            if *force {
                step["force"] = json!(true);
            }
            one(step)
        }
        Deed::WaitUntil(time) => one(json!({ "do": "waitUntil", "time": time })),
        Deed::Undo | Deed::Redo => None,
    }
}

fn command_step(command: &Command) -> Option<Value> {
    Some(match command {
        Command::CreateTopic { topic, queues } => json!({ "do": "topic", "topic": topic, "queues": queues }),
        Command::Produce(message) => send_step(message),
        Command::ConfigureGroup { group, settings } => group_step(group, settings),
        Command::StartConsumer { group } => json!({ "do": "start", "group": group }),
        Command::StopConsumer { group, consumer } => {
            json!({ "do": "stop", "group": group, "consumer": consumer.letter() })
        }
        Command::Advance { by_ms } => json!({ "do": "wait", "ms": by_ms }),
        Command::Rewind(_)
        | Command::AdvanceToNext
        | Command::ChooseVersion { .. }
        | Command::SetRetention(_)
        | Command::DeleteExpired
        | Command::ResizeFiles { .. } => return None,
    })
}

fn send_step(message: &Produce) -> Value {
    let named = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    json!({
        "do": "send", "topic": message.topic, "queue": message.queue, "tag": named(&message.tag),
        "keys": named(&message.keys), "delay": message.delay_level, "body": message.body,
    })
}

fn group_step(group: &GroupName, settings: &GroupSettings) -> Value {
    let (from, timestamp): (_, Option<StoreTime>) = match &settings.consume_from {
        ConsumeFrom::Last => ("last", None),
        ConsumeFrom::First => ("first", None),
        ConsumeFrom::Timestamp { time } => ("timestamp", time.as_ref().map(|time| time.at)),
    };
    json!({
        "do": "group", "group": group, "topic": settings.topic, "tags": settings.tags, "from": from,
        "timestamp": timestamp, "handlerMs": settings.handler_ms,
    })
}

/// How much each group received, and how much of it again.
fn summary(recording: &[Value]) {
    let mut received: BTreeMap<&str, BTreeMap<(&str, i64, i64), u64>> = BTreeMap::new();
    for event in recording.iter().filter(|event| event["event"] == "received") {
        let number = |name: &str| event[name].as_i64().unwrap_or(0);
        let message = (event["topic"].as_str().unwrap_or_default(), number("queue"), number("offset"));
        let group = received.entry(event["group"].as_str().unwrap_or_default()).or_default();
        *group.entry(message).or_default() += 1;
    }
    for (group, messages) in received {
        let (all, once) = (messages.values().sum::<u64>(), messages.len() as u64);
        say(format!("{group} received {all} again {}", all - once));
    }
}
