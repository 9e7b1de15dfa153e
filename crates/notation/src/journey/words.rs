//! The words of a line, taken from the left.
use super::When;
use crate::java_date;
use crate::time_text::{Context, TimeReading, read_time};
use crate::zone::FixedZone;
use broker::BrokerVersion;
use simulation::{ConsumeFrom, ConsumeTimestamp, ConsumerId, GroupSettings, Retention};
use store::{QueueId, QueueOffset, StoreTime, TopicName};

/// What is wrong with a line.
pub(super) type Problem = String;

/// What lines above have said, and lines below depend on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene {
    /// The zone of every time that names none.
    pub(super) offset_ms: i64,
    /// The beginning: the date of a time without one.
    pub(super) clock: StoreTime,
}

/// The rest of a line.
#[derive(Clone, Debug)]
pub(super) struct Words<'a> {
    rest: &'a str,
    scene: Scene,
}

impl<'a> Words<'a> {
    pub(super) fn new(rest: &'a str, scene: Scene) -> Self {
        Self { rest: rest.trim(), scene }
    }

    /// The next word, whatever it is.
    pub(super) fn word(&mut self, what: &str) -> Result<&'a str, Problem> {
        let (word, rest) = self.rest.split_once(char::is_whitespace).unwrap_or((self.rest, ""));
        if word.is_empty() {
            return Err(format!("{what} is missing at the end of the line"));
        }
        self.rest = rest.trim_start();
        Ok(word)
    }

    /// Takes the word if it comes next.
    pub(super) fn take(&mut self, word: &str) -> bool {
        let mut after = self.clone();
        let next = after.word("") == Ok(word);
        if next {
            *self = after;
        }
        next
    }

    /// The word must come next.
    pub(super) fn expect(&mut self, word: &str) -> Result<(), Problem> {
        if self.take(word) { Ok(()) } else { Err(format!("`{word}` should stand before `{}`", self.rest)) }
    }

    /// Nothing may be left.
    pub(super) fn end(&self) -> Result<(), Problem> {
        if self.rest.is_empty() { Ok(()) } else { Err(format!("`{}` is not understood here", self.rest)) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// All that is left.
    pub(super) fn all(&mut self) -> &'a str {
        std::mem::take(&mut self.rest)
    }

    /// Parts the line at the first `: ` (or a colon at its end): what stands behind is returned.
    pub(super) fn cut_at_colon(&mut self) -> Option<&'a str> {
        let at = self.rest.find(": ").or_else(|| self.rest.strip_suffix(':').map(str::len))?;
        let (head, tail) = self.rest.split_at(at);
        self.rest = head.trim_end();
        Some(tail[1..].trim_start())
    }

    pub(super) fn number<T: std::str::FromStr>(&mut self, what: &str) -> Result<T, Problem> {
        let word = self.word(what)?;
        word.parse().map_err(|_| format!("{what}: `{word}` is no number of that kind"))
    }

    pub(super) fn offset(&mut self) -> Result<QueueOffset, Problem> {
        let word = self.word("an offset")?;
        let digits = word.strip_prefix('#').unwrap_or(word);
        digits.parse().map(QueueOffset).map_err(|_| format!("an offset is a number, like #4: `{word}`"))
    }

    pub(super) fn queue(&mut self) -> Result<QueueId, Problem> {
        let word = self.word("a queue")?;
        let digits = word.strip_prefix('Q').unwrap_or(word);
        digits.parse().map(QueueId).map_err(|_| format!("a queue is a number, like Q2: `{word}`"))
    }

    pub(super) fn consumer(&mut self) -> Result<ConsumerId, Problem> {
        let word = self.word("a consumer")?;
        let letter = word.bytes().next().filter(|letter| word.len() == 1 && letter.is_ascii_uppercase());
        letter
            .map(|letter| ConsumerId(u32::from(letter - b'A')))
            .ok_or(format!("a consumer is a letter, A to Z: `{word}`"))
    }

    pub(super) fn version(&mut self) -> Result<BrokerVersion, Problem> {
        let word = self.word("a version")?;
        BrokerVersion::from_text(word).ok_or(format!("versions are 4.9, 5.1, 5.3 and 5.5: `{word}`"))
    }

    /// `200ms`, `5s`, `2m`, `1h`, `3d`.
    pub(super) fn duration_ms(&mut self) -> Result<i64, Problem> {
        let word = self.word("a stretch of time")?;
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit_ms = match &word[digits.len()..] {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => return Err(format!("a stretch of time is like 200ms, 5s, 2m, 1h or 3d: `{word}`")),
        };
        let count: i64 = digits.parse().map_err(|_| format!("`{word}` does not begin with a whole number"))?;
        count.checked_mul(unit_ms).ok_or(format!("`{word}` is too long"))
    }

    /// A date and a time, or a time alone: up to one of the words that may follow it.
    pub(super) fn time(&mut self) -> Result<StoreTime, Problem> {
        let stops = [" force", " +"];
        let end = stops.iter().filter_map(|stop| self.rest.find(stop)).min().unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        self.scene.read(text)
    }

    /// A time, or `the time of Q2 #4`, with `+ 1ms` or `- 1ms` behind it.
    pub(super) fn when(&mut self) -> Result<When, Problem> {
        if !self.take("the") {
            return Ok(When::At(self.time()?));
        }
        self.expect("time")?;
        self.expect("of")?;
        let (queue, offset) = (self.queue()?, self.offset()?);
        let plus_ms = match (self.take("+"), self.take("-")) {
            (true, _) => self.duration_ms()?,
            (_, true) => -self.duration_ms()?,
            _ => 0,
        };
        Ok(When::Message { queue, offset, plus_ms })
    }

    /// `reads T [from first|last|TEXT|default-time] [tags A||B] [handler 200ms]`, without the first word.
    pub(super) fn settings(&mut self) -> Result<GroupSettings, Problem> {
        let mut settings = GroupSettings {
            topic: TopicName::from(self.word("a topic")?),
            consume_from: ConsumeFrom::Last,
            tags: "*".to_owned(),
            handler_ms: 100,
        };
        while !self.is_empty() {
            match self.word("a setting")? {
                "from" => settings.consume_from = self.consume_from()?,
                "tags" => settings.tags = self.word("tags")?.to_owned(),
                "handler" => settings.handler_ms = self.duration_ms()?,
                other => return Err(format!("settings are from, tags and handler: `{other}`")),
            }
        }
        Ok(settings)
    }

    /// `[hours 72] [at 4,16] [max 75%] [disk 50%]`; the broker's clock stands in the journey's zone.
    pub(super) fn retention(&mut self) -> Result<Retention, Problem> {
        let zone_offset_minutes = i32::try_from(self.scene.offset_ms / 60_000).expect("a zone is less than a day off");
        let mut retention = Retention { zone_offset_minutes, ..Retention::default() };
        while !self.is_empty() {
            match self.word("a setting")? {
                "hours" => retention.file_reserved_hours = self.number("hours")?,
                "at" => retention.delete_when = self.hours()?,
                "max" => retention.disk_max_used_percent = self.percent()?,
                "disk" => retention.disk_used_percent = self.percent()?,
                other => return Err(format!("retention has: hours, at, max, disk: `{other}`")),
            }
        }
        Ok(retention)
    }

    fn hours(&mut self) -> Result<Vec<u8>, Problem> {
        let word = self.word("hours of the day")?;
        let hour = |hour: &str| hour.parse().map_err(|_| format!("hours of the day are like 4,16: `{word}`"));
        word.split(',').map(hour).collect()
    }

    fn percent(&mut self) -> Result<i64, Problem> {
        let word = self.word("a percentage")?;
        let number = word.strip_suffix('%').and_then(|digits| digits.parse().ok());
        number.ok_or(format!("a percentage is like 75%: `{word}`"))
    }

    fn consume_from(&mut self) -> Result<ConsumeFrom, Problem> {
        let word = self.word("first, last, timestamp or a consumeTimestamp")?;
        let time = match word {
            "first" => return Ok(ConsumeFrom::First),
            "last" => return Ok(ConsumeFrom::Last),
            "timestamp" => None,
            text => {
                let zone = self.scene.zone();
                let at = java_date::consume_timestamp_ms(text, &zone);
                let at = at.ok_or(format!("the client can't read the consumeTimestamp `{text}`"))?;
                Some(ConsumeTimestamp { text: text.to_owned(), at: StoreTime(at) })
            }
        };
        Ok(ConsumeFrom::Timestamp { time })
    }
}

impl Scene {
    pub(super) fn zone(&self) -> FixedZone<'static> {
        FixedZone { id: "journey", offset_ms: self.offset_ms }
    }

    pub(super) fn read(&self, text: &str) -> Result<StoreTime, Problem> {
        let zone = self.zone();
        let context = Context { now_ms: self.clock.0, earliest_ms: None, date_of: self.clock.0, zone: &zone };
        match read_time(text.trim(), &context) {
            TimeReading::At { ms } => Ok(StoreTime(ms)),
            TimeReading::Question { .. } => Err(format!("`{text}`: seconds or milliseconds? Write a date and a time")),
            TimeReading::Error(error) => Err(format!("`{text}`: {error}")),
        }
    }
}
