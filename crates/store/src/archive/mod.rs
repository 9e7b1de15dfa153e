//! A store folder from an archive and as one: tar and zip.
mod content;
mod deflate;
mod problem;
mod sliced;
mod tar;
mod write_tar;
mod write_zip;
mod zip;

pub use content::Unpacked;
pub use problem::ArchiveProblem;
pub use sliced::{FolderReader, SlicedFile};
pub use tar::TarReader;
pub use write_tar::write_tar_gz;
pub use write_zip::write_zip;
#[cfg(feature = "gzip")]
pub use zip::read_zip;
pub use zip::{ZipFile, zip_files, zip_folder};

use crate::{Folder, FolderError};
use thiserror::Error;

/// The most bytes that the files of an archive may have together, zeros at their ends not counted: a browser tab holds
/// them all in memory, and the store beside them.
pub const ARCHIVE_BYTES_MAX: u64 = 256 << 20;
/// The most files and folders of an archive. A broker with a thousand topics of eight queues stays below.
pub const ARCHIVE_ENTRIES_MAX: usize = 20_000;

/// An archive that can't be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ArchiveError {
    /// It is no tar archive, or a broken one.
    #[error("the archive is broken after {entries} entries: {why}")]
    Broken {
        /// How many entries could be read.
        entries: usize,
        /// What is wrong.
        why: ArchiveProblem,
    },
    /// It unpacks to more than [`ARCHIVE_BYTES_MAX`].
    #[error("the archive unpacks to more than {} MiB; choose a smaller store", ARCHIVE_BYTES_MAX >> 20)]
    TooLarge,
    /// It has more than [`ARCHIVE_ENTRIES_MAX`] entries.
    #[error("the archive has more than {ARCHIVE_ENTRIES_MAX} entries; choose a smaller store")]
    TooMany,
    /// Its paths make no store folder.
    #[error(transparent)]
    Folder(#[from] FolderError),
}

/// Reads a tar archive that is not compressed, and finds the store in it.
pub fn read_tar(bytes: &[u8]) -> Result<Folder, ArchiveError> {
    let mut tar = TarReader::new();
    tar.push(bytes)?;
    tar.finish()
}

/// Reads a tar archive compressed with gzip, and finds the store in it.
#[cfg(feature = "gzip")]
pub fn read_tar_gz(bytes: &[u8]) -> Result<Folder, ArchiveError> {
    let mut tar = TarReader::new();
    unpack(flate2::read::MultiGzDecoder::new(bytes), |piece| tar.push(piece))?;
    tar.finish()
}

/// Unpacks piece by piece, so that a file of zeros needs no memory.
#[cfg(feature = "gzip")]
fn unpack(
    mut from: impl std::io::Read,
    mut take: impl FnMut(&[u8]) -> Result<(), ArchiveError>,
) -> Result<(), ArchiveError> {
    let mut piece = vec![0; 64 << 10];
    loop {
        match from.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(len) => take(&piece[..len])?,
            Err(why) => {
                let why = ArchiveProblem::Gzip { why: why.to_string() };
                return Err(ArchiveError::Broken { entries: 0, why });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_archive_is_refused() {
        let refuse = |bytes: &[u8]| read_tar(bytes).expect_err("refused").to_string();
        assert!(refuse(&[7; 2000]).contains("after 0 entries"));
        assert!(refuse(&[]).contains("commitlog"));
    }
}
