//! Days since 1970 as dates and back. Years are counted from March, so that a leap day ends its year.

/// The days from 1970-01-01 to a date.
pub(crate) fn to_days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day
        - 719_469
}

/// Year, month and day that many days after 1970-01-01.
pub(crate) fn from_days(days: i64) -> (i64, i64, i64) {
    // 400 years have 146,097 days. This is too early by a year or two, which the loop mends.
    let mut year = 1968 + (days * 400).div_euclid(146_097);
    while to_days(year + 1, 3, 1) <= days {
        year += 1;
    }
    let since_march = days - to_days(year, 3, 1);
    let month = (5 * since_march + 2) / 153;
    let day = since_march - (153 * month + 2) / 5 + 1;
    if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates() {
        for (days, date) in [
            (0, (1970, 1, 1)),
            (-1, (1969, 12, 31)),
            (19_782, (2024, 2, 29)),
            (11_016, (2000, 2, 29)),
            (47_541, (2100, 3, 1)),
            (20_781, (2026, 11, 24)),
        ] {
            assert_eq!(from_days(days), date);
            assert_eq!(to_days(date.0, date.1, date.2), days);
        }
        for days in -200_000..200_000 {
            let (year, month, day) = from_days(days);
            assert_eq!(to_days(year, month, day), days);
        }
    }
}
