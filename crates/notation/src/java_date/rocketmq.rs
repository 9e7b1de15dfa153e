//! What RocketMQ does with a date text: the check at the start of a push consumer, and `mqadmin resetOffsetByTime -s`.
use super::{number::digit, pattern::Pattern};
use crate::zone::ZoneRules;

/// The pattern of `consumeTimestamp` (`UtilAll.YYYYMMDDHHMMSS`).
pub const CONSUME_TIMESTAMP_PATTERN: &str = "yyyyMMddHHmmss";
/// The pattern of `mqadmin resetOffsetByTime -s` (`UtilAll.YYYY_MM_DD_HH_MM_SS_SSS`).
pub const MQADMIN_PATTERN: &str = "yyyy-MM-dd#HH:mm:ss:SSS";

/// The generation of RocketMQ's client and tools: they differ in what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientLine {
    /// Versions 4.x.
    V4,
    /// Versions 5.x.
    V5,
}

impl ClientLine {
    /// The generation of a version such as `5.3.3`.
    pub fn of_version(version: &str) -> Option<Self> {
        match version.split('.').next() {
            Some("4") => Some(Self::V4),
            Some("5") => Some(Self::V5),
            _ => None,
        }
    }
}

fn read(input: &str, pattern: &str, zone: &dyn ZoneRules) -> Option<i64> {
    Pattern::compile(pattern).expect("both patterns have only letters that are modelled").parse(input, zone)
}

/// The instant that a client in that zone takes `consumeTimestamp` for, in epoch milliseconds; `None` stops its start.
pub fn consume_timestamp_ms(text: &str, zone: &dyn ZoneRules) -> Option<i64> {
    read(text, CONSUME_TIMESTAMP_PATTERN, zone)
}

/// What `DefaultMQPushConsumer.start()` throws for a `consumeTimestamp`, whatever `consumeFromWhere` says; `None` when
/// it starts.
pub fn push_consumer_start_error(text: &str, line: ClientLine, zone: &dyn ZoneRules) -> Option<String> {
    let more = match line {
        ClientLine::V4 => "http://rocketmq.apache.org/docs/faq/",
        ClientLine::V5 => "https://rocketmq.apache.org/docs/bestPractice/06FAQ",
    };
    consume_timestamp_ms(text, zone).is_none().then(|| {
        format!(
            "org.apache.rocketmq.client.exception.MQClientException: consumeTimestamp is invalid, the valid format is \
             {CONSUME_TIMESTAMP_PATTERN},but received {text} \nSee {more} for further details."
        )
    })
}

/// What `mqadmin resetOffsetByTime -s` makes of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MqadminTime {
    /// The time of the clock when the command runs: `now` in 5.x.
    Now,
    /// An epoch in milliseconds. −1, which is also what `now` means in 4.x, stands for the end of the queue.
    Ms(i64),
    /// The command stops with a `NullPointerException`, because the text is no date.
    NullPointer(ClientLine),
}

impl MqadminTime {
    /// The exception with its message, as Java prints it.
    pub fn error(self) -> Option<&'static str> {
        match self {
            Self::NullPointer(ClientLine::V4) => Some(
                "java.lang.NullPointerException: Cannot invoke \"java.util.Date.getTime()\" because the return value \
                 of \"org.apache.rocketmq.common.UtilAll.parseDate(String, String)\" is null",
            ),
            Self::NullPointer(ClientLine::V5) => Some("java.lang.NullPointerException"),
            Self::Now | Self::Ms(_) => None,
        }
    }
}

/// Reads the text of `mqadmin resetOffsetByTime -s` in the zone of the tool's JVM (`ResetOffsetByTimeCommand`).
///
/// A number is milliseconds, also one that looks like a date. Blanks around the text do not count.
pub fn mqadmin_time(text: &str, line: ClientLine, zone: &dyn ZoneRules) -> MqadminTime {
    let text = text.trim_matches(|c| c <= ' ');
    match (text, line) {
        ("now", ClientLine::V4) => MqadminTime::Ms(-1),
        ("now", ClientLine::V5) => MqadminTime::Now,
        _ => java_long(text)
            .or_else(|| read(text, MQADMIN_PATTERN, zone))
            .map_or(MqadminTime::NullPointer(line), MqadminTime::Ms),
    }
}

/// `Long.parseLong`: a sign and digits of any script.
fn java_long(text: &str) -> Option<i64> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut value = (!digits.is_empty()).then_some(0_i64)?;
    for unit in digits.encode_utf16() {
        let digit = i64::from(digit(unit)?);
        value = value.checked_mul(10)?.checked_add(if is_negative { -digit } else { digit })?;
    }
    Some(value)
}
