//! Looking a message up: by one of its keys, by its unique key, or by its offset id, as `mqadmin queryMsgByKey`,
//! `queryMsgByUniqueKey` and `queryMsgById` do.
use crate::simulation::Simulation;
use crate::timeline::MessageView;
use serde::Serialize;
use std::net::SocketAddr;
use store::{GroupName, LogOffset, OffsetMessageId, Record, StoreError, StoreTime, TopicName};

/// Messages that one query finds at most (`queryMsgByKey` asks for so many).
pub const FOUND_MAX: usize = 64;

/// What a text was taken for, and what was found by it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "by", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Lookup {
    /// An offset id: it names a broker and a place in its log.
    OffsetId {
        /// The broker that it names.
        host: SocketAddr,
        /// The place.
        at: LogOffset,
        /// The message, or why there is none.
        found: Result<Box<FoundMessage>, NotThere>,
    },
    /// A key: asked of the key index.
    Key {
        /// The messages, oldest first.
        found: Vec<FoundMessage>,
        /// Whether there may be more: only the newest [`FOUND_MAX`] are told.
        more: bool,
    },
    /// The broker keeps no key index (`messageIndexEnable=false`).
    NoIndex,
}

/// A message that was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FoundMessage {
    /// Its topic: `SCHEDULE_TOPIC_XXXX` while it waits for its delay.
    pub topic: TopicName,
    /// Its offset id.
    pub offset_id: String,
    /// Whether the text is its unique key, not one of its keys.
    pub by_unique_key: bool,
    /// The message.
    pub message: MessageView,
}

/// Why an offset id leads to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum NotThere {
    /// It names another broker.
    OtherBroker,
    /// The place lies before the log: the file is gone.
    Gone,
    /// The log has not come so far.
    NotYet,
    /// No record begins there.
    NoRecord,
}

impl Simulation {
    /// Looks a message up. A text of 32 or 56 hexadecimal digits that names this broker is an offset id; everything
    /// else is a key (the unique key is one) and is asked for in the topic, among the messages stored from `from` to
    /// `to`. A question: nothing changes.
    #[inline(never)]
    pub fn look_up(
        &self,
        topic: &TopicName,
        text: &str,
        (from, to): (StoreTime, StoreTime),
        group: Option<&GroupName>,
    ) -> Lookup {
        let text = text.trim();
        let found = self.by_key(topic, text, (from, to), group);
        // A unique key has 32 digits as well, so the key index is asked first.
        let is_key = matches!(&found, Lookup::Key { found, .. } if !found.is_empty());
        match text.parse::<OffsetMessageId>() {
            Ok(id) if !is_key => self.by_offset_id(id, group),
            _ => found,
        }
    }

    fn by_key(
        &self,
        topic: &TopicName,
        key: &str,
        (from, to): (StoreTime, StoreTime),
        group: Option<&GroupName>,
    ) -> Lookup {
        let store = self.broker.store();
        if store.config().index.is_none() {
            return Lookup::NoIndex;
        }
        let records = store.messages_by_key(topic, key, (from, to), FOUND_MAX + 1);
        let more = records.len() > FOUND_MAX;
        let newest = records.iter().skip(records.len().saturating_sub(FOUND_MAX));
        let found = newest.map(|record| self.found(record, record.unique_key() == Some(key), group));
        Lookup::Key { found: found.collect(), more }
    }

    fn by_offset_id(&self, id: OffsetMessageId, group: Option<&GroupName>) -> Lookup {
        let (host, at) = (id.store_host, id.log_offset);
        let store = self.broker.store();
        let found = match store.record(at) {
            Ok(record) if record.store_host() != host => Err(NotThere::OtherBroker),
            Ok(record) => Ok(Box::new(self.found(&record, false, group))),
            // A log that was opened has records of whatever broker wrote them, so its own address says nothing.
            Err(StoreError::OutsideLog { min, .. }) if at < min => Err(NotThere::Gone),
            Err(StoreError::OutsideLog { .. }) => Err(NotThere::NotYet),
            Err(_) => Err(NotThere::NoRecord),
        };
        Lookup::OffsetId { host, at, found }
    }

    fn found(&self, record: &Record<'_>, by_unique_key: bool, group: Option<&GroupName>) -> FoundMessage {
        let topic = TopicName::from(record.topic());
        let message = self.message_view(record, &topic, record.queue(), record.queue_offset(), group);
        FoundMessage { topic, offset_id: OffsetMessageId::of(record).to_string(), by_unique_key, message }
    }
}
