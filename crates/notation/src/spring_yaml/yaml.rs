//! YAML text into a tree that knows its lines, with limits.
//!
//! The parser is of the same family as Spring's (libyaml and SnakeYAML share their grammar), so what stops here stops
//! Spring too.
use super::error::{ImportError, ImportErrorKind};
use libyaml_safer::{Event, EventData, Mark, Parser, ScalarStyle};
use std::rc::Rc;

/// Far more than a configuration file has; what is larger is a mistake of the paste.
const MOST_BYTES: usize = 64 * 1024;
/// Far deeper than Spring's keys go. It also bounds the recursion here.
const MOST_LEVELS: usize = 40;

/// More than any map of a configuration has. It also bounds the search for keys that stand twice.
const MOST_KEYS: usize = 2000;

/// A value, and where it stands (from 1).
#[derive(Debug)]
pub(super) struct Node {
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) value: Value,
}

#[derive(Debug)]
pub(super) enum Value {
    Scalar { text: String, is_plain: bool },
    List(Vec<Rc<Node>>),
    Map(Vec<(Node, Rc<Node>)>),
}

impl Node {
    /// The text of a scalar; nothing for a list or a map.
    pub(super) fn text(&self) -> &str {
        match &self.value {
            Value::Scalar { text, .. } => text,
            Value::List(_) | Value::Map(_) => "",
        }
    }
}

/// Reads all documents of a text.
pub(super) fn read(text: &str) -> Result<Vec<Rc<Node>>, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > MOST_BYTES {
        return Err(ImportError::new(1, 1, ImportErrorKind::TooLong { bytes: text.len(), most: MOST_BYTES }));
    }
    // The parser panics where a text ends in the backslash of an open quote; behind it, it looks for one character more.
    let ended = text.ends_with('\\').then(|| format!("{text}\n"));
    let mut bytes = ended.as_deref().unwrap_or(text).as_bytes();
    let mut parser = Parser::new();
    parser.set_input_string(&mut bytes);
    let mut reader = Reader { text, parser, anchors: Vec::new() };
    let mut documents = Vec::new();
    loop {
        let event = reader.next()?;
        match event.data {
            EventData::StreamEnd => return Ok(documents),
            EventData::DocumentStart { .. } => reader.anchors.clear(),
            EventData::StreamStart { .. } | EventData::DocumentEnd { .. } => {}
            _ => documents.push(reader.node(event, 0)?),
        }
    }
}

struct Reader<'t, 'r> {
    text: &'t str,
    parser: Parser<&'r mut &'t [u8]>,
    /// The last of each name counts.
    anchors: Vec<(String, Rc<Node>)>,
}

/// A place of the parser, counted from 1.
pub(super) fn place(mark: Mark) -> (usize, usize) {
    (mark.line as usize + 1, mark.column as usize + 1)
}

impl Reader<'_, '_> {
    fn next(&mut self) -> Result<Event, ImportError> {
        self.parser.parse().map_err(|error| ImportError::of_parser(&error, self.text))
    }

    fn node(&mut self, event: Event, level: usize) -> Result<Rc<Node>, ImportError> {
        let (line, column) = place(event.start_mark);
        let fail = |kind| Err(ImportError::new(line, column, kind));
        if level > MOST_LEVELS {
            return fail(ImportErrorKind::TooDeep { most: MOST_LEVELS });
        }
        let (anchor, value) = match event.data {
            EventData::Scalar { anchor, value, style, .. } => {
                (anchor, Value::Scalar { text: value, is_plain: style == ScalarStyle::Plain })
            }
            EventData::SequenceStart { anchor, .. } => (anchor, Value::List(self.list(level)?)),
            EventData::MappingStart { anchor, .. } => (anchor, Value::Map(self.map(level)?)),
            EventData::Alias { anchor } => {
                return match self.anchors.iter().rev().find(|(name, _)| *name == anchor) {
                    Some((_, node)) => Ok(Rc::clone(node)),
                    None => fail(ImportErrorKind::UnknownAnchor { name: anchor }),
                };
            }
            _ => return fail(ImportErrorKind::Parser { problem: "the structure ends too early".into() }),
        };
        let node = Rc::new(Node { line, column, value });
        if let Some(anchor) = anchor {
            self.anchors.push((anchor, Rc::clone(&node)));
        }
        Ok(node)
    }

    fn list(&mut self, level: usize) -> Result<Vec<Rc<Node>>, ImportError> {
        let mut items = Vec::new();
        loop {
            let event = self.next()?;
            if matches!(event.data, EventData::SequenceEnd) {
                return Ok(items);
            }
            items.push(self.node(event, level + 1)?);
        }
    }

    fn map(&mut self, level: usize) -> Result<Vec<(Node, Rc<Node>)>, ImportError> {
        let mut entries: Vec<(Node, Rc<Node>)> = Vec::new();
        loop {
            let event = self.next()?;
            if matches!(event.data, EventData::MappingEnd) {
                return Ok(entries);
            }
            let (line, column) = place(event.start_mark);
            let EventData::Scalar { value, style, .. } = event.data else {
                return Err(ImportError::new(line, column, ImportErrorKind::KeyNotText));
            };
            if let Some((first, _)) = entries.iter().find(|(key, _)| key.text() == value) {
                let kind = ImportErrorKind::DuplicateKey { key: value, first_line: first.line };
                return Err(ImportError::new(line, column, kind));
            }
            if entries.len() >= MOST_KEYS {
                return Err(ImportError::new(line, column, ImportErrorKind::TooMany { most: MOST_KEYS }));
            }
            let key =
                Node { line, column, value: Value::Scalar { text: value, is_plain: style == ScalarStyle::Plain } };
            let event = self.next()?;
            entries.push((key, self.node(event, level + 1)?));
        }
    }
}
