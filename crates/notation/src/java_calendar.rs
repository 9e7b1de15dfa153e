//! Days and dates as Java's `GregorianCalendar` counts them: Julian up to 1582-10-04, Gregorian from 1582-10-15 on.
use std::fmt;

/// Milliseconds of a day.
pub const DAY_MS: i64 = 86_400_000;
/// 1582-10-15, the first Gregorian day, in days since 1970-01-01.
const FIRST_GREGORIAN_DAY: i64 = -141_427;
/// The year of the change from one calendar to the other.
const CHANGE_YEAR: i32 = 1582;
/// Days from 0000-03-01 of each calendar to 1970-01-01.
const EPOCH_FROM_MARCH_0: [i64; 2] = [719_468, 719_470];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rule {
    Gregorian = 0,
    Julian = 1,
}

/// A date and a time of day, without a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Civil {
    /// The year; 0 is the year before year 1.
    pub year: i64,
    /// The month, from 1.
    pub month: i64,
    /// The day of the month, from 1.
    pub day: i64,
    /// The hour, 0 to 23.
    pub hour: i64,
    /// The minute, 0 to 59.
    pub minute: i64,
    /// The second, 0 to 59.
    pub second: i64,
    /// The millisecond, 0 to 999.
    pub ms: i64,
}

impl Civil {
    /// The date and time that lie `local_ms` milliseconds after 1970-01-01 00:00:00.000.
    pub fn of_local_ms(local_ms: i64) -> Self {
        let (days, of_day) = (local_ms.div_euclid(DAY_MS), local_ms.rem_euclid(DAY_MS));
        let rule = if days >= FIRST_GREGORIAN_DAY { Rule::Gregorian } else { Rule::Julian };
        let (year, month, day) = date_of(rule, days);
        let (hour, minute) = (of_day / 3_600_000, of_day / 60_000 % 60);
        Self { year, month, day, hour, minute, second: of_day / 1000 % 60, ms: of_day % 1000 }
    }

    /// The milliseconds since 1970-01-01 00:00:00.000, if there is such a date and time.
    pub fn to_local_ms(self) -> Option<i64> {
        let year = i32::try_from(self.year).ok()?;
        let field = |value: i64| i32::try_from(value).ok();
        let fields = Fields {
            year,
            month: field(self.month)?.checked_sub(1)?,
            day: field(self.day)?,
            hour: field(self.hour)?,
            minute: field(self.minute)?,
            second: field(self.second)?,
            ms: field(self.ms)?,
        };
        let local_ms = fields.lenient_local_ms();
        (Self::of_local_ms(local_ms) == self).then_some(local_ms)
    }
}

impl fmt::Display for Civil {
    /// `YYYY-MM-DD HH:MM:SS.mmm`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day, hour, minute, second, ms } = self;
        write!(f, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{ms:03}")
    }
}

/// The fields of a Java calendar, each of any size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields {
    /// The year; 0 is the year before year 1.
    pub year: i32,
    /// The month, from 0 as in Java.
    pub month: i32,
    /// The day of the month, from 1.
    pub day: i32,
    /// The hour of the day.
    pub hour: i32,
    /// The minute.
    pub minute: i32,
    /// The second.
    pub second: i32,
    /// The millisecond.
    pub ms: i32,
}

impl Default for Fields {
    /// What an unset field means: 1970-01-01 00:00:00.000.
    fn default() -> Self {
        Self { year: 1970, month: 0, day: 1, hour: 0, minute: 0, second: 0, ms: 0 }
    }
}

impl Fields {
    /// The milliseconds since 1970-01-01 00:00:00.000 that a lenient `GregorianCalendar` makes of the fields.
    ///
    /// A field beyond its range flows over into the next larger one. Numbers wrap where Java's do.
    pub fn lenient_local_ms(&self) -> i64 {
        let time_ms = ((i64::from(self.hour) * 60 + i64::from(self.minute)) * 60 + i64::from(self.second)) * 1000
            + i64::from(self.ms);
        let days = self.days(time_ms.div_euclid(DAY_MS));
        days.wrapping_mul(DAY_MS).wrapping_add(time_ms.rem_euclid(DAY_MS))
    }

    /// The day since 1970-01-01, in the calendar that holds there. `more_days` come from the time of day.
    fn days(&self, more_days: i64) -> i64 {
        let [gregorian, julian] = [Rule::Gregorian, Rule::Julian].map(|rule| more_days + self.days_by(rule));
        // In the year of the change the Julian reading of a left-out date counts, and comes out as a later date.
        let is_gregorian = match self.year.cmp(&CHANGE_YEAR) {
            std::cmp::Ordering::Less => false,
            _ => gregorian >= FIRST_GREGORIAN_DAY,
        };
        if is_gregorian { gregorian } else { julian }
    }

    fn days_by(&self, rule: Rule) -> i64 {
        let year = self.year.wrapping_add(self.month.div_euclid(12));
        let month = self.month.rem_euclid(12) + 1;
        days_of(rule, i64::from(year), i64::from(month)) + i64::from(self.day) - 1
    }
}

/// The first day of a month, in days since 1970-01-01. A year is counted from March, so the leap day is its last.
fn days_of(rule: Rule, year: i64, month: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let from_march = (month + 9) % 12;
    let centuries = match rule {
        Rule::Gregorian => year.div_euclid(400) - year.div_euclid(100),
        Rule::Julian => 0,
    };
    year * 365 + year.div_euclid(4) + centuries + (153 * from_march + 2) / 5 - EPOCH_FROM_MARCH_0[rule as usize]
}

/// Year, month and day of a day since 1970-01-01.
fn date_of(rule: Rule, days: i64) -> (i64, i64, i64) {
    let (cycle_years, cycle_days) = match rule {
        Rule::Gregorian => (400, 146_097),
        Rule::Julian => (4, 1461),
    };
    let from_0 = days + EPOCH_FROM_MARCH_0[rule as usize];
    let cycle = from_0.div_euclid(cycle_days);
    let in_cycle = from_0.rem_euclid(cycle_days);
    // The leap days before this day of the cycle are taken out, so that every year has 365 days.
    let year = match rule {
        Rule::Gregorian => (in_cycle - in_cycle / 1460 + in_cycle / 36_524 - in_cycle / 146_096) / 365,
        Rule::Julian => (in_cycle - in_cycle / 1460) / 365,
    };
    let leap_days = year / 4 - if rule == Rule::Gregorian { year / 100 } else { 0 };
    let in_year = in_cycle - year * 365 - leap_days;
    let from_march = (5 * in_year + 2) / 153;
    let day = in_year - (153 * from_march + 2) / 5 + 1;
    let month = (from_march + 2) % 12 + 1;
    (cycle * cycle_years + year + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_three_thousand_years_is_read_back() {
        let mut date = Civil { year: -999, month: 0, day: 0, hour: 0, minute: 0, second: 0, ms: 0 };
        for day in -800_000..400_000 {
            let next = Civil::of_local_ms(day * DAY_MS);
            assert!(next > date, "{date:?} is followed by {next:?}");
            assert_eq!(next.to_local_ms(), Some(day * DAY_MS));
            date = next;
        }
    }

    #[test]
    fn the_day_after_1582_10_04_is_1582_10_15() {
        let day = |day| Civil { year: 1582, month: 10, day, hour: 0, minute: 0, second: 0, ms: 0 };
        assert_eq!(day(4).to_local_ms().map(|ms| ms + DAY_MS), day(15).to_local_ms());
        assert_eq!(day(5).to_local_ms(), None);
    }
}
