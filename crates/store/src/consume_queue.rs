//! A consume queue: for each message of one queue where it lies in the log.
use crate::{
    GoneQueue, LogOffset, QueueFile, QueueOffset, SharedVec, StoreTime, queue_files::QueueFiles, times::Times,
};
use serde::Serialize;
use std::{ops::Range, sync::Arc};

/// One entry: 20 bytes, and no time in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct QueueEntry {
    /// Where the record lies.
    pub log_offset: LogOffset,
    /// Bytes of the record.
    pub size: i32,
    /// The tag code: see [`tag_code`](crate::tag_code).
    pub tag_code: i64,
}

impl QueueEntry {
    /// Bytes of an entry.
    pub const BYTES: usize = 20;

    /// Reads an entry.
    pub fn decode(bytes: &[u8; Self::BYTES]) -> Self {
        let [a, b, c, d, e, f, g, h, s, i, z, y, rest @ ..] = *bytes;
        Self {
            log_offset: LogOffset(i64::from_be_bytes([a, b, c, d, e, f, g, h])),
            size: i32::from_be_bytes([s, i, z, y]),
            tag_code: i64::from_be_bytes(rest),
        }
    }

    /// The entry's bytes.
    pub fn encode(&self) -> [u8; Self::BYTES] {
        let mut bytes = [0; Self::BYTES];
        bytes[..8].copy_from_slice(&self.log_offset.0.to_be_bytes());
        bytes[8..12].copy_from_slice(&self.size.to_be_bytes());
        bytes[12..].copy_from_slice(&self.tag_code.to_be_bytes());
        bytes
    }
}

/// A consume queue with its time index: the store times of its messages as a column beside the entries.
#[derive(Clone, Debug)]
pub struct ConsumeQueue {
    per_file: i64,
    /// The queue offset of `entries[0]`.
    first: QueueOffset,
    min: QueueOffset,
    /// The first entry whose file is there.
    held: QueueOffset,
    entries: SharedVec<QueueEntry>,
    /// Whether each record lies behind the one before; only a damaged folder has others.
    rising: bool,
    times: Times,
    files: Arc<QueueFiles>,
}

/// A queue file is flushed at the latest a minute after its last entry (`flushConsumeQueueThoroughInterval`).
const FLUSHED_WITHIN_MS: i64 = 60_000;

impl ConsumeQueue {
    /// How many of its files, the last one left out, were written to later than the file behind them began: a copy has
    /// lost their times, or the queue was built anew. 4.9 searches by these times.
    pub fn late_files(&self) -> usize {
        let next = self.files().iter().skip(1).map(|file| self.store_time(file.first));
        let pairs = self.files().iter().zip(next);
        let late = |modified_ms: i64, next: StoreTime| modified_ms > next.0.saturating_add(FLUSHED_WITHIN_MS);
        pairs.filter(|(file, next)| next.is_some_and(|next| late(file.modified_ms, next))).count()
    }

    /// An empty queue that starts at `first`.
    pub(crate) fn new(per_file: i64, first: QueueOffset) -> Self {
        assert!(per_file > 0, "a queue file holds at least one entry");
        Self {
            per_file,
            first,
            min: first,
            held: first,
            entries: SharedVec::default(),
            rising: true,
            times: Times::default(),
            files: Arc::default(),
        }
    }

    /// Where the queue begins: its first message that can be read. See [`GoneQueue`] for a queue without one.
    pub fn min(&self) -> QueueOffset {
        self.min
    }

    /// The end: the offset of the next message.
    pub fn max(&self) -> QueueOffset {
        self.first.plus(i64::try_from(self.entries.len()).unwrap_or(i64::MAX))
    }

    /// The first entry that is held, also of a message whose record is gone. The front can lie before it.
    pub fn held_from(&self) -> QueueOffset {
        self.held
    }

    /// Whether the queue ends where it begins.
    pub fn is_empty(&self) -> bool {
        self.min >= self.max()
    }

    /// The entry at `offset`, also of a message whose record is gone as long as the file with its entry is there.
    pub fn entry(&self, offset: QueueOffset) -> Option<QueueEntry> {
        self.entries.get(self.index(offset).filter(|_| offset >= self.held)?).copied()
    }

    /// The store time of the message at `offset`; `None` where its record can't be read.
    pub fn store_time(&self, offset: QueueOffset) -> Option<StoreTime> {
        let index = self.index(offset).filter(|_| offset >= self.held)?;
        self.times.get(index).filter(|&time| time >= 0).map(StoreTime)
    }

    /// The files, oldest first.
    pub fn files(&self) -> &[QueueFile] {
        self.files.list()
    }

    /// The earliest message after `time`; of several in one millisecond the first in the queue.
    pub fn next_after(&self, time: StoreTime) -> Option<(QueueOffset, StoreTime)> {
        self.times.next_after(self.living(), time.0.max(-1)).map(|found| self.found(found))
    }

    /// The latest message before `time`; of several in one millisecond the last in the queue.
    pub fn previous_before(&self, time: StoreTime) -> Option<(QueueOffset, StoreTime)> {
        self.times.previous_before(self.living(), time.0).filter(|found| found.1 >= 0).map(|found| self.found(found))
    }

    /// The earliest store time of a message that can be read.
    pub fn first_time(&self) -> Option<StoreTime> {
        self.next_after(StoreTime(-1)).map(|(_, time)| time)
    }

    /// The latest store time of a message that can be read.
    pub fn last_time(&self) -> Option<StoreTime> {
        self.previous_before(StoreTime(i64::MAX)).map(|(_, time)| time)
    }

