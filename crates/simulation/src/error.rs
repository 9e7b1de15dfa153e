//! Why a command was not carried out. Nothing was changed.
use crate::command::ConsumerId;
use broker::BrokerError;
use std::fmt;
use store::GroupName;

/// Steps that one command may take: a day of simulated time for a hundred busy consumers. More is a mistake, or a wait
/// that nobody wants to sit through.
pub const STEPS_MAX: u64 = 5_000_000;
/// Consumers that one group may have: each is a row on the page.
pub const CONSUMERS_MAX: usize = 64;
/// Groups that a simulation may have, for the same reason.
pub const GROUPS_MAX: usize = 64;
/// Files that a log can be cut into on demand: a simulation keeps a row for each.
pub const LOG_FILES_MAX: i64 = 4_096;
/// The longest body (`maxMessageSize` of client and broker, 4 MiB).
pub const BODY_BYTES_MAX: usize = 4 << 20;
/// The furthest that the clock can be moved at once: a hundred years.
pub const ADVANCE_MS_MAX: i64 = 100 * 365 * 86_400_000;

/// A refused command.
#[derive(Clone, Debug, PartialEq)]
pub enum CommandError {
    /// The broker refused.
    Broker(BrokerError),
    /// There is no such group.
    UnknownGroup(GroupName),
    /// The group has no such consumer running.
    UnknownConsumer {
        /// The group.
        group: GroupName,
        /// The consumer that was named.
        consumer: ConsumerId,
    },
    /// A group needs a name of letters, digits, `%`, `|`, `-` and `_`, at most 255 bytes.
    BadGroupName(GroupName),
    /// Something is full.
    Limit {
        /// What.
        what: Limit,
        /// How much it takes at most.
        max: u64,
    },
    /// Time cannot be moved that way: by a negative number, or by more than a hundred years.
    BadAdvance {
        /// What was asked for.
        by_ms: i64,
    },
    /// Nothing is due: there is no next step to go to.
    NothingDue,
    /// A setting out of its bounds.
    BadSetting {
        /// Which one.
        setting: Setting,
        /// What was asked for.
        value: i64,
        /// The least it can be.
        min: i64,
        /// The most it can be.
        max: i64,
    },
    /// A time that a handler can't take: negative, or more than a day.
    BadHandlerTime {
        /// What was asked for.
        ms: i64,
    },
}

/// A setting of retention, or a size of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// `fileReservedTime`, in hours.
    FileReservedTime,
    /// How many hours `deleteWhen` names.
    DeleteWhenCount,
    /// An hour of `deleteWhen`.
    DeleteWhen,
    /// `diskMaxUsedSpaceRatio`.
    DiskMaxUsedSpaceRatio,
    /// How much of the disk is in use.
    DiskUsed,
    /// The broker's zone, in minutes.
    ZoneOffset,
    /// `mappedFileSizeCommitLog`, in bytes.
    LogFileSize,
    /// `mappedFileSizeConsumeQueue`, in bytes.
    QueueFileSize,
}

impl Setting {
    /// Its name, RocketMQ's where it has one.
    pub fn name(self) -> &'static str {
        match self {
            Self::FileReservedTime => "fileReservedTime",
            Self::DeleteWhenCount => "the number of hours in deleteWhen",
            Self::DeleteWhen => "deleteWhen",
            Self::DiskMaxUsedSpaceRatio => "diskMaxUsedSpaceRatio",
            Self::DiskUsed => "the disk in use, in percent,",
            Self::ZoneOffset => "the broker's zone, in minutes,",
            Self::LogFileSize => "mappedFileSizeCommitLog",
            Self::QueueFileSize => "mappedFileSizeConsumeQueue",
        }
    }
}

/// What can be full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Steps of one command.
    Steps,
    /// Consumers of a group.
    Consumers,
    /// Groups.
    Groups,
    /// Bytes of a body.
    BodyBytes,
    /// Steps in the history.
    History,
    /// Files of the log.
    LogFiles,
}

impl fmt::Display for CommandError {
    #[inline(never)]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broker(error) => error.fmt(f),
            Self::UnknownGroup(group) => write!(f, "group {group} does not exist: start a consumer of it first"),
            Self::UnknownConsumer { group, consumer } => {
                write!(f, "group {group} has no running consumer {}", consumer.letter())
            }
            Self::BadGroupName(group) => {
                write!(f, "`{group}` can't name a group: take 1 to 255 letters, digits, %, |, - and _")
            }
            Self::Limit { what, max } => write!(f, "{} {max}: {}", what.name(), what.way_out()),
            Self::BadAdvance { by_ms } => {
                write!(f, "the clock can't move by {by_ms} ms: take 0 to {ADVANCE_MS_MAX}")
            }
            Self::NothingDue => f.write_str("nothing is due: send a message or let time pass"),
            Self::BadSetting { setting, value, min, max } => {
                write!(f, "{} can't be {value}: take {min} to {max}", setting.name())
            }
            Self::BadHandlerTime { ms } => {
                write!(f, "a handler can't take {ms} ms: take 0 to 86400000 (a day)")
            }
        }
    }
}

impl Limit {
    #[inline(never)]
    fn name(self) -> &'static str {
        match self {
            Self::Steps => "one command takes at most this many steps:",
            Self::Consumers => "a group has at most this many consumers:",
            Self::Groups => "at most this many groups can exist:",
            Self::BodyBytes => "a body has at most this many bytes:",
            Self::LogFiles => "a log has at most this many files:",
            Self::History => "a session remembers at most this many steps:",
        }
    }

    #[inline(never)]
    fn way_out(self) -> &'static str {
        match self {
            Self::Steps => "move the clock in smaller stretches",
            Self::Consumers => "stop one first",
            Self::Groups => "use one that is there",
            Self::BodyBytes => "send a shorter one",
            Self::LogFiles => "take larger files",
            Self::History => "start anew from here",
        }
    }
}

impl std::error::Error for CommandError {}

impl From<BrokerError> for CommandError {
    fn from(error: BrokerError) -> Self {
        Self::Broker(error)
    }
}
