//! Deflating of a file that is mostly zeros: other bytes as they are, and a gibibyte of zeros as a mebibyte.
//!
//! The bytes go into stored blocks (RFC 1951, 3.2.4), long rows of zeros into blocks with codes of their own (3.2.7):
//! the copy of 258 bytes from one byte back has a code of one bit, so has that distance, and both bits are 0.
use crate::FileBytes;

/// The most that a stored block holds.
const STORED_MAX: usize = 65_535;
/// Zeros are looked for in pieces of this size; a row of them inside a file is worth a block.
const PIECE: usize = 4 << 10;
/// The longest copy.
const COPY: u64 = 258;
/// A block's start, as (value, bits): kind of block, the numbers of codes, the lengths of the codes that
/// follow, and by these the lengths of the codes: 2 for the byte 0, 2 for the end, 1 for the copy, 1 for the distance.
const CODES: &[(u32, u32)] = &[
    (0b100, 3), // not final, with codes of its own
    (29, 5),    // 257 + 29 codes for bytes and lengths
    (0, 5),     // 1 code for distances
    (14, 4),    // 4 + 14 lengths of codes for lengths, in the order 16, 17, 18, 0, 8 … 2, 14, 1
    (0, 6),     // none for 16 and 17
    (1, 3),     // 18, a row of zeros: one bit, 0
    (0, 36),    // none for the next twelve …
    (2, 3),     // 2: two bits, 11
    (0, 3),     // none for 14
    (2, 3),     // 1: two bits, 10
    (0b11, 2),  // byte 0: 2
    (0, 1),
    (127, 7), // 138 without a code
    (0, 1),
    (106, 7),  // 117 without a code
    (0b11, 2), // the end: 2
    (0, 1),
    (17, 7),   // 28 without a code
    (0b01, 2), // copy of 258: 1 (a code's first bit comes first)
    (0b01, 2), // distance 1: 1
];
/// The lengths of an empty stored block.
const EMPTY: [u8; 4] = [0, 0, 0xFF, 0xFF];
/// The byte 0, and the end of the block, in these codes: `10` and `11`, first bit first.
const BYTE_0: (u32, u32) = (0b01, 2);
const END: (u32, u32) = (0b11, 2);

/// Deflates what is given to it, in order.
#[derive(Default)]
pub(super) struct Deflater {
    out: Vec<u8>,
}

impl Deflater {
    /// Continues what is in `out`.
    pub(super) fn after(out: Vec<u8>) -> Self {
        Self { out }
    }

    /// A file: its used bytes, in which there may be rows of zeros too, and the zeros behind them.
    #[inline(never)]
    pub(super) fn file(&mut self, file: &FileBytes) {
        let is_zero = |piece: &[u8]| piece.len() == PIECE && piece.iter().fold(0, |all, byte| all | byte) == 0;
        let mut pieces = file.used().chunks(PIECE).peekable();
        let mut at = 0;
        while let Some(piece) = pieces.next() {
            let zeros = is_zero(piece);
            let mut end = at + piece.len();
            while let Some(more) = pieces.next_if(|piece| is_zero(piece) == zeros) {
                end += more.len();
            }
            if zeros {
                self.zeros((end - at) as u64);
            } else {
                self.bytes(&file.used()[at..end]);
            }
            at = end;
        }
        self.zeros(file.zeros());
    }

    /// Bytes as they are.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        for block in bytes.chunks(STORED_MAX) {
            let len = u16::try_from(block.len()).expect("a chunk is no longer");
            self.out.push(0); // not final, stored; the rest of the byte is not used
            self.out.extend(len.to_le_bytes());
            self.out.extend((!len).to_le_bytes());
            self.out.extend_from_slice(block);
        }
    }

    /// A row of zeros, and an empty stored block behind it: blocks of this kind end inside a byte.
    pub(super) fn zeros(&mut self, count: u64) {
        if count == 0 {
            return;
        }
        let mut bits = Bits { out: std::mem::take(&mut self.out), byte: 0, used: 0 };
        CODES.iter().for_each(|&code| bits.push(code));
        // The first zero is what the copies copy.
        let copies = (count - 1) / COPY;
        for _ in 0..count - copies * COPY {
            bits.push(BYTE_0);
        }
        bits.push_zeros(2 * copies);
        bits.push(END);
        bits.push((0, 3));
        self.out = bits.finish();
        self.out.extend(EMPTY);
    }

    /// What was deflated: an empty block ends it.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.out.push(1);
        self.out.extend(EMPTY);
        self.out
    }
}

