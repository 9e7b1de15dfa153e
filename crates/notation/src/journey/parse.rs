//! From text to statements: every line is understood before the first one is played.
use super::words::{Problem, Scene, Words};
use super::{Claim, Deed, Statement, When};
use broker::BrokerVersion;
use simulation::{Command, Produce};
use std::fmt;
use store::{GroupName, QueueOffset, StoreTime, TopicName};

/// The longest journey, in bytes: more than a person writes.
const BYTES_MAX: usize = 1 << 20;
/// How often one line may send: enough to fill a lane, not a machine.
const TIMES_MAX: u32 = 100_000;
/// 2022-01-17 00:00 in Shanghai: where a journey begins that names no clock.
const CLOCK: StoreTime = StoreTime(1_642_348_800_000);
pub(super) const SHANGHAI_MS: i64 = 8 * 3_600_000;

/// A story that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    pub(super) lines: Vec<(usize, Statement)>,
}

/// A line that was not understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JourneyError {
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for JourneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl std::error::Error for JourneyError {}

impl Journey {
    /// Reads a story.
    ///
    /// # Errors
    /// Names the first line that is not understood.
    pub fn parse(text: &str) -> Result<Self, JourneyError> {
        if text.len() > BYTES_MAX {
            return Err(JourneyError { line: 1, problem: format!("a journey has at most {BYTES_MAX} bytes") });
        }
        let mut reader = Reader { scene: Scene { offset_ms: SHANGHAI_MS, clock: CLOCK }, version: BrokerVersion::V5_3 };
        let mut lines = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let statement = reader.statement(line, lines.is_empty());
            let statement = statement.map_err(|problem| JourneyError { line: index + 1, problem })?;
            lines.extend(statement.map(|statement| (index + 1, statement)));
        }
        if !matches!(lines.first(), Some((_, Statement::Begin { .. }))) {
            let Reader { scene, version } = reader;
            lines.insert(0, (1, Statement::Begin { version, at: scene.clock }));
        }
        Ok(Self { lines })
    }
}

struct Reader {
    scene: Scene,
    version: BrokerVersion,
}

impl Reader {
    /// Lines that set the scene make no statement of their own.
    fn statement(&mut self, line: &str, beginning: bool) -> Result<Option<Statement>, Problem> {
        let mut words = Words::new(line, self.scene);
        match words.word("a word")? {
            "broker" if beginning => self.version = words.version()?,
            "zone" => self.scene.offset_ms = zone_ms(words.word("an offset like +08:00")?)?,
            "clock" if beginning => {
                let at = words.time()?;
                self.scene.clock = at;
                return Ok(Some(Statement::Begin { version: self.version, at }));
            }
            "expect" => return claim(words).map(Statement::Expect).map(Some),
            "refused" => return self.refused(words).map(Some),
            _ => return deed(Words::new(line, self.scene)).map(Statement::Do).map(Some),
        }
        words.end()?;
        Ok(None)
    }

    fn refused(&self, mut words: Words<'_>) -> Result<Statement, Problem> {
        let rest = words.all();
        let (line, because) = rest.rsplit_once(" because ").ok_or("say why: `refused … because WORDS`")?;
        Ok(Statement::Refused(deed(Words::new(line, self.scene))?, because.to_owned()))
    }
}

fn zone_ms(word: &str) -> Result<i64, Problem> {
    let wrong = || format!("a zone is like +08:00: `{word}`");
    let (sign, digits) = word.split_at_checked(1).ok_or_else(wrong)?;
    let (hours, minutes) = digits.split_once(':').ok_or_else(wrong)?;
    let number = |text: &str| text.parse::<i64>().ok().filter(|number| (0..60).contains(number)).ok_or_else(wrong);
    let ms = (number(hours)? * 60 + number(minutes)?) * 60_000;
    match sign {
        "+" => Ok(ms),
        "-" => Ok(-ms),
        _ => Err(wrong()),
    }
}

/// What a line says to do.
pub(super) fn deed_of(line: &str, scene: Scene) -> Result<Deed, Problem> {
    deed(Words::new(line, scene))
}

