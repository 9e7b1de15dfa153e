//! Writing a folder as a zip archive.
use super::{
    deflate::Deflater,
    zip::{SINCE_1601, TICKS_PER_MS},
};
use crate::{Folder, FolderFile, crc::Crc32};
use rawzip::{
    CompressionMethod, DataDescriptorOutput, Error, Header, ZipArchiveWriter, extra_fields::ExtraFieldId,
    time::UtcDateTime,
};
use std::io::Write;

/// The folder as a zip archive. Bytes are stored as they are, only long rows of zeros are packed.
///
/// Modification times are there twice: in seconds for every program, and exactly for those that read the times of
/// Windows (7-Zip, Java, and this reader). 4.9 searches by milliseconds: unpack with one of those, or take
/// [`write_tar_gz`](crate::write_tar_gz).
pub fn write_zip(folder: &Folder) -> Vec<u8> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (path, file) in folder.iter() {
        add(&mut archive, path, file).expect("memory takes every write, and a path of a folder is a path");
    }
    archive.finish().expect("memory takes every write")
}

#[inline(never)]
fn add(archive: &mut ZipArchiveWriter<Vec<u8>>, path: &str, file: &FolderFile) -> Result<(), Error> {
    let ticks = file.modified_ms.saturating_mul(TICKS_PER_MS).saturating_add(SINCE_1601).to_le_bytes();
    // Four bytes of nothing, then attribute 1 of 24 bytes: last written, last read, made.
    let exact = [&[0, 0, 0, 0, 1, 0, 24, 0][..], &ticks, &ticks, &ticks].concat();
    let new = archive
        .new_file(path)
        .compression_method(if file.bytes.zeros() > 0 { CompressionMethod::DEFLATE } else { CompressionMethod::STORE })
        .last_modified(UtcDateTime::from_unix(file.modified_ms.div_euclid(1_000)))
        .unix_permissions(0o644)
        .extra_field(ExtraFieldId::NTFS, &exact, Header::default())?;
    let (mut entry, _) = new.start()?;
    let mut crc = Crc32::default();
    crc.update(file.bytes.used());
    crc.update_zeros(file.bytes.zeros());
    if file.bytes.zeros() > 0 {
        let mut deflater = Deflater::default();
        deflater.file(&file.bytes);
        entry.write_all(&deflater.finish())?;
    } else {
        entry.write_all(file.bytes.used())?;
    }
    entry.finish(DataDescriptorOutput::new(crc.value(), file.bytes.len()))?;
    Ok(())
}
