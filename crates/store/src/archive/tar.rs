//! Reading a tar archive piece by piece: the POSIX formats with PAX records, and GNU's long names.
use super::{ARCHIVE_BYTES_MAX, ARCHIVE_ENTRIES_MAX, ArchiveError, ArchiveProblem, Unpacked};
use crate::{Folder, FolderFile};

const BLOCK: usize = 512;
/// The most bytes of an entry that speaks of the next one. Names have at most some thousand.
const SAID_MAX: u64 = 1 << 20;

/// A tar archive whose bytes come piece by piece, as a stream has them. Zeros at the end of files are not kept, so the
/// mostly empty log of a default installation takes the memory of what is in it.
#[derive(Default)]
pub struct TarReader {
    folder: Folder,
    /// Bytes kept of all files so far.
    kept: u64,
    /// Entries read so far, of every kind.
    entries: usize,
    said: Said,
    state: State,
    /// A header, or the content of an entry that speaks of the next one, as far as it has come.
    buffer: Vec<u8>,
}

/// What special entries say about the file behind them.
#[derive(Default)]
struct Said {
    path: Option<String>,
    modified_ms: Option<i64>,
    size: Option<u64>,
}

/// What the next bytes are.
#[derive(Default)]
enum State {
    #[default]
    Header,
    /// Content that speaks of the next entry: its kind, its size, and how much is left of it.
    Special(u8, u64, u64),
    /// Content of a file.
    File(Box<OpenFile>),
    /// Padding, or content of no interest.
    Skip(u64),
    /// Behind the last entry.
    End,
}

struct OpenFile {
    path: String,
    modified_ms: i64,
    size: u64,
    left: u64,
    content: Unpacked,
}

