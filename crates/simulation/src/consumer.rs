//! One consumer: the queues that it owns, what it has fetched of them, and what its handler works on.
use crate::agenda::HoldId;
use crate::command::GroupSettings;
use crate::fetched::Fetched;
use crate::shared_map::SharedMap;
use broker::TagFilter;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use store::{QueueId, QueueOffset, StoreTime};

/// Messages of one pull (`pullBatchSize`).
pub(crate) const PULL_BATCH: i64 = 32;
/// A queue with more fetched messages than this is not pulled further (`pullThresholdForQueue`).
pub(crate) const FETCHED_MAX: usize = 1_000;

/// A running consumer.
#[derive(Clone, Debug)]
pub(crate) struct Consumer {
    /// What it was started with.
    pub(crate) settings: Arc<GroupSettings>,
    /// What it subscribes to.
    pub(crate) filter: TagFilter,
    /// When it was started, by its own clock.
    pub(crate) started: StoreTime,
    /// Its queues (`ProcessQueue`s).
    pub(crate) queues: SharedMap<QueueId, Place>,
    /// Queues with fetched messages, in the order in which their pulls came back.
    pub(crate) turn: VecDeque<QueueId>,
    /// What its handler works on.
    pub(crate) in_work: Option<Work>,
    /// Whether a `Handle` step is on the agenda.
    pub(crate) handling: bool,
    /// It pauses until then after a reset.
    pub(crate) paused_until: Option<StoreTime>,
    /// Where the reset that it pauses for sends it.
    pub(crate) reset: BTreeMap<QueueId, QueueOffset>,
}

/// A message in a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Work {
    pub(crate) queue: QueueId,
    pub(crate) offset: QueueOffset,
    /// Its queue was dropped meanwhile: the result counts for nothing.
    pub(crate) dropped: bool,
}

/// A consumer's place in a queue.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The next offset to pull.
    pub(crate) pull: QueueOffset,
    /// Fetched, not yet handled.
    pub(crate) fetched: Fetched,
    /// The next offset after all that was handled: what is committed.
    pub(crate) consumed: QueueOffset,
    /// What the broker was last told of it; `None` when it has to be told even if nothing was read.
    pub(crate) told: Option<QueueOffset>,
    /// Its pull waits at the broker.
    pub(crate) held: Option<Hold>,
    /// Its pull was refused; it waits to be given up.
    pub(crate) refused: bool,
}

/// A pull that waits at the broker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hold {
    pub(crate) id: HoldId,
    pub(crate) until: StoreTime,
}

impl Place {
    /// A place at the first pull of a queue.
    pub(crate) fn at(pull: QueueOffset) -> Self {
        Self { pull, fetched: Fetched::default(), consumed: pull, told: None, held: None, refused: false }
    }

    /// Goes elsewhere: what was fetched is dropped.
    pub(crate) fn move_to(&mut self, to: QueueOffset) {
        self.pull = to;
        self.consumed = to;
        self.fetched.clear();
    }
}

impl Consumer {
    /// A consumer that has just been started, and owns nothing yet.
    pub(crate) fn new(settings: GroupSettings, started: StoreTime) -> Self {
        Self {
            filter: TagFilter::new(&settings.tags),
            settings: Arc::new(settings),
            started,
            queues: SharedMap::default(),
            turn: VecDeque::new(),
            in_work: None,
            handling: false,
            paused_until: None,
            reset: BTreeMap::new(),
        }
    }

    /// Drops what was fetched of a queue, and the result of the message in work if it is one of that queue.
    pub(crate) fn drop_fetched(&mut self, queue: QueueId) {
        if let Some(place) = self.queues.get_mut(&queue) {
            place.fetched.clear();
            place.held = None;
        }
        if let Some(work) = self.in_work.as_mut().filter(|work| work.queue == queue) {
            work.dropped = true;
        }
    }

    /// The next message for the handler, queue by queue in turn.
    pub(crate) fn take_next(&mut self) -> Option<(QueueId, QueueOffset)> {
        while let Some(queue) = self.turn.pop_front() {
            let Some(place) = self.queues.get_mut(&queue) else { continue };
            let Some(offset) = place.fetched.pop_front() else { continue };
            if !place.fetched.is_empty() {
                self.turn.push_back(queue);
            }
            return Some((queue, offset));
        }
        None
    }
}
