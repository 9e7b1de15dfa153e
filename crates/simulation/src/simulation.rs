//! The whole: a broker, its clients, and the agenda that moves them. One way to change: `apply`.
use crate::agenda::{Agenda, Step};
use crate::command::Command;
use crate::consumer_group::Group;
use crate::error::{ADVANCE_MS_MAX, CommandError, Limit, STEPS_MAX};
use crate::event::{Event, What};
use crate::producer::Producer;
use crate::retention::Cleaning;
use crate::shared_map::SharedMap;
use crate::tags::Tags;
use broker::{Broker, BrokerConfig, BrokerVersion};
use std::sync::Arc;
use store::{GroupName, StoreConfig, StoreTime, TopicName};

/// A broker with its clients at one moment. A clone is cheap, and independent.
#[derive(Clone, Debug)]
pub struct Simulation {
    pub(crate) now: StoreTime,
    pub(crate) agenda: Agenda,
    pub(crate) broker: Broker,
    pub(crate) groups: SharedMap<GroupName, Group>,
    pub(crate) producer: Producer,
    pub(crate) tags: SharedMap<TopicName, Tags>,
    pub(crate) holds: u64,
    pub(crate) cleaning: Arc<Cleaning>,
    /// Steps of the agenda that were carried out, in all.
    pub(crate) steps_done: u64,
    /// What has happened since `apply` began; empty between commands.
    pub(crate) events: Vec<Event>,
}

impl Simulation {
    /// An empty broker of a version, at a time.
    pub fn new(version: BrokerVersion, now: StoreTime) -> Self {
        Self::with_broker(Broker::new(version, BrokerConfig::default(), StoreConfig::default()), now)
    }

    /// A broker as it is (a store that was opened, say), at a time.
    pub fn with_broker(broker: Broker, now: StoreTime) -> Self {
        let mut simulation = Self {
            now,
            agenda: Agenda::default(),
            cleaning: Arc::new(Cleaning::new(now, broker.config())),
            broker,
            groups: SharedMap::default(),
            producer: Producer::default(),
            tags: SharedMap::default(),
            holds: 0,
            steps_done: 0,
            events: Vec::new(),
        };
        simulation.read_tags();
        simulation.watch_delayed();
        simulation.watch_retention();
        simulation
    }

    /// Carries out a command.
    ///
    /// # Errors
    /// Says why the command cannot be carried out; nothing has changed then.
    pub fn apply(&mut self, command: &Command) -> Result<Vec<Event>, CommandError> {
        let mut next = self.clone();
        next.carry_out(command)?;
        let events = std::mem::take(&mut next.events);
        *self = next;
        Ok(events)
    }

    /// The clock.
    pub fn now(&self) -> StoreTime {
        self.now
    }

    /// The broker, to be asked.
    pub fn broker(&self) -> &Broker {
        &self.broker
    }

    /// Whether nothing was ever done: no topic, no group.
    pub(crate) fn is_untouched(&self) -> bool {
        self.groups.is_empty() && self.snapshot().topics.is_empty()
    }

    /// How much has happened: steps of the agenda, in all.
    pub(crate) fn steps_done(&self) -> u64 {
        self.steps_done
    }

    /// When the next thing is due that people wait for: chores that repeat for ever (saving offsets, looking whether
    /// queues are shared out evenly, held pulls that end) do not count, unless something depends on them.
    pub fn next_due(&self) -> Option<StoreTime> {
        self.agenda.iter().find(|(at, step)| self.matters(*at, step)).map(|(at, _)| at)
    }

    fn carry_out(&mut self, command: &Command) -> Result<(), CommandError> {
        match command {
            Command::CreateTopic { topic, queues } => self.create_topic(topic, *queues),
            Command::Produce(message) => self.produce(message),
            Command::ConfigureGroup { group, settings } => self.configure_group(group, settings),
            Command::StartConsumer { group } => self.start_consumer(group),
            Command::StopConsumer { group, consumer } => self.stop_consumer(group, *consumer),
            Command::Rewind(rewind) => self.rewind(rewind),
            Command::Advance { by_ms } => self.advance(*by_ms),
            Command::AdvanceToNext => {
                let due = self.next_due().ok_or(CommandError::NothingDue)?;
                self.run_until(due)
            }
            Command::ChooseVersion { version } => {
                self.broker.choose_version(*version);
                self.happened(What::VersionChosen { version: *version });
                self.restart_cleaning();
                Ok(())
            }
            Command::SetRetention(settings) => self.set_retention(settings),
            Command::DeleteExpired => {
                self.delete_expired();
                Ok(())
            }
            Command::ResizeFiles { log_bytes, queue_bytes } => self.resize_files(*log_bytes, *queue_bytes),
        }
    }

    fn advance(&mut self, by_ms: i64) -> Result<(), CommandError> {
        if !(0..=ADVANCE_MS_MAX).contains(&by_ms) {
            return Err(CommandError::BadAdvance { by_ms });
        }
        self.run_until(self.now.plus_ms(by_ms))
    }

    fn run_until(&mut self, until: StoreTime) -> Result<(), CommandError> {
        let mut steps = 0;
        while let Some((at, step)) = self.agenda.take(until) {
            steps += 1;
            if steps > STEPS_MAX {
                return Err(CommandError::Limit { what: Limit::Steps, max: STEPS_MAX });
            }
            self.now = at;
            self.steps_done += 1;
            self.step(step)?;
        }
        self.now = until;
        Ok(())
    }

    fn step(&mut self, step: Step) -> Result<(), CommandError> {
        match step {
            Step::Dispatch => self.dispatch(),
            Step::DeliverDelayed => self.deliver_delayed(),
            Step::Clean => self.clean(),
            Step::Pull(group, consumer, queue) => self.pull(&group, consumer, queue)?,
            Step::HoldEnds(group, consumer, queue, hold) => self.hold_ends(&group, consumer, queue, hold)?,
            Step::Handle(group, consumer) => self.handle(&group, consumer),
            Step::Handled(group, consumer) => self.handled(&group, consumer),
            Step::GoOn(group, consumer) => self.go_on(&group, consumer)?,
            Step::GiveUp(group, consumer, queue) => self.give_up(&group, consumer, queue)?,
            Step::Persist(group, consumer) => self.persist_and_repeat(&group, consumer)?,
            Step::Rebalance(group, consumer) => self.rebalance_and_repeat(&group, consumer)?,
        }
        Ok(())
    }

    fn matters(&self, at: StoreTime, step: &Step) -> bool {
        match step {
            Step::Persist(..) => false,
            Step::Clean => self.cleaning_is_due(at),
            Step::DeliverDelayed => self.broker.next_due().is_some(),
            Step::HoldEnds(group, consumer, queue, hold) => {
                let consumer = self.groups.get(group).and_then(|group| group.consumers.get(consumer));
                let held = |consumer: &crate::consumer::Consumer| {
                    let place = consumer.queues.get(queue)?;
                    (place.held?.id == *hold).then(|| consumer.settings.topic.clone())
                };
                let topic = consumer.and_then(held);
                topic.is_some_and(|topic| self.broker.offsets().pending_reset(group, &topic, *queue).is_some())
            }
            Step::Rebalance(group, _) => self.has_unread_orphan(group),
            _ => true,
        }
    }

    /// Notes what has happened.
    pub(crate) fn happened(&mut self, what: What) {
        self.events.push(Event { at: self.now, what });
    }

    /// A group, to be changed.
    pub(crate) fn group_mut(&mut self, group: &GroupName) -> Option<&mut Group> {
        self.groups.get_mut(group)
    }
}
