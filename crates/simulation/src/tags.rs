//! The tags of a topic in order of first appearance: a page gives each a shape.
use crate::simulation::Simulation;
use std::collections::BTreeMap;
use store::{QueueId, QueueOffset, TopicName};

/// Shapes that can be told apart at a glance; the last one stands for all further tags.
pub(crate) const TAGS_SHOWN: usize = 7;

/// Tags by their code.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tags {
    names: Vec<String>,
    by_code: BTreeMap<i64, u8>,
}

impl Tags {
    /// The names, in order; `""` is no tag.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Which of the names a queue entry's tag code stands for.
    pub(crate) fn index(&self, code: i64) -> u8 {
        self.by_code.get(&code).copied().unwrap_or((TAGS_SHOWN - 1) as u8)
    }

    fn knows(&self, code: i64) -> bool {
        self.names.len() == TAGS_SHOWN || self.by_code.contains_key(&code)
    }

    fn learn(&mut self, code: i64, name: &str) {
        self.by_code.insert(code, self.names.len() as u8);
        self.names.push(name.to_owned());
    }
}

impl Simulation {
    /// Learns the tags of a store that was opened.
    pub(crate) fn read_tags(&mut self) {
        let topics: Vec<TopicName> = self.broker.topics().iter().map(|(topic, _)| topic.clone()).collect();
        for topic in topics {
            let queues: Vec<(QueueId, QueueOffset, QueueOffset)> =
                self.broker.store().queues(&topic).map(|(id, queue)| (id, queue.min(), queue.max())).collect();
            for (queue, min, max) in queues {
                (min.0..max.0).for_each(|offset| self.learn_tag(&topic, queue, QueueOffset(offset)));
            }
        }
    }

    /// Learns the tag of one message, if it is new.
    pub(crate) fn learn_tag(&mut self, topic: &TopicName, queue: QueueId, offset: QueueOffset) {
        let Some(entry) = self.broker.store().queue(topic, queue).and_then(|queue| queue.entry(offset)) else { return };
        if self.tags.get(topic).is_some_and(|tags| tags.knows(entry.tag_code)) {
            return;
        }
        let record = self.broker.store().record(entry.log_offset);
        let name = record.ok().and_then(|record| record.tags().map(str::to_owned)).unwrap_or_default();
        self.tags.get_or_default(topic.clone()).learn(entry.tag_code, &name);
    }
}
