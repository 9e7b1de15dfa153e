//! A session on a large store: what its steps cost.
use crate::{Shape, Work, allocated_bytes};
use broker::{Broker, BrokerConfig, BrokerVersion};
use simulation::{Command, ConsumeFrom, ConsumerId, GroupSettings, Produce, Rewind, Session, Simulation};
use store::{GroupName, TopicName};

/// Commands of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Moves a group whose consumers run.
    Rewind,
    /// Goes on to what is due next: a message is handled, a pull comes back.
    Next,
    /// Changes the settings of a group.
    Configure,
    /// Restarts the broker as another version.
    Version,
    /// A consumer goes, or comes.
    Consumer,
    /// Sends a message.
    Send,
}

impl Kind {
    /// Those that store no message.
    pub const STORING_NOTHING: [Self; 5] = [Self::Rewind, Self::Next, Self::Configure, Self::Version, Self::Consumer];
}

/// A session on a store of many messages, with a group that two consumers read.
pub struct History {
    session: Session,
    topic: TopicName,
    group: GroupName,
    messages: i64,
    asked: i64,
}

impl History {
    /// A session that begins with so many messages.
    pub fn new(messages: i64, queues: i32) -> Self {
        let (topic, group) = (TopicName::from("Bench"), GroupName::from("readers"));
        let mut work = Work::default();
        work.append(messages, queues, Shape::Spread);
        work.dispatch();
        let store = work.take_store().expect("it has just been filled");
        let now = Shape::Spread.time(messages, messages);
        let broker = Broker::with_store(BrokerVersion::V5_3, BrokerConfig::default(), store);
        let session = Session::new(Simulation::with_broker(broker, now));
        let mut history = Self { session, topic, group, messages, asked: 0 };
        let settings = history.settings();
        let group = || history.group.clone();
        let begin = [
            Command::ConfigureGroup { group: group(), settings },
            Command::StartConsumer { group: group() },
            Command::StartConsumer { group: group() },
            Command::Advance { by_ms: 30_000 },
        ];
        begin.iter().for_each(|command| history.apply(command));
        history
    }

    /// The simulation as it is.
    pub fn simulation(&self) -> &Simulation {
        self.session.simulation()
    }

    /// Carries out commands of one kind. Returns the bytes that each of them keeps.
    pub fn keep(&mut self, kind: Kind, commands: usize) -> usize {
        let before = allocated_bytes();
        for _ in 0..commands {
            self.asked += 1;
            let command = self.command(kind);
            self.apply(&command);
        }
        (allocated_bytes() - before) / commands
    }

    /// Goes back a step; `false` at the beginning.
    pub fn undo(&mut self) -> bool {
        self.session.undo()
    }

    /// Goes forward a step; `false` at the end.
    pub fn redo(&mut self) -> bool {
        self.session.redo()
    }

    fn command(&self, kind: Kind) -> Command {
        let (group, topic, asked) = (self.group.clone(), self.topic.clone(), self.asked);
        // Steps by a large odd number visit all messages as if at random.
        let time = Shape::Spread.time(asked * 777_777 % self.messages, self.messages);
        match kind {
            Kind::Rewind => Command::Rewind(Rewind { group, topic, time, force: true }),
            Kind::Next => Command::AdvanceToNext,
            Kind::Configure => Command::ConfigureGroup { group, settings: self.settings() },
            Kind::Version => {
                let versions = BrokerVersion::ALL;
                Command::ChooseVersion { version: versions[usize::try_from(asked).unwrap_or(0) % versions.len()] }
            }
            Kind::Consumer => {
                let known = self.simulation().snapshot().groups;
                let running: Vec<ConsumerId> =
                    known.iter().flat_map(|group| &group.consumers).map(|view| view.consumer).collect();
                match running[..] {
                    [_, _, consumer, ..] => Command::StopConsumer { group, consumer },
                    _ => Command::StartConsumer { group },
                }
            }
            Kind::Send => {
                let (tag, keys, body) = ("TagA".to_owned(), String::new(), format!("order {asked}"));
                Command::Produce(Produce { topic, queue: None, tag, keys, body, delay_level: 0 })
            }
        }
    }

    fn settings(&self) -> GroupSettings {
        let handler_ms = 100 + self.asked % 7;
        GroupSettings { topic: self.topic.clone(), consume_from: ConsumeFrom::First, tags: "*".to_owned(), handler_ms }
    }

    fn apply(&mut self, command: &Command) {
        self.session.apply(command).expect("a command of this kind is accepted here");
    }
}
