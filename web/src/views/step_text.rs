//! What a step of the history is called.
use crate::context::AppContext;
use crate::locale::{Retention, fill};
use simulation::StepLabel;
use simulation::{Command, Produce};

/// One line for one step.
pub fn step_text(app: &AppContext, label: &StepLabel) -> String {
    let texts = &app.texts.steps;
    match label {
        StepLabel::Start => texts.start.to_owned(),
        StepLabel::Opened(what) => what.clone(),
        StepLabel::Command(command) => command_text(app, command),
    }
}

/// One line for one command.
pub fn command_text(app: &AppContext, command: &Command) -> String {
    let texts = &app.texts.steps;
    match command {
        Command::CreateTopic { topic, queues } => fill(texts.create_topic, &[topic.as_str(), &queues.to_string()]),
        Command::Produce(produce) => produce_text(app, produce),
        Command::ConfigureGroup { group, .. } => fill(texts.configure, &[group.as_str()]),
        Command::StartConsumer { group } => fill(texts.start_consumer, &[group.as_str()]),
        Command::StopConsumer { group, consumer } => fill(texts.stop_consumer, &[&consumer.letter(), group.as_str()]),
        Command::Rewind(rewind) => fill(texts.rewind, &[rewind.group.as_str(), &app.ui.zone.time(rewind.time)]),
        Command::Advance { by_ms } => fill(texts.advance, &[&seconds(*by_ms)]),
        Command::AdvanceToNext => texts.advance_to_next.to_owned(),
        Command::ChooseVersion { version } => fill(texts.choose_version, &[version.name()]),
        Command::SetRetention(_) | Command::DeleteExpired | Command::ResizeFiles { .. } => file_text(app, command),
    }
}

#[inline(never)]
fn file_text(app: &AppContext, command: &Command) -> String {
    let texts = Retention::of(app.ui.language);
    match command {
        Command::SetRetention(retention) => fill(texts.step_set, &[&retention.file_reserved_hours.to_string()]),
        Command::ResizeFiles { log_bytes, .. } => fill(texts.step_resize, &[&bytes(*log_bytes)]),
        _ => texts.step_delete.to_owned(),
    }
}

/// `16 KiB`, `1 GiB`, or bytes where it is no whole number of them.
pub fn bytes(bytes: i64) -> String {
    let units = [(30, "GiB"), (20, "MiB"), (10, "KiB")];
    let unit = units.iter().find(|(bits, _)| bytes >= 1 << bits && bytes % (1 << bits) == 0);
    unit.map_or_else(|| format!("{bytes} B"), |(bits, unit)| format!("{} {unit}", bytes >> bits))
}

#[inline(never)]
fn produce_text(app: &AppContext, produce: &Produce) -> String {
    let texts = &app.texts.steps;
    let mut text = fill(texts.send, &[produce.topic.as_str(), &produce.tag]).trim_end().to_owned();
    if produce.delay_level > 0 {
        text.push(' ');
        text.push_str(&fill(texts.with_delay, &[&produce.delay_level.to_string()]));
    }
    text
}

/// `5.250 s`, or `5 s` when nothing is left over.
pub fn seconds(ms: i64) -> String {
    let (whole, rest) = (ms.abs() / 1000, ms.abs() % 1000);
    let sign = if ms < 0 { "−" } else { "" };
    if rest == 0 { format!("{sign}{whole} s") } else { format!("{sign}{whole}.{rest:03} s") }
}
