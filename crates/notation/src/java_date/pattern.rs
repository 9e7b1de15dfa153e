//! A pattern of Java's `SimpleDateFormat`, and reading a text by it.
use super::number::read_int;
use crate::{
    java_calendar::Fields,
    zone::{self, ZoneRules},
};
use std::fmt;

/// A compiled pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    /// One UTF-16 unit that must stand in the text.
    Literal(u16),
    /// A number, with as many letters as the pattern has.
    Number { field: Field, letters: usize },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Ms,
}

/// A pattern that is not modelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// A pattern letter other than `y`, `M`, `d`, `H`, `m`, `s`, `S`.
    Letter(char),
    /// `y` or `yy`, which need to know in what century the reader lives.
    ShortYear,
    /// `MMM` and longer: names of months.
    MonthName,
    /// A quote that is not closed.
    OpenQuote,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letter(letter) => write!(f, "the pattern letter {letter} is not modelled; use y, M, d, H, m, s, S"),
            Self::ShortYear => f.write_str("y and yy are not modelled; write yyyy"),
            Self::MonthName => f.write_str("month names are not modelled; write MM"),
            Self::OpenQuote => f.write_str("the pattern has a quote that is not closed"),
        }
    }
}

impl std::error::Error for PatternError {}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// It has a letter that is not modelled, or an open quote.
    pub fn compile(pattern: &str) -> Result<Self, PatternError> {
        let mut items = Vec::new();
        let mut rest = pattern.chars().peekable();
        let mut units = [0; 2];
        let mut is_quoted = false;
        while let Some(c) = rest.next() {
            if c == '\'' && rest.next_if_eq(&'\'').is_none() {
                is_quoted = !is_quoted;
            } else if c.is_ascii_alphabetic() && !is_quoted {
                let mut letters = 1;
                while rest.next_if_eq(&c).is_some() {
                    letters += 1;
                }
                items.push(Item::Number { field: field(c, letters)?, letters });
            } else {
                items.extend(c.encode_utf16(&mut units).iter().map(|unit| Item::Literal(*unit)));
            }
        }
        if is_quoted { Err(PatternError::OpenQuote) } else { Ok(Self { items }) }
    }

    /// The instant that a text names in a zone, in epoch milliseconds; `None` where Java throws `ParseException`.
    pub fn parse(&self, input: &str, zone: &dyn ZoneRules) -> Option<i64> {
        let text: Vec<u16> = input.encode_utf16().collect();
        let mut fields = Fields::default();
        let mut at = 0;
        for (place, item) in self.items.iter().enumerate() {
            match item {
                Item::Literal(unit) => {
                    (text.get(at) == Some(unit)).then_some(())?;
                    at += 1;
                }
                Item::Number { field, letters } => {
                    // Only a field that is followed by another field keeps to its number of letters.
                    let is_followed = matches!(self.items.get(place + 1), Some(Item::Number { .. }));
                    let (value, end) = read_field(&text, at, is_followed.then_some(*letters))?;
                    field.set(&mut fields, value);
                    at = end;
                }
            }
        }
        Some(zone::to_utc_ms(zone, fields.lenient_local_ms()))
    }
}

/// Reads one number. Blanks and tabs before it are skipped, but count as letters of the field.
fn read_field(text: &[u16], from: usize, letters: Option<usize>) -> Option<(i32, usize)> {
    let blanks = text[from..].iter().take_while(|unit| **unit == b' ' as u16 || **unit == b'\t' as u16).count();
    let start = from + blanks;
    (start < text.len()).then_some(())?;
    let text = match letters {
        Some(letters) => text.get(..from + letters)?,
        None => text,
    };
    (start < text.len()).then(|| read_int(text, start))?
}

fn field(letter: char, letters: usize) -> Result<Field, PatternError> {
    Ok(match letter {
        'y' if letters < 3 => return Err(PatternError::ShortYear),
        'M' if letters > 2 => return Err(PatternError::MonthName),
        'y' => Field::Year,
        'M' => Field::Month,
        'd' => Field::Day,
        'H' => Field::Hour,
        'm' => Field::Minute,
        's' => Field::Second,
        'S' => Field::Ms,
        other => return Err(PatternError::Letter(other)),
    })
}

impl Field {
    fn set(self, fields: &mut Fields, value: i32) {
        match self {
            Self::Year => fields.year = value,
            Self::Month => fields.month = value.wrapping_sub(1),
            Self::Day => fields.day = value,
            Self::Hour => fields.hour = value,
            Self::Minute => fields.minute = value,
            Self::Second => fields.second = value,
            Self::Ms => fields.ms = value,
        }
    }
}
