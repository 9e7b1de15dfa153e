//! What a rewind would do, asked before it is done. Nothing changes.
use serde::Serialize;
use store::{QueueId, QueueOffset, StoreTime};

/// A reset by time, played through.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RewindPreview {
    /// The time that was asked about.
    pub time: StoreTime,
    /// One row a queue, in order.
    pub rows: Vec<PreviewRow>,
    /// Sum of the rows.
    pub again: i64,
    /// Sum of the rows.
    pub skipped: i64,
    /// Sum of the rows.
    pub unreachable: i64,
    /// What the broker (or `mqadmin`) will say.
    pub verdict: Verdict,
}

/// One queue of a preview.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PreviewRow {
    /// The queue.
    pub queue: QueueId,
    /// Its first living message.
    pub min: QueueOffset,
    /// The number that its next message will get.
    pub max: QueueOffset,
    /// Where the group is; `None` when it has no place.
    pub now_at: Option<QueueOffset>,
    /// Where the search by time lands.
    pub found: QueueOffset,
    /// Where the group would be: `found`, or `now_at` where the reset leaves it.
    pub would_be_at: QueueOffset,
    /// Store time of the message there; `None` at the end.
    pub time_there: Option<StoreTime>,
    /// Messages that the group would receive again.
    pub again: i64,
    /// Messages that it would never receive.
    pub skipped: i64,
    /// Messages stored at or after the time that are gone.
    pub unreachable: i64,
    /// The reset would move it forward, and leaves it because force is off (4.9, 5.1).
    pub kept: bool,
}

/// What the broker says to a reset.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "verdict", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum Verdict {
    /// Online clients are told and move after their pause of about 10 s (4.9, 5.1).
    OnlineClients,
    /// Nobody is online: error 206, and `mqadmin` takes the older call, which moves the offsets in the broker (4.9, 5.1).
    OldPath,
    /// The broker moves the offsets; each client learns of it at its next pull (5.3 and later).
    Broker,
    /// Refused, with the broker's own code and words.
    Refused { code: i32, message: String },
}
