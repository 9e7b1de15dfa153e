//! Journeys: a story in plain text, a line a step, played on a simulation and checked as it goes.
//!
//! ```text
//! broker 5.3
//! clock 2022-01-17 11:01:00 +08:00
//! group backtracking-consumer-group reads test-topic3
//! start backtracking-consumer-group
//! send test-topic3 tag test03 delay 2: {"id":1,"desc":"test"}
//! wait 6s
//! expect backtracking-consumer-group received 1
//! ```
//!
//! A line that begins with `#` is for people. Lines beginning with `expect` check and change nothing. A line that
//! begins with `refused` must be refused, with the words after `because`.
mod parse;
mod run;
mod words;
mod write;

pub use parse::{Journey, JourneyError};
pub use run::JourneyFailure;
pub use write::{Unwritable, write_story};

use broker::BrokerVersion;
use simulation::{Command, ConsumerId, GroupSettings};
use store::{GroupName, QueueId, QueueOffset, StoreTime, TopicName};

/// One line of a journey.
#[derive(Clone, Debug, PartialEq)]
enum Statement {
    /// `clock TIME`, `broker VERSION`: the beginning.
    Begin { version: BrokerVersion, at: StoreTime },
    /// Something to do.
    Do(Deed),
    /// Something that must be refused, and what the refusal must say.
    Refused(Deed, String),
    /// Something that must be so.
    Expect(Claim),
}

/// Something to do; times may hang on messages that are stored on the way.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
    /// A command as it is.
    Command(Command),
    /// A command so many times.
    Times(u32, Command),
    /// What a group's consumers are started with.
    Group(GroupName, GroupSettings),
    /// A reset by time.
    Rewind {
        /// Whose offsets.
        group: GroupName,
        /// Of which topic.
        topic: TopicName,
        /// To which time.
        to: When,
        /// Whether a queue may move forward too.
        force: bool,
    },
    /// Lets time pass until then.
    WaitUntil(StoreTime),
    /// Takes a step of the history back.
    Undo,
    /// Takes it again.
    Redo,
}

/// A time that a line names.
#[derive(Clone, Debug, PartialEq)]
pub enum When {
    /// By the clock; −1 is the end of each queue.
    At(StoreTime),
    /// `the time of Q2 #4 + 1ms`: the store time of a message, and something.
    Message {
        /// The queue of the message.
        queue: QueueId,
        /// Its number.
        offset: QueueOffset,
        /// Milliseconds after it.
        plus_ms: i64,
    },
}

/// What another player than the simulation has to do for a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step<'a> {
    /// The story begins at this time.
    Begin {
        /// On its own clock.
        at: StoreTime,
    },
    /// Something to do.
    Do(&'a Deed),
}

impl Journey {
    /// What is done, line by line, for another player than the simulation. What must be so, or must be refused, is left
    /// out.
    pub fn steps(&self) -> impl Iterator<Item = (usize, Step<'_>)> {
        self.lines.iter().filter_map(|(line, statement)| match statement {
            Statement::Begin { at, .. } => Some((*line, Step::Begin { at: *at })),
            Statement::Do(deed) => Some((*line, Step::Do(deed))),
            Statement::Refused(..) | Statement::Expect(_) => None,
        })
    }
}

/// Something that must be so.
#[derive(Clone, Debug, PartialEq)]
enum Claim {
    /// `expect G received N [again M]`: deliveries so far, and how many of them were repeats.
    Received { group: GroupName, count: u64, again: Option<u64> },
    /// `expect G received Q0 #4 twice`.
    ReceivedTimes { group: GroupName, queue: QueueId, offset: QueueOffset, times: u32 },
    /// `expect G reads next 4 4 3 6`: the next message of each queue; `-` for no place.
    ReadsNext { group: GroupName, offsets: Vec<Option<QueueOffset>> },
    /// `expect G committed 4 - 3 6`.
    Committed { group: GroupName, offsets: Vec<Option<QueueOffset>> },
    /// `expect G lag 0`.
    Lag { group: GroupName, lag: i64 },
    /// `expect G consumer A owns Q0 Q1`.
    Owns { group: GroupName, consumer: ConsumerId, queues: Vec<QueueId> },
    /// `expect T holds 0-10 1-9`: min and max of each queue.
    Holds { topic: TopicName, ends: Vec<(QueueOffset, QueueOffset)> },
    /// `expect rewind G on T to TIME [force]: lands 4 4 3 6, again 18, skipped 2`.
    Preview {
        group: GroupName,
        topic: TopicName,
        to: When,
        force: bool,
        lands: Vec<QueueOffset>,
        again: i64,
        skipped: i64,
    },
    /// `expect first start of G on T from …: 0 0 0 0 [setting used]`.
    FirstStart { group: GroupName, settings: GroupSettings, firsts: Vec<QueueOffset>, setting_used: bool },
    /// `expect log has 3 files, 1 gone`.
    Files { living: usize, gone: usize },
    /// `expect next deletion never`, `expect next deletion 2022-01-20 04:00:00`.
    NextDeletion { at: Option<StoreTime> },
    /// `expect Q0 #0 of T has body TEXT`.
    Body { topic: TopicName, queue: QueueId, offset: QueueOffset, body: String },
}
