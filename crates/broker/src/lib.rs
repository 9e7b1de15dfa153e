//! What a broker decides on top of a store.
//!
//! It knows nothing about clients, rebalance, a clock of its own or how people write commands.
mod broker;
mod clean;
mod config;
mod config_files;
mod config_remark;
mod error;
mod filter;
mod offset_answer;
mod offset_moved;
mod offset_table;
mod open;
mod pull;
mod reset;
mod save;
mod save_config;
mod schedule;
mod send;
mod topic;
mod version;

pub use broker::{Boundary, Broker};
pub use clean::CleanAt;
pub use config::{BROKER_QUEUES, BrokerConfig, PRODUCER_QUEUES, QUEUES_IN_ALL_MAX, QUEUES_MAX};
pub use config_remark::{ConfigProblem, ConfigRemark};
pub use error::{BrokerError, TopicProblem};
pub use filter::TagFilter;
pub use offset_answer::{NotFoundReason, OffsetAnswer, ZeroReason};
pub use offset_table::OffsetTable;
pub use open::Opened;
pub use pull::{PullRequest, PullResult, PullStatus};
pub use reset::{Mover, ResetPlan, ResetRefusal, ResetRequest, ResetRow};
pub use save::{FileSizes, SaveError};
pub use schedule::{Delivered, Schedule, Waiting};
pub use send::{Message, Stored};
pub use store::SCHEDULE_TOPIC;
pub use topic::{TopicConfig, Topics, is_system};
pub use version::{Behaviour, BrokerVersion, EmptyQueueOffset, EndOfQueue, InMemoryRule, MqadminNow, ResetPath};
