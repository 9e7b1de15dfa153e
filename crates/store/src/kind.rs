//! Kinds of records and files that are not modelled: named when a store is opened, and never taken for something else.
use crate::{Folder, Record};
use std::fmt;

/// Both bits of the system flag that say what a record is in a transaction (`MessageSysFlag`).
const TRANSACTION: i32 = 0xC;
/// Of these: prepared.
const PREPARED: i32 = 0x4;
/// A record that holds several messages (`INNER_BATCH_FLAG`).
const INNER_BATCH: i32 = 0x80;
/// The topic of the timer wheel, in which timed messages of 5.x wait (`TimerMessageStore.TIMER_TOPIC`).
const TIMER_TOPIC: &str = "consumequeue/rmq_sys_wheel_timer";

/// Something that is not modelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotModelled {
    /// Records that are prepared, or rolled back. No broker puts them into a queue.
    Transaction,
    /// Records that hold several messages (`queue.type=BatchCQ`). They are in the log only.
    InnerBatch,
    /// Files of queues of such records.
    BatchQueues,
    /// Files of timed messages of 5.x. They are kept where they wait, and not delivered.
    Timed,
    /// Files of compacted topics: what compaction keeps is not read.
    Compaction,
    /// Files of RocksDB, which can hold queues, offsets and topics of 5.x. They are not read.
    RocksDb,
}

impl NotModelled {
    /// What a record is by its system flag; `None` for an ordinary message.
    pub(crate) fn of_record(record: &Record<'_>) -> Option<Self> {
        let flag = record.sys_flag();
        if flag & INNER_BATCH != 0 {
            return Some(Self::InnerBatch);
        }
        // Of a transaction only what was committed gets into a queue (`CommitLogDispatcherBuildConsumeQueue`).
        matches!(flag & TRANSACTION, PREPARED | TRANSACTION).then_some(Self::Transaction)
    }

    /// What a file of a store folder is; `None` for one that is read, or says nothing.
    fn of_file(path: &str) -> Option<Self> {
        let (first, rest) = path.split_once('/')?;
        match first {
            "batchconsumequeue" => Some(Self::BatchQueues),
            "timerlog" => Some(Self::Timed),
            _ if path.starts_with(TIMER_TOPIC) => Some(Self::Timed),
            // Its positions, and their copy, say nothing by themselves.
            "compaction" if rest.contains('/') => Some(Self::Compaction),
            // What a RocksDB keeps its tables in. 5.5 leaves one without tables in `rocksdbstore`.
            _ if path.ends_with(".sst") => Some(Self::RocksDb),
            _ if path.ends_with("/CURRENT") && first != "rocksdbstore" => Some(Self::RocksDb),
            _ => None,
        }
    }

    /// Kinds of the files of a folder that hold something.
    pub(crate) fn in_folder(folder: &Folder) -> impl Iterator<Item = Self> {
        folder.iter().filter(|(_, file)| !file.bytes.used().is_empty()).filter_map(|(path, _)| Self::of_file(path))
    }
}

impl fmt::Display for NotModelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Transaction => "records of transactions that are prepared or rolled back: in no queue",
            Self::InnerBatch => "records that hold several messages (BatchCQ): not taken apart, in no queue",
            Self::BatchQueues => "files of batch queues (BatchCQ): not read",
            Self::Timed => "files of timed messages (5.x): kept, but not delivered",
            Self::Compaction => "files of compacted topics: not read",
            Self::RocksDb => {
                "files of RocksDB: not read; queues come from the log, offsets and topics only from JSON files"
            }
        })
    }
}
