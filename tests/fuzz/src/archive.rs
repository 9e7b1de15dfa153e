//! Any bytes as an archive, read by the readers that the page and `ask` use, and what comes out opened as a store.
use crate::dice::Dice;
use crate::{memory::within, mutate as change};
use std::io::{Read, Write};
use store::{ArchiveError, Folder, OpenOptions, Store, archive_memory_max, read_tar, read_tar_gz, read_zip};

/// The longest input: what it unpacks to still takes little time.
const INPUT_MAX: usize = 64 << 10;
/// Bytes of a tar header.
const BLOCK: usize = 512;

/// Unpacks and opens. The first byte says what the others are: 0 tar, 1 tar.gz, 2 zip.
pub fn run(data: &[u8]) {
    let Some((kind, bytes)) = data.split_first().filter(|_| data.len() <= INPUT_MAX) else { return };
    let read: fn(&[u8]) -> Result<Folder, ArchiveError> = match kind % 3 {
        0 => read_tar,
        1 => read_tar_gz,
        _ => read_zip,
    };
    let read = within(archive_memory_max(bytes.len()), "unpacking an archive", || read(bytes));
    match read {
        Err(error) => assert!(!error.to_string().is_empty()),
        Ok(folder) => within(folder.memory_max(), "opening what was unpacked", || {
            Store::open(&folder, &OpenOptions::default()).ok();
        }),
    }
}

/// Changes bytes; in a tar, also so that the checksums of its headers are right again.
pub fn mutate(data: &[u8], dice: &mut Dice) -> Vec<u8> {
    let Some((&kind, bytes)) = data.split_first() else { return vec![dice.roll(3) as u8] };
    let mut bytes = bytes.to_vec();
    let plain = match kind % 3 {
        1 if dice.once_in(2) => unpacked(&bytes),
        _ => None,
    };
    let packed = plain.is_some();
    let mut bytes = plain.unwrap_or_else(|| std::mem::take(&mut bytes));
    change::bytes(&mut bytes, dice);
    if (kind % 3 == 0 || packed) && !dice.once_in(4) {
        bytes.chunks_exact_mut(BLOCK).for_each(sum_up);
    }
    if packed {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&bytes).expect("memory takes every write");
        bytes = gzip.finish().expect("memory takes every write");
    }
    bytes.insert(0, kind);
    bytes
}

fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    flate2::read::GzDecoder::new(bytes).take(1 << 20).read_to_end(&mut plain).ok()?;
    Some(plain)
}

/// Writes the right checksum into a block that looks like a header.
fn sum_up(block: &mut [u8]) {
    if block[257..].starts_with(b"ustar") {
        block[148..156].fill(b' ');
        let sum: u32 = block.iter().map(|&byte| u32::from(byte)).sum();
        block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    }
}
