//! Reading a zip archive. Whoever opens it unpacks the files: natively with flate2, in a browser with its own
//! `DecompressionStream("deflate-raw")`.
use super::{ARCHIVE_BYTES_MAX, ARCHIVE_ENTRIES_MAX, ArchiveError, ArchiveProblem, Unpacked};
use crate::{Folder, FolderFile, date::to_days};
use rawzip::{
    CompressionMethod, ZipArchive, ZipFileHeaderRecord,
    extra_fields::ExtraFieldId,
    time::{UtcDateTime, ZipDateTimeKind},
};

/// Hundreds of nanoseconds from 1601, where Windows begins to count, to 1970.
pub(super) const SINCE_1601: i64 = 116_444_736_000_000_000;
/// The same in a millisecond.
pub(super) const TICKS_PER_MS: i64 = 10_000;

/// One file of a zip archive, still packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZipFile<'a> {
    /// Its path in the archive.
    pub path: String,
    /// Its bytes as they lie in the archive.
    pub packed: &'a [u8],
    /// Whether they are deflated (without a header of their own) or stored as they are.
    pub deflated: bool,
    len: u64,
    crc: u32,
    modified_ms: i64,
}

/// The files of a zip archive; folders are passed over.
///
/// Times are exact where the archive has them to the millisecond (7-Zip, Windows, [`write_zip`](crate::write_zip)),
/// otherwise to the second, or to two seconds in the time zone of whoever packed it, which is taken for UTC.
///
/// # Errors
/// What is no zip archive, or is packed in a way other than deflating, or is encrypted, by the file's name.
pub fn zip_files(bytes: &[u8]) -> Result<Vec<ZipFile<'_>>, ArchiveError> {
    let broken = |entries: usize, why| ArchiveError::Broken { entries, why };
    let zip = |why: rawzip::Error| ArchiveProblem::Zip { why: why.to_string() };
    let archive = ZipArchive::from_slice(bytes).map_err(|why| broken(0, zip(why)))?;
    let mut entries = archive.entries();
    let mut files = Vec::new();
    let (mut count, mut left) = (0, bytes.len());
    while let Some(entry) = entries.next_entry().map_err(|why| broken(count, zip(why)))? {
        count += 1;
        if count > ARCHIVE_ENTRIES_MAX {
            return Err(ArchiveError::TooMany);
        }
        if entry.is_dir() {
            continue;
        }
        let path = String::from_utf8_lossy(entry.file_path().as_ref()).into_owned();
        let deflated = match entry.compression_method() {
            CompressionMethod::STORE => false,
            CompressionMethod::DEFLATE => true,
            _ => return Err(broken(count, ArchiveProblem::NotDeflated { path })),
        };
        if entry.flags().is_encrypted() {
            return Err(broken(count, ArchiveProblem::Encrypted { path }));
        }
        let place = archive.get_entry(entry.wayfinder()).map_err(|why| broken(count, zip(why)))?;
        let (from, to) = place.compressed_data_range();
        let range = usize::try_from(from).ok().zip(usize::try_from(to).ok());
        let packed = range.and_then(|(from, to)| bytes.get(from..to));
        let Some(packed) = packed else { return Err(broken(count, ArchiveProblem::Outside { path })) };
        // A file that shares its bytes with others would be unpacked once for each of them.
        let Some(rest) = left.checked_sub(packed.len()) else {
            return Err(broken(count, ArchiveProblem::Overlaps { path }));
        };
        left = rest;
        let (len, crc) = (entry.uncompressed_size_hint(), entry.crc32());
        files.push(ZipFile { path, packed, deflated, len, crc, modified_ms: modified_ms(&entry) });
    }
    Ok(files)
}

impl ZipFile<'_> {
    /// Bytes that it unpacks to, by what the archive says.
    pub fn unpacked_len(&self) -> u64 {
        self.len
    }

    /// The file, from what its packed bytes became.
    ///
    /// # Errors
    /// Another length or checksum than the archive says.
    pub fn unpacked(&self, content: Unpacked) -> Result<FolderFile, ArchiveError> {
        let broken = |why| Err(ArchiveError::Broken { entries: 0, why });
        let path = || self.path.clone();
        if content.len() != self.len {
            return broken(ArchiveProblem::Length { path: path(), expected: self.len, found: content.len() });
        }
        if content.crc() != self.crc {
            return broken(ArchiveProblem::Checksum { path: path() });
        }
        Ok(FolderFile { bytes: content.finish(), modified_ms: self.modified_ms })
    }
}

/// The store in the files of a zip archive.
///
/// # Errors
/// Paths that make no store folder, or files that are too large together.
pub fn zip_folder(files: impl IntoIterator<Item = (String, FolderFile)>) -> Result<Folder, ArchiveError> {
    let mut folder = Folder::new();
    let mut room = ARCHIVE_BYTES_MAX;
    for (path, file) in files {
        room = room.checked_sub(file.bytes.used().len() as u64).ok_or(ArchiveError::TooLarge)?;
        folder.insert(&path, file)?;
    }
    Ok(folder.store_root()?)
}

/// Reads a zip archive, and finds the store in it.
///
/// # Errors
/// See [`ArchiveError`].
#[cfg(feature = "gzip")]
pub fn read_zip(bytes: &[u8]) -> Result<Folder, ArchiveError> {
    let mut room = ARCHIVE_BYTES_MAX;
    let mut files = Vec::new();
    for file in zip_files(bytes)? {
        let mut content = Unpacked::new();
        if file.deflated {
            super::unpack(flate2::read::DeflateDecoder::new(file.packed), |piece| {
                content.push(piece)?;
                if content.len() > file.len { Err(ArchiveError::TooLarge) } else { Ok(()) }
            })?;
        } else {
            content.push(file.packed)?;
        }
        let unpacked = file.unpacked(content)?;
        room = room.checked_sub(unpacked.bytes.used().len() as u64).ok_or(ArchiveError::TooLarge)?;
        files.push((file.path, unpacked));
    }
    zip_folder(files)
}

fn modified_ms(entry: &ZipFileHeaderRecord<'_>) -> i64 {
    let exact = entry.extra_fields().find(|(id, _)| *id == ExtraFieldId::NTFS).and_then(|(_, field)| {
        let ticks = i64::from_le_bytes(*field.get(8..)?.first_chunk()?);
        (field.get(4..6)? == [1, 0]).then_some(ticks.saturating_sub(SINCE_1601).div_euclid(TICKS_PER_MS))
    });
    exact.unwrap_or_else(|| match entry.last_modified() {
        ZipDateTimeKind::Utc(time) => since_1970_ms(&time),
        ZipDateTimeKind::Local(time) => {
            let (year, month, day) = (time.year(), time.month(), time.day());
            let as_utc = UtcDateTime::from_components(year, month, day, time.hour(), time.minute(), time.second(), 0);
            as_utc.map_or(0, |time| since_1970_ms(&time))
        }
    })
}

/// Milliseconds since 1970.
fn since_1970_ms(time: &UtcDateTime) -> i64 {
    let days = to_days(i64::from(time.year()), i64::from(time.month()), i64::from(time.day()));
    let minutes = (days * 24 + i64::from(time.hour())) * 60 + i64::from(time.minute());
    (minutes * 60 + i64::from(time.second())) * 1_000 + i64::from(time.nanosecond() / 1_000_000)
}
