//! Smaller questions: one message, one group's feed, one search, one first start.
use crate::command::{ConsumeFrom, ConsumerId};
use crate::consumer_group::Received;
use crate::first_start::FirstStart;
use crate::simulation::Simulation;
use crate::timeline::MessageView;
use serde::Serialize;
use store::{GroupName, Probes, QueueId, QueueOffset, Record, StoreTime, TopicName};

/// One line of a group's feed: a message that a handler received.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FeedLine {
    /// When.
    pub at: StoreTime,
    /// Which consumer.
    pub consumer: ConsumerId,
    /// From which topic.
    pub topic: TopicName,
    /// From which queue.
    pub queue: QueueId,
    /// Its number there.
    pub offset: QueueOffset,
    /// Its tag.
    pub tag: String,
    /// Its body, as text; bytes that are no UTF-8 are replaced. Of a compressed one, how and how many bytes.
    pub body: String,
    /// How often the group had received it by then.
    pub times: u32,
    /// The message has been deleted since: its tag and body are not known any more.
    pub gone: bool,
}

impl Simulation {
    /// The last lines of a group's feed, oldest first.
    pub fn feed(&self, group: &GroupName, last: usize) -> Vec<FeedLine> {
        let Some(group) = self.groups.get(group) else { return Vec::new() };
        let length = group.feed.len();
        let lines = group.feed.iter_range(length.saturating_sub(last)..length);
        lines.map(|line| self.feed_line(line)).collect()
    }

    fn feed_line(&self, line: &Received) -> FeedLine {
        let record = self.broker.store().message(&line.topic, line.queue, line.offset).ok();
        let text = |record: &store::Record<'_>| match record.compression() {
            Some(how) => format!("({how}, {} B)", record.body().len()),
            None => String::from_utf8_lossy(record.body()).into_owned(),
        };
        FeedLine {
            at: line.at,
            consumer: line.consumer,
            topic: line.topic.clone(),
            queue: line.queue,
            offset: line.offset,
            tag: record.as_ref().and_then(|record| record.tags()).unwrap_or_default().to_owned(),
            body: record.as_ref().map(text).unwrap_or_default(),
            times: line.times,
            gone: record.is_none(),
        }
    }

    /// One message in full; `None` when it is not there (any more).
    #[inline(never)]
    pub fn message(
        &self,
        topic: &TopicName,
        queue: QueueId,
        offset: QueueOffset,
        group: Option<&GroupName>,
    ) -> Option<MessageView> {
        let record = self.broker.store().message(topic, queue, offset).ok()?;
        Some(self.message_view(&record, topic, queue, offset, group))
    }

    pub(crate) fn message_view(
        &self,
        record: &Record<'_>,
        topic: &TopicName,
        queue: QueueId,
        offset: QueueOffset,
        group: Option<&GroupName>,
    ) -> MessageView {
        let group = group.and_then(|group| self.groups.get(group));
        MessageView {
            queue,
            offset,
            stored: record.store_time(),
            born: record.born_time(),
            tag: record.tags().unwrap_or_default().to_owned(),
            keys: record.keys().unwrap_or_default().to_owned(),
            body: std::str::from_utf8(record.body()).ok().filter(|_| record.compression().is_none()).map(str::to_owned),
            body_bytes: record.body().len(),
            message_id: record.unique_key().unwrap_or_default().to_owned(),
            log: record.log_offset(),
            size: record.total_size(),
            file: self.file_of(record.log_offset()),
            received: group.map_or(0, |group| group.times(topic, queue, offset)),
        }
    }

    /// How the broker finds the offset of a time in a queue, look by look; `None` when there is no such queue.
    pub fn probes(&self, topic: &TopicName, queue: QueueId, time: StoreTime) -> Option<Probes> {
        self.broker.topics().check_queue(topic, queue).ok()?;
        Some(self.broker.store().probes(topic, queue, self.broker.search_rule(None), time))
    }

    /// Where the consumers of a new group would start, queue by queue, if the first one were started now.
    pub fn preview_first_start(&self, group: &GroupName, topic: &TopicName, from: &ConsumeFrom) -> Vec<FirstStart> {
        let queues = self.broker.topics().get(topic).map_or(0, |config| config.queues);
        (0..queues).map(|queue| self.first_start(group, topic, QueueId(queue), from, self.now)).collect()
    }
}