fn deed(mut words: Words<'_>) -> Result<Deed, Problem> {
    let body = words.cut_at_colon();
    let deed = match words.word("a word")? {
        "topic" => {
            let topic = TopicName::from(words.word("a topic")?);
            words.expect("queues")?;
            Deed::Command(Command::CreateTopic { topic, queues: words.number("queues")? })
        }
        "send" => send(&mut words, body)?,
        "group" => {
            let group = GroupName::from(words.word("a group")?);
            words.expect("reads")?;
            Deed::Group(group, words.settings()?)
        }
        "start" => Deed::Command(Command::StartConsumer { group: GroupName::from(words.word("a group")?) }),
        "stop" => {
            let (group, consumer) = (GroupName::from(words.word("a group")?), words.consumer()?);
            Deed::Command(Command::StopConsumer { group, consumer })
        }
        "wait" if words.take("until") => Deed::WaitUntil(words.time()?),
        "wait" => Deed::Command(Command::Advance { by_ms: words.duration_ms()? }),
        "next" => Deed::Command(Command::AdvanceToNext),
        "version" => Deed::Command(Command::ChooseVersion { version: words.version()? }),
        "rewind" => {
            let (group, topic, to, force) = rewind(&mut words)?;
            Deed::Rewind { group, topic, to, force }
        }
        "retention" => Deed::Command(Command::SetRetention(words.retention()?)),
        "delete" => {
            words.expect("expired")?;
            Deed::Command(Command::DeleteExpired)
        }
        "files" => {
            words.expect("log")?;
            let log_bytes = words.number("bytes of a log file")?;
            words.expect("queue")?;
            Deed::Command(Command::ResizeFiles { log_bytes, queue_bytes: words.number("bytes of a queue file")? })
        }
        "undo" => Deed::Undo,
        "redo" => Deed::Redo,
        other => {
            return Err(format!(
                "`{other}` begins no line: topic, send, group, start, stop, wait, next, version, \
                                     rewind, retention, delete, files, undo, redo, expect, refused do"
            ));
        }
    };
    words.end()?;
    Ok(deed)
}

fn send(words: &mut Words<'_>, body: Option<&str>) -> Result<Deed, Problem> {
    let mut message = Produce {
        topic: TopicName::from(words.word("a topic")?),
        queue: None,
        tag: String::new(),
        keys: String::new(),
        body: body.ok_or("a message needs a body: put `: ` before it")?.to_owned(),
        delay_level: 0,
    };
    let mut times = 1;
    while !words.is_empty() {
        match words.word("a property")? {
            "to" => message.queue = Some(words.queue()?),
            "tag" => message.tag = words.word("a tag")?.to_owned(),
            "key" => message.keys = words.word("a key")?.to_owned(),
            "delay" => message.delay_level = words.number("a delay level")?,
            "times" => times = words.number("times")?,
            other => return Err(format!("a message has: to Q0, tag, key, delay, times: `{other}`")),
        }
    }
    match times {
        1 => Ok(Deed::Command(Command::Produce(message))),
        2..=TIMES_MAX => Ok(Deed::Times(times, Command::Produce(message))),
        _ => Err(format!("times is 1 to {TIMES_MAX}")),
    }
}

fn rewind(words: &mut Words<'_>) -> Result<(GroupName, TopicName, When, bool), Problem> {
    let group = GroupName::from(words.word("a group")?);
    words.expect("on")?;
    let topic = TopicName::from(words.word("a topic")?);
    words.expect("to")?;
    let to = if words.take("end") { When::At(StoreTime(-1)) } else { words.when()? };
    Ok((group, topic, to, words.take("force")))
}

fn claim(mut words: Words<'_>) -> Result<Claim, Problem> {
    let tail = words.cut_at_colon();
    let claim = match words.word("a name")? {
        "rewind" => {
            let (group, topic, to, force) = rewind(&mut words)?;
            preview(Words::new(tail.ok_or("say where it lands behind `: `")?, Scene { offset_ms: 0, clock: CLOCK }))
                .map(|(lands, again, skipped)| Claim::Preview { group, topic, to, force, lands, again, skipped })?
        }
        "first" => {
            words.expect("start")?;
            words.expect("of")?;
            let group = GroupName::from(words.word("a group")?);
            words.expect("on")?;
            let settings = words.settings()?;
            let tail = tail.ok_or("say where it starts behind `: `")?;
            let setting_used = tail.ends_with("setting used");
            let firsts =
                tail.trim_end_matches("setting used").split_whitespace().map(offset).collect::<Result<_, _>>()?;
            Claim::FirstStart { group, settings, firsts, setting_used }
        }
        "message" => {
            let (queue, offset) = (words.queue()?, words.offset()?);
            words.expect("of")?;
            let topic = TopicName::from(words.word("a topic")?);
            Claim::Body { topic, queue, offset, body: tail.ok_or("say its body behind `: `")?.to_owned() }
        }
        "topic" => {
            let topic = TopicName::from(words.word("a topic")?);
            words.expect("holds")?;
            let ends = words.all().split_whitespace().map(ends).collect::<Result<_, _>>()?;
            Claim::Holds { topic, ends }
        }
        "log" => files(&mut words)?,
        "next" => {
            words.expect("deletion")?;
            Claim::NextDeletion { at: if words.take("never") { None } else { Some(words.time()?) } }
        }
        group => of_group(GroupName::from(group), &mut words)?,
    };
    words.end()?;
    Ok(claim)
}

