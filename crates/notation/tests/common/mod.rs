//! Time zones for the tests, from a bundled copy of the IANA database, and recorded lines.
use jiff::{Timestamp, tz::TimeZone};
use notation::zone::ZoneRules;

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
