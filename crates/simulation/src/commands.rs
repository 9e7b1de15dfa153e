//! What each command does at once; the rest goes on the agenda.
use crate::agenda::Step;
use crate::command::{ConsumerId, GroupSettings, Produce, Rewind};
use crate::consumer::Consumer;
use crate::consumer_group::Group;
use crate::error::{BODY_BYTES_MAX, CONSUMERS_MAX, CommandError, GROUPS_MAX, Limit};
use crate::event::What;
use crate::producer::PRODUCER_HOST;
use crate::simulation::Simulation;
use broker::{BrokerError, Message, Mover, ResetPlan, ResetRefusal, ResetRequest};
use store::{BornTime, GroupName, QueueId, QueueOffset, TopicName};

/// Between the append of a message and its entry in the queue: the dispatcher sleeps 1 ms when it has nothing to do
/// (`ReputMessageService`).
const DISPATCH_MS: i64 = 1;
/// How often the broker looks at a level's queue for messages that are due (`ScheduleMessageService`).
const DELIVER_EVERY_MS: i64 = 100;
/// How long a client waits between the drop of its queues and the new offsets (`MQClientInstance.resetOffset`).
const RESET_PAUSE_MS: i64 = 10_000;
/// The first save of a consumer's offsets, and the time between two (`persistConsumerOffsetInterval`).
const PERSIST_FIRST_MS: i64 = 10_000;
const PERSIST_EVERY_MS: i64 = 5_000;
/// Time between two looks at who reads what (`RebalanceService`).
const REBALANCE_EVERY_MS: i64 = 20_000;
const DAY_MS: i64 = 86_400_000;

impl Simulation {
    pub(crate) fn create_topic(&mut self, topic: &TopicName, queues: i32) -> Result<(), CommandError> {
        self.broker.create_topic(topic, queues)?;
        self.happened(What::TopicCreated { topic: topic.clone(), queues });
        Ok(())
    }

    pub(crate) fn produce(&mut self, message: &Produce) -> Result<(), CommandError> {
        if message.body.len() > BODY_BYTES_MAX {
            return Err(CommandError::Limit { what: Limit::BodyBytes, max: BODY_BYTES_MAX as u64 });
        }
        let (config, made) = self.broker.topic_for_send(&message.topic)?;
        if made {
            self.happened(What::TopicCreated { topic: message.topic.clone(), queues: config.queues });
        }
        let queue = match message.queue {
            Some(queue) => queue,
            None => self.producer.next_queue(&message.topic, config.queues),
        };
        let behaviour = self.broker.version().behaviour();
        let properties = self.producer.properties(message, self.now, behaviour);
        let sent = Message {
            topic: &message.topic,
            queue,
            born_time: BornTime(self.now.0),
            born_host: PRODUCER_HOST,
            body: message.body.as_bytes(),
            properties,
        };
        let stored = self.broker.append(sent, self.now)?;
        self.happened(What::Stored {
            topic: stored.topic,
            queue: stored.queue,
            offset: stored.appended.queue_offset,
            log: stored.appended.log_offset,
            delay_level: stored.delay_level,
        });
        self.expect_dispatch();
        Ok(())
    }

    /// The log has something that the queues have not.
    pub(crate) fn expect_dispatch(&mut self) {
        self.agenda.enter_once(self.now.plus_ms(DISPATCH_MS), Step::Dispatch);
    }

    /// Puts the broker's next look at delayed messages on the agenda: its looks lie on a grid.
    pub(crate) fn watch_delayed(&mut self) {
        if let Some(due) = self.broker.next_due() {
            let due = due.max(self.now.plus_ms(1));
            let on_grid = due.0.saturating_add(DELIVER_EVERY_MS - 1).div_euclid(DELIVER_EVERY_MS) * DELIVER_EVERY_MS;
            self.agenda.enter_once(store::StoreTime(on_grid), Step::DeliverDelayed);
        }
    }

    pub(crate) fn configure_group(&mut self, group: &GroupName, settings: &GroupSettings) -> Result<(), CommandError> {
        check_group_name(group)?;
        if !(0..=DAY_MS).contains(&settings.handler_ms) {
            return Err(CommandError::BadHandlerTime { ms: settings.handler_ms });
        }
        if let Some(known) = self.group_mut(group) {
            known.settings = settings.clone();
            return Ok(());
        }
        if self.groups.len() >= GROUPS_MAX {
            return Err(CommandError::Limit { what: Limit::Groups, max: GROUPS_MAX as u64 });
        }
        self.groups.insert(group.clone(), Group::new(settings.clone()));
        Ok(())
    }

