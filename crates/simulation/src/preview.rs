//! What a rewind would do, asked before it is done. Nothing changes.
use crate::command::Rewind;
use crate::simulation::Simulation;
use broker::{BrokerVersion, Mover, ResetRow};
use serde::Serialize;
use store::{QueueId, QueueOffset, StoreTime, TopicName};

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
    /// Sum of the rows; `None` when a row does not know.
    pub unreachable: Option<i64>,
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
    /// Messages stored at or after the time that are gone; `None` when nobody can know, because the time lies before
    /// the oldest living message and the store times of the gone ones went with them.
    pub unreachable: Option<i64>,
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

impl Simulation {
    /// What a rewind would do on this broker. A question: nothing changes.
    pub fn preview_rewind(&self, rewind: &Rewind) -> RewindPreview {
        self.preview_rewind_as(self.broker.version(), rewind)
    }

    /// What the same rewind would do if the broker were another version on the same store.
    pub fn preview_rewind_as(&self, version: BrokerVersion, rewind: &Rewind) -> RewindPreview {
        let behaviour = version.behaviour();
        let plan = self.plan(rewind, behaviour);
        let (rows, verdict) = match plan {
            Ok(plan) => (plan.rows.iter().map(|row| self.preview_row(rewind, *row)).collect(), plan.mover.into()),
            Err(refusal) => (Vec::new(), Verdict::Refused { code: refusal.code(), message: refusal.to_string() }),
        };
        let sum = |count: fn(&PreviewRow) -> i64| rows.iter().map(count).sum();
        RewindPreview {
            time: rewind.time,
            again: sum(|row| row.again),
            skipped: sum(|row| row.skipped),
            unreachable: rows.iter().map(|row| row.unreachable).sum(),
            rows,
            verdict,
        }
    }

    fn preview_row(&self, rewind: &Rewind, row: ResetRow) -> PreviewRow {
        let (topic, queue) = (&rewind.topic, row.queue);
        let (min, max) = self.ends(topic, queue);
        let now_at = self.position(&rewind.group, topic, queue);
        // A group without a place would read all that is there.
        let from = now_at.unwrap_or(min).max(min);
        let to = row.target.max(min);
        let entries = self.broker.store().queue(topic, queue);
        PreviewRow {
            queue,
            min,
            max,
            now_at,
            found: row.found,
            would_be_at: row.target,
            time_there: entries.and_then(|queue| queue.store_time(row.target)),
            again: if now_at.is_some() { from.since(to).max(0) } else { 0 },
            skipped: to.since(from).max(0),
            unreachable: self.unreachable(topic, queue, rewind.time),
            kept: row.kept,
        }
    }

    /// Of the messages that are gone, how many had a store time at or after `time`.
    fn unreachable(&self, topic: &TopicName, queue: QueueId, time: StoreTime) -> Option<i64> {
        let Some(queue) = self.broker.store().queue(topic, queue) else { return Some(0) };
        let nothing_gone = queue.min() == QueueOffset(0);
        let past_the_gone = queue.first_time().is_some_and(|first| time >= first);
        (nothing_gone || past_the_gone).then_some(0)
    }
}

impl From<Mover> for Verdict {
    fn from(mover: Mover) -> Self {
        match mover {
            Mover::OnlineClients => Self::OnlineClients,
            Mover::OldCall => Self::OldPath,
            Mover::Broker => Self::Broker,
        }
    }
}
