//! The bytes of one file of an archive, taken piece by piece. Zeros are counted, and kept only when more follows them.
use super::{ARCHIVE_BYTES_MAX, ArchiveError};
use crate::{FileBytes, crc::Crc32, file_bytes::used_len};

/// What was unpacked of a file so far.
#[derive(Default)]
pub struct Unpacked {
    used: Vec<u8>,
    /// Zeros after `used`, which the checksum has not taken yet.
    zeros: u64,
    crc: Crc32,
}

impl Unpacked {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`ArchiveError::TooLarge`] when more than [`ARCHIVE_BYTES_MAX`] would have to be kept.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), ArchiveError> {
        let end = used_len(piece);
        if end > 0 {
            let kept = self.used.len() as u64 + self.zeros + end as u64;
            if kept > ARCHIVE_BYTES_MAX {
                return Err(ArchiveError::TooLarge);
            }
            let zeros = usize::try_from(self.zeros).expect("less than the limit");
            self.used.resize(self.used.len() + zeros, 0);
            self.used.extend_from_slice(&piece[..end]);
            self.crc.update_zeros(self.zeros);
            self.crc.update(&piece[..end]);
            self.zeros = 0;
        }
        self.zeros += (piece.len() - end) as u64;
        Ok(())
    }

    /// Bytes taken so far, the zeros among them.
    pub fn len(&self) -> u64 {
        self.used.len() as u64 + self.zeros
    }

    /// Whether nothing was taken yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The CRC-32 of what was taken.
    pub(super) fn crc(&self) -> u32 {
        let mut crc = self.crc.clone();
        crc.update_zeros(self.zeros);
        crc.value()
    }

    /// The file.
    pub(super) fn finish(self) -> FileBytes {
        FileBytes::padded(&self.used, self.len())
    }
}
