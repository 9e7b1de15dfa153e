//! Writing a folder as a tar archive, compressed with gzip.
use super::deflate::Deflater;
use crate::{FileBytes, Folder, FolderFile, crc::Crc32};

const BLOCK: usize = 512;
/// gzip's first bytes: magic, deflated, no name, no time, no hint, from Unix.
const GZIP_HEADER: [u8; 10] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3];

/// The folder as a `.tar.gz`, with modification times to the millisecond as PAX records, which GNU tar and bsdtar restore.
/// Only long rows of zeros are packed.
pub fn write_tar_gz(folder: &Folder) -> Vec<u8> {
    let mut gzip = Gzip { deflater: Deflater::after(GZIP_HEADER.to_vec()), crc: Crc32::default(), len: 0 };
    for (path, file) in folder.iter() {
        let pax = pax(path, file);
        gzip.entry("pax", b'x', 0, &pax.as_bytes().into());
        gzip.entry(path, b'0', file.modified_ms.div_euclid(1_000).max(0), &file.bytes);
    }
    gzip.zeros(2 * BLOCK as u64);
    gzip.finish()
}

struct Gzip {
    deflater: Deflater,
    crc: Crc32,
    len: u64,
}

impl Gzip {
    fn entry(&mut self, path: &str, kind: u8, seconds: i64, content: &FileBytes) {
        self.bytes(&header(path, kind, seconds, content.len()));
        self.deflater.file(content);
        self.crc.update(content.used());
        self.crc.update_zeros(content.zeros());
        self.len += content.len();
        self.zeros((BLOCK as u64 - content.len() % BLOCK as u64) % BLOCK as u64);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.deflater.bytes(bytes);
        self.crc.update(bytes);
        self.len += bytes.len() as u64;
    }

    fn zeros(&mut self, count: u64) {
        self.deflater.zeros(count);
        self.crc.update_zeros(count);
        self.len += count;
    }

    fn finish(self) -> Vec<u8> {
        let mut out = self.deflater.finish();
        out.extend(self.crc.value().to_le_bytes());
        // The length is said modulo 2^32.
        out.extend(&self.len.to_le_bytes()[..4]);
        out
    }
}

/// What the header has no room for: the exact time, and the whole path.
fn pax(path: &str, file: &FolderFile) -> String {
    let (ms, sign) = (file.modified_ms.unsigned_abs(), if file.modified_ms < 0 { "-" } else { "" });
    let time = format!("mtime={sign}{}.{:03}", ms / 1_000, ms % 1_000);
    [time, format!("path={path}")].map(|record| pax_record(&record)).concat()
}

/// `length record`, ended by a line feed. The length counts its own digits.
fn pax_record(record: &str) -> String {
    let rest = record.len() + 2;
    let mut len = rest + 1;
    while len != rest + len.to_string().len() {
        len = rest + len.to_string().len();
    }
    format!("{len} {record}\n")
}

#[inline(never)]
fn header(path: &str, kind: u8, seconds: i64, size: u64) -> [u8; BLOCK] {
    let mut header = [0; BLOCK];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &path.as_bytes()[..path.len().min(100)]);
    put(100, b"0000644\x000000000\x000000000\0"); // mode, user, group
    put(124, octal(size).as_bytes());
    put(136, octal(seconds.unsigned_abs()).as_bytes());
    put(148, b"        "); // the checksum counts itself as blanks
    put(156, &[kind]);
    put(257, b"ustar\x0000");
    let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    header
}

/// Eleven digits and a zero byte: enough for 8 GiB and the year 2242.
fn octal(number: u64) -> String {
    format!("{:011o}\0", number.min(0o77_777_777_777))
}
