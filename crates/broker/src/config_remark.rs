//! What is odd about the files under `config/` of a folder, as data: whoever shows it chooses the language.
use crate::config::{QUEUES_IN_ALL_MAX, QUEUES_MAX};
use std::fmt;
use store::{GroupName, QueueId, TopicName};

/// Remarks kept. A broken file can cause one for each line; nobody reads on after these.
const REMARKS_MAX: usize = 100;

/// Something odd that did not keep the folder from opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigRemark {
    /// A file could not be read.
    LeftOut {
        /// The file, below the store folder.
        file: &'static str,
        /// What is wrong with it.
        why: ConfigProblem,
    },
    /// A topic has more queues than are modelled ([`QUEUES_MAX`]): in `topics.json`, or by its messages. Those beyond
    /// are kept, but not shown.
    Queues {
        /// The topic.
        topic: TopicName,
        /// How many it has.
        found: i64,
    },
    /// An entry of `consumerOffset.json` is not called `topic@group`. It is left out.
    OffsetName {
        /// What it is called.
        name: String,
    },
    /// An offset of a queue that is no number, or can't be one. It is left out.
    OffsetQueue {
        /// The topic.
        topic: TopicName,
        /// The group.
        group: GroupName,
        /// What stands for the queue.
        queue: String,
    },
    /// A negative offset. It is left out: a broker takes it for none.
    OffsetNegative {
        /// The topic.
        topic: TopicName,
        /// The group.
        group: GroupName,
        /// The queue.
        queue: QueueId,
        /// The offset.
        offset: i64,
    },
    /// Offsets for a topic that is not there. They are kept and saved again.
    OffsetTopic {
        /// The topic.
        topic: TopicName,
        /// The group.
        group: GroupName,
    },
    /// An offset for a queue that its topic does not have. It is kept and saved again.
    OffsetNoQueue {
        /// The topic.
        topic: TopicName,
        /// The group.
        group: GroupName,
        /// The queue.
        queue: QueueId,
    },
    /// More groups have offsets than are shown. The others are kept and saved again.
    Groups {
        /// How many there are.
        found: usize,
        /// How many are shown.
        shown: usize,
    },
    /// The topics name more queues together than are shown ([`QUEUES_IN_ALL_MAX`]). Those without messages are kept, but
    /// not shown.
    QueuesInAll,
    /// A delay level that can't be: levels count from 1. It is left out.
    DelayLevel {
        /// What stands for the level.
        level: String,
    },
}

/// Why a configuration file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigProblem {
    /// It has more bytes than are read.
    TooLarge {
        /// The most that is read.
        bytes_max: usize,
    },
    /// It is no UTF-8 text.
    NotText {
        /// The first byte that is none.
        byte: usize,
    },
    /// It is no JSON, or not of the shape that a broker writes.
    NotJson {
        /// The line, from 1.
        line: usize,
    },
}

impl fmt::Display for ConfigRemark {
    #[inline(never)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offsets = "consumerOffset.json";
        match self {
            Self::LeftOut { file, why } => write!(f, "{file} is left out: {why}"),
            Self::Queues { topic, found } => {
                write!(f, "{topic} has {found} queues; the first {QUEUES_MAX} are shown, the others only kept")
            }
            Self::OffsetName { name } => write!(f, "{offsets}: “{name}” is not called topic@group; it is left out"),
            Self::OffsetQueue { topic, group, queue } => {
                write!(f, "{offsets}: {topic}@{group}: “{queue}” can't be a queue; it is left out")
            }
            Self::OffsetNegative { topic, group, queue, offset } => {
                write!(f, "{offsets}: {topic}@{group}, queue {queue}: {offset} can't be an offset; it is left out")
            }
            Self::OffsetTopic { topic, group } => {
                write!(f, "{offsets}: {topic}@{group}: there is no topic {topic}; the offsets are only kept")
            }
            Self::OffsetNoQueue { topic, group, queue } => {
                write!(f, "{offsets}: {topic}@{group}: {topic} has no queue {queue}; the offset is only kept")
            }
            Self::Groups { found, shown } => {
                write!(f, "{found} groups have offsets; the first {shown} are shown, the others only kept")
            }
            Self::QueuesInAll => {
                write!(
                    f,
                    "config/topics.json: more than {QUEUES_IN_ALL_MAX} queues; those without messages are only kept"
                )
            }
            Self::DelayLevel { level } => {
                write!(f, "delayOffset.json: “{level}” can't be a delay level; it is left out")
            }
        }
    }
}

impl fmt::Display for ConfigProblem {
    #[inline(never)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes_max } => write!(f, "it has more than {bytes_max} bytes"),
            Self::NotText { byte } => write!(f, "byte {byte} is no UTF-8 text"),
            Self::NotJson { line } => write!(f, "line {line}: not the JSON that a broker writes"),
        }
    }
}

/// The first remarks, and how many more there were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ConfigRemarks {
    pub(crate) list: Vec<ConfigRemark>,
    pub(crate) left_out: u64,
}

impl ConfigRemarks {
    pub(crate) fn push(&mut self, remark: ConfigRemark) {
        if self.list.len() < REMARKS_MAX {
            self.list.push(remark);
        } else {
            self.left_out += 1;
        }
    }
}
