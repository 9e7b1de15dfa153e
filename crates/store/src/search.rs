//! Search by time through the time index: no log access, no allocation, the same answers as the real lookup.
//!
//! A broker finds the file, then the entry by a binary search that asks the log for each store time. Where times run
//! backwards its answer depends on which entries it happens to visit, so the same entries are visited here; only their
//! times come from the column, and what a broker walks over one by one (files, equal times) is jumped over.
use crate::{ConsumeQueue, LogOffset, QueueFile, QueueOffset, SearchRule, StoreTime};
use std::cmp::Ordering;

/// Answers a search in `queue`; records before `log_min` are gone.
pub(crate) fn search(queue: &ConsumeQueue, log_min: LogOffset, rule: SearchRule, time: StoreTime) -> QueueOffset {
    let files = queue.file_table();
    match rule {
        SearchRule::NearestInFileByModificationTime => {
            files.by_modification(time.0).map_or(QueueOffset(0), |file| nearest(queue, log_min, file, time.0))
        }
        SearchRule::FirstAtOrAfter => {
            let found = files.by_stop(time.0).map_or(QueueOffset(0), |file| lower(queue, log_min, file, time.0));
            into_range(queue, found)
        }
        SearchRule::LastAtOrBefore => {
            let found = files.by_start(time.0).map_or(QueueOffset(0), |file| upper(queue, log_min, file, time.0));
            into_range(queue, found)
        }
    }
}

/// 5.x pulls an answer outside the queue into it; 4.9 does not.
pub(crate) fn into_range(queue: &ConsumeQueue, found: QueueOffset) -> QueueOffset {
    found.max(queue.min()).min(queue.max())
}

/// What a search without any message on the asked side answers: it computes one *byte* before the file's start and
/// divides by 20, which is the entry before the file, or 0.
pub(crate) fn before(file: &QueueFile) -> QueueOffset {
    file.first.plus(-1).max(QueueOffset(0))
}

/// What the binary search of one file met.
enum Met {
    Hit(QueueOffset),
    /// The last entry visited that is earlier, and the last that is later, with their times. An entry whose record is
    /// gone counts as earlier but has no time.
    Between {
        left: Option<(QueueOffset, Option<i64>)>,
        right: Option<(QueueOffset, i64)>,
    },
    /// A record could not be read; the broker answers 0.
    Unreadable,
}

/// Entries of one file whose times a broker can all read and that never fall. Which of them a binary search meets is
/// known without reading them.
struct Sorted<'a> {
    queue: &'a ConsumeQueue,
    from: usize,
    to: usize,
}

impl<'a> Sorted<'a> {
    fn new(queue: &'a ConsumeQueue, log_min: LogOffset, floor: QueueOffset, ceiling: QueueOffset) -> Option<Self> {
        let (from, to) = (queue.index(floor)?, queue.index(ceiling)? + 1);
        // The records of later entries lie behind that of the first one.
        let readable = queue.is_rising() && floor <= ceiling && !queue.is_gone(log_min, floor);
        (readable && queue.times().is_sorted(from..to)).then_some(Self { queue, from, to })
    }

    /// [`lower`] and [`upper`] of such a file.
    fn lower(&self, file: &QueueFile, time: i64) -> QueueOffset {
        let times = self.queue.times();
        let found = times.at_or_after(self.from..self.to, time);
        let before_all = found == self.from && times.get(found).is_some_and(|first| first > time);
        if before_all { file.first } else { self.queue.offset(found) }
    }

    fn upper(&self, time: i64) -> QueueOffset {
        let behind = self.queue.times().after(self.from..self.to, time);
        if behind == self.from { QueueOffset(0) } else { self.queue.offset(behind - 1) }
    }

    /// What the binary search meets.
    fn met(&self, time: i64) -> Met {
        let (times, offset) = (self.queue.times(), |index| self.queue.offset(index));
        let first = times.at_or_after(self.from..self.to, time);
        let found = if first < self.to { times.get(first) } else { None };
        let has_twin = first + 1 < self.to && times.get(first + 1) == Some(time);
        if found == Some(time) && !has_twin {
            return Met::Hit(offset(first));
        }
        if found == Some(time) {
            let end = times.after(first..self.to, time);
            // Of several with this time: the first that the halving comes upon.
            let (mut low, mut high) = (self.from, self.to - 1);
            loop {
                let mid = low + (high - low) / 2;
                match mid {
                    _ if mid < first => low = mid + 1,
                    _ if mid >= end => high = mid - 1,
                    _ => return Met::Hit(offset(mid)),
                }
            }
        }
        let before = first.checked_sub(1).filter(|&index| index >= self.from);
        let left = before.map(|index| (offset(index), times.get(index)));
        Met::Between { left, right: found.map(|found| (offset(first), found)) }
    }
}

