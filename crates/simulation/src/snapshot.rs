//! What a page shows at rest. Small whatever the log holds; what can be large is asked for by window.
use crate::command::{ConsumerId, GroupSettings, Retention};
use crate::consumer::Consumer;
use crate::consumer_group::Group;
use crate::first_start::FirstStart;
use crate::simulation::Simulation;
use broker::{BrokerVersion, SCHEDULE_TOPIC, Waiting};
use serde::Serialize;
use store::{GroupName, Properties, QueueId, QueueOffset, StoreTime, TopicName};

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
    /// When old files are deleted.
    pub retention: RetentionView,
}

/// Retention as it is set, and what it will do next.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RetentionView {
    /// The settings.
    pub settings: Retention,
    /// Bytes of one log file.
    pub log_file_bytes: i64,
    /// Bytes of one queue file, 20 for each message.
    pub queue_file_bytes: i64,
    /// How many files the log has. The last one is never deleted.
    pub files: usize,
    /// When the next file will be deleted if all settings stay.
    pub next_deletion: Option<StoreTime>,
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
    /// Other topics of people on which it has offsets, by name. It does not read them; a rewind that names one moves it
    /// there.
    pub other_topics: Vec<TopicName>,
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

/// Delayed messages that a snapshot names: more than a lane can show.
const WAITING_SHOWN: usize = 100;

impl Simulation {
    /// What a page shows at rest.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            now: self.now,
            version: self.broker.version(),
            next_due: self.next_due(),
            topics: self.broker.topics().iter().map(|(topic, config)| self.topic_view(topic, config.queues)).collect(),
            groups: self.groups.iter().map(|(name, group)| self.group_view(name, group)).collect(),
            waiting: self.waiting_view(),
            deliveries: self.groups.values().map(|group| group.feed.len() as u64).sum(),
            log_bytes: self.broker.store().max_log_offset().0 - self.broker.store().min_log_offset().0,
            retention: self.retention_view(),
        }
    }

    fn retention_view(&self) -> RetentionView {
        let store = self.broker.store();
        RetentionView {
            settings: self.cleaning.settings.clone(),
            log_file_bytes: store.config().commit_log_file_size,
            queue_file_bytes: store.config().consume_queue_file_size,
            files: store.log().files().len(),
            next_deletion: self.next_deletion(),
        }
    }

    fn topic_view(&self, topic: &TopicName, queues: i32) -> TopicView {
        let store = self.broker.store();
        let view = |queue| {
            let (min, max) = self.ends(topic, queue);
            QueueView { queue, min, max }
        };
        let firsts = store.queues(topic).filter_map(|(_, queue)| queue.first_time());
        let lasts = store.queues(topic).filter_map(|(_, queue)| queue.last_time());
        TopicView {
            topic: topic.clone(),
            queues: (0..queues).map(|queue| view(QueueId(queue))).collect(),
            times: firsts.min().zip(lasts.max()),
            tags: self.tags.get(topic).map(|tags| tags.names().to_vec()).unwrap_or_default(),
        }
    }

    fn group_view(&self, name: &GroupName, group: &Group) -> GroupView {
        let topic = &group.settings.topic;
        let queues = self.broker.topics().get(topic).map_or(0, |config| config.queues);
        let rows: Vec<GroupQueueView> =
            (0..queues).map(|queue| self.group_queue_view(name, group, topic, QueueId(queue))).collect();
        GroupView {
            group: name.clone(),
            settings: group.settings.clone(),
            consumers: group.consumers.iter().map(|(id, consumer)| consumer_view(*id, consumer, &rows)).collect(),
            other_topics: self.other_topics(name, topic),
            lag: rows.iter().map(|row| row.lag).sum(),
            queues: rows,
            received: group.feed.len() as u64,
            again: group.again,
            first_start: group.first_start.values().cloned().collect(),
        }
    }

    fn other_topics(&self, name: &GroupName, reads: &TopicName) -> Vec<TopicName> {
        let other = self.broker.offsets().topics_of(name).filter(|topic| *topic != reads && !broker::is_system(topic));
        other.filter(|topic| self.broker.topics().get(topic).is_ok()).cloned().collect()
    }

    fn group_queue_view(&self, name: &GroupName, group: &Group, topic: &TopicName, queue: QueueId) -> GroupQueueView {
        let owner = group.owner(topic, queue);
        let position = self.position(name, topic, queue);
        let (min, max) = self.ends(topic, queue);
        GroupQueueView {
            queue,
            committed: self.broker.offsets().committed(name, topic, queue),
            position,
            lag: max.since(position.unwrap_or(min).max(min)).max(0),
            owner: owner.map(|(id, _)| id),
            pending_reset: self.broker.offsets().pending_reset(name, topic, queue),
        }
    }

    /// The next message that a group's handlers will finish with: a reset that waits for the reader's next pull, the
    /// reader's own place, or what is committed.
    pub(crate) fn position(&self, name: &GroupName, topic: &TopicName, queue: QueueId) -> Option<QueueOffset> {
        let offsets = self.broker.offsets();
        let group = self.groups.get(name);
        let own = || Some(group?.owner(topic, queue)?.1.consumed);
        offsets.pending_reset(name, topic, queue).or_else(own).or_else(|| offsets.committed(name, topic, queue))
    }

    fn waiting_view(&self) -> Vec<WaitingView> {
        let mut waiting: Vec<_> = self.broker.waiting().take(WAITING_SHOWN * 10).collect();
        if waiting.len() > 1 {
            waiting.sort_by_key(|waiting| (waiting.due, waiting.queue, waiting.offset));
        }
        let view = |waiting: Waiting| {
            let schedule = TopicName::from(SCHEDULE_TOPIC);
            let record = self.broker.store().message(&schedule, waiting.queue, waiting.offset).ok()?;
            Some(WaitingView {
                topic: TopicName::from(record.property(Properties::REAL_TOPIC)?),
                queue: QueueId(record.property(Properties::REAL_QID)?.parse().ok()?),
                tag: record.tags().unwrap_or_default().to_owned(),
                level: waiting.queue.0 + 1,
                due: waiting.due,
            })
        };
        waiting.into_iter().filter_map(view).take(WAITING_SHOWN).collect()
    }
}

fn consumer_view(consumer: ConsumerId, known: &Consumer, rows: &[GroupQueueView]) -> ConsumerView {
    let queues: Vec<QueueId> = known.queues.keys().copied().collect();
    let lag = rows.iter().filter(|row| queues.contains(&row.queue)).map(|row| row.lag).sum();
    ConsumerView { consumer, lag, state: consumer_state(known), queues }
}

fn consumer_state(known: &Consumer) -> ConsumerState {
    let holds = || known.queues.values().map(|place| place.held.map(|hold| hold.until));
    if let Some(until) = known.paused_until {
        ConsumerState::Paused { until }
    } else if known.queues.is_empty() {
        ConsumerState::Idle
    } else if known.in_work.is_none()
        && let Some(until) = holds().collect::<Option<Vec<_>>>().and_then(|holds| holds.into_iter().min())
    {
        ConsumerState::Waiting { until }
    } else {
        ConsumerState::Working
    }
}
