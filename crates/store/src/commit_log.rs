//! The commit log: the records of all topics one after the other, in files of one size.
//!
//! The bytes lie in blocks. A full block is frozen and shared between clones of the log:
//!
//! ```text
//! files  |0                       16384|16384                     …
//! bytes  record record … record blank··|record record … record
//! blocks [frozen      ][frozen     ]    [recent       ][tail
//! ```
//! The recent block grows until there is a clone that holds it too; then the tail grows, and joins it when it is full.
//! A file that was opened is one block, and shares its bytes with the folder.
//!
//! A record never crosses a block, a block never crosses a file, and of a blank record only the first 8 bytes are kept.
use crate::{
    LogOffset, Record, RecordError, SharedVec, StoreError, StoreTime,
    record::{BLANK_MIN, write_blank},
    shared::{join, writable},
};
use std::{ops::Range, sync::Arc};

/// Bytes after which a block is frozen. Smaller blocks would only make the table of blocks longer. A larger record gets
/// its own block.
const BLOCK_BYTES: usize = 32 << 10;
/// Bytes after which the tail joins the recent block. A clone that is written to copies at most this much, and a block
/// every few messages; each step of a history may keep such a copy.
const TAIL_BYTES: usize = 2 << 10;

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
    recent: Block,
    tail: Block,
    end: LogOffset,
}

#[derive(Clone, Debug)]
struct Block {
    start: LogOffset,
    bytes: Arc<Vec<u8>>,
    /// Which of the bytes; of an opened file those in front may belong to another block.
    range: Range<usize>,
}

impl Block {
    fn new(start: LogOffset) -> Self {
        Self { start, bytes: Arc::default(), range: 0..usize::MAX }
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes[self.range.start..self.range.end.min(self.bytes.len())]
    }

    fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }
}

impl CommitLog {
    /// An empty log whose first byte will be at `start`, the start of a file.
    pub(crate) fn new(file_size: i64, start: LogOffset) -> Self {
        let (recent, tail) = (Block::new(start), Block::new(start));
        Self { file_size, files: Arc::default(), frozen: SharedVec::default(), recent, tail, end: start }
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
        } else if at >= self.tail.start && !self.tail.is_empty() {
            Some(&self.tail)
        } else if at >= self.recent.start {
            Some(&self.recent)
        } else {
            let after = self.frozen.partition_point(0..self.frozen.len(), |block| block.start <= at);
            after.checked_sub(1).and_then(|index| self.frozen.get(index))
        };
        let inside = block.and_then(|block| block.bytes().get(usize::try_from(at.0 - block.start.0).ok()?..));
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
        } else {
            self.make_room_in_block(size);
        }
        Ok(rolled)
    }

    /// Where the next record's bytes go.
    pub(crate) fn tail(&mut self) -> &mut Vec<u8> {
        if self.tail.is_empty() && Arc::get_mut(&mut self.recent.bytes).is_some() {
            return writable(&mut self.recent.bytes, BLOCK_BYTES);
        }
        if self.tail.is_empty() {
            self.tail.start = self.end;
        }
        writable(&mut self.tail.bytes, TAIL_BYTES)
    }

    /// Takes what was written to the tail into the log.
    pub(crate) fn wrote(&mut self, modified_ms: i64) {
        let last = if self.tail.is_empty() { &self.recent } else { &self.tail };
        self.end = last.start.plus(length(last.bytes.len()));
        self.touch(modified_ms);
    }

    /// Ends the file with a blank record over all that is left of it.
    pub(crate) fn push_blank(&mut self, modified_ms: i64) {
        let file_end = self.file_end();
        let rest = i32::try_from(file_end.0 - self.end.0).unwrap_or(i32::MAX);
        // Only a file of odd length has less room than a blank record needs.
        if rest >= BLANK_MIN as i32 {
            write_blank(self.tail(), rest);
        }
        self.end = file_end;
        self.touch(modified_ms);
    }

    /// Deletes the oldest `count` files.
    pub(crate) fn delete_files(&mut self, count: usize) {
        Arc::make_mut(&mut self.files).drain(..count);
        let min = self.min();
        let kept = self.frozen.partition_point(0..self.frozen.len(), |block| block.start < min);
        self.frozen.forget_before(kept);
        self.frozen.replace_before(kept, |block| Block::new(block.start));
    }

    /// Takes bytes of an opened file without a copy.
    pub(crate) fn push_shared(&mut self, bytes: &Arc<Vec<u8>>, range: Range<usize>, modified_ms: i64) {
        self.freeze();
        let start = self.end;
        self.end = start.plus(length(range.len()));
        if !range.is_empty() {
            self.frozen.push(Block { start, bytes: Arc::clone(bytes), range });
        }
        self.recent = Block::new(self.end);
        self.touch(modified_ms);
    }

    /// Passes over the rest of the file: what is kept of it has been pushed.
    pub(crate) fn end_file(&mut self) {
        self.end = self.file_end();
    }

    /// Starts the next file at the end of the log.
    pub(crate) fn start_file(&mut self, modified_ms: i64) {
        self.freeze();
        Arc::make_mut(&mut self.files).push(LogFile { start: self.end, size: self.file_size, modified_ms });
    }

    /// Takes the bytes of a record that is known to be good.
    pub(crate) fn push_bytes(&mut self, bytes: &[u8], modified_ms: i64) {
        self.make_room_in_block(bytes.len());
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

    /// Lets the tail join the recent block, or freezes that, as far as a record of `size` bytes asks for it.
    fn make_room_in_block(&mut self, size: usize) {
        if self.recent.bytes.len() + self.tail.bytes.len() + size > BLOCK_BYTES {
            self.freeze();
        } else if !self.tail.is_empty() && self.tail.bytes.len() + size > TAIL_BYTES {
            join(&mut self.recent.bytes, &mut self.tail.bytes);
        }
    }

    fn freeze(&mut self) {
        if !self.tail.is_empty() {
            join(&mut self.recent.bytes, &mut self.tail.bytes);
        }
        let full = std::mem::replace(&mut self.recent, Block::new(self.end));
        if !full.is_empty() {
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

fn length(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
