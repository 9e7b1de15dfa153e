//! What is wrong with a typed time, where, and how to say it.
use crate::Language;
use std::fmt;

/// A text that is no time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeError {
    /// Where, counted in characters from 1. One past the end when something is missing there.
    pub character: usize,
    /// What.
    pub kind: TimeErrorKind,
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeErrorKind {
    /// There is nothing but blanks.
    Empty,
    /// The text is longer than any time.
    TooLong,
    /// A year that is not 1 to 9999.
    NoYear(i64),
    /// A month that is not 1 to 12.
    NoMonth(i64),
    /// A day that its month does not have.
    NoDay {
        /// The year.
        year: i64,
        /// The month, from 1.
        month: i64,
        /// The day that is not there.
        day: i64,
    },
    /// An hour that is not 0 to 23.
    NoHour(i64),
    /// A minute that is not 0 to 59.
    NoMinute(i64),
    /// A second that is not 0 to 59.
    NoSecond(i64),
    /// A local time that clocks in the zone were put forward over.
    Skipped {
        /// The zone's name.
        zone: String,
    },
    /// Something else should stand here.
    Unexpected {
        /// What stands here; `None` at the end of the text.
        found: Option<char>,
        /// What should.
        expected: Expected,
    },
    /// `-1`: a step from now without a unit. RocketMQ takes the number -1 for the end of every queue (recorded in
    /// `tests/truth/reset.jsonl`, target `minusOne`), which is no time.
    NoUnit,
    /// So many digits in a row name no time.
    DigitCount(usize),
    /// `earliest`, but nothing is stored.
    NoEarliest,
    /// An instant before the year 1 or after the year 9999, both of UTC.
    OutOfRange,
}

/// What should stand at a place of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A time of any kind.
    Time,
    /// A number.
    Number,
    /// A year of four digits.
    Year,
    /// The mark between year, month and day.
    DateMark,
    /// The colon between hour and minute.
    Colon,
    /// One of `d h m s ms`.
    Unit,
    /// `Z`, or an offset such as `+08:00`.
    Offset,
    /// Nothing more.
    End,
}

impl TimeError {
    /// The error as a sentence of a language, for under the field.
    pub fn text(&self, language: Language) -> String {
        let what = self.kind.text(language);
        match language {
            Language::En => format!("{what} (character {}). Nothing changed.", self.character),
            Language::Zh => format!("第 {} 个字符：{what}。未作改动。", self.character),
        }
    }
}

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::En))
    }
}

impl std::error::Error for TimeError {}

impl TimeErrorKind {
    fn text(&self, language: Language) -> String {
        let pick = |en: String, zh: String| if language == Language::En { en } else { zh };
        match self {
            Self::Empty => pick("Type a time".into(), "请输入时间".into()),
            Self::TooLong => pick("This is too long for a time".into(), "内容太长，不是时间".into()),
            Self::NoYear(n) => pick(format!("Year {n} does not exist here"), format!("没有 {n} 年")),
            Self::NoMonth(n) => pick(format!("Month {n} does not exist"), format!("没有 {n} 月")),
            Self::NoDay { year, month, day } => {
                pick(format!("{year:04}-{month:02} has no day {day}"), format!("{year} 年 {month} 月没有 {day} 日"))
            }
            Self::NoHour(n) => pick(format!("Hour {n} does not exist"), format!("没有 {n} 时")),
            Self::NoMinute(n) => pick(format!("Minute {n} does not exist"), format!("没有 {n} 分")),
            Self::NoSecond(n) => pick(format!("Second {n} does not exist"), format!("没有 {n} 秒")),
            Self::Skipped { zone } => pick(
                format!("This time does not exist in {zone}: clocks were put forward over it"),
                format!("{zone} 没有这个时间：时钟向前拨过了它"),
            ),
            Self::Unexpected { found, expected } => {
                let expected = expected.text(language);
                match found {
                    Some(c) => pick(
                        format!("“{c}” stands where {expected} should"),
                        format!("此处应为{expected}，而不是“{c}”"),
                    ),
                    None => pick(
                        format!("The text ends where {expected} should stand"),
                        format!("文本到此结束，还缺{expected}"),
                    ),
                }
            }
            Self::NoUnit => pick(
                "A number needs a unit here: -1s is a second before now. mqadmin's -1, the end of every queue, is no \
                 time; now is nearest to it"
                    .into(),
                "这里的数字要有单位：-1s 是当前之前一秒。mqadmin 的 -1（各队列末尾）不是时间，最接近的是 now".into(),
            ),
            Self::DigitCount(n) => pick(
                format!("{n} digits name no time: 10 are seconds, 13 milliseconds, 14 or 17 a date and time"),
                format!("{n} 位数字不是时间：10 位是秒，13 位是毫秒，14 或 17 位是日期时间"),
            ),
            Self::NoEarliest => {
                pick("Nothing is stored yet, so there is no earliest time".into(), "还没有消息，没有最早时间".into())
            }
            Self::OutOfRange => pick(
                "The time lies outside the years 1 to 9999 of UTC".into(),
                "时间超出 UTC 的公元 1 至 9999 年".into(),
            ),
        }
    }
}

impl Expected {
    fn text(self, language: Language) -> &'static str {
        let (en, zh) = match self {
            Self::Time => (
                "a time (2022-01-17 11:01:48.123, -1h, now, earliest)",
                "时间（2022-01-17 11:01:48.123、-1h、now、earliest）",
            ),
            Self::Number => ("a number", "数字"),
            Self::Year => ("a year of four digits", "四位数的年份"),
            Self::DateMark => ("- or /", "- 或 /"),
            Self::Colon => ("a colon", "冒号"),
            Self::Unit => ("one of d, h, m, s, ms", "单位 d、h、m、s 或 ms"),
            Self::Offset => ("Z or an offset such as +08:00", "Z 或 +08:00 这样的时差"),
            Self::End => ("the end", "结尾"),
        };
        if language == Language::En { en } else { zh }
    }
}
