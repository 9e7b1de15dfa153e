//! Who reads which queue, and where a consumer starts in a queue that is new to it.
use crate::agenda::Step;
use crate::command::ConsumerId;
use crate::consumer::Place;
use crate::error::CommandError;
use crate::event::What;
use crate::rebalance::average;
use crate::simulation::Simulation;
use std::collections::BTreeMap;
use std::ops::Range;
use store::{GroupName, QueueId, TopicName};

impl Simulation {
    /// Shares a group's queues out evenly. First everybody saves and leaves what is not theirs any more, then everybody
    /// takes what is theirs now.
    pub(crate) fn share_out(&mut self, group: &GroupName) -> Result<(), CommandError> {
        let shares = self.shares(group);
        for (id, (_, share)) in &shares {
            self.leave(group, *id, share)?;
        }
        for (id, (topic, share)) in &shares {
            self.take(group, *id, topic, share);
        }
        Ok(())
    }

    /// Whether a queue with messages has no reader just now, because its pull was refused.
    #[inline(never)]
    pub(crate) fn has_unread_orphan(&self, group: &GroupName) -> bool {
        let Some(known) = self.groups.get(group) else { return false };
        self.shares(group).iter().any(|(id, (_, share))| {
            known.consumers.get(id).is_some_and(|consumer| {
                share.clone().any(|queue| !consumer.queues.contains_key(&QueueId(queue as i32)))
            })
        })
    }

    /// The topic and the queues of each consumer. A topic that does not exist has none: its consumers look again later.
    fn shares(&self, group: &GroupName) -> BTreeMap<ConsumerId, (TopicName, Range<usize>)> {
        let Some(known) = self.groups.get(group) else { return BTreeMap::new() };
        let mut shares = BTreeMap::new();
        for (id, consumer) in &known.consumers {
            let topic = &consumer.settings.topic;
            let queues = self.broker.topics().get(topic).map_or(0, |config| config.queues) as usize;
            let same_topic = known.consumers.iter().filter(|(_, other)| other.settings.topic == *topic);
            let ids: Vec<ConsumerId> = same_topic.map(|(id, _)| *id).collect();
            let index = ids.iter().position(|other| other == id).expect("a consumer subscribes to its own topic");
            shares.insert(*id, (topic.clone(), average(queues, ids.len(), index)));
        }
        shares
    }

    fn leave(&mut self, group: &GroupName, id: ConsumerId, share: &Range<usize>) -> Result<(), CommandError> {
        let Some(consumer) = self.consumer(group, id) else { return Ok(()) };
        let lost: Vec<QueueId> =
            consumer.queues.keys().copied().filter(|queue| !share.contains(&(queue.0 as usize))).collect();
        for queue in lost {
            self.persist_queue(group, id, queue)?;
            if let Some(consumer) = self.consumer_mut(group, id) {
                consumer.drop_fetched(queue);
                consumer.queues.remove(&queue);
                consumer.reset.remove(&queue);
            }
        }
        Ok(())
    }

    fn take(&mut self, group: &GroupName, id: ConsumerId, topic: &TopicName, share: &Range<usize>) {
        let Some(consumer) = self.consumer(group, id) else { return };
        let gained = |queue: &QueueId| !consumer.queues.contains_key(queue);
        let gained: Vec<QueueId> = share.clone().map(|queue| QueueId(queue as i32)).filter(gained).collect();
        if gained.is_empty() {
            return;
        }
        let (consume_from, started) = (consumer.settings.consume_from.clone(), consumer.started);
        for queue in gained {
            let decision = self.first_start(group, topic, queue, &consume_from, started);
            if let Some(known) = self.group_mut(group) {
                known.first_start.insert(queue, decision.clone());
            }
            if let Some(consumer) = self.consumer_mut(group, id) {
                consumer.queues.insert(queue, Place::at(decision.first_pull));
            }
            self.agenda.enter(self.now, Step::Pull(group.clone(), id, queue));
            let (group, topic) = (group.clone(), topic.clone());
            self.happened(What::Started { group, consumer: id, topic, queue, decision });
        }
        let queues = share.clone().map(|queue| QueueId(queue as i32)).collect();
        let (group, topic) = (group.clone(), topic.clone());
        self.happened(What::Assigned { group, consumer: id, topic, queues });
    }
}
