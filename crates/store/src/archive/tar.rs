//! Reading the entries of a tar archive: the POSIX formats with PAX records, and GNU's long names.
use super::ArchiveError;

const BLOCK: usize = 512;

/// One entry that is a plain file.
#[derive(Debug)]
pub(super) struct TarFile<'a> {
    pub(super) path: String,
    pub(super) bytes: &'a [u8],
    pub(super) modified_ms: i64,
}

/// The entries of an archive, one after the other.
pub(super) struct Tar<'a> {
    rest: &'a [u8],
    /// Entries read so far, of every kind.
    pub(super) entries: usize,
}

/// What special entries say about the file behind them.
#[derive(Default)]
struct Said {
    path: Option<String>,
    modified_ms: Option<i64>,
    size: Option<u64>,
}

impl<'a> Tar<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, entries: 0 }
    }

    /// The next plain file; folders, links and devices are passed over.
    pub(super) fn next_file(&mut self) -> Result<Option<TarFile<'a>>, ArchiveError> {
        let mut said = Said::default();
        loop {
            let Some(header) = self.header()? else { return Ok(None) };
            let kind = header[156];
            let size = said.size.filter(|_| is_file(kind)).map_or_else(|| number(&header[124..136]), Some);
            let size = size.ok_or_else(|| self.broken("the size of an entry is no number"))?;
            let bytes = self.content(size)?;
            self.entries += 1;
            match kind {
                b'x' => self.pax(bytes, &mut said)?,
                b'L' => said.path = Some(text(bytes)),
                b'S' => return Err(self.broken("it is packed with holes (--sparse); pack it without")),
                kind if is_file(kind) => {
                    let seconds = number(&header[136..148]).and_then(|seconds| i64::try_from(seconds).ok());
                    let modified_ms = said.modified_ms.or(seconds.and_then(|seconds| seconds.checked_mul(1000)));
                    let modified_ms = modified_ms.ok_or_else(|| self.broken("a modification time is no number"))?;
                    return Ok(Some(TarFile { path: said.path.unwrap_or_else(|| path(header)), bytes, modified_ms }));
                }
                b'g' | b'K' => {}
                _ => said = Said::default(),
            }
        }
    }

    /// The next header, or `None` at the end: a block of zeros, or no more bytes.
    fn header(&mut self) -> Result<Option<&'a [u8; BLOCK]>, ArchiveError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let Some((header, rest)) = self.rest.split_first_chunk::<BLOCK>() else {
            return Err(self.broken("it ends inside a header"));
        };
        if header.iter().all(|&byte| byte == 0) {
            return Ok(None);
        }
        let sum = |range: std::ops::Range<usize>| header[range].iter().map(|&byte| u64::from(byte)).sum::<u64>();
        let expected = sum(0..148) + 8 * u64::from(b' ') + sum(156..BLOCK);
        if number(&header[148..156]) != Some(expected) {
            return Err(self.broken("the checksum of a header is wrong"));
        }
        self.rest = rest;
        Ok(Some(header))
    }

    fn content(&mut self, size: u64) -> Result<&'a [u8], ArchiveError> {
        let found = self.rest.len();
        let Some(bytes) = usize::try_from(size).ok().and_then(|size| self.rest.get(..size)) else {
            return Err(self.broken(&format!("an entry has {size} bytes, only {found} are left")));
        };
        self.rest = self.rest.get(bytes.len().next_multiple_of(BLOCK)..).unwrap_or_default();
        Ok(bytes)
    }

    /// PAX records: `length name=value`, each ended by a line feed that counts too.
    fn pax(&self, mut bytes: &[u8], said: &mut Said) -> Result<(), ArchiveError> {
        while !bytes.is_empty() {
            let blank = bytes.iter().position(|&byte| byte == b' ').unwrap_or(0);
            let length = std::str::from_utf8(&bytes[..blank]).ok().and_then(|length| length.parse::<usize>().ok());
            let record = length.and_then(|length| bytes.get(blank + 1..length));
            let (Some(length), Some([record @ .., b'\n'])) = (length, record) else {
                return Err(self.broken("a PAX record is malformed"));
            };
            let record = text(record);
            match record.split_once('=') {
                Some(("path", path)) => said.path = Some(path.to_owned()),
                Some(("mtime", time)) => said.modified_ms = decimal_ms(time),
                Some(("size", size)) => said.size = size.parse().ok(),
                Some((name, _)) if name.starts_with("GNU.sparse.") => {
                    return Err(self.broken("it is packed with holes (--sparse); pack it without"));
                }
                _ => {}
            }
            bytes = &bytes[length..];
        }
        Ok(())
    }

    fn broken(&self, why: &str) -> ArchiveError {
        ArchiveError::Broken { entries: self.entries, why: why.to_owned() }
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

    fn check(parts: &[Vec<u8>], expect: &[(&str, i64)]) {
        let bytes = parts.concat();
        let mut tar = Tar::new(&bytes);
        for (path, modified_ms) in expect {
            let file = tar.next_file().expect("readable").expect("one more file");
            assert_eq!((file.path.as_str(), file.modified_ms), (*path, *modified_ms));
        }
        assert!(tar.next_file().expect("readable").is_none());
    }

    #[test]
    fn the_ways_to_name_a_file() {
        let plain = 1_704_067_200_000;
        check(&[entry("a", b'5', "", b""), entry("a/b", b'0', "", b"x"), vec![0; 1024]], &[("a/b", plain)]);
        check(&[entry("c", b'0', "front", b"")], &[("front/c", plain)]);
        check(&[entry("", b'L', "", b"long/name\0"), entry("cut", b'0', "", b"")], &[("long/name", plain)]);
        let pax = entry("", b'x', "", b"17 path=\xe9\x80\x80/name\n20 mtime=17040.6789\n");
        check(&[pax, entry("cut", b'0', "", b""), entry("d", b'0', "", b"")], &[("退/name", 17_040_678), ("d", plain)]);
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
            let error = Tar::new(&bytes).next_file().expect_err(expect).to_string();
            assert!(error.contains(expect), "{error}");
        }
    }
}
