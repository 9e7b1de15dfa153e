//! Between broker and consumers: dispatch, pulls, held pulls, delayed messages.
use crate::agenda::{HoldId, Step};
use crate::command::ConsumerId;
use crate::consumer::{Consumer, FETCHED_MAX, Hold, PULL_BATCH};
use crate::error::CommandError;
use crate::event::What;
use crate::simulation::Simulation;
use broker::{PullRequest, PullResult, PullStatus};
use store::{GroupName, QueueId, QueueOffset, StoreTime, TopicName};

/// How long a pull waits at the broker when there is nothing new (`brokerSuspendMaxTimeMillis`).
const HOLD_MS: i64 = 15_000;
/// How often the broker looks whether a held pull has waited long enough (`PullRequestHoldService`).
const HOLD_CHECK_MS: i64 = 5_000;
/// How long a client waits before it gives a queue up whose pull was refused (`OFFSET_ILLEGAL`).
const GIVE_UP_MS: i64 = 10_000;

impl Simulation {
    /// The queues take in what the log has got, and held pulls that it answers are answered.
    pub(crate) fn dispatch(&mut self) {
        for dispatched in self.broker.dispatch() {
            if broker::is_system(&dispatched.topic) {
                continue;
            }
            self.learn_tag(&dispatched.topic, dispatched.queue, dispatched.queue_offset);
            let (topic, queue, offset) = (dispatched.topic, dispatched.queue, dispatched.queue_offset);
            self.wake_held(&topic, queue);
            self.happened(What::Dispatched { topic, queue, offset });
        }
        self.watch_delayed();
        self.watch_retention();
    }

    /// Delayed messages that are due are stored again.
    #[inline(never)]
    pub(crate) fn deliver_delayed(&mut self) {
        for delivered in self.broker.deliver_due(self.now) {
            self.happened(What::Stored {
                topic: delivered.topic,
                queue: delivered.queue,
                offset: delivered.appended.queue_offset,
                log: delivered.appended.log_offset,
                delay_level: 0,
            });
            self.expect_dispatch();
        }
        self.watch_delayed();
    }

    fn wake_held(&mut self, topic: &TopicName, queue: QueueId) {
        let held = |consumer: &Consumer| {
            consumer.settings.topic == *topic && consumer.queues.get(&queue).is_some_and(|place| place.held.is_some())
        };
        let mut woken = Vec::new();
        for (name, group) in &self.groups {
            let consumers = group.consumers.iter().filter(|(_, consumer)| held(consumer));
            woken.extend(consumers.map(|(id, _)| (name.clone(), *id)));
        }
        for (group, consumer) in woken {
            if let Some(place) = self.consumer_mut(&group, consumer).and_then(|known| known.queues.get_mut(&queue)) {
                place.held = None;
            }
            self.agenda.enter(self.now, Step::Pull(group, consumer, queue));
        }
    }

    /// A held pull has waited long enough: the client is told that there is nothing new, and asks again.
    pub(crate) fn hold_ends(
        &mut self,
        group: &GroupName,
        consumer: ConsumerId,
        queue: QueueId,
        hold: HoldId,
    ) -> Result<(), CommandError> {
        let place = self.consumer_mut(group, consumer).and_then(|consumer| consumer.queues.get_mut(&queue));
        let Some(place) = place.filter(|place| place.held.is_some_and(|held| held.id == hold)) else { return Ok(()) };
        place.held = None;
        self.pull(group, consumer, queue)
    }

    /// A consumer asks for messages of a queue.
    pub(crate) fn pull(&mut self, group: &GroupName, id: ConsumerId, queue: QueueId) -> Result<(), CommandError> {
        let Some(topic) = self.may_pull(group, id, queue) else { return Ok(()) };
        if let Some(to) = self.broker.take_pending_reset(group, &topic, queue) {
            self.told_of_reset(group, id, &topic, queue, to);
            return Ok(());
        }
        let Some(consumer) = self.consumer(group, id) else { return Ok(()) };
        let Some(place) = consumer.queues.get(&queue).filter(|place| place.fetched.len() < FETCHED_MAX) else {
            return Ok(()); // the handler pulls again when it has worked some off
        };
        let request =
            PullRequest { topic: &topic, queue, offset: place.pull, max: PULL_BATCH, filter: &consumer.filter };
        let (asked, result) = (place.pull, self.broker.pull(request)?);
        self.persist_queue(group, id, queue)?; // a pull carries the offset along
        if result.status == PullStatus::OffsetIllegal
            && self.broker.offset_moved(group, (&topic, queue), (asked, result.next), self.now)?.is_some()
        {
            self.expect_dispatch();
        }
        self.pulled(group, id, &topic, queue, result);
        Ok(())
    }

