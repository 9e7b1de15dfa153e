//! Reading the files of the consume queues, and making the entries that they lack.
use super::{
    FileKind, OpenError, OpenReport, Remark,
    log::{PLACE_MAX, Row, row},
};
use crate::{
    ConsumeQueue, Folder, FolderFile, LogOffset, NotModelled, QueueEntry, QueueId, QueueOffset, Store, StoreTime,
    TopicName,
    save::UNUSED_ENTRY,
    store::{Queue, entry_of, queue_mut},
};
use std::{collections::BTreeMap, sync::Arc};

/// The largest queue file: twenty times the default. A queue that begins inside a file is saved with all before it.
const FILE_BYTES_MAX: i64 = 120_000_000;

/// Whether queue files can have this size.
pub(super) fn possible_size(size: i64) -> bool {
    (1..=FILE_BYTES_MAX).contains(&size) && size % QueueEntry::BYTES as i64 == 0
}

/// The files of every queue.
pub(super) struct QueueRows<'a> {
    pub(super) size: Option<i64>,
    rows: Vec<(TopicName, QueueId, Row<'a>)>,
}

/// The queue files of all topics; all have one size.
pub(super) fn files(folder: &Folder, size: Option<i64>) -> Result<QueueRows<'_>, OpenError> {
    let mut by_queue: BTreeMap<(&str, i32), Vec<(String, &FolderFile)>> = BTreeMap::new();
    for (rest, file) in folder.under("consumequeue") {
        let path = format!("consumequeue/{rest}");
        if rest.split('/').any(|part| part.starts_with('.')) {
            continue;
        }
        let parts: Vec<&str> = rest.split('/').collect();
        let queue = parts.get(1).and_then(|queue| queue.parse::<i32>().ok()).filter(|&queue| queue >= 0);
        match (parts.as_slice(), queue) {
            ([topic, _, _], Some(queue)) => by_queue.entry((topic, queue)).or_default().push((path, file)),
            _ => return Err(OpenError::NoQueue { file: path }),
        }
    }
    let mut found = QueueRows { size, rows: Vec::new() };
    for ((topic, queue), files) in by_queue {
        if let Some(row) = row(files.into_iter(), found.size, possible_size, FileKind::Queue)? {
            found.size = Some(row.size);
            found.rows.push((TopicName::from(topic), QueueId(queue), row));
        }
    }
    Ok(found)
}

/// The end of the record that the last entry of any queue points to; `None` without an entry.
pub(super) fn known(files: &QueueRows<'_>) -> Option<LogOffset> {
    let last = |(_, _, row): &(TopicName, QueueId, Row<'_>)| {
        let ends = read_row(row, &mut OpenReport::default()).last().map(|(entry, _)| end_of(entry));
        ends.filter(|end| end.0 < i64::MAX)
    };
    files.rows.iter().filter_map(last).max()
}

/// Reads the queues into `store`. Returns the end of the last record that a queue knows.
pub(super) fn read(store: &mut Store, files: &QueueRows<'_>, report: &mut OpenReport) -> LogOffset {
    let (per_file, rule) = (store.config().entries_per_queue_file(), store.config().gone_queue);
    let mut known = store.log.min();
    for (topic, id, row) in &files.rows {
        let mut entries = read_row(row, report);
        let all = entries.len();
        while entries.last().is_some_and(|(entry, _)| end_of(entry) > store.log.max() && !is_unused(entry)) {
            entries.pop();
        }
        if entries.len() < all {
            let cut = (all - entries.len()) as u64;
            report.remark(Remark::EntriesCut { topic: topic.clone(), queue: *id, entries: cut });
        }
        report.entries += entries.len() as u64;
        let mut queue = ConsumeQueue::new(per_file, QueueOffset(row.start / QueueEntry::BYTES as i64));
        for (entry, modified_ms) in entries {
            let record = store.log.record(entry.log_offset).ok();
            let astray = record.is_none_or(|record| record.topic() != topic.as_str() || record.queue() != *id);
            if astray && entry.log_offset >= store.log.min() {
                report.remark(Remark::EntryAstray { topic: topic.clone(), queue: *id, offset: queue.max() });
            }
            if !astray {
                known = known.max(end_of(&entry));
            }
            queue.push(entry, record.map_or(-1, |record| record.store_time().0), modified_ms);
        }
        queue.find_min(store.log.min(), rule);
        let queue = Queue { next: queue.max(), entries: queue };
        let queues = Arc::make_mut(&mut store.topics).entry(topic.clone()).or_default();
        Arc::make_mut(queues).insert(*id, Arc::new(queue));
    }
    known
}

/// The entries up to the first one that is not used, each with its file's modification time.
fn read_row(row: &Row<'_>, report: &mut OpenReport) -> Vec<(QueueEntry, i64)> {
    let per_file = usize::try_from(row.size).unwrap_or(usize::MAX) / QueueEntry::BYTES;
    let mut entries = Vec::new();
    let mut ended = false;
    for (path, file) in &row.files {
        let bytes = &file.bytes;
        let starts = (0..bytes.used().len()).step_by(QueueEntry::BYTES);
        let all = starts.map(|at| QueueEntry::decode(&bytes.array(at)));
        let used = all.take_while(|entry| entry.log_offset.0 >= 0 && entry.size > 0);
        if ended {
            if used.count() > 0 {
                report.remark(Remark::QueueFileLeftOut { file: path.clone() });
            }
            continue;
        }
        let before = entries.len();
        entries.extend(used.map(|entry| (entry, file.modified_ms)));
        ended = entries.len() - before < per_file;
    }
    entries
}

/// Gives every record from `from` on, and behind `behind`, that its queue does not have to its queue. `now` is when this happens, for the
/// files' modification times.
pub(super) fn rebuild(
    store: &mut Store,
    from: LogOffset,
    behind: Option<LogOffset>,
    now: Option<StoreTime>,
    report: &mut OpenReport,
) {
    let config = store.config().clone();
    for record in store.log.records(from).filter(|record| behind.is_none_or(|behind| record.log_offset() > behind)) {
        if let Some(index) = &config.index {
            store.index.put(&record, index);
        }
        if NotModelled::of_record(&record).is_some() {
            continue;
        }
        let (topic, id, said) = (record.topic(), record.queue(), record.queue_offset());
        let (place, last) = (|| TopicName::from(topic), PLACE_MAX / QueueEntry::BYTES as i64);
        if id.0 < 0 || !(0..last).contains(&said.0) {
            report.remark(Remark::Impossible { topic: place(), queue: id, offset: said });
            continue;
        }
        let queue = queue_mut(&mut store.topics, &config, topic, id, said);
        let got = queue.entries.max();
        if said < got {
            continue;
        }
        if said > got {
            report.remark(Remark::OffsetJump { topic: place(), queue: id, said, got });
        }
        let time = record.store_time();
        queue.entries.push(entry_of(&record, &config), time.0, now.unwrap_or(time).0);
        queue.next = queue.entries.max();
        report.rebuilt += 1;
    }
    store.dispatched = store.log.max();
}

/// Entries before the first message of a queue that started inside a file are filled with this.
fn is_unused(entry: &QueueEntry) -> bool {
    *entry == UNUSED_ENTRY
}

fn end_of(entry: &QueueEntry) -> LogOffset {
    entry.log_offset.plus(i64::from(entry.size))
}
