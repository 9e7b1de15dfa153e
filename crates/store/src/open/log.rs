//! Reading the files of the commit log.
use super::{FileKind, OpenError, OpenReport, Remark};
use crate::{
    FileBytes, Folder, FolderFile, LogOffset, NotModelled, Record, RecordError, Recovery, Store, StoreTime,
    record::{BLANK_MAGIC, BLANK_MIN, LONG_TOPIC_MAGIC, MESSAGE_MAGIC, read_i32},
};
use std::{borrow::Cow, collections::BTreeMap};

/// Zeros put back at most behind the last record of a file. A body of zeros can be this long (`maxMessageSize`).
const ZEROS_MAX: usize = 4 << 20;

/// The checkpoint is not believed in the last three seconds (`StoreCheckpoint.getMinTimestamp`).
const FLUSH_DOUBT_MS: i64 = 3_000;

/// The largest name of a file, and the largest place of an entry: what is added behind it has names too.
pub(super) const PLACE_MAX: i64 = i64::MAX / 2;

/// Files of one size whose names are offsets without a hole between them.
pub(super) struct Row<'a> {
    pub(super) size: i64,
    pub(super) start: i64,
    pub(super) files: Vec<(String, &'a FolderFile)>,
}

/// The log files.
pub(super) fn files(folder: &Folder, size: Option<i64>) -> Result<Row<'_>, OpenError> {
    let files = folder.under("commitlog").map(|(name, file)| (format!("commitlog/{name}"), file));
    let possible = |size: i64| size > BLANK_MIN as i64 && size <= i64::from(i32::MAX);
    row(files, size, possible, FileKind::Log)?.ok_or(OpenError::NoLog)
}

/// Puts files in their row. Names that start with a dot are not the broker's.
pub(super) fn row<'a>(
    files: impl Iterator<Item = (String, &'a FolderFile)>,
    size: Option<i64>,
    possible: impl Fn(i64) -> bool,
    kind: FileKind,
) -> Result<Option<Row<'a>>, OpenError> {
    let mut size = size;
    let mut by_start = BTreeMap::new();
    for (path, file) in files {
        let name = path.rsplit('/').next().unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        let found = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
        let expected = *size.get_or_insert(found);
        if !possible(expected) {
            return Err(OpenError::ImpossibleSize { file: path, size: expected, kind });
        }
        let digits = name.len() == 20 && name.bytes().all(|digit| digit.is_ascii_digit());
        let whole = |start: &i64| start % expected == 0 && *start <= PLACE_MAX;
        let start = name.parse::<i64>().ok().filter(|start| digits && whole(start));
        let Some(start) = start else { return Err(OpenError::Name { file: path, size: expected }) };
        if found != expected {
            return Err(OpenError::Size { file: path, expected, found });
        }
        by_start.insert(start, (path, file));
    }
    let (Some(size), Some(&start)) = (size, by_start.keys().next()) else { return Ok(None) };
    let mut expected = start;
    for (start, (file, _)) in &by_start {
        if *start != expected {
            return Err(OpenError::Missing { file: file.clone(), expected });
        }
        expected = start.saturating_add(size);
    }
    Ok(Some(Row { size, start, files: by_start.into_values().collect() }))
}

/// Why reading a file stopped.
enum Stop {
    /// The file is full; the log goes on in the next one.
    Full,
    /// The log ends at this byte.
    End(usize, Option<RecordError>),
}

/// The file from which a broker reads the log after a crash: the last one whose first message was stored three seconds
/// before the last flush, or earlier (`CommitLog.isMappedFileMatchedRecover`).
pub(super) fn after_crash(row: &Row<'_>, flushed: StoreTime) -> usize {
    let matched = |(_, file): &(String, &FolderFile)| {
        let first = record_bytes(&file.bytes, 0);
        let time = Record::decode(&first).ok().map(|record| record.store_time());
        time.is_some_and(|time| time.0 != 0 && time <= flushed.plus_ms(-FLUSH_DOUBT_MS))
    };
    row.files.iter().rposition(matched).unwrap_or(0)
}

/// The file from which it reads after a clean stop. `known` is the end of the last record that a queue knows.
pub(super) fn after_clean_stop(row: &Row<'_>, recovery: Recovery, known: Option<LogOffset>) -> usize {
    let from = match (recovery, known) {
        (Recovery::LastThreeFiles, _) => row.files.len().saturating_sub(3),
        (Recovery::FromQueues, None) => 0,
        (Recovery::FromQueues, Some(known)) => usize::try_from((known.0 - row.start) / row.size.max(1)).unwrap_or(0),
    };
    from.min(row.files.len().saturating_sub(1))
}

