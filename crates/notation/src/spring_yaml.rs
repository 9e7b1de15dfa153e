//! Spring's `application.yml` with the RocketMQ binder: what would be built from it, and what its keys really do.
mod binder;
mod build;
mod check;
mod error;
mod flat;
pub mod keys;
mod place;
mod remark;
mod remark_text;
mod settings;
mod yaml;

pub use binder::BinderVersion;
pub use error::{ImportError, ImportErrorKind};
pub use remark::{Remark, RemarkKind, Severity};
pub use remark_text::remark_text;

use serde::Serialize;

/// What a Spring file makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpringImport {
    /// The binder version that was asked about.
    pub binder: BinderVersion,
    /// False when a remark says that the application would not start.
    pub starts: bool,
    /// The topics, each once.
    pub topics: Vec<TopicImport>,
    /// The producers, in the order of the file.
    pub producers: Vec<ProducerImport>,
    /// The consumer groups, in the order of the file.
    pub groups: Vec<GroupImport>,
    /// Marks for the lines that have one, by line.
    #[serde(skip)]
    pub line_marks: Vec<LineMark>,
    /// The remarks, the weightiest first.
    #[serde(skip)]
    pub remarks: Vec<Remark>,
}

/// A topic of a Spring file. The file does not say how many queues it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TopicImport {
    /// Its name.
    pub name: String,
    /// The lines that name it.
    pub lines: Vec<usize>,
}

/// How a producer sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum SendType {
    /// Waits for the broker's answer.
    Sync,
    /// Is told the answer later.
    Async,
    /// Never knows.
    OneWay,
}

/// A producer of a Spring file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProducerImport {
    /// The binding's name.
    pub binding: String,
    /// The topic it sends to.
    pub topic: String,
    /// Its producer group; `None` when the start stops for want of one.
    pub group: Option<String>,
    /// How it sends.
    pub send_type: SendType,
    /// True when a message with the header `DELAY` is delayed.
    pub sets_delay_level: bool,
    /// False when it is switched off.
    pub enabled: bool,
    /// The lines that made it.
    pub lines: Vec<usize>,
}

/// How the members of a group share the messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MessageModel {
    /// Each message goes to one member.
    Clustering,
    /// Each message goes to every member.
    Broadcasting,
}

/// Where a client without an offset starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ConsumeFromWhere {
    /// At the end. Three older words mean the same to the client.
    #[serde(rename = "CONSUME_FROM_LAST_OFFSET")]
    Last,
    /// At the beginning.
    #[serde(rename = "CONSUME_FROM_FIRST_OFFSET")]
    First,
    /// At a time.
    #[serde(rename = "CONSUME_FROM_TIMESTAMP")]
    Timestamp,
}

/// The `consumeTimestamp` of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimestampText {
    /// The text as Spring binds it.
    pub text: String,
    /// Its line.
    pub line: usize,
    /// Whether the binder hands it to the client. No version does.
    pub reaches_client: bool,
    /// Whether a client could read it.
    pub is_readable: bool,
}

/// The time that a client has for a start by time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum ClientTimestamp {
    /// The client's own default: half an hour before it was made, in its zone.
    HalfHourBeforeStart,
    /// A text from the file.
    Given(String),
}

/// What the client gets, after the binder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FirstStart {
    /// Where it starts.
    pub consume_from_where: ConsumeFromWhere,
    /// The time that it has; it looks at it only when it starts by time.
    pub consume_timestamp: ClientTimestamp,
}

/// A consumer group of a Spring file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupImport {
    /// The binding's name.
    pub binding: String,
    /// The topic it reads.
    pub topic: String,
    /// The group; `None` when the start stops for want of one.
    pub group: Option<String>,
    /// `consumeFromWhere` as written.
    pub consume_from_where: Option<String>,
    /// `consumeTimestamp` as written.
    pub consume_timestamp: Option<TimestampText>,
    /// What the client gets.
    pub first_start: FirstStart,
    /// Clustering or broadcasting, as the client gets it.
    pub message_model: MessageModel,
    /// False when no client is made at all.
    pub enabled: bool,
    /// The subscription that the client gets: tags, or `*`, or an SQL expression after `sql:`.
    pub tags: String,
    /// The lines that made it.
    pub lines: Vec<usize>,
}

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Mark {
    /// Has no effect here.
    Ignored,
    /// Has its effect.
    Used,
    /// Would have an effect elsewhere, or in another binder version.
    Misplaced,
}

/// A line and its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LineMark {
    /// The line, from 1.
    pub line: usize,
    /// Its mark.
    pub mark: Mark,
}

/// Reads a Spring file as an application with this binder would.
///
/// # Errors
/// The text is no YAML, or has no binding to build from. Nothing is built from half a file.
pub fn read_spring_yaml(text: &str, binder: BinderVersion) -> Result<SpringImport, ImportError> {
    let settings = settings::Settings::read(text)?;
    let mut notes = remark::Notes::default();
    settings.check_documents(&mut notes);
    check::check_keys(&settings, binder, &mut notes);
    build::build(&settings, binder, notes)
}