impl TarReader {
    /// At the start of an archive.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// What is no tar archive, or too large.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<(), ArchiveError> {
        while !bytes.is_empty() {
            let taken = match std::mem::take(&mut self.state) {
                State::Header => {
                    let taken = self.fill(BLOCK, bytes);
                    if let Some(header) = self.buffer.first_chunk::<BLOCK>().copied() {
                        self.buffer.clear();
                        self.state = self.header(&header)?;
                    }
                    taken
                }
                State::Special(kind, size, left) => {
                    let taken = part(left, bytes);
                    self.buffer.extend_from_slice(&bytes[..taken]);
                    self.state = State::Special(kind, size, left - taken as u64);
                    taken
                }
                State::File(mut file) => {
                    let taken = part(file.left, bytes);
                    file.content.push(&bytes[..taken])?;
                    file.left -= taken as u64;
                    self.state = State::File(file);
                    taken
                }
                State::Skip(left) => {
                    let taken = part(left, bytes);
                    self.state = if left > taken as u64 { State::Skip(left - taken as u64) } else { State::Header };
                    taken
                }
                State::End => {
                    self.state = State::End;
                    return Ok(());
                }
            };
            self.end_entry()?;
            bytes = &bytes[taken..];
        }
        Ok(())
    }

    /// The store in the archive, when all bytes were taken.
    ///
    /// # Errors
    /// An archive that ends inside an entry, or without a store.
    #[inline(never)]
    pub fn finish(self) -> Result<Folder, ArchiveError> {
        let ends_in = |size: u64, left: u64| self.broken(ArchiveProblem::EntryCut { size, found: size - left });
        match &self.state {
            State::Special(_, size, left) => return Err(ends_in(*size, *left)),
            State::File(file) => return Err(ends_in(file.size, file.left)),
            State::Header if !self.buffer.is_empty() => return Err(self.broken(ArchiveProblem::HeaderCut)),
            _ => {}
        }
        Ok(self.folder.store_root()?)
    }

    fn fill(&mut self, size: usize, bytes: &[u8]) -> usize {
        let taken = (size - self.buffer.len()).min(bytes.len());
        self.buffer.extend_from_slice(&bytes[..taken]);
        taken
    }

    /// What a header announces; a block of zeros ends the archive.
    #[inline(never)]
    fn header(&mut self, header: &[u8; BLOCK]) -> Result<State, ArchiveError> {
        if header.iter().all(|&byte| byte == 0) {
            return Ok(State::End);
        }
        let sum = |range: std::ops::Range<usize>| header[range].iter().map(|&byte| u64::from(byte)).sum::<u64>();
        let expected = sum(0..148) + 8 * u64::from(b' ') + sum(156..BLOCK);
        if number(&header[148..156]) != Some(expected) {
            return Err(self.broken(ArchiveProblem::HeaderChecksum));
        }
        let kind = header[156];
        let size = self.said.size.filter(|_| is_file(kind)).map_or_else(|| number(&header[124..136]), Some);
        let size = size.ok_or_else(|| self.broken(ArchiveProblem::Size))?;
        self.entries += 1;
        if self.entries > ARCHIVE_ENTRIES_MAX {
            return Err(ArchiveError::TooMany);
        }
        match kind {
            b'x' | b'L' if size > SAID_MAX => Err(self.broken(ArchiveProblem::LongName)),
            b'x' | b'L' => Ok(State::Special(kind, size, size)),
            b'S' => Err(self.broken(ArchiveProblem::Sparse)),
            kind if is_file(kind) => self.file(header, size),
            b'g' | b'K' => Ok(skip(size, size)),
            _ => {
                self.said = Said::default();
                Ok(skip(size, size))
            }
        }
    }

    #[inline(never)]
    fn file(&mut self, header: &[u8; BLOCK], size: u64) -> Result<State, ArchiveError> {
        let said = std::mem::take(&mut self.said);
        let seconds = number(&header[136..148]).and_then(|seconds| i64::try_from(seconds).ok());
        let modified_ms = said.modified_ms.or(seconds.and_then(|seconds| seconds.checked_mul(1000)));
        let modified_ms = modified_ms.ok_or_else(|| self.broken(ArchiveProblem::Time))?;
        let path = said.path.unwrap_or_else(|| path(header));
        Ok(State::File(Box::new(OpenFile { path, modified_ms, size, left: size, content: Unpacked::new() })))
    }

    /// Takes in an entry whose content has come.
    #[inline(never)]
    fn end_entry(&mut self) -> Result<(), ArchiveError> {
        match std::mem::take(&mut self.state) {
            State::Special(kind, size, 0) => {
                let content = std::mem::take(&mut self.buffer);
                match kind {
                    b'x' => self.pax(&content)?,
                    _ => self.said.path = Some(text(&content)),
                }
                self.state = skip(0, size);
            }
            State::File(file) if file.left == 0 => {
                let bytes = file.content.finish();
                self.kept += bytes.used().len() as u64;
                if self.kept > ARCHIVE_BYTES_MAX {
                    return Err(ArchiveError::TooLarge);
                }
                self.folder.insert(&file.path, FolderFile { bytes, modified_ms: file.modified_ms })?;
                self.state = skip(0, file.size);
            }
            other => self.state = other,
        }
        Ok(())
    }

    /// PAX records: `length name=value`, each ended by a line feed that counts too.
    #[inline(never)]
    fn pax(&mut self, mut bytes: &[u8]) -> Result<(), ArchiveError> {
        while !bytes.is_empty() {
            let blank = bytes.iter().position(|&byte| byte == b' ').unwrap_or(0);
            let length = std::str::from_utf8(&bytes[..blank]).ok().and_then(|length| length.parse::<usize>().ok());
            let record = length.and_then(|length| bytes.get(blank + 1..length));
            let (Some(length), Some([record @ .., b'\n'])) = (length, record) else {
                return Err(self.broken(ArchiveProblem::Pax));
            };
            let record = text(record);
            match record.split_once('=') {
                Some(("path", path)) => self.said.path = Some(path.to_owned()),
                Some(("mtime", time)) => self.said.modified_ms = decimal_ms(time),
                Some(("size", size)) => self.said.size = size.parse().ok(),
                Some((name, _)) if name.starts_with("GNU.sparse.") => {
                    return Err(self.broken(ArchiveProblem::Sparse));
                }
                _ => {}
            }
            bytes = &bytes[length..];
        }
        Ok(())
    }

    fn broken(&self, why: ArchiveProblem) -> ArchiveError {
        ArchiveError::Broken { entries: self.entries, why }
    }
}

/// How many of `bytes` belong to the `left` that are missing.
fn part(left: u64, bytes: &[u8]) -> usize {
    usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len())
}

/// Passes over what is left of an entry's content, and over the zeros that fill its last block.
fn skip(left: u64, size: u64) -> State {
    let padding = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
    match left.saturating_add(padding) {
        0 => State::Header,
        left => State::Skip(left),
    }
}

fn is_file(kind: u8) -> bool {
    matches!(kind, b'0' | 0 | b'7')
}

/// The path of a header; POSIX puts the front of a long one elsewhere.
fn path(header: &[u8; BLOCK]) -> String {
    let name = text(&header[..100]);
    let front = if &header[257..263] == b"ustar\0" { text(&header[345..500]) } else { String::new() };
    if front.is_empty() { name } else { format!("{front}/{name}") }
}

/// Text up to the first zero.
fn text(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    String::from_utf8_lossy(&bytes[..end]).into_owned()
}

/// A number: octal digits between blanks and zeros, or GNU's binary form for large ones.
#[inline(never)]
fn number(field: &[u8]) -> Option<u64> {
    if let [first, rest @ ..] = field
        && *first == 0x80
    {
        return rest.iter().try_fold(0u64, |number, &byte| Some(number.checked_mul(256)? + u64::from(byte)));
    }
    let digits = std::str::from_utf8(field).ok()?.trim_matches(['\0', ' ']);
    if digits.is_empty() { Some(0) } else { u64::from_str_radix(digits, 8).ok() }
}

