//! Clients, a clock and a history around a broker.
//!
//! `Simulation::apply` is the only way to change; `snapshot`, `timeline`, `preview_rewind` and the like only ask.
//! It knows nothing about browsers, wall clocks, time zones or how people write commands.
mod agenda;
mod article;
mod ask;
mod command;
mod commands;
mod consumer;
mod consumer_group;
mod error;
mod event;
mod fetched;
mod first_start;
mod handling;
mod lookup;
mod open;
mod preview;
mod producer;
mod pulling;
mod rebalance;
mod receipts;
mod retention;
mod session;
mod shared_map;
mod sharing;
mod simulation;
mod snapshot;
mod tags;
mod timeline;

pub use article::{ARTICLE_BODY, ARTICLE_GROUP, ARTICLE_TOPIC};
pub use ask::FeedLine;
pub use broker::{BrokerVersion, FileSizes, NotFoundReason, SaveError, ZeroReason};
pub use command::{Command, ConsumeFrom, ConsumeTimestamp, ConsumerId, GroupSettings, Produce, Retention, Rewind};
pub use error::{
    ADVANCE_MS_MAX, BODY_BYTES_MAX, CONSUMERS_MAX, CommandError, GROUPS_MAX, LOG_FILES_MAX, Limit, STEPS_MAX, Setting,
};
pub use event::{Delivery, Event, What};
pub use first_start::{FirstStart, FirstStartStep};
pub use lookup::{FOUND_MAX, FoundMessage, Lookup, NotThere};
pub use open::{OPENED_GROUPS_MAX, PRACTICE_PREFIX};
pub use preview::{PreviewRow, RewindPreview, Verdict};
pub use retention::{LogFileView, TrimmedQueue};
pub use session::{HISTORY_MAX, HistoryStep, Session, StepLabel, Story};
pub use simulation::Simulation;
pub use snapshot::{
    ConsumerState, ConsumerView, GroupQueueView, GroupView, QueueView, RetentionView, Snapshot, TopicView, WaitingView,
};
pub use timeline::{Bucket, Detail, Lane, LaneContent, Mark, MessageView, Timeline, Window};
