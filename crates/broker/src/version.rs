//! The four modelled versions, and the one table of what differs between them.
use serde::{Deserialize, Serialize};
use std::fmt;
use store::{GoneQueue, Recovery, SearchRule};

/// A version of RocketMQ, as the page names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum BrokerVersion {
    /// Recorded on 4.9.7.
    #[serde(rename = "4.9")]
    V4_9,
    /// Recorded on 5.1.4.
    #[serde(rename = "5.1")]
    V5_1,
    /// Recorded on 5.3.3.
    #[serde(rename = "5.3")]
    V5_3,
    /// Recorded on 5.5.0.
    #[serde(rename = "5.5")]
    V5_5,
}

/// What a broker (and the tool that talks to it) of one version does where versions differ.
///
/// Each field is a named choice that recorded answers prove; nothing else in the code asks for the version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behaviour {
    /// Where a search by time lands when no boundary is asked for (`search.jsonl`).
    pub time_search: SearchRule,
    /// Whether a search may ask for a boundary (LOWER, UPPER); 4.9 takes no notice.
    pub time_search_boundary: bool,
    /// Who moves the offsets in a reset by time (`reset.jsonl`).
    pub reset_path: ResetPath,
    /// Whether a reset may move a queue forward without `force` (`reset.jsonl`, `onlineBehind`).
    pub reset_forward_needs_force: bool,
    /// What an empty queue's missing offset is answered with (`tests/ask/empty-queue`).
    pub empty_queue_offset: EmptyQueueOffset,
    /// How the broker decides that a queue's first message is still in memory (`first-start.jsonl`, `memoryRatioZero`).
    pub in_memory: InMemoryRule,
    /// Whether an offset may be committed for a group that the broker does not know (`reset.jsonl`, `commitError`).
    pub commit_for_unknown_group: bool,
    /// Which negative times mean the end of a queue (`reset.jsonl`, `minusTwo`).
    pub end_of_queue: EndOfQueue,
    /// What `mqadmin resetOffsetByTime -s now` asks for (`dates.jsonl`).
    pub mqadmin_now: MqadminNow,
    /// Whether a clean start looks for messages in the log that no queue has (`written.jsonl`, `noQueues`).
    pub rechecks_log: bool,
    /// Whether an empty file that is the last of its queue, or of the log, is deleted at the start
    /// (`crates/store/tests/wrong_lengths.rs`). 4.9 does not start.
    pub drops_empty_files: bool,
    /// Whether records with topics of more than 127 bytes are read (`MessageVersion`).
    pub long_topics: bool,
    /// Whether `WAIT` stays among the properties of a message without delay (`stores/messages.jsonl`, `delay.jsonl`).
    pub keeps_wait: bool,
    /// Whether the broker adds `MSG_REGION` and `TRACE_ON` to each message (`stores/messages.jsonl`).
    pub region_properties: bool,
    /// Whether the properties of a record end with a separator byte (`stores/`).
    pub trailing_property_separator: bool,
    /// What is checked of the log after a clean stop.
    pub recovery: Recovery,
    /// Where a queue begins whose messages are all deleted (`cargo xtask conformance`; `tests/gone_queue.rs`).
    pub gone_queue: GoneQueue,
    /// Whether a message is stored about each pull outside a queue (`tests/offset_moved.rs`).
    pub offset_moved_event: bool,
    /// Whether the key index has an entry for each message's tag (`stores/`, `index/`).
    pub index_tags: bool,
}

/// Who moves a group's offsets in a reset by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResetPath {
    /// The broker tells the clients that are online, and they move; with nobody online the call fails (206) and
    /// `mqadmin` falls back to the older call.
    OnlineClients,
    /// The broker moves the offsets itself and tells each client at its next pull (`useServerSideResetOffset`).
    Broker,
}

/// What the broker answers for a group without an offset on a queue without a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyQueueOffset {
    /// "0".
    Zero,
    /// "not found".
    NotFound,
}

/// How the broker decides that the first message of a queue is still in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InMemoryRule {
    /// No further from the end of the log than a share of the machine's memory (`accessMessageInMemoryMaxRatio`).
    ShareOfMemory,
    /// Always while it is there, as far as a broker on JDK 17 can tell.
    Always,
}

/// Which times in a reset mean the end of each queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndOfQueue {
    /// −1 and no other.
    MinusOne,
    /// Every negative one.
    AnyNegative,
}

/// What `mqadmin -s now` asks the broker for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MqadminNow {
    /// −1, which means the end of each queue.
    MinusOne,
    /// The wall clock of the machine that runs the tool.
    ToolClock,
}

const V4_9: Behaviour = Behaviour {
    time_search: SearchRule::NearestInFileByModificationTime,
    time_search_boundary: false,
    reset_path: ResetPath::OnlineClients,
    reset_forward_needs_force: true,
    empty_queue_offset: EmptyQueueOffset::Zero,
    in_memory: InMemoryRule::ShareOfMemory,
    end_of_queue: EndOfQueue::MinusOne,
    commit_for_unknown_group: true,
    mqadmin_now: MqadminNow::MinusOne,
    rechecks_log: true,
    drops_empty_files: false,
    long_topics: false,
    keeps_wait: false,
    region_properties: false,
    trailing_property_separator: false,
    recovery: Recovery::LastThreeFiles,
    gone_queue: GoneQueue::StaysWhereItWas,
    offset_moved_event: true,
    index_tags: false,
};

const V5_1: Behaviour = Behaviour {
    time_search: SearchRule::FirstAtOrAfter,
    time_search_boundary: true,
    empty_queue_offset: EmptyQueueOffset::NotFound,
    in_memory: InMemoryRule::Always,
    mqadmin_now: MqadminNow::ToolClock,
    rechecks_log: false,
    drops_empty_files: true,
    long_topics: true,
    gone_queue: GoneQueue::BeginsAtItsEnd,
    offset_moved_event: false,
    keeps_wait: true,
    region_properties: true,
    ..V4_9
};

const V5_3: Behaviour = Behaviour {
    reset_path: ResetPath::Broker,
    reset_forward_needs_force: false,
    end_of_queue: EndOfQueue::AnyNegative,
    commit_for_unknown_group: false,
    rechecks_log: true,
    recovery: Recovery::FromQueues,
    trailing_property_separator: true,
    ..V5_1
};

const V5_5: Behaviour = Behaviour { index_tags: true, ..V5_3 };

impl BrokerVersion {
    /// All of them, oldest first.
    pub const ALL: [Self; 4] = [Self::V4_9, Self::V5_1, Self::V5_3, Self::V5_5];

    /// The release that was recorded.
    pub fn release(self) -> &'static str {
        match self {
            Self::V4_9 => "4.9.7",
            Self::V5_1 => "5.1.4",
            Self::V5_3 => "5.3.3",
            Self::V5_5 => "5.5.0",
        }
    }

    /// The short name on the page: `4.9`.
    pub fn name(self) -> &'static str {
        &self.release()[..3]
    }

    /// The version that a release (`5.3.3`) or a short name (`5.3`) means.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('.');
        let (major, minor) = (parts.next()?, parts.next()?);
        Self::ALL.into_iter().find(|version| version.name() == format!("{major}.{minor}"))
    }

    /// Its row of the table.
    pub fn behaviour(self) -> &'static Behaviour {
        match self {
            Self::V4_9 => &V4_9,
            Self::V5_1 => &V5_1,
            Self::V5_3 => &V5_3,
            // It agreed with 5.3.3 in everything else that was asked.
            Self::V5_5 => &V5_5,
        }
    }
}

impl fmt::Display for BrokerVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
