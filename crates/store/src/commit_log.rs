//! The commit log: the records of all topics one after the other, in files of one size.
//!
//! The bytes lie in blocks. A full block is frozen and shared between clones of the log:
//!
//! ```text
//! files  |0                       16384|16384                     …
//! bytes  record record … record blank··|record record …
//! blocks [frozen      ][frozen     ]    [open, still growing
//! ```
//! A record never crosses a block, a block never crosses a file, and of a blank record only the first 8 bytes are kept.
use crate::{
    LogOffset, Record, RecordError, SharedVec, StoreError, StoreTime,
    record::{BLANK_MIN, write_blank},
    shared::writable,
};
use std::sync::Arc;

/// Bytes after which a block is frozen. A clone that is written to copies at most this much, and each step of a history
/// may keep such a copy; smaller blocks would only make the table of blocks longer. A larger record gets its own block.
const BLOCK_BYTES: usize = 32 << 10;

/// One file of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFile {
    /// The log offset of its first byte, which is its name.
    pub start: LogOffset,
    /// Its bytes; a log file has its full size from the start.
    pub size: i64,
    /// When it was last written to, in milliseconds since 1970.
    pub modified_ms: i64,
}

/// The commit log.
#[derive(Clone, Debug)]
pub struct CommitLog {
    file_size: i64,
    files: Arc<Vec<LogFile>>,
    frozen: SharedVec<Block>,
    open: Block,
    end: LogOffset,
}

#[derive(Clone, Debug)]
struct Block {
    start: LogOffset,
    bytes: Arc<Vec<u8>>,
}

impl Block {
    fn empty(start: LogOffset) -> Self {
        Self { start, bytes: Arc::default() }
    }
}

impl CommitLog {
    /// An empty log whose first byte will be at `start`, the start of a file.
    pub(crate) fn new(file_size: i64, start: LogOffset) -> Self {
        Self { file_size, files: Arc::default(), frozen: SharedVec::default(), open: Block::empty(start), end: start }
    }

    /// The first byte that is still held.
    pub fn min(&self) -> LogOffset {
        self.files.first().map_or(self.end, |file| file.start)
    }

    /// The end: where the next record goes.
    pub fn max(&self) -> LogOffset {
        self.end
    }

    /// The files, oldest first.
    pub fn files(&self) -> &[LogFile] {
        &self.files
    }

    /// The bytes at `at` up to the end of their block, at least one.
    pub fn bytes_at(&self, at: LogOffset) -> Result<&[u8], StoreError> {
        let block = if at < self.min() {
            None
        } else if at >= self.open.start {
            Some(&self.open)
        } else {
            let after = self.frozen.partition_point(0..self.frozen.len(), |block| block.start <= at);
            after.checked_sub(1).and_then(|index| self.frozen.get(index))
        };
        let inside = block.and_then(|block| block.bytes.get(usize::try_from(at.0 - block.start.0).ok()?..));
        let outside = StoreError::OutsideLog { at, min: self.min(), max: self.max() };
        inside.filter(|bytes| !bytes.is_empty()).ok_or(outside)
    }

