//! Each key against the binder's table: is it known here, does it reach the client, is its value possible?
use super::{
    BinderVersion, Mark,
    build::where_of,
    flat::relaxed,
    keys::{Key, Level, Note, Type, find_key, keys_of},
    place::Area,
    remark::{Notes, RemarkKind},
    settings::{Entry, Settings},
};
use crate::{java_date, zone::UTC};

/// Keys that the simulation obeys, relaxed.
const OBEYED: [(Level, &[&str]); 3] = [
    (Level::Binder, &["group"]),
    (Level::Consumer, &["consumefromwhere", "enabled", "messagemodel", "broadcasting", "tags", "sql", "subscription"]),
    (Level::Producer, &["group", "sync", "sendtype", "enabled"]),
];

/// Keys that came for others: the older generation's, and the newer one's.
const RENAMED: [(Level, &str, &str); 11] = [
    (Level::Consumer, "broadcasting", "messageModel"),
    (Level::Consumer, "tags", "subscription"),
    (Level::Consumer, "sql", "subscription"),
    (Level::Consumer, "orderly", "push.orderly"),
    (Level::Consumer, "delayLevelWhenNextConsume", "push.delayLevelWhenNextConsume"),
    (Level::Consumer, "suspendCurrentQueueTimeMillis", "push.suspendCurrentQueueTimeMillis"),
    (Level::Producer, "sync", "sendType"),
    (Level::Producer, "retryNextServer", "retryAnotherBroker"),
    (Level::Producer, "sendMessageTimeout", "sendMsgTimeout"),
    (Level::Producer, "compressMessageBodyThreshold", "compressMsgBodyThreshold"),
    (Level::Producer, "transactional", "producerType"),
];

/// A misspelt key differs from the meant one by at most so many letters.
const MOST_WRONG_LETTERS: usize = 2;

/// Remarks on all keys, and marks for their lines. What the bindings themselves use is marked where they are built.
pub(super) fn check_keys(settings: &Settings, binder: BinderVersion, notes: &mut Notes) {
    for entry in &settings.entries {
        match entry.area {
            Area::Rocket(level) => check_rocket(entry, level, binder, notes),
            Area::Binding if matches!(entry.name.as_str(), "destination" | "group") => {}
            Area::OtherLibrary => notes.other_library(&entry.key),
            Area::Elsewhere => notes.no_part(&entry.key),
            Area::Binding | Area::BindingConsumer | Area::BindingProducer | Area::Stream => {
                check_spring(entry, binder, notes);
            }
        }
    }
}

/// A key of Spring Cloud Stream itself does nothing here; one of the binder's stands in the wrong place.
fn check_spring(entry: &Entry, binder: BinderVersion, notes: &mut Notes) {
    let levels = match entry.area {
        Area::BindingProducer => [Level::Producer, Level::Consumer],
        _ => [Level::Consumer, Level::Producer],
    };
    let last = relaxed(&entry.key.text);
    let name = if entry.area == Area::Stream { &last } else { &entry.name };
    let known = |level| BinderVersion::ALL.into_iter().any(|version| find_key(version, level, name).is_some());
    match levels.into_iter().find(|level| known(*level)) {
        // Some of the binder's keys have names that others have too.
        Some(_) if matches!(name.as_str(), "enabled" | "group" | "namespace") => notes.no_part(&entry.key),
        Some(level) => {
            let belongs = place_of(entry, level);
            notes.remark(&entry.key, RemarkKind::Misplaced { belongs });
            notes.mark(entry.key.line, Mark::Misplaced);
            if find_key(binder, level, name).is_none() {
                check_unknown(entry, level, binder, notes);
            }
        }
        None => notes.no_part(&entry.key),
    }
}

/// The place of a level, with the entry's binding in it.
fn place_of(entry: &Entry, level: Level) -> String {
    let binding = entry.binding.as_ref().map_or("<binding>", |binding| &binding.text);
    level.prefix().replace("<binding>", binding)
}

fn check_rocket(entry: &Entry, level: Level, binder: BinderVersion, notes: &mut Notes) {
    if level == Level::Consumer && entry.name == "consumetimestamp" {
        let text = entry.value.clone();
        if java_date::consume_timestamp_ms(&text, &UTC).is_none() {
            notes.remark(&entry.key, RemarkKind::TimestampUnreadable { text });
        }
    }
    match find_key(binder, level, &entry.name) {
        None => check_unknown(entry, level, binder, notes),
        Some(key) => {
            check_value(entry, key, notes);
            check_known(entry, level, key, binder, notes);
        }
    }
}

fn check_known(entry: &Entry, level: Level, key: &Key, binder: BinderVersion, notes: &mut Notes) {
    let is_obeyed = OBEYED.iter().any(|(of, names)| *of == level && names.contains(&entry.name.as_str()));
    if !key.reaches_client {
        let kind = match (level, key.name) {
            (Level::Consumer, "consumeTimestamp") => RemarkKind::TimestampDropped { binder },
            _ => RemarkKind::NeverReachesClient { binder, note: key.note },
        };
        notes.remark(&entry.key, kind);
        notes.mark(entry.key.line, Mark::Ignored);
    } else if is_obeyed {
        notes.mark(entry.key.line, Mark::Used);
        if key.java_type == Type::Where {
            notes.remark(&entry.key, RemarkKind::ReadOnlyWithoutOffset);
        }
    } else {
        notes.no_part(&entry.key);
    }
}

