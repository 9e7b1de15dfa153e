//! The key index: which messages have a key (`IndexService`, `IndexFile`).
//!
//! A message is entered once for its unique key and once for each of its keys, in the order of the log. An entry says
//! the hash of topic and key, the place in the log and the store time in seconds after the file's first message. On the
//! disk a table of slots leads from a hash to its newest entry, and each entry to the one before it in its slot; both
//! follow from the entries, so here only these are kept.
use crate::{IndexConfig, LogOffset, Properties, Record, SharedVec, StoreTime, tag_code::java_hash};
use std::{collections::BTreeSet, sync::Arc};

/// Both bits of the system flag: a transaction that was rolled back. Its message is not entered.
const ROLLED_BACK: i32 = 0xC;

/// The last millisecond of the year 9999.
const LAST_NAME_MS: i64 = 253_402_300_799_999;
/// What stands before a tag where a key would stand.
const TAG: &str = "T#";

/// One entry of an index file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexEntry {
    /// The hash of topic, `#` and key, never negative.
    pub hash: i32,
    /// Seconds from the file's first message to this one.
    pub seconds: i32,
    /// Where the record lies.
    pub log_offset: LogOffset,
}

/// One file of the index.
#[derive(Clone, Debug)]
pub struct IndexFile {
    /// When it was made, in the broker's zone: 17 digits from the year to the millisecond.
    pub name: Arc<str>,
    /// When it was last written to, in milliseconds since 1970.
    pub modified_ms: i64,
    /// Store time of the first message; of the last one of the file before while it has none.
    pub first_time: StoreTime,
    /// Store time of the last message.
    pub last_time: StoreTime,
    /// Place of the first message.
    pub first_offset: LogOffset,
    /// Place of the last message.
    pub last_offset: LogOffset,
    pub(crate) entries: SharedVec<IndexEntry>,
}

impl IndexFile {
    /// Its entries, oldest first. Their numbers count from 1.
    pub fn entries(&self) -> &SharedVec<IndexEntry> {
        &self.entries
    }

    fn new(name: String, before: Option<&IndexFile>) -> Self {
        let (time, offset) = before.map_or_else(Default::default, |file| (file.last_time, file.last_offset));
        Self {
            name: name.into(),
            modified_ms: 0,
            first_time: time,
            last_time: time,
            first_offset: offset,
            last_offset: offset,
            entries: SharedVec::default(),
        }
    }

    fn put(&mut self, hash: i32, record: &Record<'_>) {
        let time = record.store_time();
        let seconds = if self.first_time.0 <= 0 { 0 } else { time.since_ms(self.first_time) / 1_000 };
        let seconds = i32::try_from(seconds.clamp(0, i64::from(i32::MAX))).unwrap_or(i32::MAX);
        if self.entries.is_empty() {
            (self.first_time, self.first_offset) = (time, record.log_offset());
        }
        self.entries.push(IndexEntry { hash, seconds, log_offset: record.log_offset() });
        (self.last_time, self.last_offset) = (time, record.log_offset());
        self.modified_ms = time.0;
    }
}

/// All files of the index, oldest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeyIndex {
    files: Arc<Vec<IndexFile>>,
}

impl KeyIndex {
    pub(crate) fn files(&self) -> &[IndexFile] {
        &self.files
    }

    pub(crate) fn from_files(files: Vec<IndexFile>) -> Self {
        Self { files: Arc::new(files) }
    }

    /// Enters a message (`IndexService.buildIndex`). One that lies before the last entered one is known already.
    pub(crate) fn put(&mut self, record: &Record<'_>, config: &IndexConfig) {
        let files = Arc::make_mut(&mut self.files);
        let mut file = last_or_new(files, record.store_time(), config);
        if record.log_offset() < file.last_offset || record.sys_flag() & ROLLED_BACK == ROLLED_BACK {
            return;
        }
        let mut text = String::new();
        let tag = record.tags().filter(|tag| config.tags && !tag.is_empty());
        let hashes = keys(record).map(|key| ["", key]).chain(tag.map(|tag| [TAG, tag]));
        for parts in hashes {
            if file.entries.len() >= config.entries_used() {
                file = last_or_new(files, record.store_time(), config);
            }
            file.put(key_hash(&mut text, record.topic(), parts), record);
        }
    }