fn nearest(queue: &ConsumeQueue, log_min: LogOffset, file: &QueueFile, time: i64) -> QueueOffset {
    let sorted = ends(queue, file).and_then(|(floor, ceiling)| Sorted::new(queue, log_min, floor, ceiling));
    match sorted.map_or_else(|| binary_search(queue, log_min, file, time), |sorted| sorted.met(time)) {
        Met::Unreadable => QueueOffset(0),
        Met::Hit(offset) => offset,
        Met::Between { left: Some((left, Some(left_time))), right: Some((right, right_time)) } => {
            if time.abs_diff(left_time) > time.abs_diff(right_time) { right } else { left }
        }
        Met::Between { left: Some((left, Some(_))), right: None } => left,
        Met::Between { right, .. } => right.map_or(before(file), |(right, _)| right),
    }
}

fn lower(queue: &ConsumeQueue, log_min: LogOffset, file: &QueueFile, time: i64) -> QueueOffset {
    let Some((floor, ceiling)) = ends(queue, file) else { return QueueOffset(0) };
    if let Some(sorted) = Sorted::new(queue, log_min, floor, ceiling) {
        return sorted.lower(file, time);
    }
    if queue.time_at(log_min, ceiling) < time {
        return ceiling.plus(1);
    }
    match queue.time_at(log_min, floor) {
        _ if floor > ceiling => return QueueOffset(0),
        first if first > time => return file.first,
        _ => {}
    }
    match binary_search(queue, log_min, file, time) {
        Met::Unreadable => QueueOffset(0),
        Met::Hit(offset) => queue.same_time(floor, ceiling, offset).0,
        Met::Between { right, .. } => right.map_or(before(file), |(right, _)| right),
    }
}

#[inline(never)]
fn upper(queue: &ConsumeQueue, log_min: LogOffset, file: &QueueFile, time: i64) -> QueueOffset {
    let Some((floor, ceiling)) = ends(queue, file) else { return QueueOffset(0) };
    if let Some(sorted) = Sorted::new(queue, log_min, floor, ceiling) {
        return sorted.upper(time);
    }
    if queue.time_at(log_min, ceiling) < time {
        return ceiling;
    }
    if floor > ceiling || queue.time_at(log_min, floor) > time {
        return QueueOffset(0);
    }
    match binary_search(queue, log_min, file, time) {
        Met::Unreadable => QueueOffset(0),
        Met::Hit(offset) => queue.same_time(floor, ceiling, offset).1,
        Met::Between { left, .. } => left.map_or(before(file), |(left, _)| left),
    }
}

/// The first entry of a file that a search looks at, and its last one.
pub(crate) fn ends(queue: &ConsumeQueue, file: &QueueFile) -> Option<(QueueOffset, QueueOffset)> {
    (file.entries > 0).then(|| (queue.min().max(file.first), file.first.plus(file.entries - 1)))
}

fn binary_search(queue: &ConsumeQueue, log_min: LogOffset, file: &QueueFile, time: i64) -> Met {
    let (mut left, mut right) = (None, None);
    let Some((mut low, mut high)) = ends(queue, file) else { return Met::Unreadable };
    while low <= high {
        let mid = low.plus(high.since(low) / 2);
        let Some(stored) = queue.living_time(log_min, mid) else {
            left = Some((mid, left.and_then(|(_, time)| time)));
            low = mid.plus(1);
            continue;
        };
        match stored.cmp(&time) {
            _ if stored < 0 => return Met::Unreadable,
            Ordering::Equal => return Met::Hit(mid),
            Ordering::Greater => (right, high) = (Some((mid, stored)), mid.plus(-1)),
            Ordering::Less => (left, low) = (Some((mid, Some(stored))), mid.plus(1)),
        }
    }
    Met::Between { left, right }
}

impl ConsumeQueue {
    /// Whether the record of the entry at `offset` was deleted with its log file.
    pub(crate) fn is_gone(&self, log_min: LogOffset, offset: QueueOffset) -> bool {
        self.entry(offset).is_none_or(|entry| entry.log_offset < log_min)
    }

    /// The store time of the entry at `offset`, −1 if it can't be read; `None` if its record was deleted.
    pub(crate) fn living_time(&self, log_min: LogOffset, offset: QueueOffset) -> Option<i64> {
        (!self.is_gone(log_min, offset)).then(|| self.store_time(offset).map_or(-1, |time| time.0))
    }

    /// The time that a broker reads for the entry at `offset`; −1 if it can't.
    fn time_at(&self, log_min: LogOffset, offset: QueueOffset) -> i64 {
        self.living_time(log_min, offset).unwrap_or(-1)
    }

    /// The first and the last neighbour of `offset`, itself included, with the same time in an unbroken row.
    #[inline(never)]
    fn same_time(&self, floor: QueueOffset, ceiling: QueueOffset, offset: QueueOffset) -> (QueueOffset, QueueOffset) {
        let (Some(from), Some(to), Some(index)) = (self.index(floor), self.index(ceiling), self.index(offset)) else {
            return (offset, offset);
        };
        let same = self.times().same_time(from..to + 1, index);
        let distance = |index: usize, from: usize| i64::try_from(index - from).unwrap_or(i64::MAX);
        (offset.plus(-distance(index, same.start)), offset.plus(distance(same.end, index) - 1))
    }
}