    pub(crate) fn start_consumer(&mut self, group: &GroupName) -> Result<(), CommandError> {
        let now = self.now;
        let known = self.group_mut(group).ok_or_else(|| CommandError::UnknownGroup(group.clone()))?;
        if known.consumers.len() >= CONSUMERS_MAX {
            return Err(CommandError::Limit { what: Limit::Consumers, max: CONSUMERS_MAX as u64 });
        }
        let consumer = ConsumerId(known.next_consumer);
        known.next_consumer += 1;
        known.consumers.insert(consumer, Consumer::new(known.settings.clone(), now));
        self.broker.register_group(group);
        self.happened(What::ConsumerStarted { group: group.clone(), consumer });
        self.agenda.enter(now.plus_ms(PERSIST_FIRST_MS), Step::Persist(group.clone(), consumer));
        self.agenda.enter(now.plus_ms(REBALANCE_EVERY_MS), Step::Rebalance(group.clone(), consumer));
        self.share_out(group)
    }

    #[inline(never)]
    pub(crate) fn stop_consumer(&mut self, group: &GroupName, consumer: ConsumerId) -> Result<(), CommandError> {
        let known = self.groups.get(group).ok_or_else(|| CommandError::UnknownGroup(group.clone()))?;
        if !known.consumers.contains_key(&consumer) {
            return Err(CommandError::UnknownConsumer { group: group.clone(), consumer });
        }
        self.persist(group, consumer)?;
        if let Some(known) = self.group_mut(group) {
            known.consumers.remove(&consumer);
        }
        self.agenda.forget(group, consumer);
        self.happened(What::ConsumerStopped { group: group.clone(), consumer });
        self.share_out(group)
    }

    pub(crate) fn persist_and_repeat(&mut self, group: &GroupName, consumer: ConsumerId) -> Result<(), CommandError> {
        self.persist(group, consumer)?;
        self.agenda.enter(self.now.plus_ms(PERSIST_EVERY_MS), Step::Persist(group.clone(), consumer));
        Ok(())
    }

    pub(crate) fn rebalance_and_repeat(&mut self, group: &GroupName, consumer: ConsumerId) -> Result<(), CommandError> {
        self.share_out(group)?;
        self.agenda.enter(self.now.plus_ms(REBALANCE_EVERY_MS), Step::Rebalance(group.clone(), consumer));
        Ok(())
    }

    /// What a reset would do, for any row of the version table.
    pub(crate) fn plan(&self, rewind: &Rewind, behaviour: &broker::Behaviour) -> Result<ResetPlan, ResetRefusal> {
        let mut running = self.groups.get(&rewind.group).into_iter().flat_map(|group| group.consumers.values());
        let online = running.any(|consumer| consumer.settings.topic == rewind.topic);
        let (group, topic) = (&rewind.group, &rewind.topic);
        let request = ResetRequest { group, topic, time: rewind.time, force: rewind.force, online };
        self.broker.plan_reset(request, behaviour)
    }

    #[inline(never)]
    pub(crate) fn rewind(&mut self, rewind: &Rewind) -> Result<(), CommandError> {
        let plan = self.plan(rewind, self.broker.version().behaviour()).map_err(BrokerError::Reset)?;
        self.broker.carry_out(&plan, &rewind.group, &rewind.topic);
        let offsets: Vec<(QueueId, QueueOffset)> = plan.rows.iter().map(|row| (row.queue, row.target)).collect();
        if plan.mover == Mover::OnlineClients {
            self.tell_clients(rewind, &offsets);
        }
        let (group, topic, time) = (rewind.group.clone(), rewind.topic.clone(), rewind.time);
        self.happened(What::Rewound { group, topic, time, offsets });
        Ok(())
    }

    /// 4.9 and 5.1: each client drops what it has fetched of the queues that it owns, pauses, and goes on elsewhere.
    #[inline(never)]
    fn tell_clients(&mut self, rewind: &Rewind, offsets: &[(QueueId, QueueOffset)]) {
        let until = self.now.plus_ms(RESET_PAUSE_MS);
        let Some(group) = self.group_mut(&rewind.group) else { return };
        let readers = group.consumers.iter().filter(|(_, consumer)| consumer.settings.topic == rewind.topic);
        let told: Vec<ConsumerId> = readers.map(|(id, _)| *id).collect();
        for id in &told {
            let Some(consumer) = group.consumers.get_mut(id) else { continue };
            consumer.paused_until = Some(until);
            for (queue, offset) in offsets {
                if consumer.queues.contains_key(queue) {
                    consumer.drop_fetched(*queue);
                    consumer.reset.insert(*queue, *offset);
                }
            }
        }
        for consumer in told {
            self.agenda.enter(until, Step::GoOn(rewind.group.clone(), consumer));
        }
    }
}

/// The rules of RocketMQ's `Validators.checkGroup`.
fn check_group_name(group: &GroupName) -> Result<(), CommandError> {
    let name = group.as_str();
    let allowed = |c: char| c.is_ascii_alphanumeric() || "%|-_".contains(c);
    if name.is_empty() || name.len() > 255 || !name.chars().all(allowed) {
        return Err(CommandError::BadGroupName(group.clone()));
    }
    Ok(())
}
