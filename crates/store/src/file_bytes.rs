//! The content of a file that may be mostly zeros: a log file of a default installation has 1 GiB from the start.
use std::sync::Arc;

/// Bytes of a file up to its last one that is not zero, and how many it has in all. A clone shares the bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileBytes {
    used: Arc<Vec<u8>>,
    len: u64,
}

/// Zeros are looked for in pieces of this size: a piece is compared as a whole.
const PIECE: usize = 1 << 10;

impl FileBytes {
    /// `used`, and zeros behind it up to `len` bytes in all; at least `used` itself.
    pub fn padded(used: &[u8], len: u64) -> Self {
        Self { used: Arc::new(used[..used_len(used)].to_vec()), len: len.max(used.len() as u64) }
    }

    /// The same without a copy.
    pub fn padded_vec(mut used: Vec<u8>, len: u64) -> Self {
        let len = len.max(used.len() as u64);
        used.truncate(used_len(&used));
        Self { used: Arc::new(used), len }
    }

    /// The used part, to be shared.
    pub(crate) fn shared(&self) -> &Arc<Vec<u8>> {
        &self.used
    }

    /// The bytes up to the last one that is not zero. The rest of the file is zeros.
    pub fn used(&self) -> &[u8] {
        &self.used
    }

    /// Bytes of the file, its zeros among them.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether the file has no bytes at all; a file of zeros has some.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many zeros follow the used part.
    pub fn zeros(&self) -> u64 {
        self.len - self.used.len() as u64
    }

    /// `N` bytes from `at` on; zeros where the file has none.
    pub(crate) fn array<const N: usize>(&self, at: usize) -> [u8; N] {
        let mut bytes = [0; N];
        let rest = self.used.get(at..).unwrap_or_default();
        let found = rest.len().min(N);
        bytes[..found].copy_from_slice(&rest[..found]);
        bytes
    }
}

impl From<&[u8]> for FileBytes {
    fn from(bytes: &[u8]) -> Self {
        Self::padded(bytes, bytes.len() as u64)
    }
}

impl From<Vec<u8>> for FileBytes {
    fn from(bytes: Vec<u8>) -> Self {
        let len = bytes.len() as u64;
        Self::padded_vec(bytes, len)
    }
}

/// The bytes up to the last one that is not zero.
pub(crate) fn used_len(bytes: &[u8]) -> usize {
    let is_zero = |piece: &&[u8]| piece.iter().fold(0, |all, byte| all | byte) == 0;
    let zeros: usize = bytes.rchunks(PIECE).take_while(is_zero).map(<[u8]>::len).sum();
    let rest = &bytes[..bytes.len() - zeros];
    rest.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_at_the_end_are_counted_and_not_kept() {
        for (used, zeros) in [(0, 0), (0, 5), (1, 0), (1, 1), (PIECE, PIECE), (PIECE + 1, 3 * PIECE), (7, PIECE - 7)] {
            let mut bytes = vec![7; used];
            bytes.resize(used + zeros, 0);
            let file = FileBytes::from(bytes);
            assert_eq!((file.used().len(), file.zeros(), file.len()), (used, zeros as u64, (used + zeros) as u64));
            assert_eq!(file, FileBytes::padded(&vec![7; used], (used + zeros) as u64));
        }
    }

    #[test]
    fn bytes_behind_the_used_part_read_as_zeros() {
        let file = FileBytes::padded(&[1, 2, 3], 1 << 30);
        assert_eq!((file.array::<2>(0), file.array::<4>(1), file.array::<2>(99)), ([1, 2], [2, 3, 0, 0], [0, 0]));
    }
}
