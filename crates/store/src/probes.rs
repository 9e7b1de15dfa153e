//! The real lookup, step by step: file by file, entry by entry, each time read from the log.
//!
//! 4.9: `MappedFileQueue.getMappedFileByTime`, `ConsumeQueue.getOffsetInQueueByTime`. 5.x:
//! `MappedFileQueue.getConsumeQueueMappedFileByTime`, `ConsumeQueue.binarySearchInQueueByTime`. What they find is what
//! [`search`](crate::Store::search) finds without the log.
use crate::{
    CommitLog, ConsumeQueue, QueueFile, QueueOffset, SearchRule, StoreTime,
    search::{before, ends, into_range},
};
use serde::Serialize;

/// Probes kept of one search. A walk over equal times can visit a million messages; nobody reads on after these.
pub const PROBES_MAX: usize = 10_000;

/// One look of the broker at a file or an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Probe {
    /// The first offset of the file that is looked at or into.
    pub file_start: QueueOffset,
    /// The first entry still possible.
    pub low: QueueOffset,
    /// The last entry still possible; below `low` in an empty file.
    pub high: QueueOffset,
    /// The entry that is looked at. When files are chosen by modification time, their last entry.
    pub mid: QueueOffset,
    /// The time that is compared: the entry's store time, or the file's modification time. `None` if the broker can't
    /// read it (the record is gone), or has no need to.
    pub store_time: Option<StoreTime>,
    /// What follows from it.
    pub decision: Decision,
}

/// What the broker does after a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Decision {
    /// All of this file is too early: on to the next one.
    FileTooOld,
    /// All of this file is too late: on to the one before.
    FileTooYoung,
    /// The search goes on inside this file.
    FileChosen,
    /// No file fits; the last one is taken, whatever it holds.
    LastFileTaken,
    /// The file has no entries. The answer is 0.
    EmptyFile,
    /// The file's last message is earlier than the time: the search ends behind it (LOWER) or on it (UPPER).
    CornerAfterLast,
    /// The file's first message is later than the time: the search ends there.
    CornerBeforeFirst,
    /// The time lies inside: the binary search begins.
    CornerPassed,
    /// The record was deleted: the answer lies to the right.
    RecordGone,
    /// The record can't be read. The answer is 0.
    Unreadable,
    /// Later than the time: on with the left half.
    GoLeft,
    /// Earlier than the time: on with the right half.
    GoRight,
    /// Exactly the time.
    Hit,
    /// Walking to earlier messages: this one has the same time.
    WalkBack,
    /// Walking to later messages: this one has the same time.
    WalkForward,
    /// Walking: this one has another time, the one before it is the answer.
    WalkEnd,
}

/// A whole lookup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Probes {
    /// The rule it follows.
    pub rule: SearchRule,
    /// The time it was asked for.
    pub time: StoreTime,
    /// The looks in their order, at most [`PROBES_MAX`].
    pub probes: Vec<Probe>,
    /// How many more there were.
    pub left_out: u64,
    /// What the lookup in the file found.
    pub found: QueueOffset,
    /// The answer: 5.x pulls what it found into the range of the queue.
    pub answer: QueueOffset,
}

/// Looks up `time` in `queue` as a broker does.
pub(crate) fn probe(log: &CommitLog, queue: &ConsumeQueue, rule: SearchRule, time: StoreTime) -> Probes {
    let mut lookup = Lookup { log, queue, rule, time: time.0, probes: Vec::new(), left_out: 0 };
    let found = lookup.choose_file().map_or(QueueOffset(0), |file| lookup.search_file(&file));
    let answer = if rule == SearchRule::NearestInFileByModificationTime { found } else { into_range(queue, found) };
    Probes { rule, time, probes: lookup.probes, left_out: lookup.left_out, found, answer }
}

/// An empty lookup, for a queue that does not exist.
pub(crate) fn nothing(rule: SearchRule, time: StoreTime) -> Probes {
    Probes { rule, time, probes: Vec::new(), left_out: 0, found: QueueOffset(0), answer: QueueOffset(0) }
}

