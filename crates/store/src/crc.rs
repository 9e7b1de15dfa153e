//! The checksum of a message body: CRC-32, as `java.util.zip.CRC32` computes it.
//!
//! The tables are made at the first use: as constants they would be 16 KB that no compression shortens.
use std::sync::LazyLock;

/// Tables for sixteen bytes at a step.
static TABLES: LazyLock<[[u32; 256]; 16]> = LazyLock::new(|| {
    let mut tables = [[0u32; 256]; 16];
    for byte in 0..=255u8 {
        let mut crc = u32::from(byte);
        for table in &mut tables {
            for _ in 0..8 {
                crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
            }
            table[usize::from(byte)] = crc;
        }
    }
    tables
});

/// The checksum as a record stores it: the CRC-32 with its top bit cleared (RocketMQ's `UtilAll.crc32`).
pub(crate) fn body_crc(body: &[u8]) -> i32 {
    (crc32(body) & 0x7FFF_FFFF) as i32
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = Crc32::default();
    crc.update(bytes);
    crc.value()
}

/// A CRC-32 that takes its bytes piece by piece.
#[derive(Clone)]
pub(crate) struct Crc32 {
    state: u32,
}

impl Default for Crc32 {
    fn default() -> Self {
        Self { state: !0 }
    }
}

impl Crc32 {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.state = advance(self.state, bytes);
    }

    /// Takes `count` zeros, without visiting each. What a zero does to the state is linear over its bits; so is what
    /// two, four, eight … zeros do, and each of these is the one before, done twice.
    #[inline(never)]
    pub(crate) fn update_zeros(&mut self, count: u64) {
        let mut step: [u32; 32] = std::array::from_fn(|bit| advance(1 << bit, &[0]));
        let apply = |step: &[u32; 32], state: u32| {
            let set = (0..32).filter(|bit| state >> bit & 1 == 1);
            set.fold(0, |sum, bit| sum ^ step[bit])
        };
        let mut left = count;
        while left > 0 {
            if left & 1 == 1 {
                self.state = apply(&step, self.state);
            }
            step = step.map(|column| apply(&step, column));
            left >>= 1;
        }
    }

    pub(crate) fn value(&self) -> u32 {
        !self.state
    }
}

/// What four bytes contribute, which stand `last` bytes before the end of their step. Written out and inlined, since a
/// compiler that looks for few bytes makes a loop of it, at half the speed.
#[inline(always)]
fn word(tables: &[[u32; 256]; 16], last: usize, word: u32) -> u32 {
    tables[last + 3][(word & 0xFF) as usize]
        ^ tables[last + 2][(word >> 8 & 0xFF) as usize]
        ^ tables[last + 1][(word >> 16 & 0xFF) as usize]
        ^ tables[last][(word >> 24) as usize]
}

fn advance(state: u32, bytes: &[u8]) -> u32 {
    let tables = &*TABLES;
    let mut crc = state;
    let (steps, rest) = bytes.as_chunks::<16>();
    for &[a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] in steps {
        crc = word(tables, 12, u32::from_le_bytes([a, b, c, d]) ^ crc)
            ^ word(tables, 8, u32::from_le_bytes([e, f, g, h]))
            ^ word(tables, 4, u32::from_le_bytes([i, j, k, l]))
            ^ word(tables, 0, u32::from_le_bytes([m, n, o, p]));
    }
    for &byte in rest {
        crc = (crc >> 8) ^ tables[0][usize::from((crc as u8) ^ byte)];
    }
    crc
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_sums() {
        assert_eq!(crc32(b""), 0);
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b"The quick brown fox jumps over the lazy dog"), 0x414F_A339);
        assert_eq!(body_crc(b"123456789"), 0x4BF4_3926);
    }

    #[test]
    fn zeros_count_as_if_they_were_visited() {
        for count in [0, 1, 2, 7, 16, 1_000, 65_537] {
            let mut bytes = b"front".to_vec();
            bytes.resize(bytes.len() + count, 0);
            bytes.extend(b"back");
            let mut crc = Crc32::default();
            crc.update(b"front");
            crc.update_zeros(count as u64);
            crc.update(b"back");
            assert_eq!(crc.value(), crc32(&bytes), "{count} zeros");
        }
    }
}