/// Bits, filled into bytes from the lowest on.
struct Bits {
    out: Vec<u8>,
    byte: u8,
    used: u32,
}

impl Bits {
    fn push(&mut self, (value, bits): (u32, u32)) {
        for bit in 0..bits {
            let set = value.checked_shr(bit).unwrap_or(0) & 1 == 1;
            self.byte |= u8::from(set) << self.used;
            self.used += 1;
            if self.used == 8 {
                self.out.push(std::mem::take(&mut self.byte));
                self.used = 0;
            }
        }
    }

    fn push_zeros(&mut self, bits: u64) {
        let first = bits.min(u64::from(8 - self.used));
        self.push((0, u32::try_from(first).expect("at most a byte")));
        let bytes = usize::try_from((bits - first) / 8).expect("a file's zeros fit into memory when packed");
        self.out.resize(self.out.len() + bytes, 0);
        self.push((0, u32::try_from((bits - first) % 8).expect("less than a byte")));
    }

    fn finish(mut self) -> Vec<u8> {
        if self.used > 0 {
            self.out.push(self.byte);
        }
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn deflate(file: &FileBytes) -> Vec<u8> {
        let mut deflater = Deflater::default();
        deflater.file(file);
        deflater.finish()
    }

    fn check(used: usize, zeros: u64) {
        let bytes: Vec<u8> = (0..used).map(|n| (n % 255) as u8 + 1).collect();
        let packed = deflate(&FileBytes::padded(&bytes, used as u64 + zeros));
        let mut unpacked = Vec::new();
        flate2::read::DeflateDecoder::new(&*packed).read_to_end(&mut unpacked).expect("it can be unpacked");
        assert_eq!(unpacked.len() as u64, used as u64 + zeros, "{used} bytes, {zeros} zeros");
        assert!(unpacked[..used] == bytes && unpacked[used..].iter().all(|&byte| byte == 0));
    }

    #[test]
    fn every_number_of_zeros_comes_back() {
        (0..1_100).for_each(|zeros| check(3, zeros));
        for used in [0, 1, STORED_MAX - 1, STORED_MAX, STORED_MAX + 1, 3 * STORED_MAX] {
            [0, 1, 258, 259, 100_000].into_iter().for_each(|zeros| check(used, zeros));
        }
    }

    #[test]
    fn zeros_inside_come_back_too() {
        for (first, zeros, rest) in [(1, 10_000, 1), (5, 100_000, 70_000), (0, 9_000, 3), (4_096, 4_096, 4_096)] {
            let bytes = [vec![1; first], vec![0; zeros], vec![2; rest]].concat();
            let packed = deflate(&FileBytes::padded(&bytes, bytes.len() as u64 + 9_999));
            let mut unpacked = Vec::new();
            flate2::read::DeflateDecoder::new(&*packed).read_to_end(&mut unpacked).expect("it can be unpacked");
            assert!(unpacked[..bytes.len()] == bytes && unpacked.len() == bytes.len() + 9_999);
            assert!(packed.len() < first + rest + 2 * PIECE + 1_000, "{} bytes", packed.len());
        }
    }

    #[test]
    fn a_gibibyte_of_zeros_is_a_mebibyte() {
        let packed = deflate(&FileBytes::padded(&[], 1 << 30));
        assert!(packed.len() < 1_100_000, "{} bytes", packed.len());
    }
}
