//! What is due when: the only clock. Steps run in the order of their time, then of their entry.
use crate::command::ConsumerId;
use std::sync::Arc;
use store::{GroupName, QueueId, StoreTime};

/// Something to be done at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The queues take in what the log has got.
    Dispatch,
    /// The broker looks for delayed messages that are due.
    DeliverDelayed,
    /// A consumer asks for messages of a queue.
    Pull(GroupName, ConsumerId, QueueId),
    /// The broker answers a pull that it has held, although nothing came.
    HoldEnds(GroupName, ConsumerId, QueueId, HoldId),
    /// A consumer takes the next message to its handler.
    Handle(GroupName, ConsumerId),
    /// A handler is done with its message.
    Handled(GroupName, ConsumerId),
    /// A consumer goes on after a reset (4.9, 5.1).
    GoOn(GroupName, ConsumerId),
    /// A consumer gives up a queue whose pull was refused; rebalance gives it back.
    GiveUp(GroupName, ConsumerId, QueueId),
    /// A consumer saves its offsets.
    Persist(GroupName, ConsumerId),
    /// The broker looks for log files that are old enough to be deleted.
    Clean,
    /// A consumer looks whether the queues are shared out evenly.
    Rebalance(GroupName, ConsumerId),
}

/// Tells one held pull from the next of the same queue.
pub(crate) type HoldId = u64;

/// When, and the how manieth it was entered; and what.
type Entry = ((StoreTime, u64), Arc<Step>);

/// All that is due.
#[derive(Clone, Debug, Default)]
pub(crate) struct Agenda {
    /// The latest first, so that the soonest is taken from the end. One piece of memory: a history keeps many of them.
    entries: Arc<Vec<Entry>>,
    entered: u64,
}

impl Agenda {
    /// Enters a step.
    pub(crate) fn enter(&mut self, at: StoreTime, step: Step) {
        let entry = (at, self.entered);
        let place = self.entries.partition_point(|(later, _)| *later > entry);
        let entries = Arc::make_mut(&mut self.entries);
        if entries.len() == entries.capacity() {
            entries.reserve_exact(4.max(entries.len() / 4));
        }
        entries.insert(place, (entry, Arc::new(step)));
        self.entered += 1;
    }

    /// Enters a step unless the same one is due by then.
    pub(crate) fn enter_once(&mut self, at: StoreTime, step: Step) {
        let by_then = self.entries.iter().rev().take_while(|((due, _), _)| *due <= at);
        if !by_then.map(|(_, due)| due).any(|due| **due == step) {
            self.enter(at, step);
        }
    }

    /// Takes the first step that is due at or before a time.
    pub(crate) fn take(&mut self, until: StoreTime) -> Option<(StoreTime, Step)> {
        let ((at, _), _) = self.entries.last()?;
        if *at > until {
            return None;
        }
        let ((at, _), step) = Arc::make_mut(&mut self.entries).pop()?;
        Some((at, Arc::unwrap_or_clone(step)))
    }

    /// Crosses out the steps of a consumer that is gone.
    pub(crate) fn forget(&mut self, group: &GroupName, consumer: ConsumerId) {
        Arc::make_mut(&mut self.entries).retain(|(_, step)| step.of() != Some((group, consumer)));
    }

    /// All steps, soonest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (StoreTime, &Step)> {
        self.entries.iter().rev().map(|((at, _), step)| (*at, step.as_ref()))
    }
}

impl Step {
    /// The consumer whose step it is.
    #[inline(never)]
    fn of(&self) -> Option<(&GroupName, ConsumerId)> {
        match self {
            Self::Dispatch | Self::DeliverDelayed | Self::Clean => None,
            Self::Pull(group, consumer, _)
            | Self::HoldEnds(group, consumer, _, _)
            | Self::Handle(group, consumer)
            | Self::Handled(group, consumer)
            | Self::GoOn(group, consumer)
            | Self::GiveUp(group, consumer, _)
            | Self::Persist(group, consumer)
            | Self::Rebalance(group, consumer) => Some((group, *consumer)),
        }
    }
}
