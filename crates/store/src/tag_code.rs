//! The number by which a consume-queue entry knows its message's tag.
use crate::{Properties, Record, StoreConfig};

/// The topic in which delayed messages wait.
pub const SCHEDULE_TOPIC: &str = "SCHEDULE_TOPIC_XXXX";

/// What a level that the table does not have waits (`computeDeliverTimestamp`), in milliseconds.
const UNKNOWN_LEVEL_MS: i64 = 1_000;

/// The tag code of a tag: Java's `String.hashCode`, over UTF-16 units; 0 without a tag.
pub fn tag_code(tag: Option<&str>) -> i64 {
    i64::from(java_hash(tag.unwrap_or("")))
}

/// Java's `String.hashCode`.
pub(crate) fn java_hash(text: &str) -> i32 {
    text.encode_utf16().fold(0i32, |hash, unit| hash.wrapping_mul(31).wrapping_add(i32::from(unit)))
}

/// The tag code in the entry of a record: in the schedule topic the time of delivery, else that of its tag
/// (`CommitLog.checkMessageAndReturnSize`).
pub(crate) fn entry_code(record: &Record<'_>, config: &StoreConfig) -> i64 {
    let level = || record.property(Properties::DELAY)?.parse::<i32>().ok();
    let levels = &config.delay_levels;
    match (record.topic() == SCHEDULE_TOPIC).then(level).flatten() {
        Some(level) if level > 0 => {
            let wait_ms = if levels.max_level() == 0 { UNKNOWN_LEVEL_MS } else { levels.delay_ms(level) };
            record.store_time().plus_ms(wait_ms).0
        }
        _ => tag_code(record.tags()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn java_hash_codes() {
        let codes = [None, Some(""), Some("A"), Some("TagA"), Some("退款"), Some("🚀"), Some("polygenelubricants")];
        let expect = [0, 0, 65, 2_598_919, 36_864 * 31 + 27_454, 55_357 * 31 + 56_960, -2_147_483_648];
        assert_eq!(codes.map(tag_code), expect);
    }
}