    /// The topic to pull from, unless the consumer does not own the queue, pauses, or waits already.
    fn may_pull(&self, group: &GroupName, id: ConsumerId, queue: QueueId) -> Option<TopicName> {
        let consumer = self.consumer(group, id)?;
        let place = consumer.queues.get(&queue)?;
        let free = consumer.paused_until.is_none() && !place.refused && place.held.is_none();
        free.then(|| consumer.settings.topic.clone())
    }

    /// 5.3 and later: the pull is answered with the offset of the reset.
    #[inline(never)]
    fn told_of_reset(&mut self, group: &GroupName, id: ConsumerId, topic: &TopicName, queue: QueueId, to: QueueOffset) {
        if let Some(consumer) = self.consumer_mut(group, id) {
            consumer.drop_fetched(queue);
            if let Some(place) = consumer.queues.get_mut(&queue) {
                place.move_to(to);
                place.told = Some(to);
            }
        }
        self.happened(What::ConsumerMoved { group: group.clone(), consumer: id, topic: topic.clone(), queue, to });
        self.agenda.enter(self.now, Step::Pull(group.clone(), id, queue));
    }

    fn pulled(&mut self, group: &GroupName, id: ConsumerId, topic: &TopicName, queue: QueueId, result: PullResult) {
        match result.status {
            PullStatus::Found | PullStatus::NoMatchedMessage => self.take_in(group, id, topic, queue, result),
            PullStatus::NoNewMessage => {
                // 4.9 sends a client on that stands before the first file of a queue.
                match self.consumer_mut(group, id).and_then(|known| known.queues.get_mut(&queue)) {
                    Some(place) if place.pull < result.next => {
                        place.pull = result.next;
                        self.agenda.enter(self.now, Step::Pull(group.clone(), id, queue));
                    }
                    _ => self.hold(group, id, queue),
                }
            }
            PullStatus::OffsetIllegal => {
                let at = self.now.plus_ms(GIVE_UP_MS);
                let Some(place) = self.consumer_mut(group, id).and_then(|known| known.queues.get_mut(&queue)) else {
                    return;
                };
                let from = place.pull;
                place.move_to(result.next);
                place.refused = true;
                self.agenda.enter(at, Step::GiveUp(group.clone(), id, queue));
                let (group, topic, to) = (group.clone(), topic.clone(), result.next);
                self.happened(What::OffsetCorrected { group, topic, queue, from, to });
            }
        }
    }

    fn take_in(&mut self, group: &GroupName, id: ConsumerId, topic: &TopicName, queue: QueueId, result: PullResult) {
        let Some(filter) = self.consumer(group, id).map(|consumer| consumer.filter.clone()) else { return };
        // The broker let pass whatever has the hash of a wanted tag; the client looks at the tag itself.
        let store = self.broker.store();
        let wanted = |offset: &QueueOffset| {
            store.message(topic, queue, *offset).is_ok_and(|record| filter.passes(record.tags()))
        };
        let wanted: Vec<QueueOffset> = result.offsets.into_iter().filter(wanted).collect();
        let Some(consumer) = self.consumer_mut(group, id) else { return };
        let Some(place) = consumer.queues.get_mut(&queue) else { return };
        let idle = place.fetched.is_empty();
        place.pull = result.next;
        place.fetched.extend(&wanted);
        let in_work = consumer.in_work.is_some_and(|work| work.queue == queue && !work.dropped);
        if place.fetched.is_empty() && !in_work {
            place.consumed = result.next; // nothing of it was wanted: all of it counts as read
        }
        if idle && !place.fetched.is_empty() && !consumer.turn.contains(&queue) {
            consumer.turn.push_back(queue);
        }
        self.agenda.enter(self.now, Step::Pull(group.clone(), id, queue));
        self.expect_handling(group, id);
    }

    fn hold(&mut self, group: &GroupName, id: ConsumerId, queue: QueueId) {
        self.holds += 1;
        let (hold, now) = (self.holds, self.now);
        let checked =
            now.plus_ms(HOLD_MS).0.saturating_add(HOLD_CHECK_MS - 1).div_euclid(HOLD_CHECK_MS) * HOLD_CHECK_MS;
        let until = StoreTime(checked);
        if let Some(place) = self.consumer_mut(group, id).and_then(|known| known.queues.get_mut(&queue)) {
            place.held = Some(Hold { id: hold, until });
            self.agenda.enter(until, Step::HoldEnds(group.clone(), id, queue, hold));
        }
    }

    /// A running consumer.
    pub(crate) fn consumer(&self, group: &GroupName, consumer: ConsumerId) -> Option<&Consumer> {
        self.groups.get(group)?.consumers.get(&consumer)
    }

    /// A running consumer, to be changed.
    pub(crate) fn consumer_mut(&mut self, group: &GroupName, consumer: ConsumerId) -> Option<&mut Consumer> {
        self.group_mut(group)?.consumers.get_mut(&consumer)
    }
}
