//! The bytes of an index file: a header, a table of slots, and entries that lead back through their slot.
use crate::{
    FileBytes, Folder, FolderError, FolderFile, IndexConfig, IndexEntry, IndexFile, LogOffset, SharedVec, StoreTime,
    key_index::KeyIndex,
};

const ENTRY: usize = 20;

impl IndexConfig {
    /// Where entry `number` lies; the first has the number 1.
    pub(crate) fn entry_at(&self, number: usize) -> usize {
        Self::HEADER + 4 * usize::try_from(self.slots).unwrap_or(0) + ENTRY * number
    }
}

/// The largest file whose number of slots is looked for; larger ones are those of a default installation.
const GUESSED_MAX: u64 = 64 << 20;
/// Entries that must fit to a number of slots.
const GUESSED_BY: usize = 64;

impl IndexConfig {
    /// The sizes that a file was made with. Its length leaves open how much of it are slots; but the header says where
    /// the first and the last message lie, and each entry by its hash which slot leads to it or to a newer one.
    #[inline(never)]
    pub(crate) fn of_file(file: &FileBytes, tags: bool) -> Option<Self> {
        let used = usize::try_from(i32::from_be_bytes(file.array(36))).ok()?.saturating_sub(1);
        let len = i32::try_from(file.len()).ok().filter(|_| used > 0 && file.len() <= GUESSED_MAX)?;
        let possible =
            (1..len / 4).map(|slots| Self { slots, entries: (len - 40).saturating_sub(4 * slots) / 20, tags });
        let whole = |config: &Self| usize::try_from(config.entries).is_ok_and(|entries| used < entries);
        let whole = possible.filter(|config| whole(config) && config.file_bytes() == file.len());
        whole.into_iter().find(|config| config.fits(file, used))
    }

    #[inline(never)]
    fn fits(&self, file: &FileBytes, used: usize) -> bool {
        let place = |nth| file.array::<8>(self.entry_at(nth) + 4);
        let leads = |nth| {
            let hash = i32::from_be_bytes(file.array(self.entry_at(nth)));
            let slot = usize::try_from(self.slot(hash)).ok()?;
            usize::try_from(i32::from_be_bytes(file.array(Self::HEADER + 4 * slot))).ok()
        };
        let ends = place(1) == file.array(16) && place(used) == file.array(24);
        ends && (1..=used.min(GUESSED_BY)).all(|nth| leads(nth).is_some_and(|newest| (nth..=used).contains(&newest)))
    }
}

impl IndexFile {
    fn encode(&self, config: &IndexConfig) -> FileBytes {
        let mut bytes = vec![0; config.entry_at(self.entries.len() + 1)];
        let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        for (entry, nth) in self.entries.iter().zip(1..) {
            let slot = IndexConfig::HEADER + 4 * usize::try_from(config.slot(entry.hash)).unwrap_or(0);
            let before = put(&mut bytes, slot, number(nth).to_be_bytes());
            let at = config.entry_at(nth);
            put(&mut bytes, at, entry.hash.to_be_bytes());
            put(&mut bytes, at + 4, entry.log_offset.0.to_be_bytes());
            put(&mut bytes, at + 12, entry.seconds.to_be_bytes());
            put(&mut bytes, at + 16, before);
        }
        put(&mut bytes, 0, self.first_time.0.to_be_bytes());
        put(&mut bytes, 8, self.last_time.0.to_be_bytes());
        put(&mut bytes, 16, self.first_offset.0.to_be_bytes());
        put(&mut bytes, 24, self.last_offset.0.to_be_bytes());
        put(&mut bytes, 32, number(self.used_slots(config)).to_be_bytes());
        put(&mut bytes, 36, number(self.entries.len() + 1).to_be_bytes());
        FileBytes::padded(&bytes, config.file_bytes())
    }

    fn decode(name: &str, file: &FolderFile, config: &IndexConfig) -> Self {
        let bytes = &file.bytes;
        let number = |at| i64::from_be_bytes(bytes.array(at));
        let said = usize::try_from(i32::from_be_bytes(bytes.array(36))).unwrap_or(0).saturating_sub(1);
        // Entries behind the used bytes would be zeros, which no message makes.
        let room = bytes.used().len().saturating_sub(config.entry_at(1)).div_ceil(ENTRY);
        let entry = |nth| {
            let at = config.entry_at(nth);
            IndexEntry {
                hash: i32::from_be_bytes(bytes.array(at)),
                seconds: i32::from_be_bytes(bytes.array(at + 12)),
                log_offset: LogOffset(number(at + 4)),
            }
        };
        let entries = (1..=said.min(room)).map(entry).take_while(|entry| entry.hash >= 0);
        let entries: SharedVec<IndexEntry> = entries.collect();
        Self {
            name: name.into(),
            modified_ms: file.modified_ms,
            first_time: StoreTime(number(0)),
            last_time: StoreTime(number(8)),
            first_offset: LogOffset(number(16)),
            last_offset: LogOffset(number(24)),
            entries,
        }
    }
}

/// Writes bytes and returns those that were there.
fn put<const N: usize>(bytes: &mut [u8], at: usize, new: [u8; N]) -> [u8; N] {
    let mut old = [0; N];
    old.copy_from_slice(&bytes[at..at + N]);
    bytes[at..at + N].copy_from_slice(&new);
    old
}

impl KeyIndex {
    pub(crate) fn save(&self, config: &IndexConfig, folder: &mut Folder) -> Result<(), FolderError> {
        for file in self.files() {
            let bytes = file.encode(config);
            folder.insert(&format!("index/{}", file.name), FolderFile { bytes, modified_ms: file.modified_ms })?;
        }
        Ok(())
    }

    /// The index files of a folder up to the first of another size. After a crash those that were not written to the
    /// disk as a whole are left out: the messages after `flushed` (`IndexService.load`).
    #[inline(never)]
    pub(crate) fn read(folder: &Folder, config: &IndexConfig, flushed: Option<StoreTime>) -> Self {
        let named =
            folder.under("index").filter(|(name, _)| name.len() == 17 && name.bytes().all(|c| c.is_ascii_digit()));
        let sized = named.take_while(|(_, file)| file.bytes.len() == config.file_bytes());
        let files = sized.map(|(name, file)| IndexFile::decode(name, file, config));
        let kept = files.filter(|file| flushed.is_none_or(|flushed| file.last_time <= flushed));
        Self::from_files(kept.collect())
    }
}
