//! What is wrong with an archive, as data: whoever shows it chooses the language.
use std::fmt;

/// What is wrong with an archive, and with what in it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum ArchiveProblem {
    /// A tar ends inside a header.
    HeaderCut,
    /// The checksum of a tar header is wrong.
    HeaderChecksum,
    /// The size of a tar entry is no number.
    Size,
    /// The modification time of a tar entry is no number.
    Time,
    /// A name in a tar has more than a mebibyte.
    LongName,
    /// A tar was packed with holes (`--sparse`).
    Sparse,
    /// A PAX record of a tar is malformed.
    Pax,
    /// A tar ends inside an entry that has `size` bytes, after `found` of them.
    EntryCut { size: u64, found: u64 },
    /// gzip or deflate broke off; `why` is what the unpacker says.
    Gzip { why: String },
    /// A file of a zip can't be unpacked.
    Packed { path: String },
    /// A zip is not one, or broken; `why` is what its reader says.
    Zip { why: String },
    /// A file of a zip is packed in another way than deflated.
    NotDeflated { path: String },
    /// A file of a zip is encrypted.
    Encrypted { path: String },
    /// A file of a zip lies outside the archive.
    Outside { path: String },
    /// A file of a zip shares its bytes with others.
    Overlaps { path: String },
    /// A file of a zip has another length than the zip says.
    Length { path: String, expected: u64, found: u64 },
    /// A file of a zip has another checksum than the zip says.
    Checksum { path: String },
    /// A file of a folder became shorter while it was read.
    Changed { path: String },
}

impl fmt::Display for ArchiveProblem {
    #[inline(never)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HeaderCut => f.write_str("it ends inside a header"),
            Self::HeaderChecksum => f.write_str("the checksum of a header is wrong"),
            Self::Size => f.write_str("the size of an entry is no number"),
            Self::Time => f.write_str("a modification time is no number"),
            Self::LongName => f.write_str("a name has more than a mebibyte"),
            Self::Sparse => f.write_str("it is packed with holes (--sparse); pack it without"),
            Self::Pax => f.write_str("a PAX record is malformed"),
            Self::EntryCut { size, found } => write!(f, "an entry has {size} bytes, only {found} are left"),
            Self::Gzip { why } | Self::Zip { why } => f.write_str(why),
            Self::Packed { path } => write!(f, "the bytes of {path} can’t be unpacked"),
            Self::NotDeflated { path } => write!(f, "{path} is not deflated; pack it as an ordinary .zip"),
            Self::Encrypted { path } => write!(f, "{path} is encrypted; pack it without a password"),
            Self::Outside { path } => write!(f, "{path} lies outside the archive"),
            Self::Overlaps { path } => write!(f, "{path} overlaps other files"),
            Self::Length { path, expected, found } => write!(f, "{path} has {found} bytes, expected {expected}"),
            Self::Checksum { path } => write!(f, "the checksum of {path} is wrong"),
            Self::Changed { path } => {
                write!(f, "{path} has changed while it was read; stop the broker, or copy the folder first")
            }
        }
    }
}
