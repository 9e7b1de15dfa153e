//! Reading a folder whose files are mostly zeros, slice by slice, up to where the zeros begin.
//!
//! A log file of a default installation has 1 GiB and a key index 400 MiB, nearly all of it never written to. Whoever
//! reads the folder asks [`SlicedFile::wanted`] which bytes are wanted, so that the rest is neither read nor kept.
use super::{ARCHIVE_BYTES_MAX, ARCHIVE_ENTRIES_MAX, ArchiveError, ArchiveProblem, Unpacked, zip_folder};
use crate::{FileBytes, Folder, FolderFile, IndexConfig, file_bytes::used_len};
use std::ops::Range;

/// Bytes of one slice: large enough that a disk is read at its speed, small enough that a bar moves.
const SLICE: u64 = 1 << 20;
/// The largest file outside the log, the queues and the index that is read; larger ones are no broker's configuration.
const SMALL_MAX: u64 = 64 << 20;

/// A folder that is being read.
#[derive(Default)]
pub struct FolderReader {
    files: Vec<(String, FolderFile)>,
    kept: u64,
}

/// One file of it.
pub struct SlicedFile {
    path: String,
    size: u64,
    kind: Kind,
    content: Unpacked,
    /// Behind the last slice that was asked for.
    asked: u64,
    ended: bool,
}

#[derive(Clone, Copy)]
enum Kind {
    /// Records one after the other: the start of the next one, as far as they could be followed.
    Log { next: u64 },
    /// Entries that are never zero.
    Queue,
    /// A table that is mostly zeros, then entries.
    Index,
    /// Read whole.
    Small,
    /// Of no use here: only its size is kept.
    Other,
}

impl FolderReader {
    /// Nothing read yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A file of the folder; its path is that below the folder that was chosen.
    ///
    /// # Errors
    /// More files than [`ARCHIVE_ENTRIES_MAX`].
    pub fn file(&self, path: &str, size: u64) -> Result<SlicedFile, ArchiveError> {
        if self.files.len() >= ARCHIVE_ENTRIES_MAX {
            return Err(ArchiveError::TooMany);
        }
        let (path, kind) = (path.to_owned(), Kind::of(path, size));
        Ok(SlicedFile { path, size, kind, content: Unpacked::new(), asked: 0, ended: false })
    }

    /// Takes a file that was read.
    ///
    /// # Errors
    /// Files that have more bytes together than [`ARCHIVE_BYTES_MAX`], zeros at their ends not counted.
    pub fn add(&mut self, file: SlicedFile, modified_ms: i64) -> Result<(), ArchiveError> {
        let SlicedFile { path, size, content, .. } = file;
        let bytes = FileBytes::padded(content.finish().used(), size);
        self.kept += bytes.used().len() as u64;
        if self.kept > ARCHIVE_BYTES_MAX {
            return Err(ArchiveError::TooLarge);
        }
        self.files.push((path, FolderFile { bytes, modified_ms }));
        Ok(())
    }

    /// The store in the folder.
    ///
    /// # Errors
    /// Paths that make no store folder.
    pub fn finish(self) -> Result<Folder, ArchiveError> {
        zip_folder(self.files)
    }
}

impl SlicedFile {
    /// The bytes that are wanted next; `None` when the rest of the file says nothing.
    pub fn wanted(&mut self) -> Option<Range<u64>> {
        let from = self.asked;
        if self.ended || from >= self.size || matches!(self.kind, Kind::Other) {
            return None;
        }
        self.asked = (from + SLICE).min(self.size);
        Some(from..self.asked)
    }

    /// Takes the slice that was asked for.
    ///
    /// # Errors
    /// A file that has become shorter meanwhile, or one with too many bytes.
    pub fn push(&mut self, slice: &[u8]) -> Result<(), ArchiveError> {
        let from = self.content.len();
        if from + slice.len() as u64 != self.asked {
            let why = ArchiveProblem::Changed { path: self.path.clone() };
            return Err(ArchiveError::Broken { entries: 0, why });
        }
        self.content.push(slice)?;
        let zeros = used_len(slice) == 0;
        match &mut self.kind {
            Kind::Log { next } => {
                follow(next, slice, from);
                // The log ends at a record of no bytes. What a crash has left behind it is read as far as it goes.
                self.ended = zeros && from >= *next && !slice.is_empty();
            }
            Kind::Queue => self.ended = zeros,
            Kind::Index => self.ended = zeros && from >= IndexConfig::default().entry_at(1) as u64,
            Kind::Small | Kind::Other => {}
        }
        Ok(())
    }

    /// Bytes that were read or need not be.
    pub fn done(&self) -> u64 {
        if self.ended { self.size } else { self.asked }
    }
}

/// Goes on from record to record through a slice of the log that begins at `from`.
fn follow(next: &mut u64, slice: &[u8], from: u64) {
    while let Some(at) = next.checked_sub(from).and_then(|at| usize::try_from(at).ok()) {
        let Some(size) = slice.get(at..).and_then(|rest| rest.first_chunk::<4>()) else { return };
        match u64::try_from(i32::from_be_bytes(*size)) {
            Ok(size) if size > 0 => *next += size,
            _ => return,
        }
    }
}

impl Kind {
    fn of(path: &str, size: u64) -> Self {
        let mut parts = path.rsplit('/');
        let name = parts.next().unwrap_or_default();
        let numbered = name.len() >= 17 && name.bytes().all(|digit| digit.is_ascii_digit());
        let below = |folder: &str| path.split('/').any(|part| part == folder);
        match name {
            _ if numbered && below("consumequeue") => Self::Queue,
            _ if numbered && below("commitlog") => Self::Log { next: 0 },
            _ if numbered && below("index") => Self::Index,
            "checkpoint" | "abort" | "broker.conf" if size <= SMALL_MAX => Self::Small,
            _ if below("config") && size <= SMALL_MAX => Self::Small,
            _ => Self::Other,
        }
    }
}
