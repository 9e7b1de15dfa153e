//! Time zones from a database that is part of this program, so that every machine gives the same answers.
use jiff::Timestamp;
use jiff::tz::TimeZone;
use notation::zone::ZoneRules;

/// A named zone.
pub(crate) struct NamedZone {
    id: String,
    zone: TimeZone,
}

impl NamedZone {
    /// The zone of that name in the time-zone database.
    pub(crate) fn find(id: &str) -> Result<Self, String> {
        let zone = TimeZone::get(id).map_err(|error| format!("zone {id:?}: {error}"))?;
        Ok(Self { id: id.to_owned(), zone })
    }
}

impl ZoneRules for NamedZone {
    fn offset_ms_at(&self, utc_ms: i64) -> i64 {
        let at =
            Timestamp::from_millisecond(utc_ms).expect("asked only from 1900 to 2800, and a timestamp reaches to 9999");
        i64::from(self.zone.to_offset(at).seconds()) * 1000
    }

    fn id(&self) -> &str {
        &self.id
    }
}