    /// The record that starts at `at`.
    pub fn record(&self, at: LogOffset) -> Result<Record<'_>, StoreError> {
        let no_record = |why| StoreError::NoRecord { at, why };
        let record = Record::decode(self.bytes_at(at)?).map_err(no_record)?;
        if record.log_offset() != at {
            return Err(no_record(RecordError::Place { said: record.log_offset(), found: at }));
        }
        Ok(record)
    }

    /// Every record from `from` on, which must be where a record starts; the blank ones are passed over.
    pub(crate) fn records(&self, from: LogOffset) -> impl Iterator<Item = Record<'_>> {
        let mut at = from;
        std::iter::from_fn(move || {
            while at < self.end {
                match self.record(at) {
                    Ok(record) => {
                        at = at.plus(i64::from(record.total_size()));
                        return Some(record);
                    }
                    Err(_) => at = self.next_file(at),
                }
            }
            None
        })
    }

    /// Makes room for a record of `size` bytes, ends the file with a blank record where it does not fit, and returns
    /// whether it did. The caller then writes exactly `size` bytes to [`tail`](Self::tail) and calls
    /// [`wrote`](Self::wrote).
    pub(crate) fn make_room(&mut self, size: usize, now: StoreTime) -> Result<bool, StoreError> {
        let needed = i64::try_from(size + BLANK_MIN).unwrap_or(i64::MAX);
        if needed > self.file_size {
            return Err(StoreError::LargerThanFile { bytes: size, file_size: self.file_size });
        }
        let file_end = self.file_end();
        let rolled = self.end < file_end && self.end.plus(needed) > file_end;
        if rolled {
            self.push_blank(now.0);
        }
        if self.end == self.file_end() {
            self.start_file(now.0);
        } else if self.open.bytes.len() + size > BLOCK_BYTES {
            self.freeze();
        }
        Ok(rolled)
    }

    /// Where the next record's bytes go.
    pub(crate) fn tail(&mut self) -> &mut Vec<u8> {
        writable(&mut self.open.bytes, BLOCK_BYTES)
    }

    /// Takes what was written to the tail into the log.
    pub(crate) fn wrote(&mut self, modified_ms: i64) {
        self.end = self.open.start.plus(i64::try_from(self.open.bytes.len()).unwrap_or(i64::MAX));
        self.touch(modified_ms);
    }

    /// Ends the file with a blank record over all that is left of it.
    pub(crate) fn push_blank(&mut self, modified_ms: i64) {
        let file_end = self.file_end();
        let rest = i32::try_from(file_end.0 - self.end.0).unwrap_or(i32::MAX);
        write_blank(self.tail(), rest);
        self.end = file_end;
        self.touch(modified_ms);
    }

    /// Deletes the oldest `count` files.
    pub(crate) fn delete_files(&mut self, count: usize) {
        Arc::make_mut(&mut self.files).drain(..count);
        let min = self.min();
        self.frozen.forget_before(self.frozen.partition_point(0..self.frozen.len(), |block| block.start < min));
    }

    /// Takes the rest of a file as it is, whatever it holds.
    pub(crate) fn push_rest(&mut self, bytes: &[u8], modified_ms: i64) {
        self.freeze();
        self.tail().extend_from_slice(bytes);
        self.end = self.file_end();
        self.touch(modified_ms);
    }

    /// Starts the next file at the end of the log.
    pub(crate) fn start_file(&mut self, modified_ms: i64) {
        self.freeze();
        Arc::make_mut(&mut self.files).push(LogFile { start: self.end, size: self.file_size, modified_ms });
    }

    /// Takes the bytes of a record that is known to be good.
    pub(crate) fn push_bytes(&mut self, bytes: &[u8], modified_ms: i64) {
        if self.open.bytes.len() + bytes.len() > BLOCK_BYTES {
            self.freeze();
        }
        self.tail().extend_from_slice(bytes);
        self.wrote(modified_ms);
    }

    fn touch(&mut self, modified_ms: i64) {
        if self.files.last().is_some_and(|file| file.modified_ms != modified_ms)
            && let Some(file) = Arc::make_mut(&mut self.files).last_mut()
        {
            file.modified_ms = modified_ms;
        }
    }

    fn freeze(&mut self) {
        let next = Block::empty(self.end);
        let full = std::mem::replace(&mut self.open, next);
        if !full.bytes.is_empty() {
            self.frozen.push(full);
        }
    }

    fn file_end(&self) -> LogOffset {
        self.files.last().map_or(self.end, |file| file.start.plus(file.size))
    }

    fn next_file(&self, at: LogOffset) -> LogOffset {
        let next = self.files.partition_point(|file| file.start <= at);
        self.files.get(next).map_or(self.end, |file| file.start)
    }
}
