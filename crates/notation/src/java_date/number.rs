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
/// An `int` has at most so many decimal digits.
const MOST_INT_DIGITS: usize = 10;
/// As many digits of a fraction as 128 bits hold; a double holds 16.
const FRACTION_DIGITS: u32 = 38;
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
            (false, None) => self.double_int(),
        }
    }

    /// The nearest `int` of the value as a `double`, as Java cuts one; without the tables that real floating point
    /// numbers would need.
    fn double_int(&self) -> i32 {
        let Ok(whole_digits) = usize::try_from(self.point) else { return 0 };
        if whole_digits > MOST_INT_DIGITS {
            return if self.is_negative { i32::MIN } else { i32::MAX };
        }
        let digit_at = |place: usize| self.digits.get(place).copied().unwrap_or(0);
        let whole = (0..whole_digits).fold(0_i64, |value, place| value * 10 + i64::from(digit_at(place)));
        let fraction = (whole_digits..whole_digits + FRACTION_DIGITS as usize)
            .fold(0_u128, |value, place| value * 10 + u128::from(digit_at(place)));
        // A double has 53 bits. A fraction that needs more to differ from 1 is rounded up to it.
        let bits_of_whole = i64::BITS - whole.leading_zeros();
        let nearly_one = 10_u128.pow(FRACTION_DIGITS) - fraction;
        let is_rounded_up = nearly_one <= 10_u128.pow(FRACTION_DIGITS) >> (54 - bits_of_whole);
        let whole = whole + i64::from(is_rounded_up);
        let value = if self.is_negative { -whole } else { whole };
        value.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Java's and Rust's doubles are the same, and so are the ways to cut them to an `int`.
    #[test]
    fn a_number_with_an_exponent_is_cut_like_a_double() {
        let check = |text: &str| {
            let units: Vec<u16> = text.encode_utf16().collect();
            let expect = text.parse::<f64>().unwrap() as i32;
            let number = read(&units, 0, Exponent::Allowed).expect("a number").0;
            let ours = number.long().map_or_else(|| number.double_int(), |long| long as i32);
            let is_long = number.long().is_some();
            assert!(ours == expect || is_long, "{text}: {ours}, not {expect}");
        };
        for nines in 1..30 {
            for before in ["", "1", "2", "1023", "999999", "2147483646", "2147483647", "2147483648", "99999999999"] {
                let digits = "9".repeat(nines);
                check(&format!("{before}{digits}E-{nines}"));
                check(&format!("-{before}{digits}E-{nines}"));
                check(&format!("{before}{digits}E{nines}"));
                check(&format!("{before}{digits}12345E-{nines}"));
            }
        }
        // Close to 2 − 2^−53, the middle between the last double below 2 and 2: above it, and below.
        check("199999999999999988897769753748435E-32");
        check("199999999999999988897769753748434E-32");
        check("0E-5");
        check("5E-1");
    }
}
