//! Answers in the lab's JSON: same fields, same order, same words.
use broker::BrokerVersion;
use serde::Serialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::io::Read;
use std::net::IpAddr;
use store::Record;

/// One line of output.
#[derive(Serialize)]
pub(crate) struct Line {
    pub(crate) op: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<Box<RawValue>>,
    #[serde(flatten)]
    pub(crate) answer: Answer,
}

/// What was found.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum Answer {
    Range {
        min: i64,
        max: i64,
        #[serde(rename = "earliestStoreTime")]
        earliest_store_time: i64,
    },
    Search {
        offsets: Vec<i64>,
    },
    Pull {
        status: broker::PullStatus,
        next: i64,
        min: i64,
        max: i64,
        messages: Vec<Message>,
    },
    Look {
        message: Message,
    },
    Refused(Refusal),
}

/// An error, as the lab prints an exception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Refusal {
    error: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<i32>,
    message: String,
}

impl Refusal {
    /// An exception of Java's own.
    pub(crate) fn new(class: &str, message: impl Into<String>) -> Self {
        Self { error: class.to_owned(), code: None, message: message.into() }
    }

    /// The client refused before it asked the broker.
    pub(crate) fn of_client(message: impl Into<String>) -> Self {
        let error = "org.apache.rocketmq.client.exception.MQClientException".to_owned();
        Self { error, code: Some(-1), message: message.into() }
    }

    /// The broker refused.
    pub(crate) fn of_broker(code: i32, message: impl Into<String>) -> Self {
        let error = "org.apache.rocketmq.client.exception.MQBrokerException".to_owned();
        Self { error, code: Some(code), message: message.into() }
    }
}

/// A message, as the lab shows it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Message {
    pub(crate) topic: String,
    pub(crate) queue: i32,
    pub(crate) offset: i64,
    pub(crate) store_time: i64,
    pub(crate) born_time: i64,
    pub(crate) physical: i64,
    pub(crate) size: i32,
    pub(crate) sys_flag: i32,
    pub(crate) reconsume_times: i32,
    pub(crate) tags: Option<String>,
    pub(crate) keys: Option<String>,
    pub(crate) msg_id: String,
    /// `null` for an empty one.
    pub(crate) body: Option<String>,
    pub(crate) properties: BTreeMap<String, String>,
}

/// The body is compressed (`MessageSysFlag.COMPRESSED_FLAG`).
const COMPRESSED: i32 = 1;

impl Message {
    /// A message as a client of that version gets it, without what a pull adds.
    pub(crate) fn stored(record: &Record<'_>, version: BrokerVersion) -> Self {
        let body = if record.sys_flag() & COMPRESSED == 0 { None } else { inflate(record.body()) };
        let mut message = Self::looked_at(record);
        if let Some(body) = body {
            message.body = text_of(&body);
            if version >= BrokerVersion::V5_3 {
                message.sys_flag &= !COMPRESSED;
            }
        }
        if let Some(key) = record.unique_key() {
            message.msg_id = key.to_owned();
        }
        message
    }

    /// A message as the broker itself looks at it: the id is the broker's, the body as stored.
    pub(crate) fn looked_at(record: &Record<'_>) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Self {
            topic: record.topic().to_owned(),
            queue: record.queue().0,
            offset: record.queue_offset().0,
            store_time: record.store_time().0,
            born_time: record.born_time().0,
            physical: record.log_offset().0,
            size: record.total_size(),
            sys_flag: record.sys_flag(),
            reconsume_times: record.reconsume_times(),
            tags: owned(record.tags()),
            keys: owned(record.keys()),
            msg_id: offset_id(record),
            body: text_of(record.body()),
            properties: record.properties().iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        }
    }

    /// What 4.9 makes of the blank record that fills a log file up: a message of zeros (its decoder does not look at
    /// the magic).
    pub(crate) fn blank(size: i32) -> Self {
        Self {
            topic: String::new(),
            queue: 0,
            offset: 0,
            store_time: 0,
            born_time: 0,
            physical: 0,
            size,
            sys_flag: 0,
            reconsume_times: 0,
            tags: None,
            keys: None,
            msg_id: "0".repeat(32),
            body: None,
            properties: BTreeMap::new(),
        }
    }

    /// A pull tells the queue's ends in each message.
    pub(crate) fn with_ends(mut self, min: i64, max: i64) -> Self {
        self.properties.insert("MIN_OFFSET".to_owned(), min.to_string());
        self.properties.insert("MAX_OFFSET".to_owned(), max.to_string());
        self
    }
}

fn text_of(body: &[u8]) -> Option<String> {
    (!body.is_empty()).then(|| String::from_utf8_lossy(body).into_owned())
}

/// The broker's own id: address, port and place in the log in hexadecimal (`MessageDecoder.createMessageId`).
fn offset_id(record: &Record<'_>) -> String {
    let host = record.store_host();
    let address = match host.ip() {
        IpAddr::V4(four) => format!("{:08X}", u32::from(four)),
        IpAddr::V6(six) => format!("{:032X}", u128::from(six)),
    };
    format!("{address}{:08X}{:016X}", host.port(), record.log_offset().0)
}

/// Undoes zlib; `None` when it is something else.
fn inflate(body: &[u8]) -> Option<Vec<u8>> {
    /// The largest message that a broker takes by default, many times over.
    const MOST: u64 = 64 << 20;
    let mut plain = Vec::new();
    flate2::read::ZlibDecoder::new(body).take(MOST).read_to_end(&mut plain).ok().map(|_| plain)
}
