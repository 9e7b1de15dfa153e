//! What a broker decides on top of a store.
//!
//! It knows nothing about clients, rebalance, a clock of its own or how people write commands.
mod version;

pub use version::{Behaviour, BrokerVersion, EmptyQueueOffset, InMemoryRule, MqadminNow, ResetPath};
