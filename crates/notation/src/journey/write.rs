//! From commands to text: a session as a story that can be read, changed, and played elsewhere.
use super::words::Scene;
use super::{Deed, When};
use crate::journey::parse::{SHANGHAI_MS, deed_of};
use crate::time_text::format_local;
use crate::zone::FixedZone;
use simulation::{Command, ConsumeFrom, GroupSettings, Produce, Retention, Story};
use std::fmt;

/// A command that no line can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritable {
    /// Which command, from 1.
    pub command: usize,
    /// The line that would say something else.
    pub line: String,
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "step {}: no line of a story says this: `{}`", self.command, self.line)
    }
}

impl std::error::Error for Unwritable {}

/// Writes a story, times in +08:00. What [`super::Journey::parse`] makes of it is what was done.
///
/// # Errors
/// The first command that a line can't say: a body of several lines, a name with a blank, a `consumeTimestamp` of
/// another zone.
pub fn write_story(story: &Story) -> Result<String, Unwritable> {
    let scene = Scene { offset_ms: SHANGHAI_MS, clock: story.at };
    let mut text = format!("broker {}\nclock {}\n", story.version.name(), time(story.at.0));
    let mut commands = story.commands.iter().enumerate().peekable();
    while let Some((place, command)) = commands.next() {
        let mut line = line(command);
        let read = deed_of(&line, scene).ok();
        if line.contains(['\n', '\r']) || read.as_ref() != Some(&deed(command)) {
            return Err(Unwritable { command: place + 1, line });
        }
        let mut times = 1;
        while matches!(command, Command::Produce(_)) && commands.next_if(|(_, next)| *next == command).is_some() {
            times += 1;
        }
        if times > 1 {
            let at = line.find(": ").unwrap_or(line.len() - 1);
            line.insert_str(at, &format!(" times {times}"));
        }
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text)
}

/// What a line that says the command is read as.
fn deed(command: &Command) -> Deed {
    match command {
        Command::ConfigureGroup { group, settings } => Deed::Group(group.clone(), settings.clone()),
        Command::Rewind(rewind) => Deed::Rewind {
            group: rewind.group.clone(),
            topic: rewind.topic.clone(),
            to: When::At(rewind.time),
            force: rewind.force,
        },
        other => Deed::Command(other.clone()),
    }
}

fn time(ms: i64) -> String {
    format_local(ms, &FixedZone { id: "journey", offset_ms: SHANGHAI_MS })
}

fn line(command: &Command) -> String {
    match command {
        Command::CreateTopic { topic, queues } => format!("topic {topic} queues {queues}"),
        Command::Produce(message) => send(message),
        Command::ConfigureGroup { group, settings } => format!("group {group} reads {}", settings_of(settings)),
        Command::StartConsumer { group } => format!("start {group}"),
        Command::StopConsumer { group, consumer } => format!("stop {group} {}", consumer.letter()),
        Command::Rewind(rewind) => {
            let to = if rewind.time.0 == -1 { "end".to_owned() } else { time(rewind.time.0) };
            let force = if rewind.force { " force" } else { "" };
            format!("rewind {} on {} to {to}{force}", rewind.group, rewind.topic)
        }
        Command::Advance { by_ms } => format!("wait {by_ms}ms"),
        Command::AdvanceToNext => "next".to_owned(),
        Command::ChooseVersion { version } => format!("version {}", version.name()),
        Command::SetRetention(retention) => retention_of(retention),
        Command::DeleteExpired => "delete expired".to_owned(),
        Command::ResizeFiles { log_bytes, queue_bytes } => format!("files log {log_bytes} queue {queue_bytes}"),
    }
}

fn send(message: &Produce) -> String {
    let mut line = format!("send {}", message.topic);
    if let Some(queue) = message.queue {
        line.push_str(&format!(" to Q{queue}"));
    }
    if !message.tag.is_empty() {
        line.push_str(&format!(" tag {}", message.tag));
    }
    if !message.keys.is_empty() {
        line.push_str(&format!(" key {}", message.keys));
    }
    if message.delay_level != 0 {
        line.push_str(&format!(" delay {}", message.delay_level));
    }
    let body = if message.body.is_empty() { String::new() } else { format!(" {}", message.body) };
    format!("{line}:{body}")
}

