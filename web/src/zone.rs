//! A time zone, asked of the browser, and the few ways in which the page writes a time in it.
use js_sys::{Array, Date, Intl, Object, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use store::StoreTime;
use wasm_bindgen::{JsCast, JsValue};

const HOUR_MS: i64 = 3_600_000;
const MINUTE_MS: i64 = 60_000;
const SHANGHAI_MS: i64 = 8 * HOUR_MS;
/// Offsets never change within a quarter of an hour that begins at a whole one.
const QUARTER_MS: i64 = 15 * MINUTE_MS;

/// A zone, by its name.
#[derive(Clone, Debug)]
pub struct Zone(Rc<Inner>);

#[derive(Debug)]
struct Inner {
    id: String,
    /// `None` for a zone with one offset at all times.
    format: Option<Intl::DateTimeFormat>,
    /// The offset of a fixed zone; else the last answer with its quarter of an hour, because neighbours are asked.
    last: Cell<(i64, i64)>,
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Zone {
    /// The article's zone. Fixed, because it has had no summer time since 1991 and the page opens with it.
    pub fn shanghai() -> Self {
        Self::fixed("Asia/Shanghai", SHANGHAI_MS)
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Self::fixed("UTC", 0)
    }

    fn fixed(id: &str, offset_ms: i64) -> Self {
        Self(Rc::new(Inner { id: id.to_owned(), format: None, last: Cell::new((0, offset_ms)) }))
    }

    /// A zone that the browser knows by this name; `None` when it does not.
    pub fn named(id: &str) -> Option<Self> {
        match id {
            "UTC" => return Some(Self::utc()),
            "Asia/Shanghai" => return Some(Self::shanghai()),
            _ => {}
        }
        let options = Object::new();
        for (key, value) in [("timeZone", id), ("timeZoneName", "longOffset"), ("hour", "numeric")] {
            Reflect::set(&options, &key.into(), &value.into()).ok()?;
        }
        // The constructor throws for a name it does not know; Reflect.construct gives that back as an error.
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?;
        let arguments = Array::of2(&"en-US".into(), &options);
        let format = Reflect::construct(class.unchecked_ref::<js_sys::Function>(), &arguments).ok()?;
        let inner = Inner { id: id.to_owned(), format: Some(format.unchecked_into()), last: Cell::new((i64::MIN, 0)) };
        Some(Self(Rc::new(inner)))
    }

    /// The zone of the browser.
    pub fn of_browser() -> Option<Self> {
        let options = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
        let id = Reflect::get(&options, &"timeZone".into()).ok()?.as_string()?;
        Self::named(&id)
    }

    /// Its name: `Asia/Shanghai`.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// Local time minus UTC, in milliseconds.
    pub fn offset_ms(&self, at: StoreTime) -> i64 {
        let Some(format) = &self.0.format else { return self.0.last.get().1 };
        let quarter = at.0.div_euclid(QUARTER_MS);
        let (known, offset) = self.0.last.get();
        if known == quarter {
            return offset;
        }
        let offset = ask(format, at).unwrap_or(0);
        self.0.last.set((quarter, offset));
        offset
    }

    /// Its offset at a time: `+08:00`.
    pub fn label(&self, at: StoreTime) -> String {
        let minutes = self.offset_ms(at) / MINUTE_MS;
        let sign = if minutes < 0 { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    }

    /// `2022-01-17 11:01:48.123`.
    pub fn date_time(&self, at: StoreTime) -> String {
        let [date, time, ms] = self.parts(at);
        format!("{date} {time}.{ms}")
    }

    /// `11:01:48.123`.
    pub fn time(&self, at: StoreTime) -> String {
        let [_, time, ms] = self.parts(at);
        format!("{time}.{ms}")
    }

    /// `20220117110148`, as a `consumeTimestamp` is written; the milliseconds are lost.
    pub fn compact(&self, at: StoreTime) -> String {
        let [date, time, _] = self.parts(at);
        format!("{date}{time}").replace(['-', ':'], "")
    }

    /// Date, time of day and milliseconds, as text.
    pub fn parts(&self, at: StoreTime) -> [String; 3] {
        let local = at.0.saturating_add(self.offset_ms(at));
        let (year, month, day) = civil_from_days(local.div_euclid(24 * HOUR_MS));
        let in_day = local.rem_euclid(24 * HOUR_MS);
        let (hour, minute, second) = (in_day / HOUR_MS, in_day / MINUTE_MS % 60, in_day / 1000 % 60);
        [
            format!("{year:04}-{month:02}-{day:02}"),
            format!("{hour:02}:{minute:02}:{second:02}"),
            format!("{:03}", in_day % 1000),
        ]
    }
}

/// Year, month and day of a day counted from 1970-01-01, by the proleptic Gregorian calendar.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    // Years that begin in March put the leap day at the end; 719468 days lie between 0000-03-01 and 1970-01-01.
    let shifted = days + 719_468;
    let (era, in_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year_in_era = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year_in_era + year_in_era / 4 - year_in_era / 100);
    let from_march = (5 * in_year + 2) / 153;
    let day = in_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (era * 400 + year_in_era + i64::from(month <= 2), month, day)
}

/// What the browser says: a part `timeZoneName` like `GMT+08:00`, or `GMT` alone for no offset.
fn ask(format: &Intl::DateTimeFormat, at: StoreTime) -> Option<i64> {
    #[expect(clippy::cast_precision_loss, reason = "a Date holds ±8.64e15 ms, fewer than a double can count")]
    let date = Date::new(&JsValue::from_f64(at.0 as f64));
    let parts = format.format_to_parts(&date);
    let name = parts.iter().find_map(|part| {
        let kind = Reflect::get(&part, &"type".into()).ok()?.as_string()?;
        (kind == "timeZoneName").then(|| Reflect::get(&part, &"value".into()).ok()?.as_string())?
    })?;
    offset_of_name(&name)
}

fn offset_of_name(name: &str) -> Option<i64> {
    let text = name.strip_prefix("GMT")?;
    if text.is_empty() {
        return Some(0);
    }
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        _ => (-1, text.trim_start_matches(['-', '−'])),
    };
    let mut parts = digits.split(':').map(|part| part.parse::<i64>().ok());
    let hours = parts.next()??;
    let minutes = parts.next().flatten().unwrap_or(0);
    let seconds = parts.next().flatten().unwrap_or(0);
    Some(sign * ((hours * 60 + minutes) * MINUTE_MS + seconds * 1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_its_zone() {
        let at = StoreTime(1_642_388_508_123);
        assert_eq!(Zone::shanghai().date_time(at), "2022-01-17 11:01:48.123");
        assert_eq!(Zone::utc().date_time(at), "2022-01-17 03:01:48.123");
        assert_eq!(Zone::shanghai().compact(at), "20220117110148");
        assert_eq!(Zone::shanghai().label(at), "+08:00");
        assert_eq!(Zone::utc().date_time(StoreTime(-1)), "1969-12-31 23:59:59.999");
    }

    #[test]
    fn the_browsers_name_of_an_offset_is_read() {
        assert_eq!(offset_of_name("GMT+08:00"), Some(SHANGHAI_MS));
        assert_eq!(offset_of_name("GMT-03:30"), Some(-(3 * HOUR_MS + 30 * MINUTE_MS)));
        assert_eq!(offset_of_name("GMT"), Some(0));
        assert_eq!(offset_of_name("CET"), None);
    }
}
