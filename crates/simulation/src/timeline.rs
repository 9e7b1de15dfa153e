//! What a stretch of time looks like, lane by lane: marks while they are few, counts when they are many.
use serde::Serialize;
use store::{QueueId, QueueOffset, StoreTime};

/// The stretch of time in view: `from` included, `to` excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Window {
    /// Left edge.
    pub from: StoreTime,
    /// Right edge, later than `from`.
    pub to: StoreTime,
}

/// How much a lane may hold before its marks melt into counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Detail {
    /// At most this many marks in a lane.
    pub marks_max: usize,
    /// Into how many buckets of equal length a melted lane is cut.
    pub buckets: usize,
}

/// A topic as one group sees it, in one window.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Timeline {
    /// What was asked for.
    pub window: Window,
    /// One lane a queue, in order.
    pub lanes: Vec<Lane>,
    /// Store times at which a new commit-log file begins, inside the window, at most 200.
    pub file_borders: Vec<StoreTime>,
    /// Everything stored before this time is gone with its file; `None` when nothing is.
    pub expired_before: Option<StoreTime>,
}

/// One queue.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Lane {
    /// The queue.
    pub queue: QueueId,
    /// Its first living message.
    pub min: QueueOffset,
    /// The number that its next message will get.
    pub max: QueueOffset,
    /// The next message that the group reads; `None` when the group has no place here.
    pub next: Option<QueueOffset>,
    /// The store time of that message; `None` when the group is caught up (or has no place).
    pub next_time: Option<StoreTime>,
    /// The messages in the window.
    pub content: LaneContent,
}

/// Marks or counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum LaneContent {
    /// Each message by itself, in queue order.
    Marks(Vec<Mark>),
    /// How many messages in each bucket, and how many of them the group has not read.
    Density(Vec<Bucket>),
}

/// One message.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// Its number in the queue.
    pub offset: QueueOffset,
    /// When it was stored.
    pub time: StoreTime,
    /// Which of the topic's tags (`TopicView::tags`) it has; the last one stands for all further ones.
    pub tag: u8,
    /// How often the group has received it.
    pub received: u32,
    /// Whether it lies behind the group's place: it will not come by itself.
    pub behind: bool,
}

/// A stretch of a melted lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bucket {
    /// Messages in it.
    pub count: u32,
    /// Those that the group has yet to read.
    pub unread: u32,
}

/// One message, in full, for a card.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageView {
    /// Its queue.
    pub queue: QueueId,
    /// Its number.
    pub offset: QueueOffset,
    /// The broker's clock.
    pub stored: StoreTime,
    /// The producer's clock.
    pub born: StoreTime,
    /// Its tag.
    pub tag: String,
    /// Its keys.
    pub keys: String,
    /// Its body, as text where it is UTF-8, else `None`.
    pub body: Option<String>,
    /// Length of the body in bytes.
    pub body_bytes: usize,
    /// Its unique key, `UNIQ_KEY`.
    pub message_id: String,
    /// Where its record lies.
    pub log: store::LogOffset,
    /// Length of the record in bytes.
    pub size: i32,
    /// How often the group has received it.
    pub received: u32,
}
