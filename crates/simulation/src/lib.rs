//! Clients, a clock and a history around a broker.
//!
//! `Simulation::apply` is the only way to change; `snapshot`, `timeline`, `preview_rewind` and the like only ask.
//! It knows nothing about browsers, wall clocks, time zones or how people write commands.
mod command;
mod event;
mod first_start;
mod preview;
mod snapshot;
mod timeline;

pub use command::{Command, ConsumeFrom, ConsumeTimestamp, ConsumerId, GroupSettings, Produce, Rewind};
pub use event::{Delivery, Event, What};
pub use first_start::{FirstStart, FirstStartStep, NotFoundReason, ZeroReason};
pub use preview::{PreviewRow, RewindPreview, Verdict};
pub use snapshot::{
    ConsumerState, ConsumerView, GroupQueueView, GroupView, QueueView, Snapshot, TopicView, WaitingView,
};
pub use timeline::{Bucket, Detail, Lane, LaneContent, Mark, MessageView, Timeline, Window};