struct Lookup<'a> {
    log: &'a CommitLog,
    queue: &'a ConsumeQueue,
    rule: SearchRule,
    time: i64,
    probes: Vec<Probe>,
    left_out: u64,
}

impl Lookup<'_> {
    fn choose_file(&mut self) -> Option<QueueFile> {
        match self.rule {
            SearchRule::NearestInFileByModificationTime => self.choose_by_modification(),
            SearchRule::FirstAtOrAfter => self.choose_by_last_entry(),
            SearchRule::LastAtOrBefore => self.choose_by_first_entry(),
        }
    }

    #[inline(never)]
    fn choose_by_modification(&mut self) -> Option<QueueFile> {
        for file in self.queue.files() {
            let last = file.first.plus(file.entries - 1);
            let chosen = file.modified_ms >= self.time;
            let decision = if chosen { Decision::FileChosen } else { Decision::FileTooOld };
            self.look_at_file(file, last, Some(StoreTime(file.modified_ms)), decision);
            if chosen {
                return Some(*file);
            }
        }
        self.take_last()
    }

    #[inline(never)]
    fn choose_by_last_entry(&mut self) -> Option<QueueFile> {
        let (_, full) = self.queue.files().split_last()?;
        for file in full {
            let last = file.first.plus(file.entries - 1);
            let stop = self.file_time(last);
            let chosen = stop.map_or(-1, |time| time.0) >= self.time;
            let decision = if chosen { Decision::FileChosen } else { Decision::FileTooOld };
            self.look_at_file(file, last, stop, decision);
            if chosen {
                return Some(*file);
            }
        }
        self.take_last()
    }

    #[inline(never)]
    fn choose_by_first_entry(&mut self) -> Option<QueueFile> {
        for file in self.queue.files().iter().rev() {
            let start = self.file_time(file.first);
            let chosen = start.map_or(-1, |time| time.0) <= self.time;
            let decision = if chosen { Decision::FileChosen } else { Decision::FileTooYoung };
            self.look_at_file(file, file.first, start, decision);
            if chosen {
                return Some(*file);
            }
        }
        None
    }

    fn take_last(&mut self) -> Option<QueueFile> {
        let file = self.queue.files().last()?;
        self.look_at_file(file, file.first.plus(file.entries - 1), None, Decision::LastFileTaken);
        Some(*file)
    }

    #[inline(never)]
    fn search_file(&mut self, file: &QueueFile) -> QueueOffset {
        let Some((floor, ceiling)) = ends(self.queue, file) else {
            self.look_at_file(file, file.first, None, Decision::EmptyFile);
            return QueueOffset(0);
        };
        if self.rule != SearchRule::NearestInFileByModificationTime
            && let Some(end) = self.corners(file, floor, ceiling)
        {
            return end;
        }
        self.binary_search(file, floor, ceiling)
    }

    /// 5.x looks at both ends of the file first.
    #[inline(never)]
    fn corners(&mut self, file: &QueueFile, floor: QueueOffset, ceiling: QueueOffset) -> Option<QueueOffset> {
        let lower = self.rule == SearchRule::FirstAtOrAfter;
        let last = self.stored_at(ceiling);
        if last < self.time {
            self.look(file, (floor, ceiling), ceiling, last, Decision::CornerAfterLast);
            return Some(if lower { ceiling.plus(1) } else { ceiling });
        }
        self.look(file, (floor, ceiling), ceiling, last, Decision::CornerPassed);
        if floor > ceiling {
            // Every entry of the file is before the front of the queue. A broker reads past the file here and fails.
            return Some(QueueOffset(0));
        }
        let first = self.stored_at(floor);
        if first > self.time {
            self.look(file, (floor, ceiling), floor, first, Decision::CornerBeforeFirst);
            return Some(if lower { file.first } else { QueueOffset(0) });
        }
        self.look(file, (floor, ceiling), floor, first, Decision::CornerPassed);
        None
    }

    fn binary_search(&mut self, file: &QueueFile, floor: QueueOffset, ceiling: QueueOffset) -> QueueOffset {
        let (mut low, mut high) = (floor, ceiling);
        let (mut left, mut left_time, mut right, mut right_time) = (None, None, None, None);
        while high >= low {
            let mid = low.plus(high.since(low) / 2);
            let window = (low, high);
            if self.queue.is_gone(self.log.min(), mid) {
                self.look(file, window, mid, -1, Decision::RecordGone);
                (left, low) = (Some(mid), mid.plus(1));
                continue;
            }
            let stored = self.stored_at(mid);
            if stored < 0 {
                self.look(file, window, mid, stored, Decision::Unreadable);
                return QueueOffset(0);
            } else if stored == self.time {
                self.look(file, window, mid, stored, Decision::Hit);
                return self.walk(file, floor, ceiling, mid);
            } else if stored > self.time {
                self.look(file, window, mid, stored, Decision::GoLeft);
                (right, right_time, high) = (Some(mid), Some(stored), mid.plus(-1));
            } else {
                self.look(file, window, mid, stored, Decision::GoRight);
                (left, left_time, low) = (Some(mid), Some(stored), mid.plus(1));
            }
        }
        let chosen = match (self.rule, left_time, right_time) {
            (SearchRule::FirstAtOrAfter, ..) => right,
            (SearchRule::LastAtOrBefore, ..) => left,
            (_, None, _) => right,
            (_, _, None) => left,
            (_, Some(earlier), Some(later)) => {
                if self.time.abs_diff(earlier) > self.time.abs_diff(later) {
                    right
                } else {
                    left
                }
            }
        };
        chosen.unwrap_or(before(file))
    }

    /// 5.x goes on from a hit over the neighbours with the same time; 4.9 stays.
    #[inline(never)]
    fn walk(&mut self, file: &QueueFile, floor: QueueOffset, ceiling: QueueOffset, hit: QueueOffset) -> QueueOffset {
        let (step, going) = match self.rule {
            SearchRule::NearestInFileByModificationTime => return hit,
            SearchRule::FirstAtOrAfter => (-1, Decision::WalkBack),
            SearchRule::LastAtOrBefore => (1, Decision::WalkForward),
        };
        let mut answer = hit;
        loop {
            let next = answer.plus(step);
            if next < floor || next > ceiling {
                return answer;
            }
            let stored = self.stored_at(next);
            if stored != self.time {
                self.look(file, (floor, ceiling), next, stored, Decision::WalkEnd);
                return answer;
            }
            self.look(file, (floor, ceiling), next, stored, going);
            answer = next;
        }
    }

    /// The store time that the broker reads for an entry (`CommitLog.pickupStoreTimestamp`); −1 if it can't.
    fn stored_at(&self, offset: QueueOffset) -> i64 {
        let entry = self.queue.entry(offset).filter(|entry| entry.log_offset >= self.log.min());
        let record = entry.and_then(|entry| self.log.record(entry.log_offset).ok());
        record.map_or(-1, |record| record.store_time().0.max(-1))
    }

    /// The same for the first or last entry of a file, where 5.x takes 0 for unknown too.
    fn file_time(&self, offset: QueueOffset) -> Option<StoreTime> {
        Some(self.stored_at(offset)).filter(|&time| time > 0).map(StoreTime)
    }

    fn look_at_file(&mut self, file: &QueueFile, mid: QueueOffset, time: Option<StoreTime>, decision: Decision) {
        let (low, high) = (file.first, file.first.plus(file.entries - 1));
        self.keep(Probe { file_start: file.first, low, high, mid, store_time: time, decision });
    }

    #[inline(never)]
    fn look(
        &mut self,
        file: &QueueFile,
        (low, high): (QueueOffset, QueueOffset),
        mid: QueueOffset,
        stored: i64,
        decision: Decision,
    ) {
        let store_time = Some(stored).filter(|&time| time >= 0).map(StoreTime);
        self.keep(Probe { file_start: file.first, low, high, mid, store_time, decision });
    }

    fn keep(&mut self, probe: Probe) {
        if self.probes.len() < PROBES_MAX {
            self.probes.push(probe);
        } else {
            self.left_out += 1;
        }
    }
}
