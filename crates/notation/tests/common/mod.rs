//! Time zones for the tests, from a bundled copy of the IANA database, and recorded lines.
#![allow(dead_code, reason = "each test file uses its part of this module")]
use jiff::{Timestamp, tz::TimeZone};
use notation::zone::ZoneRules;
use serde_json::Value;
use std::fs;

/// The lines of a recorded file; its path starts at this crate's folder.
pub(crate) fn lines(path: &str) -> Vec<Value> {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{path}: {e}"))).collect()
}

/// A zone of the IANA database.
pub(crate) struct Iana(TimeZone, String);

impl Iana {
    pub(crate) fn named(id: &str) -> Self {
        Self(TimeZone::get(id).unwrap_or_else(|e| panic!("{id}: {e}")), id.to_owned())
    }
}

impl ZoneRules for Iana {
    fn offset_ms_at(&self, utc_ms: i64) -> i64 {
        let instant = Timestamp::from_millisecond(utc_ms).expect("asked only for years that jiff has");
        i64::from(self.0.to_offset(instant).seconds()) * 1000
    }

    fn id(&self) -> &str {
        &self.1
    }
}