/// `has 3 files, 1 gone`.
fn files(words: &mut Words<'_>) -> Result<Claim, Problem> {
    words.expect("has")?;
    let living = words.number("how many files")?;
    words.expect("files,")?;
    let gone = words.number("how many are gone")?;
    words.expect("gone")?;
    Ok(Claim::Files { living, gone })
}

fn of_group(group: GroupName, words: &mut Words<'_>) -> Result<Claim, Problem> {
    match words.word("received, reads, committed, lag or consumer")? {
        "received" => received(group, words),
        "reads" => {
            words.expect("next")?;
            Ok(Claim::ReadsNext { group, offsets: places(words)? })
        }
        "committed" => Ok(Claim::Committed { group, offsets: places(words)? }),
        "lag" => Ok(Claim::Lag { group, lag: words.number("a lag")? }),
        "consumer" => {
            let consumer = words.consumer()?;
            words.expect("owns")?;
            let mut queues = Vec::new();
            while !words.is_empty() {
                queues.push(words.queue()?);
            }
            Ok(Claim::Owns { group, consumer, queues })
        }
        other => Err(format!("a group has: received, reads next, committed, lag, consumer: `{other}`")),
    }
}

fn received(group: GroupName, words: &mut Words<'_>) -> Result<Claim, Problem> {
    let mut copy = words.clone();
    if let Ok(count) = copy.number("a count") {
        *words = copy;
        let again = if words.take("again") { Some(words.number("a count")?) } else { None };
        return Ok(Claim::Received { group, count, again });
    }
    let (queue, offset) = (words.queue()?, words.offset()?);
    let times = match words.word("once, twice or N times")? {
        "never" => 0,
        "once" => 1,
        "twice" => 2,
        number => {
            words.expect("times")?;
            number.parse().map_err(|_| format!("how often? `{number}`"))?
        }
    };
    Ok(Claim::ReceivedTimes { group, queue, offset, times })
}

fn places(words: &mut Words<'_>) -> Result<Vec<Option<QueueOffset>>, Problem> {
    let place = |word: &str| if word == "-" { Ok(None) } else { offset(word).map(Some) };
    words.all().split_whitespace().map(place).collect()
}

fn preview(mut words: Words<'_>) -> Result<(Vec<QueueOffset>, i64, i64), Problem> {
    words.expect("lands")?;
    let (lands, counts) = words.all().split_once(',').ok_or("`, again N, skipped N` is missing")?;
    let lands = lands.split_whitespace().map(offset).collect::<Result<_, _>>()?;
    let mut again_skipped = (0, 0);
    for count in counts.split(',') {
        let mut count = Words::new(count, Scene { offset_ms: 0, clock: CLOCK });
        match count.word("again or skipped")? {
            "again" => again_skipped.0 = count.number("again")?,
            "skipped" => again_skipped.1 = count.number("skipped")?,
            other => return Err(format!("a preview counts again and skipped: `{other}`")),
        }
    }
    Ok((lands, again_skipped.0, again_skipped.1))
}

fn offset(word: &str) -> Result<QueueOffset, Problem> {
    word.parse().map(QueueOffset).map_err(|_| format!("an offset is a number: `{word}`"))
}

fn ends(word: &str) -> Result<(QueueOffset, QueueOffset), Problem> {
    let (min, max) = word.split_once('-').ok_or(format!("ends are like 0-10: `{word}`"))?;
    Ok((offset(min)?, offset(max)?))
}
