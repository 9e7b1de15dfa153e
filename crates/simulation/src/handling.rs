//! Inside a consumer: the handler, the offsets that it saves, and what it does when it is sent elsewhere.
use crate::agenda::Step;
use crate::command::ConsumerId;
use crate::consumer::{FETCHED_MAX, Work};
use crate::consumer_group::Received;
use crate::error::CommandError;
use crate::event::{Delivery, What};
use crate::simulation::Simulation;
use store::{GroupName, QueueId};

impl Simulation {
    /// The handler looks for its next message soon, unless it is at work or the consumer pauses.
    pub(crate) fn expect_handling(&mut self, group: &GroupName, id: ConsumerId) {
        let now = self.now;
        let Some(consumer) = self.consumer_mut(group, id) else { return };
        if consumer.handling || consumer.in_work.is_some() || consumer.paused_until.is_some() {
            return;
        }
        consumer.handling = true;
        self.agenda.enter(now, Step::Handle(group.clone(), id));
    }

    /// The handler takes the next message.
    pub(crate) fn handle(&mut self, group: &GroupName, id: ConsumerId) {
        let at = self.now;
        let Some(consumer) = self.consumer_mut(group, id) else { return };
        consumer.handling = false;
        if consumer.in_work.is_some() || consumer.paused_until.is_some() {
            return;
        }
        let Some((queue, offset)) = consumer.take_next() else { return };
        consumer.in_work = Some(Work { queue, offset, dropped: false });
        let done = at.plus_ms(consumer.settings.handler_ms);
        let topic = consumer.settings.topic.clone();
        let line = Received { at, consumer: id, topic: topic.clone(), queue, offset, times: 0 };
        let times = self.group_mut(group).map_or(0, |group| group.receive(line));
        let group = group.clone();
        self.agenda.enter(done, Step::Handled(group.clone(), id));
        self.happened(What::Received(Delivery { group, consumer: id, topic, queue, offset, times }));
    }

    /// The handler is done.
    pub(crate) fn handled(&mut self, group: &GroupName, id: ConsumerId) {
        let Some(consumer) = self.consumer_mut(group, id) else { return };
        let Some(work) = consumer.in_work.take() else { return };
        let mut pull_again = false;
        if let Some(place) = consumer.queues.get_mut(&work.queue).filter(|_| !work.dropped) {
            // With nothing fetched any more, what the filter left out behind this message counts as read, too.
            place.consumed = if place.fetched.is_empty() { place.pull } else { work.offset.plus(1) };
            pull_again = place.fetched.len() + 1 == FETCHED_MAX;
        }
        if pull_again {
            self.agenda.enter(self.now, Step::Pull(group.clone(), id, work.queue));
        }
        self.expect_handling(group, id);
    }

    /// 4.9 and 5.1, after the pause: saves the offsets of the reset and reads on from there.
    #[inline(never)]
    pub(crate) fn go_on(&mut self, group: &GroupName, id: ConsumerId) -> Result<(), CommandError> {
        let now = self.now;
        let Some(consumer) = self.consumer_mut(group, id) else { return Ok(()) };
        if consumer.paused_until != Some(now) {
            return Ok(()); // another reset came meanwhile and has its own end
        }
        consumer.paused_until = None;
        let reset = std::mem::take(&mut consumer.reset);
        let topic = consumer.settings.topic.clone();
        let queues: Vec<QueueId> = consumer.queues.keys().copied().collect();
        for (queue, to) in reset {
            let Some(place) = self.consumer_mut(group, id).and_then(|known| known.queues.get_mut(&queue)) else {
                continue;
            };
            place.move_to(to);
            place.told = None;
            self.persist_queue(group, id, queue)?;
            let (group, topic) = (group.clone(), topic.clone());
            self.happened(What::ConsumerMoved { group, consumer: id, topic, queue, to });
        }
        for queue in queues {
            self.agenda.enter(now, Step::Pull(group.clone(), id, queue));
        }
        self.expect_handling(group, id);
        Ok(())
    }

    /// A consumer gives up a queue whose pull was refused; the next look at who reads what gives it back.
    #[inline(never)]
    pub(crate) fn give_up(&mut self, group: &GroupName, id: ConsumerId, queue: QueueId) -> Result<(), CommandError> {
        let place = self.consumer(group, id).and_then(|consumer| consumer.queues.get(&queue));
        if !place.is_some_and(|place| place.refused) {
            return Ok(());
        }
        if let Some(place) = self.consumer_mut(group, id).and_then(|known| known.queues.get_mut(&queue)) {
            place.told = None;
        }
        self.persist_queue(group, id, queue)?;
        if let Some(consumer) = self.consumer_mut(group, id) {
            consumer.queues.remove(&queue);
        }
        Ok(())
    }

    /// A consumer saves the offsets of its queues.
    pub(crate) fn persist(&mut self, group: &GroupName, id: ConsumerId) -> Result<(), CommandError> {
        let Some(consumer) = self.consumer(group, id) else { return Ok(()) };
        let queues: Vec<QueueId> = consumer.queues.keys().copied().collect();
        queues.into_iter().try_for_each(|queue| self.persist_queue(group, id, queue))
    }

    /// Saves one queue's offset, if it has changed since the broker was last told.
    pub(crate) fn persist_queue(
        &mut self,
        group: &GroupName,
        id: ConsumerId,
        queue: QueueId,
    ) -> Result<(), CommandError> {
        let Some(consumer) = self.consumer_mut(group, id) else { return Ok(()) };
        let topic = consumer.settings.topic.clone();
        let Some(place) = consumer.queues.get_mut(&queue) else { return Ok(()) };
        let offset = place.consumed;
        if place.told == Some(offset) {
            return Ok(());
        }
        place.told = Some(offset);
        if self.broker.commit(group, &topic, queue, offset)? {
            self.happened(What::Committed { group: group.clone(), topic, queue, offset });
        }
        Ok(())
    }
}
