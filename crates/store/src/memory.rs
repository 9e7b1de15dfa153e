//! How much memory bytes from outside may cost: what the fuzzing of `tests/fuzz` holds the readers to.
use crate::{ARCHIVE_BYTES_MAX, Folder, UNUSED_BYTES_MAX};

/// For each byte of a folder that is not one of the zeros at a file's end. A record of a hundred bytes may be the first
/// of a queue, which costs a queue with its columns and files; a short line of JSON may be a topic.
pub const FOLDER_MEMORY_PER_BYTE: u64 = 60;
/// For each file: its block of the log, or its place in a queue.
pub const FOLDER_MEMORY_PER_FILE: u64 = 8 << 10;
/// For any folder: the tables of an index file of a default installation, a few times, a record of zeros, and
/// unused entries.
pub const FOLDER_MEMORY: u64 = (96 << 20) + UNUSED_BYTES_MAX;
/// For each byte of an archive: what deflating packs best is a thousand times longer when unpacked, and is copied once.
pub const ARCHIVE_MEMORY_PER_BYTE: u64 = 3 * 1_032;
/// For any archive: buffers to unpack with.
pub const ARCHIVE_MEMORY: u64 = 1 << 20;

impl Folder {
    /// The most memory in bytes that opening this folder takes, with the questions and the saving that follow.
    pub fn memory_max(&self) -> u64 {
        let each = |bytes: usize| bytes as u64 * FOLDER_MEMORY_PER_BYTE + FOLDER_MEMORY_PER_FILE;
        FOLDER_MEMORY + self.iter().map(|(path, file)| each(file.bytes.used().len() + path.len())).sum::<u64>()
    }
}

/// The most memory in bytes that unpacking an archive of this length takes, whatever is in it.
pub fn archive_memory_max(len: usize) -> u64 {
    ARCHIVE_MEMORY + (len as u64).saturating_mul(ARCHIVE_MEMORY_PER_BYTE).min(3 * ARCHIVE_BYTES_MAX)
}
