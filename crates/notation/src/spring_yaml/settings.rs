//! The properties of a file that count: those of documents without a profile, the last of each name, with
//! placeholders filled in.
use super::{
    Mark,
    error::{ImportError, ImportErrorKind},
    flat::{self, Property, Segment},
    place::{Area, is_stream, key_name, place},
    remark::{Notes, RemarkKind},
    yaml,
};

/// As many keys of a wrong file are named as fit a line.
const MOST_NAMED_KEYS: usize = 5;

/// Placeholders in placeholders, and one after another in a text, are filled in up to this depth. A file in which they
/// refer to each other in a circle does not start.
const MOST_NESTED_PLACEHOLDERS: usize = 8;

/// More placeholders than a file has. With the limit on a value's length it keeps a short text from becoming a long one.
const MOST_PLACEHOLDERS: usize = 300;
/// Longer than any name or address.
const MOST_FILLED_BYTES: usize = 1000;

/// One value in a file.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) area: Area,
    /// The binding's key; `None` for defaults.
    pub(super) binding: Option<Segment>,
    /// The last key, as written.
    pub(super) key: Segment,
    /// The key below its area, relaxed.
    pub(super) name: String,
    pub(super) value: String,
    /// True when the value is a number of YAML.
    pub(super) is_number: bool,
    /// The whole name as written.
    spelling: String,
    /// The number of its document.
    document: usize,
}

/// All values that count.
pub(super) struct Settings {
    /// In the order of the file.
    pub(super) entries: Vec<Entry>,
    overridden: Vec<(Segment, usize)>,
    profiles: Vec<(Segment, String, Vec<usize>)>,
    placeholders: Vec<(Segment, String, Option<String>)>,
    /// How many placeholders were filled in.
    filled: usize,
}

impl Settings {
    pub(super) fn read(text: &str) -> Result<Self, ImportError> {
        let documents = yaml::read(text)?;
        let mut settings = Self {
            entries: Vec::new(),
            overridden: Vec::new(),
            profiles: Vec::new(),
            placeholders: Vec::new(),
            filled: 0,
        };
        let mut found = Vec::new();
        let mut properties = Vec::new();
        for (number, document) in documents.iter().enumerate() {
            let document = flat::flatten(document)?;
            found.extend(document.iter().map(|property| property.path[0].text.clone()));
            match document.iter().find(|property| is_profile(property)) {
                Some(profile) => {
                    let lines = document.iter().map(|property| property.key().line).collect();
                    settings.profiles.push((profile.key().clone(), profile.value.clone(), lines));
                }
                None => properties.extend(document.into_iter().map(|property| (number, property))),
            }
        }
        if documents.is_empty() {
            return Err(ImportError::new(1, 1, ImportErrorKind::Empty));
        }
        if !properties.iter().any(|(_, property)| is_stream(property)) {
            found.dedup();
            found.truncate(MOST_NAMED_KEYS);
            return Err(ImportError::new(1, 1, ImportErrorKind::NoStreamKeys { found }));
        }
        settings.add_all(properties);
        Ok(settings)
    }

    fn add_all(&mut self, mut properties: Vec<(usize, Property)>) {
        for at in 0..properties.len() {
            let property = &properties[at].1;
            if let Some(value) = self.fill_in(property, &property.value, &properties, MOST_NESTED_PLACEHOLDERS) {
                properties[at].1.value = value;
            }
        }
        for (document, property) in &properties {
            let place = place(property);
            let entry = Entry {
                area: place.area,
                binding: place.binding.cloned(),
                key: property.key().clone(),
                name: key_name(place.keys),
                value: property.value.clone(),
                is_number: property.is_number,
                spelling: spelling(property),
                document: *document,
            };
            let is_list = property.path.iter().any(Segment::is_index);
            let same = |old: &Entry| !is_list && old.slot() == entry.slot();
            match self.entries.iter().position(same) {
                None => self.entries.push(entry),
                Some(old) if entry.outweighs(&self.entries[old]) => {
                    let old = self.entries.remove(old);
                    self.overridden.push((old.key, entry.key.line));
                    self.entries.push(entry);
                }
                Some(old) => self.overridden.push((entry.key, self.entries[old].key.line)),
            }
        }
    }