fn check_value(entry: &Entry, key: &Key, notes: &mut Notes) {
    let value = entry.value.trim();
    // An empty value leaves an object type at its default; a primitive one has nothing to hold it.
    let is_possible = match key.java_type {
        Type::Boolean | Type::Integer | Type::Where if value.is_empty() => true,
        Type::Bool | Type::Boolean => entry.as_bool().is_some(),
        Type::Int | Type::Integer => java_int(entry, value).is_some_and(|int| i32::try_from(int).is_ok()),
        Type::Long => java_int(entry, value).is_some(),
        Type::Where if where_of(value).is_none() => {
            notes.remark(&entry.key, RemarkKind::NoSuchConstant { value: value.to_owned() });
            return;
        }
        _ => true,
    };
    if !is_possible {
        let kind = RemarkKind::BadValue { value: value.to_owned(), java_type: key.java_type.java() };
        notes.remark(&entry.key, kind);
    }
    if key.note == Note::OtherMeansClustering && !matches!(value, "CLUSTERING" | "BROADCASTING") {
        notes.remark(&entry.key, RemarkKind::OtherMeansClustering { value: value.to_owned() });
    }
}

/// A whole number as Spring reads it: a YAML number is cut at its point, a text may be hexadecimal.
fn java_int(entry: &Entry, value: &str) -> Option<i64> {
    match value.strip_prefix("0x") {
        Some(hex) => i64::from_str_radix(hex, 16).ok(),
        None if entry.is_number => value.split('.').next()?.parse().ok(),
        None => value.parse().ok(),
    }
}

/// A key that this version does not know at this level.
fn check_unknown(entry: &Entry, level: Level, binder: BinderVersion, notes: &mut Notes) {
    let known_in: Vec<_> =
        BinderVersion::ALL.into_iter().filter(|version| find_key(*version, level, &entry.name).is_some()).collect();
    let elsewhere = Level::ALL.into_iter().find(|other| find_key(binder, *other, &entry.name).is_some());
    let kind = if !known_in.is_empty() {
        let same_result = asks_for_default(entry, binder);
        match (level, entry.name.as_str()) {
            (Level::Consumer, "consumetimestamp") => RemarkKind::TimestampUnknown { binder },
            (Level::Consumer, "consumefromwhere") => RemarkKind::WhereUnknown { binder, same_result },
            _ => RemarkKind::OtherVersion { binder, known_in, instead: instead(entry, level, binder), same_result },
        }
    } else if let Some(other) = elsewhere {
        RemarkKind::Misplaced { belongs: place_of(entry, other) }
    } else if matches!(entry.name.as_str(), "destination" | "contenttype") {
        let binding = entry.binding.as_ref().map_or("<binding>", |binding| &binding.text);
        RemarkKind::Misplaced { belongs: format!("spring.cloud.stream.bindings.{binding}") }
    } else {
        RemarkKind::Unknown { similar: similar(&entry.name, level, binder) }
    };
    let mark = if matches!(kind, RemarkKind::Unknown { .. }) { Mark::Ignored } else { Mark::Misplaced };
    notes.remark(&entry.key, kind);
    notes.mark(entry.key.line, mark);
}

/// True when the version does by itself what a key of another version asks for.
fn asks_for_default(entry: &Entry, binder: BinderVersion) -> bool {
    let value = entry.value.trim();
    match (entry.name.as_str(), binder.is_old()) {
        ("broadcasting", false) => entry.as_bool() == Some(false),
        ("sync", false) => entry.as_bool() == Some(true),
        ("messagemodel", true) => value != "BROADCASTING",
        ("sendtype", true) => value == "Async",
        ("tags" | "subscription", _) => matches!(value, "" | "*"),
        ("consumefromwhere", true) => where_of(value) == Some(super::ConsumeFromWhere::Last),
        _ => false,
    }
}

/// The key that a version has in place of another version's, with the value that says the same.
fn instead(entry: &Entry, level: Level, binder: BinderVersion) -> Option<String> {
    if (level, entry.name.as_str()) == (Level::Binder, "group") {
        return Some(format!("{}.group: {}", Level::Producer.prefix(), entry.value));
    }
    let renamed = |(of, old, new): &(Level, &'static str, &'static str)| {
        let (theirs, ours) = if binder.is_old() { (*new, *old) } else { (*old, *new) };
        let theirs: Vec<String> = theirs.split('.').map(relaxed).collect();
        (*of == level && theirs.join(".") == entry.name).then_some(ours)
    };
    let ours = RENAMED.iter().find_map(renamed)?;
    let value = entry.value.trim();
    let value = match (ours, entry.as_bool()) {
        ("messageModel", Some(true)) => "BROADCASTING".to_owned(),
        ("messageModel", _) => "CLUSTERING".to_owned(),
        ("broadcasting", _) => (value == "BROADCASTING").to_string(),
        ("sendType", Some(false)) => "Async".to_owned(),
        ("sendType", _) => "Sync".to_owned(),
        ("sync", _) => (value == "Sync").to_string(),
        ("producerType", Some(true)) => "Trans".to_owned(),
        ("producerType", _) => "Normal".to_owned(),
        ("transactional", _) => (value == "Trans").to_string(),
        ("subscription", _) if entry.name == "sql" => format!("sql:{value}"),
        _ => value.to_owned(),
    };
    Some(format!("{ours}: {value}"))
}

/// The key of the level that is written almost like a name.
fn similar(name: &str, level: Level, binder: BinderVersion) -> Option<&'static str> {
    let distance = |key: &&Key| wrong_letters(name, &relaxed(key.name));
    keys_of(binder, level).min_by_key(distance).filter(|key| distance(key) <= MOST_WRONG_LETTERS).map(|key| key.name)
}

/// How many letters must be put in, taken out or changed to make one name of the other.
fn wrong_letters(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, a) in a.chars().take(64).enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, b) in b.iter().enumerate() {
            let change = corner + usize::from(a != *b);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}
