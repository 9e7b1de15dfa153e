//! A producer: takes the next queue in turn, and gives each message its unique key.
use crate::command::Produce;
use broker::Behaviour;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::sync::Arc;
use store::{Properties, QueueId, StoreTime, TopicName};

/// Where the producer says it is.
pub(crate) const PRODUCER_HOST: SocketAddrV4 = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 50_001);
/// What a unique key begins with: address, process and class loader of a client (`MessageClientIDSetter`).
const KEY_PREFIX: &str = "7F000001000118B4AAC2";

/// The one producer of the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Producer {
    turns: Arc<BTreeMap<TopicName, i32>>,
    sent: u64,
}

impl Producer {
    /// The next queue in turn. A real producer begins at a random one; here it is always the first, so that a story
    /// told twice is the same story.
    pub(crate) fn next_queue(&mut self, topic: &TopicName, queues: i32) -> QueueId {
        let turn = Arc::make_mut(&mut self.turns).entry(topic.clone()).or_default();
        let queue = QueueId(*turn % queues);
        *turn = (*turn + 1) % queues;
        queue
    }

    /// What a message carries besides its body, as client and broker of a version write it.
    pub(crate) fn properties(&mut self, message: &Produce, now: StoreTime, behaviour: &Behaviour) -> Properties {
        let mut properties = Properties::default();
        if !message.keys.is_empty() {
            properties.set(Properties::KEYS, &message.keys);
        }
        if message.delay_level != 0 {
            properties.set(Properties::DELAY, &message.delay_level.to_string());
        }
        properties.set(Properties::UNIQ_KEY, &self.unique_key(now));
        if behaviour.keeps_wait || message.delay_level > 0 {
            properties.set(Properties::WAIT, "true");
        }
        if !message.tag.is_empty() {
            properties.set(Properties::TAGS, &message.tag);
        }
        properties
    }

    /// Milliseconds and a count, in hex, behind the prefix: 32 digits.
    fn unique_key(&mut self, now: StoreTime) -> String {
        let count = self.sent & 0xFFFF;
        self.sent += 1;
        format!("{KEY_PREFIX}{:08X}{count:04X}", now.0 & 0xFFFF_FFFF)
    }
}
