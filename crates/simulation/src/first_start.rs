//! Where a consumer starts in a queue, as a trail of steps: what was asked, what was answered, and why.
use crate::command::ConsumeFrom;
use crate::simulation::Simulation;
use broker::{NotFoundReason, OffsetAnswer, ZeroReason};
use serde::Serialize;
use store::{GroupName, QueueId, QueueOffset, StoreTime, TopicName};

/// The whole decision for one queue.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FirstStart {
    /// The queue.
    pub queue: QueueId,
    /// The steps, in order; the last one decides.
    pub steps: Vec<FirstStartStep>,
    /// The offset of the first pull.
    pub first_pull: QueueOffset,
    /// The offset from which messages come: `first_pull`, corrected to the queue's ends where it lies outside.
    pub first: QueueOffset,
    /// Whether the setting (`ConsumeFrom`) was read at all.
    pub setting_used: bool,
}

/// One step of the decision.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "step", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum FirstStartStep {
    /// The group has an offset for this queue: it wins.
    Committed { offset: QueueOffset },
    /// The group has none.
    NothingCommitted,
    /// The broker answers 0 as if the group had committed 0: the queue begins at 0 and its first message is in memory.
    AnswersZero { why: ZeroReason },
    /// The broker answers "not found".
    NotFound { why: NotFoundReason },
    /// The setting speaks.
    Setting { consume_from: ConsumeFrom },
    /// LAST: the end of the queue.
    LastOffset { offset: QueueOffset },
    /// FIRST: 0, whatever the queue holds.
    FirstOffset,
    /// TIMESTAMP: a search by time.
    Searched { time: StoreTime, own_default: bool, offset: QueueOffset },
    /// The first pull lies outside the queue, is refused, and corrected after some seconds.
    Corrected { from: QueueOffset, to: QueueOffset },
}

/// Half an hour before the consumer was made, in whole seconds: what a client asks for when `consumeTimestamp` is not
/// set (`DefaultMQPushConsumer.consumeTimestamp`).
const OWN_DEFAULT_MS: i64 = 30 * 60_000;

impl Simulation {
    /// Where a consumer of a group would start in a queue of a topic, if it were started now
    /// (`RebalancePushImpl.computePullFromWhere`). A question: nothing changes.
    pub(crate) fn first_start(
        &self,
        group: &GroupName,
        topic: &TopicName,
        queue: QueueId,
        consume_from: &ConsumeFrom,
        started: StoreTime,
    ) -> FirstStart {
        let mut steps = Vec::new();
        let (first_pull, setting_used) = match self.broker.offset_answer(group, topic, queue) {
            OffsetAnswer::Committed(offset) => {
                steps.push(FirstStartStep::Committed { offset });
                (offset, false)
            }
            OffsetAnswer::Zero(why) => {
                steps.extend([FirstStartStep::NothingCommitted, FirstStartStep::AnswersZero { why }]);
                (QueueOffset(0), false)
            }
            OffsetAnswer::NotFound(why) => {
                steps.extend([FirstStartStep::NothingCommitted, FirstStartStep::NotFound { why }]);
                steps.push(FirstStartStep::Setting { consume_from: consume_from.clone() });
                let step = self.by_setting(topic, queue, consume_from, started);
                let offset = match step {
                    FirstStartStep::LastOffset { offset } | FirstStartStep::Searched { offset, .. } => offset,
                    _ => QueueOffset(0),
                };
                steps.push(step);
                (offset, true)
            }
        };
        let (min, max) = self.ends(topic, queue);
        let first = if first_pull < min { min } else { first_pull.min(max) };
        if first != first_pull {
            steps.push(FirstStartStep::Corrected { from: first_pull, to: first });
        }
        FirstStart { queue, steps, first_pull, first, setting_used }
    }

    #[inline(never)]
    fn by_setting(&self, topic: &TopicName, queue: QueueId, from: &ConsumeFrom, started: StoreTime) -> FirstStartStep {
        match from {
            ConsumeFrom::Last => FirstStartStep::LastOffset { offset: self.ends(topic, queue).1 },
            ConsumeFrom::First => FirstStartStep::FirstOffset,
            ConsumeFrom::Timestamp { time } => {
                let own = StoreTime((started.0 - OWN_DEFAULT_MS).div_euclid(1_000) * 1_000);
                let at = time.as_ref().map_or(own, |time| time.at);
                let offset = self.broker.search_offset(topic, queue, at, None);
                FirstStartStep::Searched { time: at, own_default: time.is_none(), offset }
            }
        }
    }

    /// Min and max of a queue; 0 and 0 when it holds nothing yet.
    pub(crate) fn ends(&self, topic: &TopicName, queue: QueueId) -> (QueueOffset, QueueOffset) {
        self.broker.store().queue(topic, queue).map_or_else(Default::default, |queue| (queue.min(), queue.max()))
    }
}
