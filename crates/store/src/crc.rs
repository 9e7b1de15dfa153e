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
    let tables = &*TABLES;
    let mut crc = !0u32;
    let (steps, rest) = bytes.as_chunks::<16>();
    for step in steps {
        let mut block = *step;
        for (byte, state) in block.iter_mut().zip(crc.to_le_bytes()) {
            *byte ^= state;
        }
        crc = block.iter().zip(tables.iter().rev()).fold(0, |crc, (&byte, table)| crc ^ table[usize::from(byte)]);
    }
    for &byte in rest {
        crc = (crc >> 8) ^ tables[0][usize::from((crc as u8) ^ byte)];
    }
    !crc
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
}
