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
}

/// All values that count.
pub(super) struct Settings {
    /// In the order of the file.
    pub(super) entries: Vec<Entry>,
    overridden: Vec<(Segment, usize)>,
    profiles: Vec<(Segment, String, Vec<usize>)>,
    placeholders: Vec<(Segment, String, Option<String>)>,
}

impl Settings {
    pub(super) fn read(text: &str) -> Result<Self, ImportError> {
        let documents = yaml::read(text)?;
        let mut settings =
            Self { entries: Vec::new(), overridden: Vec::new(), profiles: Vec::new(), placeholders: Vec::new() };
        let mut found = Vec::new();
        let mut properties = Vec::new();
        for document in &documents {
            let document = flat::flatten(document)?;
            found.extend(document.iter().map(|property| property.path[0].text.clone()));
            match document.iter().find(|property| is_profile(property)) {
                Some(profile) => {
                    let lines = document.iter().map(|property| property.key().line).collect();
                    settings.profiles.push((profile.key().clone(), profile.value.clone(), lines));
                }
                None => properties.extend(document),
            }
        }
        if documents.is_empty() {
            return Err(ImportError::new(1, 1, ImportErrorKind::Empty));
        }
        if !properties.iter().any(is_stream) {
            found.dedup();
            found.truncate(MOST_NAMED_KEYS);
            return Err(ImportError::new(1, 1, ImportErrorKind::NoStreamKeys { found }));
        }
        settings.add_all(properties);
        Ok(settings)
    }

    fn add_all(&mut self, mut properties: Vec<Property>) {
        for at in 0..properties.len() {
            if let Some(value) = self.filled_in(&properties[at], &properties) {
                properties[at].value = value;
            }
        }
        for property in &properties {
            let place = place(property);
            let entry = Entry {
                area: place.area,
                binding: place.binding.cloned(),
                key: property.key().clone(),
                name: key_name(place.keys),
                value: property.value.clone(),
            };
            let is_list = property.path.iter().any(Segment::is_index);
            let same = |old: &Entry| !is_list && old.slot() == entry.slot();
            if let Some(old) = self.entries.iter().position(same) {
                let old = self.entries.remove(old);
                self.overridden.push((old.key, entry.key.line));
            }
            self.entries.push(entry);
        }
    }

    /// The value with something in the place of `${name}` or `${name:default}`, where the file or the default has it.
    fn filled_in(&mut self, property: &Property, all: &[Property]) -> Option<String> {
        let (before, rest) = property.value.split_once("${")?;
        let (inside, after) = rest.rsplit_once('}')?;
        let (name, default) = match inside.split_once(':') {
            Some((name, default)) => (name, Some(default)),
            None => (inside, None),
        };
        let wanted = relaxed_name(name);
        let in_file = all.iter().rev().find(|other| full_name(other) == wanted && !other.value.contains("${"));
        if in_file.is_none() {
            self.placeholders.push((property.key().clone(), name.to_owned(), default.map(str::to_owned)));
        }
        let value = in_file.map(|other| other.value.as_str()).or(default)?;
        Some(format!("{before}{value}{after}"))
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
    /// What makes two entries the same property.
    fn slot(&self) -> (Area, Option<&str>, &str) {
        (self.area, self.binding.as_ref().map(|binding| binding.text.as_str()), &self.name)
    }
}

/// A document with such a property is read only with its profile. (`spring.profiles.active` chooses one instead.)
fn is_profile(property: &Property) -> bool {
    property.starts_with(&["spring", "config", "activate", "onprofile"])
        || property.starts_with(&["spring", "profiles"]) && property.path.get(2).is_none_or(Segment::is_index)
}

fn full_name(property: &Property) -> String {
    property.path.iter().map(|segment| segment.name.as_str()).collect::<Vec<_>>().join(".")
}

fn relaxed_name(name: &str) -> String {
    name.split('.').map(flat::relaxed).collect::<Vec<_>>().join(".")
}
