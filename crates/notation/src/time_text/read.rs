//! Reading a typed time.
use super::{
    Context, TimeReading,
    cursor::{Cursor, Number},
    error::{Expected, TimeError, TimeErrorKind as Kind},
};
use crate::{java_calendar::Civil, zone};

/// 0001-01-01 and 10000-01-01 in UTC: times are typed with years of four digits.
const KNOWN_MS: std::ops::Range<i64> = -62_135_769_600_000..253_402_300_800_000;
/// Years in which 8 or 12 digits are taken for a date: RocketMQ has no messages outside of them.
const LIKELY_YEARS: std::ops::RangeInclusive<i64> = 1970..=2199;
/// No offset from UTC is larger.
const WIDEST_OFFSET_HOURS: i64 = 18;

type Read<T> = Result<T, TimeError>;

/// Reads a time. Nothing is bent into shape: what does not exist is an error that says where.
pub fn read_time(text: &str, context: &Context<'_>) -> TimeReading {
    let reading = Cursor::new(text).and_then(|mut cursor| read(&mut cursor, context));
    match reading {
        Ok(TimeReading::At { ms }) if !KNOWN_MS.contains(&ms) => {
            TimeReading::Error(TimeError { character: 1, kind: Kind::OutOfRange })
        }
        Ok(reading) => reading,
        Err(error) => TimeReading::Error(error),
    }
}

fn read(cursor: &mut Cursor, context: &Context<'_>) -> Read<TimeReading> {
    cursor.skip_blanks();
    let start = cursor.at();
    let ms = if cursor.peek().is_none() {
        return Err(cursor.error_at(0, Kind::Empty));
    } else if cursor.take_word("now") || cursor.take_word("现在") {
        cursor.skip_blanks();
        if cursor.peek_is("+-") { relative(cursor, context)? } else { context.now_ms }
    } else if cursor.take_word("latest") || cursor.take_word("最新") {
        // The end of every queue is reached from now, whatever the last message's time is.
        context.now_ms
    } else if cursor.take_word("earliest") || cursor.take_word("最早") {
        context.earliest_ms.ok_or_else(|| cursor.error_at(start, Kind::NoEarliest))?
    } else if cursor.peek_is("+-") {
        relative(cursor, context)?
    } else {
        match cursor.digits_ahead() {
            0 => return Err(cursor.unexpected(Expected::Time)),
            1 | 2 => time_of_day(cursor, context)?,
            4 => date_and_time(cursor, context)?,
            digits => return many_digits(cursor, context, digits),
        }
    };
    cursor.end()?;
    Ok(TimeReading::At { ms })
}

/// `-1h30m`, `+500 ms`: counted from now.
fn relative(cursor: &mut Cursor, context: &Context<'_>) -> Read<i64> {
    let start = cursor.at();
    let is_back = cursor.take("+-") == Some('-');
    cursor.skip_blanks();
    let mut sum_ms = 0_i64;
    loop {
        let number = cursor.number(usize::MAX)?;
        cursor.skip_blanks();
        let unit_ms = if cursor.take_word("ms") {
            1
        } else {
            match cursor.take("dhmsDHMS").map(|unit| unit.to_ascii_lowercase()) {
                Some('d') => 86_400_000,
                Some('h') => 3_600_000,
                Some('m') => 60_000,
                Some(_) => 1000,
                None if cursor.peek().is_none() => return Err(cursor.error_at(cursor.at(), Kind::NoUnit)),
                None => return Err(cursor.unexpected(Expected::Unit)),
            }
        };
        let part_ms = number.value.checked_mul(unit_ms).filter(|ms| KNOWN_MS.contains(ms));
        sum_ms = part_ms
            .and_then(|part| sum_ms.checked_add(part))
            .ok_or_else(|| cursor.error_at(number.start, Kind::OutOfRange))?;
        cursor.skip_blanks();
        if cursor.digits_ahead() == 0 {
            break;
        }
    }
    let at_ms = if is_back { context.now_ms.checked_sub(sum_ms) } else { context.now_ms.checked_add(sum_ms) };
    at_ms.ok_or_else(|| cursor.error_at(start, Kind::OutOfRange))
}

/// A text that starts with other than one, two or four digits: an epoch, or a date without marks.
fn many_digits(cursor: &mut Cursor, context: &Context<'_>, digits: usize) -> Read<TimeReading> {
    let is_date = match digits {
        14 | 17 => true,
        8 | 12 => LIKELY_YEARS.contains(&cursor.look_ahead(4)),
        _ => false,
    };
    if is_date {
        let ms = date_and_time(cursor, context)?;
        cursor.end()?;
        return Ok(TimeReading::At { ms });
    }
    let number = cursor.number(usize::MAX)?;
    cursor.end()?;
    match digits {
        9..=11 => Ok(TimeReading::Question { seconds_ms: number.value * 1000, millis_ms: number.value }),
        12 | 13 => Ok(TimeReading::At { ms: number.value }),
        _ => Err(cursor.error_at(number.start, Kind::DigitCount(digits))),
    }
}

#[derive(Clone, Copy)]
struct Date {
    year: i64,
    month: i64,
    day: i64,
}

/// A time of day, and where it stands.
#[derive(Clone, Copy, Default)]
struct Time {
    hour: i64,
    minute: i64,
    second: i64,
    ms: i64,
    start: usize,
}

