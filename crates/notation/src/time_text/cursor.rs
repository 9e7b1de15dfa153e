//! A place in a typed text. Full-width characters of a Chinese keyboard count as their ASCII twins.
use super::error::{Expected, TimeError, TimeErrorKind};

/// Longer than any time that is understood, with room for blanks.
const MOST_CHARACTERS: usize = 80;

/// A text and a place in it.
pub(super) struct Cursor {
    chars: Vec<char>,
    at: usize,
}

/// A number, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) value: i64,
    pub(super) digits: usize,
    pub(super) start: usize,
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2212}' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

impl Cursor {
    pub(super) fn new(text: &str) -> Result<Self, TimeError> {
        let chars: Vec<char> = text.chars().take(MOST_CHARACTERS + 1).map(narrow).collect();
        let cursor = Self { chars, at: 0 };
        if cursor.chars.len() > MOST_CHARACTERS {
            return Err(cursor.error_at(MOST_CHARACTERS, TimeErrorKind::TooLong));
        }
        Ok(cursor)
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    pub(super) fn peek_is(&self, one_of: &str) -> bool {
        self.peek().is_some_and(|c| one_of.contains(c))
    }

    pub(super) fn skip_blanks(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    /// Takes one of some characters, if one stands here.
    pub(super) fn take(&mut self, one_of: &str) -> Option<char> {
        let c = self.peek().filter(|c| one_of.contains(*c))?;
        self.at += 1;
        Some(c)
    }

    /// Takes a word, in small or capital letters, if it stands here.
    pub(super) fn take_word(&mut self, word: &str) -> bool {
        let end = self.at + word.chars().count();
        let found = self
            .chars
            .get(self.at..end)
            .is_some_and(|here| here.iter().zip(word.chars()).all(|(c, expected)| c.to_ascii_lowercase() == expected));
        if found {
            self.at = end;
        }
        found
    }

    /// How many digits stand here.
    pub(super) fn digits_ahead(&self) -> usize {
        self.chars[self.at..].iter().take_while(|c| c.is_ascii_digit()).count()
    }

    /// The value of the next digits, without taking them.
    pub(super) fn look_ahead(&self, digits: usize) -> i64 {
        let next = self.chars[self.at..].iter().take(digits).map_while(|c| c.to_digit(10));
        next.fold(0, |value, digit| value * 10 + i64::from(digit))
    }

    /// Takes at most `most` digits; at least one must be there.
    pub(super) fn number(&mut self, most: usize) -> Result<Number, TimeError> {
        let (start, digits) = (self.at, self.digits_ahead().min(most));
        if digits == 0 {
            return Err(self.unexpected(Expected::Number));
        }
        let value = self.chars[start..start + digits]
            .iter()
            .try_fold(0_i64, |value, c| value.checked_mul(10)?.checked_add(i64::from(c.to_digit(10)?)));
        let value = value.ok_or_else(|| self.error_at(start, TimeErrorKind::OutOfRange))?;
        self.at += digits;
        Ok(Number { value, digits, start })
    }

    /// Everything was read.
    pub(super) fn end(&mut self) -> Result<(), TimeError> {
        self.skip_blanks();
        if self.at == self.chars.len() { Ok(()) } else { Err(self.unexpected(Expected::End)) }
    }

    pub(super) fn unexpected(&self, expected: Expected) -> TimeError {
        self.error_at(self.at, TimeErrorKind::Unexpected { found: self.peek(), expected })
    }

    pub(super) fn error_at(&self, place: usize, kind: TimeErrorKind) -> TimeError {
        TimeError { character: place + 1, kind }
    }
}