    /// The text with something in the place of each `${name}` or `${name:default}`, where the file or the default has
    /// it; `None` when there is none. What has neither stays as it is, as in Spring's binding.
    fn fill_in(&mut self, property: &Property, text: &str, all: &[(usize, Property)], deeper: usize) -> Option<String> {
        let start = text.find("${").filter(|_| deeper > 0 && self.filled < MOST_PLACEHOLDERS)?;
        self.filled += 1;
        let end = start + 1 + closing_brace(&text[start + 1..])?;
        let inside = &text[start + 2..end];
        let inside = self.fill_in(property, inside, all, deeper - 1).unwrap_or_else(|| inside.to_owned());
        let (name, default) = match inside.split_once(':') {
            Some((name, default)) => (name, Some(default)),
            None => (inside.as_str(), None),
        };
        let wanted = relaxed_name(name);
        let in_file = all.iter().rev().find(|(_, other)| full_name(other) == wanted);
        if in_file.is_none() {
            self.placeholders.push((property.key().clone(), name.to_owned(), default.map(str::to_owned)));
        }
        let value = in_file.map(|(_, other)| other.value.as_str()).or(default);
        let value = value.map_or_else(
            || text[start..=end].to_owned(),
            |value| self.fill_in(property, value, all, deeper - 1).unwrap_or_else(|| value.to_owned()),
        );
        let after = &text[end + 1..];
        let after = self.fill_in(property, after, all, deeper - 1).unwrap_or_else(|| after.to_owned());
        let filled = format!("{}{value}{after}", &text[..start]);
        (filled.len() <= MOST_FILLED_BYTES).then_some(filled)
    }

    /// Remarks on documents that do not count, and values that do not.
    pub(super) fn check_documents(&self, notes: &mut Notes) {
        for (key, profile, lines) in &self.profiles {
            notes.remark(key, RemarkKind::OtherProfile { profile: profile.clone() });
            lines.iter().for_each(|line| notes.mark(*line, Mark::Ignored));
        }
        for (key, by_line) in &self.overridden {
            notes.remark(key, RemarkKind::Overridden { by_line: *by_line });
            notes.mark(key.line, Mark::Ignored);
        }
        for (key, name, default) in &self.placeholders {
            notes.remark(key, RemarkKind::FromOutside { name: name.clone(), default: default.clone() });
        }
    }

    /// The value of a key at a binding, or else among the defaults.
    pub(super) fn get(&self, area: Area, binding: &str, name: &str) -> Option<&Entry> {
        let at = |is_owner: &dyn Fn(Option<&str>) -> bool| {
            self.entries.iter().find(|entry| {
                entry.area == area && entry.name == name && is_owner(entry.binding.as_ref().map(|b| b.text.as_str()))
            })
        };
        at(&|owner| owner == Some(binding)).or_else(|| at(&|owner| owner.is_none()))
    }

    /// The bindings below some areas, each once, in the order of the file.
    pub(super) fn bindings(&self, is_area: impl Fn(Area) -> bool) -> Vec<&Segment> {
        let mut bindings: Vec<&Segment> = Vec::new();
        for binding in self.entries.iter().filter(|entry| is_area(entry.area)).filter_map(|e| e.binding.as_ref()) {
            if !bindings.iter().any(|known| known.text == binding.text) {
                bindings.push(binding);
            }
        }
        bindings
    }

    /// True when the file has keys at this binding in an area.
    pub(super) fn has(&self, area: Area, binding: &str) -> bool {
        self.entries.iter().any(|e| e.area == area && e.binding.as_ref().is_some_and(|b| b.text == binding))
    }
}

impl Entry {
    /// The value as a Boolean of Spring.
    pub(super) fn as_bool(&self) -> Option<bool> {
        java_bool(&self.value).filter(|_| !self.is_number)
    }

    /// Whether this entry counts instead of one of the same name before it: it stands in a later document, is spelt
    /// the same (below other levels), or is spelt in the way that Spring looks for first.
    fn outweighs(&self, before: &Self) -> bool {
        let rank = |entry: &Self| {
            let has_capitals = |text: &str| text.contains(|c: char| c.is_ascii_uppercase());
            let key = &entry.key.text;
            (has_capitals(&entry.spelling) || key.contains('_'), key.contains('_') && !has_capitals(key))
        };
        self.document != before.document || self.spelling == before.spelling || rank(self) < rank(before)
    }

    /// What makes two entries the same property.
    fn slot(&self) -> (Area, Option<&str>, &str) {
        (self.area, self.binding.as_ref().map(|binding| binding.text.as_str()), &self.name)
    }
}

/// A Boolean as Spring reads it.
fn java_bool(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "on" | "yes" | "1" => Some(true),
        "false" | "off" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// The place of the brace that closes the one at the start.
fn closing_brace(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => open += 1,
            b'}' if open == 1 => return Some(at),
            b'}' => open -= 1,
            _ => {}
        }
    }
    None
}

/// A document with such a property is read only with its profile. (`spring.profiles.active` chooses one instead.)
fn is_profile(property: &Property) -> bool {
    property.starts_with(&["spring", "config", "activate", "onprofile"])
        || property.starts_with(&["spring", "profiles"]) && property.path.get(2).is_none_or(Segment::is_index)
}

fn spelling(property: &Property) -> String {
    property.path.iter().map(|segment| segment.text.as_str()).collect::<Vec<_>>().join(".")
}

fn full_name(property: &Property) -> String {
    property.path.iter().map(|segment| segment.name.as_str()).collect::<Vec<_>>().join(".")
}

fn relaxed_name(name: &str) -> String {
    name.split('.').map(flat::relaxed).collect::<Vec<_>>().join(".")
}
