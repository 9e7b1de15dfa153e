//! The store as the folder that a broker leaves behind when it stops.
//!
//! Files have their full size and the modification times that the store keeps. Zeros cost nothing: see [`FileBytes`].
use crate::{
    CommitLog, ConsumeQueue, FileBytes, Folder, FolderError, FolderFile, LogFile, QueueEntry, QueueFile, QueueOffset,
    Store, StoreTime, folder::UNUSED_BYTES_MAX,
};

/// Bytes of `checkpoint`, of which the first three numbers are written (`StoreCheckpoint`).
const CHECKPOINT_BYTES: u64 = 4096;
/// What stands before the first entry of a queue that begins inside a file (`ConsumeQueue.fillPreBlank`).
pub(crate) const UNUSED_ENTRY: QueueEntry = QueueEntry { log_offset: crate::LogOffset(0), size: i32::MAX, tag_code: 0 };

impl Store {
    /// The folder of a broker that stopped properly: log, queues, checkpoint. What no queue knows yet is dispatched
    /// first, as a broker does before it stops.
    ///
    /// # Errors
    /// A topic whose name leads out of the folder, or too many unused entries ([`UNUSED_BYTES_MAX`]); only an opened
    /// store can hold such.
    pub fn save(&self) -> Result<Folder, FolderError> {
        let mut store = self.clone();
        store.dispatch();
        let queues = store.topics().flat_map(|topic| store.queues(topic));
        let bytes = queues.map(|(_, queue)| queue.unused_bytes()).sum();
        if bytes > UNUSED_BYTES_MAX {
            return Err(FolderError::Unused { bytes });
        }
        let mut folder = Folder::new();
        for file in store.log.files() {
            let path = format!("commitlog/{:020}", file.start.0);
            folder.insert(&path, FolderFile { bytes: store.log.file_bytes(file), modified_ms: file.modified_ms })?;
        }
        for topic in store.topics() {
            for (id, queue) in store.queues(topic) {
                queue.save(
                    &format!("consumequeue/{topic}/{id}"),
                    store.config().consume_queue_file_size,
                    &mut folder,
                )?;
            }
        }
        if let Some(config) = &store.config().index {
            store.index.save(config, &mut folder)?;
        }
        let last = store.last_time();
        folder.insert("checkpoint", FolderFile { bytes: checkpoint(last), modified_ms: last.0 })?;
        Ok(folder)
    }

    /// The store time of the last message in the log; 0 without one.
    pub fn last_time(&self) -> StoreTime {
        let of_file = |file: &LogFile| self.log.records(file.start).last().map(|record| record.store_time());
        self.log.files().iter().rev().find_map(of_file).unwrap_or_default()
    }
}

impl CommitLog {
    /// A whole file.
    fn file_bytes(&self, file: &LogFile) -> FileBytes {
        let end = self.max().min(file.start.plus(file.size));
        let mut used = Vec::new();
        let mut at = file.start;
        // Behind a blank record's first bytes nothing is kept up to the next file.
        while let Some(bytes) = (at < end).then(|| self.bytes_at(at).ok()).flatten() {
            used.extend_from_slice(bytes);
            at = at.plus(i64::try_from(bytes.len()).unwrap_or(i64::MAX));
        }
        FileBytes::padded(&used, file.size.unsigned_abs())
    }
}

impl ConsumeQueue {
    /// Bytes before the first entry that is held, from the start of its file.
    fn unused_bytes(&self) -> u64 {
        let first = self.files().first().map_or(0, |file| self.held_from().since(file.first));
        first.unsigned_abs().saturating_mul(QueueEntry::BYTES as u64)
    }

    fn save(&self, path: &str, file_size: i64, folder: &mut Folder) -> Result<(), FolderError> {
        // A queue whose files are all empty says by the name of its file where it goes on.
        let empty = QueueFile { first: self.file_start(self.max()), entries: 0, modified_ms: 0 };
        let files = if self.files().is_empty() { &[empty][..] } else { self.files() };
        for file in files {
            let path = format!("{path}/{:020}", file.first.0.saturating_mul(QueueEntry::BYTES as i64));
            let entries = (file.first.0..file.first.plus(file.entries).0).map(QueueOffset);
            let used: Vec<u8> = entries.flat_map(|at| self.entry(at).unwrap_or(UNUSED_ENTRY).encode()).collect();
            let bytes = FileBytes::padded(&used, file_size.unsigned_abs());
            folder.insert(&path, FolderFile { bytes, modified_ms: file.modified_ms })?;
        }
        Ok(())
    }
}

/// The three times up to which all is written: log, queues, index.
fn checkpoint(last: StoreTime) -> FileBytes {
    FileBytes::padded(&[last.0.to_be_bytes(); 3].concat(), CHECKPOINT_BYTES)
}