/// Seconds with a fraction, as milliseconds rounded down.
#[inline(never)]
fn decimal_ms(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let thousandths: i64 = fraction.chars().chain("000".chars()).take(3).collect::<String>().parse().ok()?;
    let ms = whole.parse::<i64>().ok()?.checked_mul(1000)?;
    let exact = fraction.bytes().skip(3).all(|digit| digit == b'0');
    if whole.starts_with('-') { ms.checked_sub(thousandths + i64::from(!exact)) } else { ms.checked_add(thousandths) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_of_a_second() {
        for (text, expect) in [
            ("1704067202.611", Some(1_704_067_202_611)),
            ("1795521017.8580728", Some(1_795_521_017_858)),
            ("1795521017.92", Some(1_795_521_017_920)),
            ("5", Some(5_000)),
            ("-1.5", Some(-1_500)),
            ("-1.0005", Some(-1_001)),
            ("1.x", None),
            ("", None),
        ] {
            assert_eq!(decimal_ms(text), expect, "{text}");
        }
    }

    #[test]
    fn numbers_in_both_forms() {
        assert_eq!(number(b"0000644\0"), Some(0o644));
        assert_eq!(number(b"   644 \0"), Some(0o644));
        assert_eq!(number(&[0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]), Some(256));
        assert_eq!(number(b"12x\0"), None);
        assert_eq!(number(&[0x80, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]), None);
    }

    /// An entry as GNU tar or bsdtar writes it.
    fn entry(name: &str, kind: u8, front: &str, content: &[u8]) -> Vec<u8> {
        let mut header = [0u8; BLOCK];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..135].copy_from_slice(format!("{:011o}", content.len()).as_bytes());
        header[136..147].copy_from_slice(format!("{:011o}", 1_704_067_200).as_bytes());
        header[156] = kind;
        header[257..263].copy_from_slice(b"ustar\0");
        header[345..345 + front.len()].copy_from_slice(front.as_bytes());
        let sum: u64 = header.iter().map(|&byte| u64::from(byte)).sum::<u64>() + 8 * 32;
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        let mut bytes = header.to_vec();
        bytes.extend_from_slice(content);
        bytes.resize(bytes.len().next_multiple_of(BLOCK), 0);
        bytes
    }

    /// The files of an archive that comes in pieces of this size.
    fn read(bytes: &[u8], piece: usize) -> Result<Vec<(String, i64, Vec<u8>)>, ArchiveError> {
        let mut tar = TarReader::new();
        bytes.chunks(piece).try_for_each(|piece| tar.push(piece))?;
        let folder = std::mem::take(&mut tar.folder);
        match tar.finish() {
            Err(error) if !matches!(error, ArchiveError::Folder(_)) => Err(error),
            _ => Ok(folder
                .iter()
                .map(|(path, file)| (path.to_owned(), file.modified_ms, file.bytes.used().to_vec()))
                .collect()),
        }
    }

    fn check(parts: &[Vec<u8>], expect: &[(&str, i64)]) {
        let bytes = parts.concat();
        let whole = read(&bytes, usize::MAX).expect("readable");
        let found: Vec<(&str, i64)> = whole.iter().map(|(path, time, _)| (path.as_str(), *time)).collect();
        assert_eq!(found, expect);
        for piece in [1, 7, 511, 512, 513] {
            assert_eq!(read(&bytes, piece).as_ref(), Ok(&whole), "in pieces of {piece}");
        }
    }

    #[test]
    fn the_ways_to_name_a_file() {
        let plain = 1_704_067_200_000;
        check(&[entry("a", b'5', "", b""), entry("a/b", b'0', "", b"x"), vec![0; 1024]], &[("a/b", plain)]);
        check(&[entry("c", b'0', "front", b"")], &[("front/c", plain)]);
        check(&[entry("", b'L', "", b"long/name\0"), entry("cut", b'0', "", b"")], &[("long/name", plain)]);
        let pax = entry("", b'x', "", b"17 path=\xe9\x80\x80/name\n20 mtime=17040.6789\n");
        check(&[pax, entry("cut", b'0', "", b""), entry("d", b'0', "", b"")], &[("d", plain), ("退/name", 17_040_678)]);
    }

    #[test]
    fn broken_ones_are_named() {
        let mut wrong_sum = entry("a", b'0', "", b"x");
        wrong_sum[0] ^= 1;
        let mut cut = entry("a", b'0', "", &[1; 600]);
        cut.truncate(1000);
        for (bytes, expect) in [
            (wrong_sum, "checksum"),
            (cut, "600 bytes, only 488"),
            (vec![1; 100], "inside a header"),
            (entry("a", b'S', "", b""), "--sparse"),
            (entry("", b'x', "", b"99 path=a\n"), "PAX"),
            (entry("", b'x', "", b"0 \n"), "PAX"),
        ] {
            let error = read(&bytes, 100).expect_err(expect).to_string();
            assert!(error.contains(expect), "{error}");
        }
    }
}
