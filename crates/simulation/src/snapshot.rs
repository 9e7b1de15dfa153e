//! What a page shows at rest. Small whatever the log holds; what can be large is asked for by window.
use crate::command::{ConsumerId, GroupSettings};
use crate::first_start::FirstStart;
use broker::BrokerVersion;
use serde::Serialize;
use store::{GroupName, QueueId, QueueOffset, StoreTime, TopicName};

/// The simulation at one moment.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The simulation's clock.
    pub now: StoreTime,
    /// The broker's version.
    pub version: BrokerVersion,
    /// When the next thing is due, other than background chores; `None` when nothing will happen by itself.
    pub next_due: Option<StoreTime>,
    /// Topics that people made, by name (without `SCHEDULE_TOPIC_XXXX` and the like).
    pub topics: Vec<TopicView>,
    /// Groups, by name.
    pub groups: Vec<GroupView>,
    /// Delayed messages that wait, soonest first, at most 100.
    pub waiting: Vec<WaitingView>,
    /// How many deliveries there were in all; the feed is asked for by window.
    pub deliveries: u64,
    /// Bytes in the commit log.
    pub log_bytes: i64,
}

/// A topic.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TopicView {
    /// Its name.
    pub topic: TopicName,
    /// Its queues, in order.
    pub queues: Vec<QueueView>,
    /// Store times of its first and last living message; `None` when it holds none.
    pub times: Option<(StoreTime, StoreTime)>,
    /// Tags in it, in order of first appearance, at most 7 (`""` is no tag): the page gives each a shape.
    pub tags: Vec<String>,
}

/// A queue.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QueueView {
    /// Its number.
    pub queue: QueueId,
    /// The oldest message that can still be read.
    pub min: QueueOffset,
    /// The number that the next message will get.
    pub max: QueueOffset,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupView {
    /// Its name.
    pub group: GroupName,
    /// What its consumers are started with.
    pub settings: GroupSettings,
    /// Running consumers.
    pub consumers: Vec<ConsumerView>,
    /// One row a queue of the subscribed topic, in order; empty while the topic does not exist.
    pub queues: Vec<GroupQueueView>,
    /// Sum of the rows' lags.
    pub lag: i64,
    /// Messages received in all.
    pub received: u64,
    /// How many of those were received before.
    pub again: u64,
    /// How the last first start went, queue by queue.
    pub first_start: Vec<FirstStart>,
}

/// A running consumer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsumerView {
    /// Its number.
    pub consumer: ConsumerId,
    /// The queues that it reads.
    pub queues: Vec<QueueId>,
    /// Messages that lie behind it in those queues.
    pub lag: i64,
    /// What it is doing.
    pub state: ConsumerState,
}

/// What a consumer is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "the sentence of a variant names its fields")]
pub enum ConsumerState {
    /// Its handler works on messages.
    Working,
    /// It has read everything; its pull waits at the broker, at most until then.
    Waiting { until: StoreTime },
    /// It was told to reset and pauses before it goes on (4.9, 5.1).
    Paused { until: StoreTime },
    /// It owns no queue.
    Idle,
}

/// A group's place in a queue.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupQueueView {
    /// The queue.
    pub queue: QueueId,
    /// The offset saved in the broker; `None` when there is none.
    pub committed: Option<QueueOffset>,
    /// The next message that the group's handlers will finish with: ahead of `committed` until that is saved.
    pub position: Option<QueueOffset>,
    /// Messages not yet read: max − position (all living ones when there is no position).
    pub lag: i64,
    /// Whose queue it is.
    pub owner: Option<ConsumerId>,
    /// A reset that waits for the owner's next pull (5.3 and later).
    pub pending_reset: Option<QueueOffset>,
}

/// A delayed message that is not yet due.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WaitingView {
    /// Where it will go.
    pub topic: TopicName,
    /// Which queue.
    pub queue: QueueId,
    /// Its tag.
    pub tag: String,
    /// Its level.
    pub level: i32,
    /// When it is due.
    pub due: StoreTime,
}