    /// Deletes files whose messages are all gone, but never the last one (`IndexService.deleteExpiredFile`).
    pub(crate) fn clean(&mut self, log_min: LogOffset) {
        let full = self.files.split_last().map_or(&[][..], |(_, full)| full);
        let gone = full.iter().take_while(|file| file.last_offset < log_min).count();
        if gone > 0 {
            Arc::make_mut(&mut self.files).drain(..gone);
        }
    }

    /// Places of messages that may have the key, stored from `from` to `to`, newest file first, at most `most`
    /// (`IndexService.queryOffset`). Other keys can have the same hash.
    pub(crate) fn find(
        &self,
        topic: &str,
        key: &str,
        (from, to): (StoreTime, StoreTime),
        most: usize,
        config: &IndexConfig,
    ) -> Vec<LogOffset> {
        let hash = key_hash(&mut String::new(), topic, ["", key]);
        let mut found = Vec::new();
        for file in self.files.iter().rev() {
            if from <= file.last_time && to >= file.first_time {
                file.find(hash, (from, to), most, config, &mut found);
            }
            if file.first_time < from || found.len() >= most {
                break;
            }
        }
        found
    }
}

impl IndexFile {
    /// Goes through the entries of one slot, newest first, as the chain on the disk leads.
    fn find(
        &self,
        hash: i32,
        (from, to): (StoreTime, StoreTime),
        most: usize,
        config: &IndexConfig,
        found: &mut Vec<LogOffset>,
    ) {
        let slot = config.slot(hash);
        for entry in self.entries.iter().rev().filter(|entry| config.slot(entry.hash) == slot) {
            if found.len() >= most {
                return;
            }
            let time = self.first_time.plus_ms(i64::from(entry.seconds) * 1_000);
            if entry.hash == hash && time >= from && time <= to {
                found.push(entry.log_offset);
            }
            if time < from {
                return;
            }
        }
    }

    /// How many slots lead to an entry.
    pub(crate) fn used_slots(&self, config: &IndexConfig) -> usize {
        self.entries.iter().map(|entry| config.slot(entry.hash)).collect::<BTreeSet<_>>().len()
    }
}

/// The unique key and the keys of a message, in the order in which they are entered.
pub(crate) fn keys<'a>(record: &Record<'a>) -> impl Iterator<Item = &'a str> {
    let keys = record.property(Properties::KEYS).unwrap_or_default();
    record.property(Properties::UNIQ_KEY).into_iter().chain(keys.split(' ').filter(|key| !key.is_empty()))
}

fn key_hash(text: &mut String, topic: &str, [kind, key]: [&str; 2]) -> i32 {
    text.clear();
    text.extend([topic, "#", kind, key]);
    java_hash(text).checked_abs().unwrap_or(0)
}

/// The file for the next entry.
fn last_or_new<'a>(files: &'a mut Vec<IndexFile>, now: StoreTime, config: &IndexConfig) -> &'a mut IndexFile {
    let full = |file: &IndexFile| file.entries.len() >= config.entries_used();
    if files.last().is_none_or(full) {
        let before = files.last();
        let mut name = name(now);
        // Names must rise: of two files made in one millisecond a broker would write the second over the first.
        if let Some(before) = before.filter(|before| *before.name >= *name) {
            let next = before.name.parse::<u64>().map_or(u64::MAX, |number| number.saturating_add(1));
            name = format!("{next:017}");
        }
        let file = IndexFile::new(name, before);
        files.push(file);
    }
    files.last_mut().expect("one was made if there was none")
}

/// A time in UTC as 17 digits; times that have more are the last one that has not.
fn name(time: StoreTime) -> String {
    let time = time.0.clamp(0, LAST_NAME_MS);
    let (days, ms) = (time / 86_400_000, time % 86_400_000);
    let (year, month, day) = crate::date::from_days(days);
    let (hour, minute) = (ms / 3_600_000, ms / 60_000 % 60);
    format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{:02}{:03}", ms / 1_000 % 60, ms % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_times() {
        assert_eq!(name(StoreTime(0)), "19700101000000000");
        assert_eq!(name(StoreTime(1_709_251_199_999)), "20240229235959999");
        assert_eq!(name(StoreTime(1_795_520_981_411)), "20261124114941411");
        assert_eq!(name(StoreTime(i64::MAX)), "99991231235959999");
        assert_eq!(name(StoreTime(-5)), "19700101000000000");
    }

    #[test]
    fn the_lowest_hash_becomes_zero() {
        assert_eq!(java_hash("polygenelubricants"), i32::MIN);
        assert_eq!(key_hash(&mut String::new(), "T", ["", "k"]), java_hash("T#k").abs());
    }
}
