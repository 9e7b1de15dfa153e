//! What a stretch of time looks like, lane by lane: marks while they are few, counts when they are many.
use crate::retention::LogFileView;
use crate::simulation::Simulation;
use crate::tags::Tags;
use serde::Serialize;
use store::{BornTime, ConsumeQueue, GroupName, QueueId, QueueOffset, StoreTime, TopicName};

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
    /// The log's files that reach into the window, oldest first, at most 200; deleted ones are those of this session.
    pub files: Vec<LogFileView>,
    /// Everything of this topic stored before this time is gone with its file; `None` when nothing is.
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
    pub born: BornTime,
    /// Its tag.
    pub tag: String,
    /// Its keys.
    pub keys: String,
    /// Its body, as text where it is UTF-8 and not compressed, else `None`.
    pub body: Option<String>,
    /// Length of the body in bytes.
    pub body_bytes: usize,
    /// Its unique key, `UNIQ_KEY`.
    pub message_id: String,
    /// Where its record lies.
    pub log: store::LogOffset,
    /// Length of the record in bytes.
    pub size: i32,
    /// The file that it lies in, and with which it will go.
    pub file: Option<LogFileView>,
    /// How often the group has received it.
    pub received: u32,
}

/// Files that a timeline names: more borders than that are a grey wall.
const FILES_SHOWN: usize = 200;

impl Simulation {
    /// A topic as a group sees it, in one window; `None` when there is no such topic.
    pub fn timeline(
        &self,
        topic: &TopicName,
        group: Option<&GroupName>,
        window: Window,
        detail: Detail,
    ) -> Option<Timeline> {
        let queues = self.broker.topics().get(topic).ok()?.queues;
        let lane = |queue| self.lane(topic, group, QueueId(queue), window, detail);
        Some(Timeline {
            window,
            lanes: (0..queues).map(lane).collect(),
            files: self.files_in(window),
            expired_before: self.expired_before(topic),
        })
    }

    /// How many messages of a topic lie in each of `buckets` parts of a window, all queues together.
    pub fn overview(&self, topic: &TopicName, window: Window, buckets: usize) -> Vec<u32> {
        let mut sum = vec![0_u32; buckets];
        for (_, queue) in self.broker.store().queues(topic) {
            for (sum, count) in sum.iter_mut().zip(queue.density(window.from, window.to, buckets)) {
                *sum = sum.saturating_add(count);
            }
        }
        sum
    }

    /// The next message of a topic that was stored after a time.
    pub fn message_after(&self, topic: &TopicName, time: StoreTime) -> Option<(QueueId, QueueOffset, StoreTime)> {
        let next = |(id, queue): (QueueId, &ConsumeQueue)| queue.next_after(time).map(|(offset, at)| (id, offset, at));
        self.broker.store().queues(topic).filter_map(next).min_by_key(|(id, _, at)| (*at, *id))
    }

    /// The last message of a topic that was stored before a time.
    pub fn message_before(&self, topic: &TopicName, time: StoreTime) -> Option<(QueueId, QueueOffset, StoreTime)> {
        let last =
            |(id, queue): (QueueId, &ConsumeQueue)| queue.previous_before(time).map(|(offset, at)| (id, offset, at));
        self.broker.store().queues(topic).filter_map(last).max_by_key(|(id, _, at)| (*at, std::cmp::Reverse(*id)))
    }

    fn lane(
        &self,
        topic: &TopicName,
        group: Option<&GroupName>,
        queue: QueueId,
        window: Window,
        detail: Detail,
    ) -> Lane {
        let (min, max) = self.ends(topic, queue);
        let next = group.and_then(|group| self.position(group, topic, queue));
        let entries = self.broker.store().queue(topic, queue);
        let content = entries.map_or_else(
            || LaneContent::Marks(Vec::new()),
            |entries| self.lane_content(entries, topic, group, queue, next, window, detail),
        );
        // A message that is gone with its file is not read any more: the first living one is.
        let next_time = next.zip(entries).and_then(|(next, entries)| entries.store_time(next.max(min)));
        Lane { queue, min, max, next, next_time, content }
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one lane of one group in one window; a struct would only be unpacked"
    )]
    fn lane_content(
        &self,
        entries: &ConsumeQueue,
        topic: &TopicName,
        group: Option<&GroupName>,
        queue: QueueId,
        next: Option<QueueOffset>,
        window: Window,
        detail: Detail,
    ) -> LaneContent {
        if entries.count_between(window.from, window.to) > detail.marks_max {
            return LaneContent::Density(density(entries, next, window, detail.buckets));
        }
        let none = Tags::default();
        let tags = self.tags.get(topic).map_or(&none, |tags| tags);
        let group = group.and_then(|group| self.groups.get(group));
        let range = entries.offset_range_in(window.from, window.to);
        let mark = |offset| {
            let (time, entry) = (entries.store_time(offset)?, entries.entry(offset)?);
            let in_view = (window.from..window.to).contains(&time);
            in_view.then(|| Mark {
                offset,
                time,
                tag: tags.index(entry.tag_code),
                received: group.map_or(0, |group| group.times(topic, queue, offset)),
                behind: next.is_some_and(|next| offset < next),
            })
        };
        LaneContent::Marks((range.start.0..range.end.0).map(QueueOffset).filter_map(mark).collect())
    }

    fn files_in(&self, window: Window) -> Vec<LogFileView> {
        let in_view = |file: &LogFileView| file.from < window.to && file.until.is_none_or(|until| until >= window.from);
        self.log_files().into_iter().filter(in_view).take(FILES_SHOWN).collect()
    }

    /// The store time of the oldest record that is left, when older ones of the topic are gone.
    fn expired_before(&self, topic: &TopicName) -> Option<StoreTime> {
        let store = self.broker.store();
        let any = store.queues(topic).any(|(_, queue)| queue.min() > QueueOffset(0));
        let oldest = || store.record(store.min_log_offset()).ok().map(|record| record.store_time());
        let firsts = store.queues(topic).filter_map(|(_, queue)| queue.first_time());
        any.then(|| oldest().or(firsts.min())).flatten()
    }
}

/// Counts, and how many of them lie at or after the group's place. Where store times rise, "at or after the place" is
/// "at or after its time"; where they do not, a bucket or two may count a neighbour.
#[inline(never)]
fn density(entries: &ConsumeQueue, next: Option<QueueOffset>, window: Window, buckets: usize) -> Vec<Bucket> {
    let counts = entries.density(window.from, window.to, buckets);
    let next_time = match next {
        None => Some(StoreTime(i64::MIN)),
        Some(next) => entries.store_time(next.max(entries.min())),
    };
    let length = window.to.since_ms(window.from).max(1);
    let bucket = |(index, count): (usize, u32)| {
        let edge = |index: usize| {
            let ms = i128::from(length) * index as i128 / buckets.max(1) as i128;
            window.from.plus_ms(i64::try_from(ms).unwrap_or(i64::MAX))
        };
        let (from, to) = (edge(index), edge(index + 1));
        let unread = match next_time {
            None => 0,
            Some(next) if next <= from => count,
            Some(next) if next >= to => 0,
            Some(next) => u32::try_from(entries.count_between(next, to)).unwrap_or(u32::MAX).min(count),
        };
        Bucket { count, unread }
    };
    counts.into_iter().enumerate().map(bucket).collect()
}
