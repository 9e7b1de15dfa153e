//! What Java makes of a date text: `SimpleDateFormat` in its lenient mode, as `UtilAll.parseDate` of RocketMQ uses it.
mod number;
mod pattern;
mod rocketmq;

pub use pattern::{Pattern, PatternError};
pub use rocketmq::{
    CONSUME_TIMESTAMP_PATTERN, ClientLine, MQADMIN_PATTERN, MqadminTime, consume_timestamp_ms, mqadmin_time,
    push_consumer_start_error,
};

use crate::zone::ZoneRules;

/// The instant that `UtilAll.parseDate(input, pattern)` returns in a JVM of that zone, in epoch milliseconds.
///
/// `None` is Java's `null`: the text could not be read. Text after the last field is not looked at.
///
/// # Errors
/// The pattern has a letter that is not modelled.
pub fn parse_date(input: &str, pattern: &str, zone: &dyn ZoneRules) -> Result<Option<i64>, PatternError> {
    Ok(Pattern::compile(pattern)?.parse(input, zone))
}