fn time_of_day(cursor: &mut Cursor, context: &Context<'_>) -> Read<i64> {
    let time = time(cursor)?;
    let Civil { year, month, day, .. } = zone::to_civil(context.zone, context.date_of);
    instant(cursor, context, Date { year, month, day }, time)
}

fn date_and_time(cursor: &mut Cursor, context: &Context<'_>) -> Read<i64> {
    let date = date(cursor)?;
    let is_marked = cursor.take("Tt#").is_some();
    cursor.skip_blanks();
    let time = if is_marked || cursor.digits_ahead() > 0 { time(cursor)? } else { Time::default() };
    instant(cursor, context, date, time)
}

/// The instant, after an offset or `Z` that may follow.
fn instant(cursor: &mut Cursor, context: &Context<'_>, date: Date, time: Time) -> Read<i64> {
    let Date { year, month, day } = date;
    let Time { hour, minute, second, ms, start } = time;
    let local_ms = Civil { year, month, day, hour, minute, second, ms }.to_local_ms();
    let local_ms = local_ms.ok_or_else(|| cursor.error_at(start, Kind::NoDay { year, month, day }))?;
    if let Some(offset_ms) = offset(cursor)? {
        return Ok(local_ms - offset_ms);
    }
    if zone::is_skipped(context.zone, local_ms) {
        return Err(cursor.error_at(start, Kind::Skipped { zone: context.zone.id().to_owned() }));
    }
    Ok(zone::to_utc_ms(context.zone, local_ms))
}

/// `2022-01-17`, `2022/1/17`, `20220117`.
fn date(cursor: &mut Cursor) -> Read<Date> {
    let is_compact = cursor.digits_ahead() != 4;
    let year = part(cursor, 4, 1..=9999, Kind::NoYear)?;
    date_mark(cursor, is_compact)?;
    let month = part(cursor, 2, 1..=12, Kind::NoMonth)?.value;
    date_mark(cursor, is_compact)?;
    let day = cursor.number(2)?;
    let date = Date { year: year.value, month, day: day.value };
    let midnight = Civil { year: date.year, month, day: day.value, hour: 0, minute: 0, second: 0, ms: 0 };
    match midnight.to_local_ms() {
        Some(_) => Ok(date),
        None => Err(cursor.error_at(day.start, Kind::NoDay { year: date.year, month, day: day.value })),
    }
}

fn date_mark(cursor: &mut Cursor, is_compact: bool) -> Read<()> {
    if is_compact || cursor.take("-/").is_some() { Ok(()) } else { Err(cursor.unexpected(Expected::DateMark)) }
}

/// `11:01`, `11:01:48`, `11:01:48.123`, `11:01:48:123`, `110148`, `110148123`.
fn time(cursor: &mut Cursor) -> Read<Time> {
    let start = cursor.at();
    let is_compact = cursor.digits_ahead() > 2;
    let hour = part(cursor, 2, 0..=23, Kind::NoHour)?.value;
    if !is_compact && cursor.take(":").is_none() {
        return Err(cursor.unexpected(Expected::Colon));
    }
    let minute = part(cursor, 2, 0..=59, Kind::NoMinute)?.value;
    let mut time = Time { hour, minute, second: 0, ms: 0, start };
    if cursor.take(":").is_some() || is_compact && cursor.digits_ahead() > 0 {
        time.second = part(cursor, 2, 0..=59, Kind::NoSecond)?.value;
        if cursor.take(":").is_some() || is_compact && cursor.digits_ahead() > 0 {
            time.ms = cursor.number(3)?.value;
        } else if cursor.take(".,").is_some() {
            time.ms = fraction_ms(cursor)?;
        }
    }
    Ok(time)
}

/// The digits of a fraction of a second: `5` is 500 ms. What is finer than a millisecond is let go.
fn fraction_ms(cursor: &mut Cursor) -> Read<i64> {
    let number = cursor.number(3)?;
    if cursor.digits_ahead() > 0 {
        cursor.number(6)?;
    }
    Ok(number.value * [100, 10, 1][number.digits - 1])
}

/// `Z`, `+08:00`, `+0800`, `+8`; `None` when nothing of the kind follows.
fn offset(cursor: &mut Cursor) -> Read<Option<i64>> {
    cursor.skip_blanks();
    if cursor.take("Zz").is_some() {
        return Ok(Some(0));
    }
    let Some(sign) = cursor.take("+-") else { return Ok(None) };
    let hours = cursor.number(2).map_err(|_| cursor.unexpected(Expected::Offset))?;
    if hours.value > WIDEST_OFFSET_HOURS {
        return Err(cursor.error_at(hours.start, Kind::NoHour(hours.value)));
    }
    let has_minutes = cursor.take(":").is_some() || cursor.digits_ahead() > 0;
    let minutes = if has_minutes { part(cursor, 2, 0..=59, Kind::NoMinute)?.value } else { 0 };
    let offset_ms = (hours.value * 60 + minutes) * 60_000;
    Ok(Some(if sign == '-' { -offset_ms } else { offset_ms }))
}

/// A number of at most `most` digits in its range.
fn part(
    cursor: &mut Cursor,
    most: usize,
    range: std::ops::RangeInclusive<i64>,
    outside: fn(i64) -> Kind,
) -> Read<Number> {
    let number = cursor.number(most)?;
    if range.contains(&number.value) { Ok(number) } else { Err(cursor.error_at(number.start, outside(number.value))) }
}
