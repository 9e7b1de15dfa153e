//! Reset by time: where each queue would go, who moves it, and what is refused (`reset.jsonl`).
use crate::broker::Broker;
use crate::version::{Behaviour, EndOfQueue, ResetPath};
use serde::Serialize;
use std::fmt;
use store::{GroupName, QueueId, QueueOffset, StoreTime, TopicName};

/// A reset, as `mqadmin resetOffsetByTime` asks for it.
#[derive(Clone, Copy, Debug)]
pub struct ResetRequest<'a> {
    /// Whose offsets.
    pub group: &'a GroupName,
    /// Of which topic; all its queues.
    pub topic: &'a TopicName,
    /// To which store time.
    pub time: StoreTime,
    /// Whether a queue may move forward too.
    pub force: bool,
    /// Whether a client of the group is connected.
    pub online: bool,
}

/// What a reset will do. Making one changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResetPlan {
    /// Who moves the offsets.
    pub mover: Mover,
    /// Each queue, in order.
    pub rows: Vec<ResetRow>,
}

/// Who moves the offsets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Mover {
    /// The broker tells the clients, and they pause, move and commit (4.9, 5.1).
    OnlineClients,
    /// `mqadmin`, by the older call, after error 206: nobody is online (4.9, 5.1).
    OldCall,
    /// The broker; each client learns of it at its next pull (5.3 and later).
    Broker,
}

/// One queue of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResetRow {
    /// The queue.
    pub queue: QueueId,
    /// Where the search by time lands.
    pub found: QueueOffset,
    /// Where the group will be.
    pub target: QueueOffset,
    /// `found` lies ahead, and force is off: the group's own offset is kept (4.9, 5.1).
    pub kept: bool,
}

/// Why a reset is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ResetRefusal {
    /// The group has no offset in some queue (4.9, 5.1). The real text begins with "THe".
    NothingCommitted {
        /// The group.
        group: GroupName,
    },
    /// The broker has never met the group (5.3 and later).
    UnknownGroup {
        /// The group.
        group: GroupName,
    },
    /// The name server knows no such topic.
    UnknownTopic {
        /// The topic.
        topic: TopicName,
    },
}

impl ResetRefusal {
    /// RocketMQ's response code.
    pub fn code(&self) -> i32 {
        match self {
            Self::NothingCommitted { .. } => 1,
            Self::UnknownGroup { .. } => 26,
            Self::UnknownTopic { .. } => 17,
        }
    }
}

impl fmt::Display for ResetRefusal {
    #[inline(never)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingCommitted { group } => write!(f, "THe consumer group <{group}> not exist"),
            Self::UnknownGroup { group } => write!(f, "Group {group} does not exist"),
            Self::UnknownTopic { topic } => {
                write!(f, "No topic route info in name server for the topic: {topic}")
            }
        }
    }
}

impl Broker {
    /// Plays a reset through for any version's table row: the page compares versions with it.
    pub fn plan_reset(&self, request: ResetRequest<'_>, behaviour: &Behaviour) -> Result<ResetPlan, ResetRefusal> {
        let unknown_topic = |_| ResetRefusal::UnknownTopic { topic: request.topic.clone() };
        let queues = self.topics().get(request.topic).map_err(unknown_topic)?.queues;
        let mover = match behaviour.reset_path {
            ResetPath::Broker => Mover::Broker,
            ResetPath::OnlineClients if request.online => Mover::OnlineClients,
            ResetPath::OnlineClients => Mover::OldCall,
        };
        if mover == Mover::Broker && !self.knows_group(request.group) {
            return Err(ResetRefusal::UnknownGroup { group: request.group.clone() });
        }
        let row = |queue| self.plan_row(QueueId(queue), request, behaviour);
        Ok(ResetPlan { mover, rows: (0..queues).map(row).collect::<Result<_, _>>()? })
    }

    fn plan_row(
        &self,
        queue: QueueId,
        request: ResetRequest<'_>,
        behaviour: &Behaviour,
    ) -> Result<ResetRow, ResetRefusal> {
        let found = self.reset_target(request.topic, queue, request.time, behaviour);
        if behaviour.reset_path == ResetPath::Broker {
            return Ok(ResetRow { queue, found, target: found, kept: false });
        }
        // Both older paths look at the committed offset first, and give up when any queue has none.
        let committed = self.offsets().committed(request.group, request.topic, queue);
        let committed = committed.ok_or_else(|| ResetRefusal::NothingCommitted { group: request.group.clone() })?;
        let kept = behaviour.reset_forward_needs_force && !request.force && found > committed;
        Ok(ResetRow { queue, found, target: if kept { committed } else { found }, kept })
    }

    fn reset_target(&self, topic: &TopicName, queue: QueueId, time: StoreTime, behaviour: &Behaviour) -> QueueOffset {
        let end = match behaviour.end_of_queue {
            EndOfQueue::MinusOne => time == StoreTime(-1),
            EndOfQueue::AnyNegative => time < StoreTime(0),
        };
        if end {
            self.store().queue(topic, queue).map_or(QueueOffset(0), store::ConsumeQueue::max)
        } else {
            self.store().search(topic, queue, behaviour.time_search, time)
        }
    }

    /// Carries out a plan as far as the broker does it: online clients of 4.9 and 5.1 move by themselves.
    #[inline(never)]
    pub fn carry_out(&mut self, plan: &ResetPlan, group: &GroupName, topic: &TopicName) {
        for row in &plan.rows {
            match plan.mover {
                Mover::OnlineClients => {}
                Mover::OldCall => self.offsets_mut().set(group, topic, row.queue, row.target),
                Mover::Broker => {
                    self.offsets_mut().set(group, topic, row.queue, row.target);
                    self.offsets_mut().set_pending(group, topic, row.queue, row.target);
                }
            }
        }
    }
}
