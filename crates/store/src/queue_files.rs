//! The files of a consume queue, and which of them a search by time goes to.
//!
//! A broker walks over the files. Here each rule has a column that only rises, so that the file is found by a binary
//! search also where modification times or store times are in no order.
use crate::QueueOffset;

/// One file of a consume queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueFile {
    /// The queue offset of its first entry: its name divided by 20.
    pub first: QueueOffset,
    /// How many entries it holds, unused ones at its front among them.
    pub entries: i64,
    /// When it was last written to, in milliseconds since 1970. 4.9 chooses the file to search by this.
    pub modified_ms: i64,
}

/// A time that the broker takes for unknown, as it does with 0 and less.
const UNKNOWN: i64 = -1;

#[derive(Clone, Debug, Default)]
pub(crate) struct QueueFiles {
    list: Vec<QueueFile>,
    /// For each file but the last: the highest modification time up to it.
    highest_modified: Vec<i64>,
    /// For each file but the last: the highest time of a last entry up to it.
    highest_stop: Vec<i64>,
    /// Files and the times of their first entries; left out where a later file starts no later.
    starts: Vec<(usize, i64)>,
}

impl QueueFiles {
    pub(crate) fn list(&self) -> &[QueueFile] {
        &self.list
    }

    /// Starts a file at `first`. `stop` is the store time of the entry before it, `start` that of its first entry.
    pub(crate) fn start_file(&mut self, first: QueueOffset, stop: i64, start: i64) {
        if let Some(last) = self.list.last() {
            let rise = |highest: &mut Vec<i64>, time: i64| {
                let before = highest.last().copied().unwrap_or(i64::MIN);
                highest.push(before.max(time));
            };
            rise(&mut self.highest_modified, last.modified_ms);
            rise(&mut self.highest_stop, known(stop));
        }
        let start = known(start);
        while self.starts.last().is_some_and(|&(_, earlier)| earlier >= start) {
            self.starts.pop();
        }
        self.starts.push((self.list.len(), start));
        self.list.push(QueueFile { first, entries: 0, modified_ms: i64::MIN });
    }

    /// The same files without those before `first`. `time_of` is the store time of an entry as far as it can still be
    /// read: a broker that starts now would read no other.
    pub(crate) fn without_front(&self, first: QueueOffset, time_of: impl Fn(QueueOffset) -> i64) -> Self {
        let mut kept = Self::default();
        for file in self.list.iter().filter(|file| file.first >= first) {
            kept.start_file(file.first, time_of(file.first.plus(-1)), time_of(file.first));
            kept.add(file.entries, file.modified_ms);
        }
        kept
    }

    /// Counts an entry, or a stretch of them, into the last file.
    pub(crate) fn add(&mut self, entries: i64, modified_ms: i64) {
        if let Some(last) = self.list.last_mut() {
            last.entries += entries;
            last.modified_ms = modified_ms;
        }
    }

    /// 4.9: the first file modified at `time` or later, else the last one.
    pub(crate) fn by_modification(&self, time: i64) -> Option<&QueueFile> {
        self.list.get(self.highest_modified.partition_point(|&highest| highest < time))
    }

    /// 5.x LOWER: the first file whose last entry is at `time` or later, else the last one.
    pub(crate) fn by_stop(&self, time: i64) -> Option<&QueueFile> {
        self.list.get(self.highest_stop.partition_point(|&highest| highest < time))
    }

    /// 5.x UPPER: the last file whose first entry is at `time` or earlier.
    pub(crate) fn by_start(&self, time: i64) -> Option<&QueueFile> {
        let after = self.starts.partition_point(|&(_, start)| start <= time);
        self.starts.get(after.checked_sub(1)?).and_then(|&(file, _)| self.list.get(file))
    }
}

fn known(time: i64) -> i64 {
    if time > 0 { time } else { UNKNOWN }
}
