//! Times written for people, for `mqadmin` and for `consumeTimestamp`.
use crate::{
    Language, java_date,
    zone::{self, ZoneRules},
};

/// `YYYY-MM-DD HH:MM:SS.mmm` in a zone.
pub fn format_local(ms: i64, zone: &dyn ZoneRules) -> String {
    zone::to_civil(zone, ms).to_string()
}

/// An offset from UTC in milliseconds as `+08:00`; with seconds where it has some.
pub fn format_offset(offset_ms: i64) -> String {
    let sign = if offset_ms < 0 { '-' } else { '+' };
    let seconds = offset_ms.unsigned_abs() / 1000;
    let text = format!("{sign}{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
    if seconds.is_multiple_of(60) { text } else { format!("{text}:{:02}", seconds % 60) }
}

/// The text for `mqadmin resetOffsetByTime -s`, for a tool that runs in the zone: `2022-01-17#11:01:48:123`.
pub fn mqadmin_text(ms: i64, zone: &dyn ZoneRules) -> String {
    let at = zone::to_civil(zone, ms);
    format!(
        "{:04}-{:02}-{:02}#{:02}:{:02}:{:02}:{:03}",
        at.year, at.month, at.day, at.hour, at.minute, at.second, at.ms
    )
}

/// A text for `consumeTimestamp`, and what it cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumeTimestamp {
    /// `yyyyMMddHHmmss` in the zone of the client.
    pub text: String,
    /// The milliseconds that are cut off, 0 to 999.
    pub lost_ms: i64,
    /// The instant that a client in the zone takes the text for. It is not the given one, less `lost_ms`, when the
    /// local time comes twice and the first was meant.
    pub read_back_ms: i64,
}

/// The text for `consumeTimestamp`, for a client that runs in the zone.
pub fn consume_timestamp_text(ms: i64, zone: &dyn ZoneRules) -> ConsumeTimestamp {
    let at = zone::to_civil(zone, ms);
    let text = format!("{:04}{:02}{:02}{:02}{:02}{:02}", at.year, at.month, at.day, at.hour, at.minute, at.second);
    let lost_ms = at.ms;
    // Years of more or less than four digits cannot be written so that they are read back.
    let read_back_ms = java_date::consume_timestamp_ms(&text, zone).unwrap_or(ms - lost_ms);
    ConsumeTimestamp { text, lost_ms, read_back_ms }
}

/// The question whether digits are seconds or milliseconds, with both readings.
pub fn question_text(
    digits: &str,
    seconds_ms: i64,
    millis_ms: i64,
    zone: &dyn ZoneRules,
    language: Language,
) -> String {
    let [seconds, millis] = [seconds_ms, millis_ms].map(|ms| {
        let mut text = format_local(ms, zone);
        text.truncate(text.len() - ".mmm".len());
        text
    });
    let digits = digits.trim();
    match language {
        Language::En => format!("{digits}: seconds → {seconds}, or milliseconds → {millis}?"),
        Language::Zh => format!("{digits}：按秒是 {seconds}，按毫秒是 {millis}，是哪一个？"),
    }
}
