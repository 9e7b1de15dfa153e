//! What opening a folder found, and what it refuses.
use crate::{NotModelled, QueueId, QueueOffset, RecordError, TopicName};
use std::{collections::BTreeMap, fmt};
use thiserror::Error;

/// Remarks kept. A broken folder can cause one for each entry; nobody reads on after these.
const REMARKS_MAX: usize = 100;

/// What was found in a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenReport {
    /// Records in the log.
    pub records: u64,
    /// Entries read from queue files, those of deleted records among them.
    pub entries: u64,
    /// Entries that were made from the log because no queue file had them.
    pub rebuilt: u64,
    /// Whether the broker had stopped properly: there is no file `abort`.
    pub clean_stop: bool,
    /// Where the log ends: the file, and the byte in it.
    pub log_end: Option<(String, u64)>,
    /// What is odd about the folder, the first hundred.
    pub remarks: Vec<Remark>,
    /// How many more there were.
    pub remarks_left_out: u64,
    /// Records and files of kinds that are not modelled; they become remarks at the end.
    pub(super) kinds: BTreeMap<NotModelled, u64>,
}

impl OpenReport {
    /// Whether the folder is damaged and holds no message that can be read: there is nothing to open.
    pub fn nothing_left(&self) -> bool {
        self.records == 0 && !self.remarks.is_empty()
    }

    pub(super) fn count(&mut self, kind: Option<NotModelled>) {
        if let Some(kind) = kind {
            *self.kinds.entry(kind).or_default() += 1;
        }
    }

    pub(super) fn remark_on_kinds(&mut self) {
        for (kind, count) in std::mem::take(&mut self.kinds) {
            self.remark(Remark::NotModelled { kind, count });
        }
    }

    pub(super) fn remark(&mut self, remark: Remark) {
        if self.remarks.len() < REMARKS_MAX {
            self.remarks.push(remark);
        } else {
            self.remarks_left_out += 1;
        }
    }
}

/// Something odd that did not keep the folder from opening.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Remark {
    /// The log ends at bytes that are no record.
    #[error("{file}, byte {byte}: {why}; the log ends here")]
    LogDamaged {
        /// The log file.
        file: String,
        /// The byte in it.
        byte: u64,
        /// What is wrong.
        why: RecordError,
    },
    /// Records or files of a kind that is not modelled.
    #[error("{count} {kind}")]
    NotModelled {
        /// Which kind.
        kind: NotModelled,
        /// How many.
        count: u64,
    },
    /// The log ends before this file, but the file is not empty.
    #[error("{file}: not empty, but the log ends before it; it is left out")]
    LogFileLeftOut {
        /// The log file.
        file: String,
    },
    /// A queue has entries behind its end.
    #[error("{file}: not empty, but its queue ends before it; it is left out")]
    QueueFileLeftOut {
        /// The queue file.
        file: String,
    },
    /// A queue file has another length than the others, or than the setting says. No broker starts with it; here its
    /// queue is completed from the log.
    #[error(
        "{file}: expected {expected} bytes, found {found}; its queue is completed from the log, but a broker would not start"
    )]
    QueueFileSize {
        /// The queue file.
        file: String,
        /// The length it must have.
        expected: u64,
        /// The length it has.
        found: u64,
    },
    /// The last entries of a queue point behind the end of the log.
    #[error("{topic}, queue {queue}: the last {entries} entries point behind the end of the log; they are cut off")]
    EntriesCut {
        /// The topic.
        topic: TopicName,
        /// The queue.
        queue: QueueId,
        /// How many.
        entries: u64,
    },
    /// An entry does not point to a record of its queue.
    #[error("{topic}, queue {queue}, offset {offset}: the entry does not point to a record of this queue")]
    EntryAstray {
        /// The topic.
        topic: TopicName,
        /// The queue.
        queue: QueueId,
        /// The entry.
        offset: QueueOffset,
    },
    /// A record says another number than the one it gets in its queue.
    #[error("{topic}, queue {queue}: the record of offset {said} becomes offset {got}, for those between are missing")]
    OffsetJump {
        /// The topic.
        topic: TopicName,
        /// The queue.
        queue: QueueId,
        /// The offset in the record.
        said: QueueOffset,
        /// The offset it has now.
        got: QueueOffset,
    },
    /// A record names a queue or an offset that can't be.
    #[error("{topic}, queue {queue}: a record with the offset {offset}; it is in no queue")]
    Impossible {
        /// The topic.
        topic: TopicName,
        /// The queue.
        queue: QueueId,
        /// The offset.
        offset: QueueOffset,
    },
}

/// Files that have one size each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Of the commit log.
    Log,
    /// Of a consume queue.
    Queue,
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Log => "a log file, which has up to 2 GiB and room for more than a blank record",
            Self::Queue => "a queue file, which has a multiple of 20 bytes, and up to 120 MB",
        })
    }
}

/// A folder that a broker would not start with.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OpenError {
    /// There are no log files.
    #[error("there is no file in commitlog; choose the folder that a broker's storePathRootDir names")]
    NoLog,
    /// A file's name is no offset.
    #[error("{file}: expected a name of 20 digits that is a multiple of {size}, the size of the file")]
    Name {
        /// The file.
        file: String,
        /// The size of such files.
        size: i64,
    },
    /// A file has another size than the others, or than the setting says.
    #[error(
        "{file}: expected {expected} bytes, found {found}; the file was cut, or the settings are of another broker"
    )]
    Size {
        /// The file.
        file: String,
        /// The size it must have.
        expected: i64,
        /// The size it has.
        found: i64,
    },
    /// The size is none that such a file can have.
    #[error("{file}: {size} bytes can't be the size of {kind}")]
    ImpossibleSize {
        /// The file.
        file: String,
        /// Its size.
        size: i64,
        /// What it should be.
        kind: FileKind,
    },
    /// A file between two others is missing.
    #[error("{file}: expected the file {expected:020} before it; it is missing")]
    Missing {
        /// The file behind the hole.
        file: String,
        /// The name of the missing one.
        expected: i64,
    },
    /// A folder in consumequeue is no queue.
    #[error("{file}: expected consumequeue/TOPIC/QUEUE/FILE, with a number for the queue")]
    NoQueue {
        /// The file.
        file: String,
    },
}
