//! Times as a person types or pastes them into the time field, read strictly; and times written for people and tools.
mod cursor;
mod error;
mod read;
mod write;

pub use error::{Expected, TimeError, TimeErrorKind};
pub use read::read_time;
pub use write::{ConsumeTimestamp, consume_timestamp_text, format_local, format_offset, mqadmin_text, question_text};

use crate::zone::ZoneRules;

/// What a text may refer to. All times are epoch milliseconds.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What `now` means, and what `-1h` counts from.
    pub now_ms: i64,
    /// What `earliest` means; `None` when nothing is stored.
    pub earliest_ms: Option<i64>,
    /// The instant on whose date a bare time of day lies.
    pub date_of: i64,
    /// The zone of times that name none.
    pub zone: &'a dyn ZoneRules,
}

/// What a text was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeReading {
    /// One instant.
    At {
        /// Epoch milliseconds.
        ms: i64,
    },
    /// Digits that may be seconds or milliseconds: only the person knows.
    Question {
        /// The instant if they are seconds, in epoch milliseconds.
        seconds_ms: i64,
        /// The instant if they are milliseconds.
        millis_ms: i64,
    },
    /// Not a time.
    Error(TimeError),
}
