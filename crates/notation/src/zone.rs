//! Time zones: what is asked of the one who knows them, and Java's way from local time to UTC and back.
//!
//! No time-zone database is in here. A test asks the system's, a page asks the browser's.
use crate::java_calendar::{Civil, DAY_MS};

/// What must be known about a time zone.
pub trait ZoneRules {
    /// Local time minus UTC at the instant `utc_ms` (milliseconds since 1970-01-01T00:00:00Z), in milliseconds.
    ///
    /// Only asked for instants from 1900 to 2800; see [`java_offset_ms`].
    fn offset_ms_at(&self, utc_ms: i64) -> i64;

    /// The zone's name, for example `Asia/Shanghai`.
    fn id(&self) -> &str;
}

/// A zone with one offset for all times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedZone<'a> {
    /// The zone's name.
    pub id: &'a str,
    /// Local time minus UTC, in milliseconds.
    pub offset_ms: i64,
}

/// Coordinated universal time.
pub const UTC: FixedZone<'static> = FixedZone { id: "UTC", offset_ms: 0 };

impl ZoneRules for FixedZone<'_> {
    fn offset_ms_at(&self, _utc_ms: i64) -> i64 {
        self.offset_ms
    }

    fn id(&self) -> &str {
        self.id
    }
}

/// 1900-01-01T00:00:00Z. Java's `ZoneInfo` knows nothing older and takes the zone's standard offset of today.
const FIRST_KNOWN_MS: i64 = -2_208_988_800_000;
/// 2400-01-01T00:00:00Z. From here on a zone's rules repeat with the calendar, every 400 years.
const REPEATS_FROM_MS: i64 = 13_569_465_600_000;
/// 400 years of the Gregorian calendar: whole weeks, so rules such as "the last Sunday" repeat too.
const CYCLE_MS: i64 = 146_097 * DAY_MS;
/// 2037-01-15 and 2037-07-15: one of them lies in the zone's standard time.
const WINTER_AND_SUMMER_MS: [i64; 2] = [2_115_590_400_000, 2_131_228_800_000];
/// No zone was ever further from UTC than 16 hours.
const WIDEST_OFFSET_MS: i64 = 16 * 3_600_000;

/// The offset that Java uses at an instant (`sun.util.calendar.ZoneInfo`): before 1900 the standard offset of today,
/// not the local mean time; far in the future the last known rule.
pub fn java_offset_ms(zone: &dyn ZoneRules, utc_ms: i64) -> i64 {
    if utc_ms < FIRST_KNOWN_MS {
        let [winter, summer] = WINTER_AND_SUMMER_MS.map(|ms| zone.offset_ms_at(ms));
        return winter.min(summer);
    }
    let asked = if utc_ms < REPEATS_FROM_MS {
        utc_ms
    } else {
        REPEATS_FROM_MS + (utc_ms - REPEATS_FROM_MS).rem_euclid(CYCLE_MS)
    };
    zone.offset_ms_at(asked)
}

/// What a clock on the wall shows at an instant, as milliseconds counted as if the wall stood in UTC.
pub fn to_local_ms(zone: &dyn ZoneRules, utc_ms: i64) -> i64 {
    utc_ms.wrapping_add(java_offset_ms(zone, utc_ms))
}

/// What a clock on the wall shows at an instant.
pub fn to_civil(zone: &dyn ZoneRules, utc_ms: i64) -> Civil {
    Civil::of_local_ms(to_local_ms(zone, utc_ms))
}

/// The instant at which the wall clock shows `local_ms`, as Java's `GregorianCalendar` chooses it.
///
/// A time that comes twice (clocks go back) is the second one; a time that is left out (clocks go forward) is read
/// with the offset before the change, which makes it later by the change.
pub fn to_utc_ms(zone: &dyn ZoneRules, local_ms: i64) -> i64 {
    // A change of offset counts for this wall time when the wall, put on to the new offset, is not before it.
    let late = java_offset_ms(zone, local_ms.wrapping_add(WIDEST_OFFSET_MS));
    let early = java_offset_ms(zone, local_ms.wrapping_sub(WIDEST_OFFSET_MS));
    let with_late = local_ms.wrapping_sub(late);
    if late == early || java_offset_ms(zone, with_late) == late { with_late } else { local_ms.wrapping_sub(early) }
}

/// True when no clock in the zone ever shows this time, because it was put forward over it.
pub fn is_skipped(zone: &dyn ZoneRules, local_ms: i64) -> bool {
    to_local_ms(zone, to_utc_ms(zone, local_ms)) != local_ms
}
