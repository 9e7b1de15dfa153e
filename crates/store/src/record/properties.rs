//! The properties of a message: names and values in one text, as a record holds them.
use std::fmt;

const NAME_END: char = '\u{1}';
const VALUE_END: char = '\u{2}';

/// Properties in their order. They are kept as RocketMQ writes them: name, byte 1, value, byte 2.
///
/// As in RocketMQ nothing escapes these two bytes: a value that contains them reads back as other properties,
/// and a property without a value is none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Properties {
    /// Every property, each one with its closing byte 2.
    text: String,
}

impl Properties {
    /// The tag, which the broker filters by.
    pub const TAGS: &str = "TAGS";
    /// The keys, separated by blanks.
    pub const KEYS: &str = "KEYS";
    /// The client's message id.
    pub const UNIQ_KEY: &str = "UNIQ_KEY";
    /// The delay level.
    pub const DELAY: &str = "DELAY";
    /// Where a delayed message really belongs: its topic …
    pub const REAL_TOPIC: &str = "REAL_TOPIC";
    /// … and its queue.
    pub const REAL_QID: &str = "REAL_QID";
    /// Whether the producer waits until the message is on disk.
    pub const WAIT: &str = "WAIT";
    /// The name of the broker's cluster.
    pub const CLUSTER: &str = "CLUSTER";
    /// The region a trace belongs to (5.x).
    pub const MSG_REGION: &str = "MSG_REGION";
    /// Whether the message is traced (5.x).
    pub const TRACE_ON: &str = "TRACE_ON";
    /// The topic a message had before it went to a retry topic.
    pub const RETRY_TOPIC: &str = "RETRY_TOPIC";
    /// The id of the message that a retried one is a copy of.
    pub const ORIGIN_MESSAGE_ID: &str = "ORIGIN_MESSAGE_ID";

    /// No properties.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads properties with or without a separator at the end. What is no property stays in the text, unread.
    pub fn decode(text: &str) -> Self {
        let mut text = text.to_owned();
        if !text.is_empty() && !text.ends_with(VALUE_END) {
            text.push(VALUE_END);
        }
        Self { text }
    }

    /// The value of `name`. If it is there twice, the later one counts, as in RocketMQ's map.
    pub fn get(&self, name: &str) -> Option<&str> {
        find(&self.text, name)
    }

    /// Sets `name`: in its old place if it has one, else at the end.
    pub fn set(&mut self, name: &str, value: &str) {
        if self.get(name).is_none() {
            return self.push(name, value);
        }
        let old = std::mem::take(&mut self.text);
        for (other, before) in pairs(&old) {
            self.push(other, if other == name { value } else { before });
        }
    }

    /// The same properties with `name` set: [`set`](Self::set) for building them in one expression.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.set(name, value);
        self
    }

    /// Takes `name` away.
    pub fn remove(&mut self, name: &str) {
        let old = std::mem::take(&mut self.text);
        for (other, value) in pairs(&old).filter(|(other, _)| *other != name) {
            self.push(other, value);
        }
    }

    /// Names and values in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        pairs(&self.text)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text of a record. `trailing` asks for the separator after the last one (5.3 and later).
    pub fn encode(&self, trailing: bool) -> &str {
        if trailing { &self.text } else { self.text.strip_suffix(VALUE_END).unwrap_or(&self.text) }
    }

    fn push(&mut self, name: &str, value: &str) {
        self.text.reserve(name.len() + value.len() + 2);
        self.text.push_str(name);
        self.text.push(NAME_END);
        self.text.push_str(value);
        self.text.push(VALUE_END);
    }
}

/// The value of `name` in an encoded text.
pub(super) fn find<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    pairs(text).filter(|(other, _)| *other == name).last().map(|(_, value)| value)
}

/// As `MessageDecoder.string2messageProperties`: a part without a name or without a value is no property.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = text.split(VALUE_END).filter_map(|part| part.split_once(NAME_END));
    parts.filter(|(name, value)| !name.is_empty() && !value.is_empty())
}

impl<'a> FromIterator<(&'a str, &'a str)> for Properties {
    fn from_iter<I: IntoIterator<Item = (&'a str, &'a str)>>(pairs: I) -> Self {
        let mut properties = Self::default();
        pairs.into_iter().for_each(|(name, value)| properties.set(name, value));
        properties
    }
}

impl fmt::Debug for Properties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_endings_read_the_same() {
        let properties = Properties::new().with(Properties::KEYS, "m0").with(Properties::TAGS, "A");
        assert_eq!(properties.encode(true), "KEYS\u{1}m0\u{2}TAGS\u{1}A\u{2}");
        assert_eq!(properties.encode(false), "KEYS\u{1}m0\u{2}TAGS\u{1}A");
        for trailing in [true, false] {
            assert_eq!(Properties::decode(properties.encode(trailing)), properties);
        }
    }

    #[test]
    fn set_keeps_the_place_and_remove_closes_the_gap() {
        let mut properties: Properties = [("a", "1"), ("b", "2"), ("c", "3")].into_iter().collect();
        properties.set("b", "9");
        assert_eq!(properties.iter().collect::<Vec<_>>(), [("a", "1"), ("b", "9"), ("c", "3")]);
        properties.remove("a");
        assert_eq!(properties.get("a"), None);
        assert_eq!(properties.encode(false), "b\u{1}9\u{2}c\u{1}3");
    }

    #[test]
    fn nonsense_is_left_out() {
        assert!(Properties::decode("").is_empty());
        let odd = Properties::decode("x\u{2}\u{1}y\u{2}empty\u{1}\u{2}a\u{1}b\u{1}c");
        assert_eq!(odd.iter().collect::<Vec<_>>(), [("a", "b\u{1}c")]);
    }
}
