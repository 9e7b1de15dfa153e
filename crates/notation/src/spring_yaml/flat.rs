//! A YAML tree into Spring's flat properties, as its `YamlProcessor` and relaxed binding see them.
use super::{
    error::{ImportError, ImportErrorKind},
    yaml::{Node, Value},
};
use std::rc::Rc;

/// More than any configuration has. Aliases repeat keys, so without it a short text could make millions.
const MOST_PROPERTIES: usize = 5000;

/// One part of a property's name.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// The part as written, without the brackets around it.
    pub(super) text: String,
    /// The part with only small letters and digits: relaxed binding compares this.
    pub(super) name: String,
    /// The line of the key, from 1.
    pub(super) line: usize,
    /// The column of the key, from 1.
    pub(super) column: usize,
}

impl Segment {
    /// True for the index of a list.
    pub(super) fn is_index(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }
}

/// One property: `a.b.c = value`.
#[derive(Clone, Debug)]
pub(super) struct Property {
    pub(super) path: Vec<Segment>,
    /// The value as Spring binds it.
    pub(super) value: String,
    /// True when SnakeYAML makes a number of it, which Spring does not take for a Boolean.
    pub(super) is_number: bool,
}

impl Property {
    /// The last key: the one in whose line the value stands.
    pub(super) fn key(&self) -> &Segment {
        self.path.last().expect("every property has a key")
    }

    /// True when the name starts with these parts.
    pub(super) fn starts_with(&self, names: &[&str]) -> bool {
        self.path.len() >= names.len() && self.path.iter().zip(names).all(|(segment, name)| segment.name == *name)
    }
}

/// The form of a name in which relaxed binding finds equal what differs in case, dashes and underscores.
pub(super) fn relaxed(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || !c.is_ascii()).map(|c| c.to_ascii_lowercase()).collect()
}

/// The properties of a document, in the order of the text.
pub(super) fn flatten(document: &Node) -> Result<Vec<Property>, ImportError> {
    let Value::Map(_) = document.value else {
        return Err(ImportError::new(document.line, document.column, ImportErrorKind::NotKeys));
    };
    let mut flat = Flat { properties: Vec::new(), visited: 0 };
    flat.add(document, &mut Vec::new())?;
    Ok(flat.properties)
}

struct Flat {
    properties: Vec<Property>,
    visited: usize,
}

impl Flat {
    fn add(&mut self, node: &Node, path: &mut Vec<Segment>) -> Result<(), ImportError> {
        self.visited += 1;
        if self.visited > MOST_PROPERTIES {
            return Err(ImportError::new(node.line, node.column, ImportErrorKind::TooMany { most: MOST_PROPERTIES }));
        }
        match &node.value {
            Value::Scalar { .. } if path.is_empty() => {} // an empty key names nothing
            Value::Scalar { text, is_plain } => self.properties.push(Property {
                path: path.clone(),
                value: if *is_plain { bound_text(text) } else { text.clone() },
                is_number: *is_plain && is_number(text),
            }),
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let text = index.to_string();
                    path.push(Segment { name: text.clone(), text, line: item.line, column: item.column });
                    self.add(item, path)?;
                    path.pop();
                }
            }
            Value::Map(entries) => self.add_map(entries, &[], path)?,
        }
        Ok(())
    }

    /// Adds the entries of a map, without those that a map which merges it has itself.
    fn add_map(
        &mut self,
        entries: &[(Node, Rc<Node>)],
        hidden: &[&str],
        path: &mut Vec<Segment>,
    ) -> Result<(), ImportError> {
        let own: Vec<&str> = entries.iter().map(|(key, _)| key.text()).chain(hidden.iter().copied()).collect();
        for (key, value) in entries {
            match (key.text(), &value.value) {
                ("<<", Value::Map(merged)) => self.add_map(merged, &own, path)?,
                ("<<", Value::List(merged)) => {
                    for node in merged {
                        if let Value::Map(merged) = &node.value {
                            self.add_map(merged, &own, path)?;
                        }
                    }
                }
                (text, _) if !hidden.contains(&text) => {
                    let before = path.len();
                    path.extend(segments(text, key.line, key.column));
                    self.add(value, path)?;
                    path.truncate(before);
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The parts of a key such as `spring.cloud[stream]`: dots part it, but not those in brackets.
fn segments(key: &str, line: usize, column: usize) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut start = 0;
    let mut is_inside = false;
    let ends = key.char_indices().chain([(key.len(), '.')]);
    for (at, c) in ends {
        match c {
            '.' | '[' | ']' if !is_inside || c == ']' || at == key.len() => {
                let text = &key[start..at];
                if !text.is_empty() {
                    let column = column + key[..start].chars().count();
                    segments.push(Segment { text: text.to_owned(), name: relaxed(text), line, column });
                }
                start = (at + 1).min(key.len());
                is_inside = c == '[';
            }
            _ => {}
        }
    }
    segments
}

/// The text that Spring binds for a plain scalar: SnakeYAML makes a value of YAML 1.1 of it first.
fn bound_text(text: &str) -> String {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => String::new(),
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => "true".into(),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => "false".into(),
        _ => yaml_int(text).map_or_else(|| text.to_owned(), |int| int.to_string()),
    }
}

/// True for what SnakeYAML takes for a whole number or one with a point.
fn is_number(text: &str) -> bool {
    let is_point_number = |text: &str| {
        text.contains('.')
            && text.contains(|c: char| c.is_ascii_digit())
            && text
                .trim_start_matches(['+', '-'])
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"._eE+-".contains(&byte))
    };
    yaml_int(text).is_some() || is_point_number(text)
}

/// A whole number of YAML 1.1: with underscores, in binary, octal, hexadecimal, or base 60 as in `11:01:48`.
fn yaml_int(text: &str) -> Option<i64> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (-1, &text[1..]),
        b'+' => (1, &text[1..]),
        _ => (1, text),
    };
    let parse = |digits: &str, radix| i64::from_str_radix(&digits.replace('_', ""), radix).ok();
    let is_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    let value = if let Some(bits) = digits.strip_prefix("0b") {
        parse(bits, 2)
    } else if let Some(hex) = digits.strip_prefix("0x") {
        hex.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'_').then(|| parse(hex, 16))?
    } else if digits == "0" {
        Some(0)
    } else if digits.starts_with('0') {
        is_digits(digits).then(|| parse(digits, 8))?
    } else if digits.starts_with(|c: char| c.is_ascii_digit()) {
        let mut parts = digits.split(':');
        let first = parts.next().filter(|first| is_digits(first)).and_then(|first| parse(first, 10));
        parts.try_fold(first?, |value, part| {
            let part = (is_digits(part) && part.len() <= 2).then(|| part.parse::<i64>().ok())??;
            (part < 60).then(|| value.checked_mul(60)?.checked_add(part))?
        })
    } else {
        None
    };
    value.map(|value| sign * value)
}
