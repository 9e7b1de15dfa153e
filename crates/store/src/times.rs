//! A queue's store times as a column, and what can be asked of it without reading the log.
//!
//! Times normally grow. Where a broker's clock went back they fall; the column remembers these places, and between two
//! of them the times are sorted. So every question is a binary search in each sorted stretch.
use crate::{SharedVec, shared::CHUNK};
use std::ops::Range;

/// The store times of a queue's entries; negative where the record could not be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times {
    column: SharedVec<i64>,
    /// The first time of each chunk of the column, in one place, so that a search visits few places of the memory.
    firsts: SharedVec<i64>,
    /// Every index whose time is lower than the one before.
    falls: SharedVec<usize>,
}

impl Times {
    pub(crate) fn push(&mut self, time: i64) {
        if self.column.last().is_some_and(|&last| time < last) {
            self.falls.push(self.column.len());
        }
        if self.column.len().is_multiple_of(CHUNK) {
            self.firsts.push(time);
        }
        self.column.push(time);
    }

    /// Gives up times before `index`.
    pub(crate) fn forget_before(&mut self, index: usize) {
        self.column.forget_before(index);
    }

    pub(crate) fn get(&self, index: usize) -> Option<i64> {
        self.column.get(index).copied()
    }

    /// The sorted stretches that `range` is made of.
    pub(crate) fn stretches(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let mut from = range.start;
        let mut next = self.falls.partition_point(0..self.falls.len(), |&fall| fall <= from);
        std::iter::from_fn(move || {
            if from >= range.end {
                return None;
            }
            let to = self.falls.get(next).map_or(range.end, |&fall| fall.min(range.end));
            next += 1;
            Some(std::mem::replace(&mut from, to)..to)
        })
    }

    /// The first index in a sorted stretch whose time is at least `time`.
    pub(crate) fn at_or_after(&self, stretch: Range<usize>, time: i64) -> usize {
        self.partition_point(stretch, |other| other < time)
    }

    /// The first index in a sorted stretch whose time is more than `time`.
    pub(crate) fn after(&self, stretch: Range<usize>, time: i64) -> usize {
        self.partition_point(stretch, |other| other <= time)
    }

    /// Whether the times in `range` never fall and all can be read.
    pub(crate) fn is_sorted(&self, range: Range<usize>) -> bool {
        let next = self.falls.partition_point(0..self.falls.len(), |&fall| fall <= range.start);
        self.falls.get(next).is_none_or(|&fall| fall >= range.end)
            && self.get(range.start).is_some_and(|time| time >= 0)
    }

    fn partition_point(&self, stretch: Range<usize>, pred: impl Fn(i64) -> bool) -> usize {
        if stretch.is_empty() {
            return stretch.start;
        }
        let chunks = stretch.start / CHUNK + 1..stretch.end.div_ceil(CHUNK);
        let next = self.firsts.partition_point(chunks, |&first| pred(first));
        self.column.partition_in_chunk(next - 1, stretch, |&time| pred(time))
    }

    /// The neighbours of `index` in `range` with the same time, `index` among them.
    #[inline(never)]
    pub(crate) fn same_time(&self, range: Range<usize>, index: usize) -> Range<usize> {
        let Some(time) = self.get(index) else { return index..index };
        let fall = self.falls.partition_point(0..self.falls.len(), |&fall| fall <= index);
        let from =
            fall.checked_sub(1).and_then(|fall| self.falls.get(fall)).map_or(range.start, |&at| at.max(range.start));
        let to = self.falls.get(fall).map_or(range.end, |&at| at.min(range.end));
        self.at_or_after(from..index, time)..self.after(index..to, time)
    }

    /// The earliest message after `time`; of several the first in the queue.
    pub(crate) fn next_after(&self, range: Range<usize>, time: i64) -> Option<(usize, i64)> {
        let firsts = self.stretches(range).filter_map(|stretch| {
            let index = self.after(stretch.clone(), time);
            stretch.contains(&index).then(|| Some((index, self.get(index)?))).flatten()
        });
        firsts.min_by_key(|&(index, time)| (time, index))
    }

    /// The latest message before `time`; of several the last in the queue.
    pub(crate) fn previous_before(&self, range: Range<usize>, time: i64) -> Option<(usize, i64)> {
        let lasts = self.stretches(range).filter_map(|stretch| {
            let index = self.at_or_after(stretch.clone(), time).checked_sub(1)?;
            stretch.contains(&index).then(|| Some((index, self.get(index)?))).flatten()
        });
        lasts.max_by_key(|&(index, time)| (time, index))
    }

    /// How many times lie from `from` (included) to `to` (excluded).
    pub(crate) fn count(&self, range: Range<usize>, from: i64, to: i64) -> usize {
        let inside = |s: Range<usize>| self.at_or_after(s.clone(), to).saturating_sub(self.at_or_after(s, from));
        self.stretches(range).map(inside).sum()
    }

    /// The shortest range of indexes that holds every time from `from` (included) to `to` (excluded).
    pub(crate) fn span(&self, range: Range<usize>, from: i64, to: i64) -> Range<usize> {
        let mut span: Option<Range<usize>> = None;
        for stretch in self.stretches(range.clone()) {
            let (first, end) = (self.at_or_after(stretch.clone(), from), self.at_or_after(stretch, to));
            if first < end {
                span = Some(span.map_or(first, |span| span.start)..end);
            }
        }
        span.unwrap_or(range.start..range.start)
    }
}