    /// How many messages that can be read were stored from `from` (included) to `to` (excluded).
    pub fn count_between(&self, from: StoreTime, to: StoreTime) -> usize {
        self.times.count(self.living(), from.0.max(0), to.0)
    }

    /// [`count_between`](Self::count_between) for `buckets` equal parts of the time from `from` to `to`.
    pub fn density(&self, from: StoreTime, to: StoreTime, buckets: usize) -> Vec<u32> {
        let mut counts = vec![0u32; buckets];
        let border = |bucket: usize| {
            let part = (i128::from(to.0) - i128::from(from.0)) * bucket as i128 / buckets.max(1) as i128;
            i64::try_from(i128::from(from.0) + part).unwrap_or(to.0).max(0)
        };
        for stretch in self.times.stretches(self.living()) {
            let mut start = self.times.at_or_after(stretch.clone(), border(0));
            for (bucket, count) in counts.iter_mut().enumerate() {
                let end = self.times.at_or_after(start..stretch.end, border(bucket + 1));
                *count = count.saturating_add(u32::try_from(end - start).unwrap_or(u32::MAX));
                start = end;
            }
        }
        counts
    }

    /// The shortest range of offsets that holds every message stored from `from` (included) to `to` (excluded).
    /// Where times run backwards it may hold others too.
    pub fn offset_range_in(&self, from: StoreTime, to: StoreTime) -> Range<QueueOffset> {
        let span = self.times.span(self.living(), from.0.max(0), to.0);
        self.offset(span.start)..self.offset(span.end)
    }

    pub(crate) fn times(&self) -> &Times {
        &self.times
    }

    pub(crate) fn is_rising(&self) -> bool {
        self.rising
    }

    pub(crate) fn file_table(&self) -> &QueueFiles {
        &self.files
    }

    /// Adds the next message. `store_time` is negative where the record can't be read.
    pub(crate) fn push(&mut self, entry: QueueEntry, store_time: i64, modified_ms: i64) {
        let at = self.max();
        let full = |file: &QueueFile| file.first.plus(self.per_file) <= at;
        let stop = self.entries.len().checked_sub(1).and_then(|last| self.times.get(last)).unwrap_or(-1);
        let first = self.file_start(at);
        let files = Arc::make_mut(&mut self.files);
        match files.list().last() {
            Some(last) if !full(last) => {}
            Some(_) => files.start_file(at, stop, store_time),
            None => {
                // The first file starts where the broker starts it; entries before the first message are unused.
                files.start_file(first, -1, if first == at { store_time } else { -1 });
                files.add(at.since(first), modified_ms);
            }
        }
        files.add(1, modified_ms);
        self.rising &= self.entries.last().is_none_or(|last| last.log_offset < entry.log_offset);
        self.entries.push(entry);
        self.times.push(store_time);
    }

    /// Moves the front to the first message whose record is still in the log (`ConsumeQueue.correctMinOffset`). It is
    /// looked for in the first file only.
    pub(crate) fn correct_min(&mut self, log_min: LogOffset, rule: GoneQueue) {
        let last = self.max().plus(-1);
        if rule == GoneQueue::BeginsAtItsEnd && last >= self.held && self.is_gone(log_min, last) {
            self.min = self.max();
            return;
        }
        let first_file = self.file_start(self.held).plus(self.per_file).min(self.max());
        let mut offsets = (self.held.0..first_file.0).map(QueueOffset);
        if let Some(first) = offsets.find(|&offset| !self.is_gone(log_min, offset)) {
            self.min = first;
        }
    }

    /// The same as a broker does it that starts: it does not know where the front was.
    pub(crate) fn find_min(&mut self, log_min: LogOffset, rule: GoneQueue) {
        self.min = QueueOffset(0);
        self.correct_min(log_min, rule);
    }

    /// Deletes the files whose last message is gone, but never the last one, and moves the front
    /// (`MappedFileQueue.deleteExpiredFileByOffset`). Returns how many files were deleted.
    pub(crate) fn clean(&mut self, log_min: LogOffset, rule: GoneQueue) -> usize {
        let full = self.files().split_last().map_or(&[][..], |(_, full)| full);
        let dead = |file: &&QueueFile| self.is_gone(log_min, file.first.plus(file.entries - 1));
        let deleted = full.iter().take_while(dead).count();
        self.held = self.files().get(deleted).map_or(self.held, |file| file.first.max(self.held));
        self.correct_min(log_min, rule);
        let time_of = |offset| self.living_time(log_min, offset).unwrap_or(-1);
        self.files = Arc::new(self.files.without_front(self.file_start(self.held), time_of));
        let held = self.index(self.held).unwrap_or(0);
        self.entries.forget_before(held);
        self.times.forget_before(held);
        deleted
    }

    /// The start of the file that holds `offset`.
    pub(crate) fn file_start(&self, offset: QueueOffset) -> QueueOffset {
        offset.plus(-offset.0.rem_euclid(self.per_file))
    }

    /// The place of `offset` in the columns.
    pub(crate) fn index(&self, offset: QueueOffset) -> Option<usize> {
        usize::try_from(offset.since(self.first)).ok()
    }

    /// The queue offset at a place in the columns.
    pub(crate) fn offset(&self, index: usize) -> QueueOffset {
        self.first.plus(i64::try_from(index).unwrap_or(i64::MAX))
    }

    fn living(&self) -> Range<usize> {
        self.index(self.min).unwrap_or(0)..self.entries.len()
    }

    fn found(&self, (index, time): (usize, i64)) -> (QueueOffset, StoreTime) {
        (self.offset(index), StoreTime(time))
    }
}