fn settings_of(settings: &GroupSettings) -> String {
    let from = match &settings.consume_from {
        ConsumeFrom::Last => "last",
        ConsumeFrom::First => "first",
        ConsumeFrom::Timestamp { time: None } => "timestamp",
        ConsumeFrom::Timestamp { time: Some(time) } => &time.text,
    };
    format!("{} from {from} tags {} handler {}ms", settings.topic, settings.tags, settings.handler_ms)
}

fn retention_of(retention: &Retention) -> String {
    let hours: Vec<String> = retention.delete_when.iter().map(u8::to_string).collect();
    let (max, disk) = (retention.disk_max_used_percent, retention.disk_used_percent);
    format!("retention hours {} at {} max {max}% disk {disk}%", retention.file_reserved_hours, hours.join(","))
}

#[cfg(test)]
mod tests {
    use super::write_story;
    use crate::journey::Journey;
    use simulation::{Command, ConsumerId, GroupSettings, Produce, Retention, Rewind, Session};
    use store::{GroupName, StoreTime, TopicName};

    /// A session with the page's opening and some steps of one's own.
    fn session(commands: &[Command]) -> Session {
        let mut session = Session::article();
        for command in commands {
            session.apply(command).expect("it can be done");
        }
        session
    }

    fn rewind(time: i64, force: bool) -> Command {
        let (group, topic) = (GroupName::from(simulation::ARTICLE_GROUP), TopicName::from(simulation::ARTICLE_TOPIC));
        Command::Rewind(Rewind { group, topic, time: StoreTime(time), force })
    }

    fn say(body: &str) -> Command {
        let topic = TopicName::from("t");
        let (tag, keys) = ("a".to_owned(), "k-1".to_owned());
        Command::Produce(Produce { topic, queue: None, tag, keys, body: body.to_owned(), delay_level: 1 })
    }

    #[test]
    fn a_story_that_is_played_again_leads_to_the_same() {
        let group = GroupName::from(simulation::ARTICLE_GROUP);
        let settings = GroupSettings {
            topic: TopicName::from("t"),
            consume_from: simulation::ConsumeFrom::First,
            tags: "a||b".to_owned(),
            handler_ms: 7,
        };
        let session = session(&[
            rewind(1_642_388_508_123, true),
            Command::Advance { by_ms: 30_000 },
            rewind(-1, false),
            Command::AdvanceToNext,
            say("one: two"),
            say("one: two"),
            say(""),
            Command::ConfigureGroup { group: GroupName::from("g"), settings },
            Command::StartConsumer { group: GroupName::from("g") },
            Command::StopConsumer { group, consumer: ConsumerId(1) },
            Command::SetRetention(Retention { disk_used_percent: 86, ..Retention::default() }),
            Command::DeleteExpired,
            Command::ResizeFiles { log_bytes: 4_096, queue_bytes: 400 },
            Command::ChooseVersion { version: broker::BrokerVersion::V4_9 },
            Command::Advance { by_ms: 60_000 },
        ]);
        let text = write_story(&session.story().expect("nothing was opened")).expect("all of it can be said");
        assert!(text.contains("\nsend t tag a key k-1 delay 1 times 2: one: two\n"), "{text}");
        let again = Journey::parse(&text).expect("a journey").play().expect("it plays");
        assert_eq!(again.simulation().snapshot(), session.simulation().snapshot());
    }

    #[test]
    fn what_was_undone_is_not_told() {
        let mut session = session(&[say("x")]);
        session.undo();
        let story = session.story().expect("nothing was opened");
        assert_eq!(story, Session::article().story().expect("it begins with a story"));
    }

    #[test]
    fn what_no_line_can_say_is_refused_by_its_number() {
        let story = session(&[say("two\nlines")]).story().expect("nothing was opened");
        let error = write_story(&story).expect_err("a line has one line");
        assert_eq!(error.command, story.commands.len());
    }

    #[test]
    fn an_opened_store_has_no_story() {
        let mut session = Session::article();
        let other = session.simulation().clone();
        session.open("store".to_owned(), other).expect("there is room");
        assert_eq!(session.story(), None);
    }
}
