//! A time zone, asked of the browser, and the few ways in which the page writes a time in it.
use js_sys::{Array, Date, Intl, Object, Reflect};
use notation::time_text::{consume_timestamp_text, format_local, format_offset};
use notation::zone::ZoneRules;
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
    pub fn name(&self) -> &str {
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
        format_offset(self.offset_ms(at))
    }

    /// `2022-01-17 11:01:48.123`.
    pub fn date_time(&self, at: StoreTime) -> String {
        format_local(at.0, self)
    }

    /// `11:01:48.123`.
    pub fn time(&self, at: StoreTime) -> String {
        let text = self.date_time(at);
        text.split_once(' ').map_or(text.clone(), |(_, time)| time.to_owned())
    }

    /// `11:01:48.123`; with its date when that is not the date of another time, most often of now.
    #[inline(never)]
    pub fn time_by(&self, at: StoreTime, other: StoreTime) -> String {
        if self.day(at) == self.day(other) { self.time(at) } else { self.date_time(at) }
    }

    /// `2022-01-17`.
    pub fn day(&self, at: StoreTime) -> String {
        let text = self.date_time(at);
        text.split_once(' ').map_or(text.clone(), |(day, _)| day.to_owned())
    }

    /// `20220117110148`, as a `consumeTimestamp` is written; the milliseconds are lost.
    pub fn compact(&self, at: StoreTime) -> String {
        consume_timestamp_text(at.0, self).text
    }
}

impl ZoneRules for Zone {
    fn offset_ms_at(&self, utc_ms: i64) -> i64 {
        self.offset_ms(StoreTime(utc_ms))
    }

    fn id(&self) -> &str {
        &self.0.id
    }
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

#[inline(never)]
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
    fn a_time_on_another_day_tells_its_date() {
        let (zone, at) = (Zone::shanghai(), StoreTime(1_642_388_508_123));
        assert_eq!(zone.time_by(at, at.plus_ms(12 * HOUR_MS)), "11:01:48.123");
        assert_eq!(zone.time_by(at, at.plus_ms(13 * HOUR_MS)), "2022-01-17 11:01:48.123");
        assert_eq!(Zone::utc().time_by(at, at.plus_ms(13 * HOUR_MS)), "03:01:48.123");
    }

    #[test]
    fn the_browsers_name_of_an_offset_is_read() {
        assert_eq!(offset_of_name("GMT+08:00"), Some(SHANGHAI_MS));
        assert_eq!(offset_of_name("GMT-03:30"), Some(-(3 * HOUR_MS + 30 * MINUTE_MS)));
        assert_eq!(offset_of_name("GMT"), Some(0));
        assert_eq!(offset_of_name("CET"), None);
    }
}