/// Reads the log into `store` up to its end. The first `trusted` files are taken as they are.
pub(super) fn read(store: &mut Store, row: &Row<'_>, trusted: usize, report: &mut OpenReport) {
    let mut files = row.files.iter();
    for (path, file) in files.by_ref().take(trusted) {
        store.log.start_file(file.modified_ms);
        match read_file(store, file, report) {
            Stop::Full => {}
            Stop::End(at, _) => {
                store.log.push_shared(
                    file.bytes.shared(),
                    at.min(file.bytes.used().len())..file.bytes.used().len(),
                    file.modified_ms,
                );
                store.log.end_file();
            }
        }
        report.log_end = Some((path.clone(), file.bytes.len()));
    }
    for (path, file) in files.by_ref() {
        store.log.start_file(file.modified_ms);
        match read_file(store, file, report) {
            Stop::Full => report.log_end = Some((path.clone(), file.bytes.len())),
            Stop::End(byte, why) => {
                report.log_end = Some((path.clone(), byte as u64));
                if let Some(why) = why {
                    report.remark(Remark::LogDamaged { file: path.clone(), byte: byte as u64, why });
                }
                break;
            }
        }
    }
    for (path, _) in files.filter(|(_, file)| !file.bytes.used().is_empty()) {
        report.remark(Remark::LogFileLeftOut { file: path.clone() });
    }
}

/// Reads a file up to its end. Its bytes are taken in one piece, but for a record whose end the folder left out.
fn read_file(store: &mut Store, file: &FolderFile, report: &mut OpenReport) -> Stop {
    let (start, long_topics) = (store.log.max(), store.config().long_topics);
    let place = |at: usize| start.plus(i64::try_from(at).unwrap_or(i64::MAX));
    let (mut taken, mut at) = (0, 0);
    let stop = loop {
        if at as u64 >= file.bytes.len() {
            break Stop::Full;
        }
        let bytes = record_bytes(&file.bytes, at);
        let magic = read_i32(&bytes, 4).map(|magic| magic as u32);
        match magic {
            Some(BLANK_MAGIC) => {
                store.log.push_shared(file.bytes.shared(), taken..at, file.modified_ms);
                store.log.push_blank(file.modified_ms);
                return Stop::Full;
            }
            Some(magic) if magic == MESSAGE_MAGIC || (magic == LONG_TOPIC_MAGIC && long_topics) => {
                match good_record(&bytes, place(at)) {
                    Ok(record) => {
                        report.records += 1;
                        report.count(NotModelled::of_record(&record));
                        let end = at + record.bytes().len();
                        if let Cow::Owned(whole) = &bytes {
                            store.log.push_shared(file.bytes.shared(), taken..at, file.modified_ms);
                            store.log.push_bytes(whole, file.modified_ms);
                            taken = end;
                        }
                        at = end;
                    }
                    Err(why) => break Stop::End(at, Some(why)),
                }
            }
            _ => {
                let clean = bytes.iter().take(BLANK_MIN).all(|&byte| byte == 0);
                let found = magic.unwrap_or(0);
                break Stop::End(at, (!clean).then_some(RecordError::Magic { found }));
            }
        }
    };
    if taken < at {
        store.log.push_shared(file.bytes.shared(), taken..at, file.modified_ms);
    }
    // No record begins in the last bytes of a file, not even a blank one.
    if file.bytes.len() - (at as u64) < BLANK_MIN as u64 {
        store.log.end_file();
        return Stop::Full;
    }
    stop
}

/// The bytes from `at` on, with as many of the zeros that a folder leaves out as the record there says it has.
fn record_bytes(file: &FileBytes, at: usize) -> Cow<'_, [u8]> {
    let found = file.used().get(at..).unwrap_or_default();
    let said = read_i32(found, 0).and_then(|size| usize::try_from(size).ok()).unwrap_or(0);
    if said <= found.len() {
        return Cow::Borrowed(found);
    }
    let left = usize::try_from(file.len() - at as u64).unwrap_or(usize::MAX);
    let mut whole = found.to_vec();
    whole.resize(said.min(left).min(found.len() + ZEROS_MAX).max(found.len()), 0);
    Cow::Owned(whole)
}

/// A record that a broker's recovery accepts: whole, with a good body, and in its place.
fn good_record(bytes: &[u8], at: LogOffset) -> Result<Record<'_>, RecordError> {
    let record = Record::decode(bytes)?;
    record.check_body()?;
    if record.log_offset() != at {
        return Err(RecordError::Place { said: record.log_offset(), found: at });
    }
    Ok(record)
}
