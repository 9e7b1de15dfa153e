//! A number at a place of a text, as Java's `NumberFormat.getIntegerInstance` reads it: digits of any script, a minus
//! before them, an exponent after them, `NaN` and `∞`.

/// The zeros of the decimal digits below U+10000; nine more digits follow each. Java reads UTF-16 unit by unit, so
/// digits beyond have no value (`Character.digit(char, 10)`).
const ZEROS: [u16; 37] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0,
    0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620,
    0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];
const MINUS: u16 = b'-' as u16;
const EXPONENT: u16 = b'E' as u16;
const INFINITY: u16 = 0x221e;
const NAN: [u16; 3] = [b'N' as u16, b'a' as u16, b'N' as u16];
/// A `long` has at most so many decimal digits.
const MOST_LONG_DIGITS: i32 = 19;

/// The value of a decimal digit of any script.
pub(crate) fn digit(unit: u16) -> Option<u8> {
    let script = ZEROS.partition_point(|zero| *zero <= unit).checked_sub(1)?;
    u8::try_from(unit - ZEROS[script]).ok().filter(|value| *value <= 9)
}

/// Reads a number at `from`: its value cut to an `int` as Java's `Number.intValue` does, and the place after it.
pub(super) fn read_int(text: &[u16], from: usize) -> Option<(i32, usize)> {
    if text[from..].starts_with(&NAN) {
        return Some((0, from + NAN.len()));
    }
    let (number, end) = read(text, from, Exponent::Allowed)?;
    Some((number.int_value(), end))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Exponent {
    Allowed,
    NotAgain,
}

/// 0.DIGITS × 10^`point`, without leading zeros (`java.text.DigitList`).
struct Number {
    is_negative: bool,
    is_infinite: bool,
    digits: Vec<u8>,
    point: i32,
}

fn read(text: &[u16], from: usize, exponent: Exponent) -> Option<(Number, usize)> {
    let is_negative = text.get(from) == Some(&MINUS);
    let mut at = from + usize::from(is_negative);
    let mut number = Number { is_negative, is_infinite: false, digits: Vec::new(), point: 0 };
    if exponent == Exponent::Allowed && text.get(at) == Some(&INFINITY) {
        number.is_infinite = true;
        return Some((number, at + 1));
    }
    let first = at;
    while let Some(value) = text.get(at).and_then(|unit| digit(*unit)) {
        if value > 0 || !number.digits.is_empty() {
            number.digits.push(value);
        }
        at += 1;
    }
    if at == first {
        return None;
    }
    number.point = number.digits.len() as i32;
    if exponent == Exponent::Allowed
        && text.get(at) == Some(&EXPONENT)
        && let Some((power, end)) = read(text, at + 1, Exponent::NotAgain)
        && let Some(power) = power.long()
    {
        number.point = number.point.wrapping_add(power as i32);
        at = end;
    }
    Some((number, at))
}

impl Number {
    /// The value as a `long`, if it is whole and fits.
    fn long(&self) -> Option<i64> {
        let kept = self.digits.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1);
        if kept == 0 {
            return Some(0);
        }
        if self.point < kept as i32 || self.point > MOST_LONG_DIGITS {
            return None;
        }
        let value = (0..self.point as usize)
            .fold(0_i128, |value, place| value * 10 + i128::from(self.digits[..kept].get(place).copied().unwrap_or(0)));
        i64::try_from(if self.is_negative { -value } else { value }).ok()
    }

    fn int_value(&self) -> i32 {
        match (self.is_infinite, self.long()) {
            (true, _) if self.is_negative => i32::MIN,
            (true, _) => i32::MAX,
            (false, Some(long)) => long as i32, // the low 32 bits, as Java cuts a long
            (false, None) => self.double() as i32, // the nearest int, as Java cuts a double
        }
    }

    fn double(&self) -> f64 {
        let digits: String = self.digits.iter().map(|digit| char::from(b'0' + digit)).collect();
        let value = format!("0.{digits}E{}", self.point).parse().unwrap_or(0.0);
        if self.is_negative { -value } else { value }
    }
}
