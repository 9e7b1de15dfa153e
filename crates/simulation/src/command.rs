//! What can be done to a simulation: the only way to change it.
use broker::BrokerVersion;
use serde::{Deserialize, Serialize};
use store::{GroupName, QueueId, StoreTime, TopicName};

/// One wish. A command that cannot be carried out is an error and changes nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Command {
    /// Makes a topic. Sending to an unknown topic makes it as well, with 4 queues.
    CreateTopic {
        /// Its name.
        topic: TopicName,
        /// How many queues it gets, from 1.
        queues: i32,
    },
    /// Sends one message, synchronously.
    Produce(Produce),
    /// Sets what a group's consumers are started with; running ones keep theirs.
    ConfigureGroup {
        /// The group.
        group: GroupName,
        /// The settings.
        settings: GroupSettings,
    },
    /// Starts one more consumer of a group.
    StartConsumer {
        /// The group; made when it is new.
        group: GroupName,
    },
    /// Stops a consumer: it saves its offsets and leaves, and the others take its queues.
    StopConsumer {
        /// The group.
        group: GroupName,
        /// Which one.
        consumer: ConsumerId,
    },
    /// Moves a group's offsets by time, as `mqadmin resetOffsetByTime` does.
    Rewind(Rewind),
    /// Lets time pass: everything due is carried out.
    Advance {
        /// Milliseconds of simulated time, not negative.
        by_ms: i64,
    },
    /// Lets time pass until the next thing that is due, and carries that out.
    AdvanceToNext,
    /// Restarts the broker as another version on the same store.
    ChooseVersion {
        /// The version.
        version: BrokerVersion,
    },
    /// Sets when old files are deleted.
    SetRetention(Retention),
    /// Asks the broker to delete the files that are old enough, as `mqadmin deleteExpiredCommitLog` does: for its next
    /// 20 looks, one every ten seconds, the hour does not count.
    DeleteExpired,
    /// Puts the messages into files of other sizes, as if the broker had been set up so. Messages get other places in
    /// the log. A real broker can't do this: it does not start on files of another size.
    ResizeFiles {
        /// `mappedFileSizeCommitLog`: 4096 to 1073741824.
        log_bytes: i64,
        /// `mappedFileSizeConsumeQueue`: 20 bytes for each message, up to 6000000.
        queue_bytes: i64,
    },
}

/// When the broker deletes old log files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Retention {
    /// `fileReservedTime`: hours that a file stays after it was last written to.
    pub file_reserved_hours: i64,
    /// `deleteWhen`: the hours of the day in which old files are deleted.
    pub delete_when: Vec<u8>,
    /// `diskMaxUsedSpaceRatio`: percent of the disk in use above which they are deleted at any hour.
    pub disk_max_used_percent: i64,
    /// How much of the broker's disk is in use, in percent; deleting files does not change it. Above 85 even young
    /// files are deleted. Above 90 a real broker takes no messages any more, which is not modelled: it ends there.
    pub disk_used_percent: i64,
    /// Where the broker's clock stands, in minutes east of UTC. Fixed: no summer time.
    pub zone_offset_minutes: i32,
}

impl Default for Retention {
    fn default() -> Self {
        let config = broker::BrokerConfig::default();
        Self {
            file_reserved_hours: config.file_reserved_hours,
            delete_when: config.delete_when,
            disk_max_used_percent: config.disk_max_used_percent,
            disk_used_percent: 50,
            zone_offset_minutes: 8 * 60,
        }
    }
}

/// A message to send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Produce {
    /// Where to.
    pub topic: TopicName,
    /// Which queue; `None` lets the producer take the next in turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<QueueId>,
    /// Its tag; empty for none.
    #[serde(default)]
    pub tag: String,
    /// Its keys, parted by blanks; empty for none.
    #[serde(default)]
    pub keys: String,
    /// What is in it.
    pub body: String,
    /// Its delay level; 0 or less is no delay.
    #[serde(default)]
    pub delay_level: i32,
}

/// A reset by time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rewind {
    /// Whose offsets.
    pub group: GroupName,
    /// Of which topic.
    pub topic: TopicName,
    /// To which store time; −1 is the end.
    pub time: StoreTime,
    /// Whether a queue may move forward too. `mqadmin` says yes when nothing is said.
    pub force: bool,
}

/// The number of a consumer in its group, from 0: A, B, C … on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConsumerId(pub u32);

impl ConsumerId {
    /// A for 0, B for 1 … Z, A1, B1 …
    pub fn letter(self) -> String {
        let letter = char::from(b'A' + u8::try_from(self.0 % 26).expect("less than 26"));
        if self.0 < 26 { letter.to_string() } else { format!("{letter}{}", self.0 / 26) }
    }
}

/// What the consumers of a group are started with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupSettings {
    /// What they subscribe to.
    pub topic: TopicName,
    /// Where a group without offsets starts, if the broker lets the setting speak.
    #[serde(default)]
    pub consume_from: ConsumeFrom,
    /// Tags with `||` between them, or `*`.
    #[serde(default = "every_tag")]
    pub tags: String,
    /// How long the handler works on one message.
    #[serde(default = "default_handler_ms")]
    pub handler_ms: i64,
}

fn every_tag() -> String {
    "*".to_owned()
}

/// Long enough that a replay can be watched, short enough that it does not bore.
fn default_handler_ms() -> i64 {
    200
}

/// RocketMQ's `ConsumeFromWhere`, without the deprecated ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "where", rename_all = "camelCase")]
pub enum ConsumeFrom {
    /// `CONSUME_FROM_LAST_OFFSET`, the client's default.
    #[default]
    Last,
    /// `CONSUME_FROM_FIRST_OFFSET`.
    First,
    /// `CONSUME_FROM_TIMESTAMP`.
    Timestamp {
        /// `consumeTimestamp`; `None` is the client's own default: half an hour before it was made.
        time: Option<ConsumeTimestamp>,
    },
}

/// A `consumeTimestamp`: the text that was written, and the instant that the client makes of it in its zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsumeTimestamp {
    /// As written.
    pub text: String,
    /// As read.
    pub at: StoreTime,
}
