//! A folder that a broker left behind becomes a store.
//!
//! The log is read record by record up to its end; the queue files are read and checked against it; what the queues do
//! not know yet is given to them, as a broker does when it starts.
mod log;
mod mend;
mod queues;
mod report;

pub use report::{FileKind, OpenError, OpenReport, Remark};

use crate::{
    Folder, IndexConfig, LogOffset, NotModelled, Recovery, Store, StoreConfig, StoreTime, key_index::KeyIndex,
};

/// How to open a folder.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    /// The settings. The two file sizes are replaced by those that the files have.
    pub config: StoreConfig,
    /// The size that log files must have (`mappedFileSizeCommitLog`); `None` takes the size of the first one.
    pub commit_log_file_size: Option<i64>,
    /// The size that queue files must have (`mappedFileSizeConsumeQueue`); `None` takes the size of the first one.
    pub consume_queue_file_size: Option<i64>,
    /// Whether messages that no queue knows are given to their queues after a clean stop. 5.1.4 does not unless
    /// `recheckReputOffsetFromCq` is set, so a folder without `consumequeue` opens empty there. After a crash (the
    /// file `abort` is there) every version does.
    pub recheck_log: bool,
    /// Whether an empty file that is the last of its queue, or of the log, is deleted at the start, as 5.x does.
    pub drops_empty_files: bool,
    /// The time that queue files get which are written while opening; 4.9 searches by it. `None` gives them the store
    /// time of their last message, as if the broker had never stopped.
    pub now: Option<StoreTime>,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self {
            config: StoreConfig::default(),
            commit_log_file_size: None,
            consume_queue_file_size: None,
            recheck_log: true,
            drops_empty_files: true,
            now: None,
        }
    }
}

impl Store {
    /// Opens a store folder. Damage in the log ends it there and is told in the report; files that a broker refuses to
    /// start with are an error.
    #[inline(never)]
    pub fn open(folder: &Folder, options: &OpenOptions) -> Result<(Self, OpenReport), OpenError> {
        let mut report = OpenReport { clean_stop: folder.get("abort").is_none(), ..OpenReport::default() };
        let (folder, queue_file_changed) = mend::mended(folder, options, &mut report);
        let folder = &*folder;
        let log_files = log::files(folder, options.commit_log_file_size)?;
        let queue_files = queues::files(folder, options.consume_queue_file_size)?;
        let mut config = options.config.clone();
        config.commit_log_file_size = log_files.size;
        if let Some(size) = queue_files.size {
            config.consume_queue_file_size = size;
        }
        let mut store = Self::starting_at(config, LogOffset(log_files.start));
        let checkpoint = |at| {
            let file = folder.get("checkpoint");
            StoreTime(file.map_or(0, |file| i64::from_be_bytes(file.bytes.array(at))))
        };
        let known = queues::known(&queue_files);
        let recovery = store.config().recovery;
        let trusted = if report.clean_stop {
            log::after_clean_stop(&log_files, recovery, known)
        } else {
            log::after_crash(&log_files, checkpoint(0).min(checkpoint(8)))
        };
        log::read(&mut store, &log_files, trusted, &mut report);
        let read = queues::read(&mut store, &queue_files, &mut report);
        if let Some(index) = store.config().index {
            let first = folder.under("index").next().filter(|(_, file)| file.bytes.len() != index.file_bytes());
            let index = first.and_then(|(_, file)| IndexConfig::of_file(&file.bytes, index.tags)).unwrap_or(index);
            store.set_index_config(index);
            store.index = KeyIndex::read(folder, &index, (!report.clean_stop).then(|| checkpoint(16)));
        }
        let checked_from = LogOffset(log_files.start.saturating_add(log_files.size.saturating_mul(trusted as i64)));
        let (from, behind) = match (report.clean_stop, options.recheck_log, recovery) {
            _ if queue_file_changed => (store.log.min(), None),
            (true, false, _) => (store.log.max(), None),
            (true, true, Recovery::LastThreeFiles) => (read, None),
            (true, true, Recovery::FromQueues) => (checked_from, known),
            (false, ..) => (checked_from, None),
        };
        queues::rebuild(&mut store, from, behind, options.now, &mut report);
        NotModelled::in_folder(folder).for_each(|kind| report.count(Some(kind)));
        report.remark_on_kinds();
        Ok((store, report))
    }
}
