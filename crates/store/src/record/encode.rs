//! Writing a record.
use super::{
    Properties,
    layout::{
        BLANK_MAGIC, BODY, BODY_CRC, BORN_HOST, BORN_HOST_V6, BORN_TIME, FIXED, FLAG, LOG_OFFSET, MESSAGE_MAGIC,
        QUEUE_ID, QUEUE_OFFSET, STORE_HOST_V6, SYS_FLAG,
    },
};
use crate::{BornTime, LogOffset, QueueId, QueueOffset, StoreConfig, StoreError, StoreTime, TopicName, crc::body_crc};
use std::net::SocketAddrV4;

/// Longest topic in bytes: its length is one signed byte (`Byte.MAX_VALUE`).
const TOPIC_MAX: usize = 127;
/// Longest properties in bytes: their length is two signed bytes (`Short.MAX_VALUE`).
const PROPERTIES_MAX: usize = 32_767;

/// A message on its way into the log: everything but what the log decides (its places and its store time).
#[derive(Clone, Copy, Debug)]
pub struct NewRecord<'a> {
    /// The topic.
    pub topic: &'a TopicName,
    /// The queue of the topic.
    pub queue: QueueId,
    /// Free for the producer.
    pub flag: i32,
    /// RocketMQ's flags: compressed, transaction. The two flags for IPv6 addresses are not taken.
    pub sys_flag: i32,
    /// When the producer made the message.
    pub born_time: BornTime,
    /// The producer's address.
    pub born_host: SocketAddrV4,
    /// The broker's address.
    pub store_host: SocketAddrV4,
    /// How often the message was given back by a consumer.
    pub reconsume_times: i32,
    /// For transactions; 0 otherwise.
    pub prepared_transaction_offset: i64,
    /// The body.
    pub body: &'a [u8],
    /// The properties.
    pub properties: &'a Properties,
}

/// What the log decides about a record.
pub(crate) struct Placed {
    pub(crate) queue_offset: QueueOffset,
    pub(crate) log_offset: LogOffset,
    pub(crate) store_time: StoreTime,
}

/// The bytes that the record will take.
pub(crate) fn encoded_len(record: &NewRecord<'_>, trailing: bool) -> usize {
    FIXED + record.body.len() + record.topic.as_str().len() + record.properties.encode(trailing).len()
}

/// Refuses what a broker refuses (`CommitLog.putMessage`, `MESSAGE_ILLEGAL` and `PROPERTIES_SIZE_EXCEEDED`).
pub(crate) fn check_limits(record: &NewRecord<'_>, config: &StoreConfig) -> Result<(), StoreError> {
    let refuse = |what, bytes, limit| Err(StoreError::TooLong { what, bytes, limit });
    let properties = record.properties.encode(config.trailing_property_separator).len();
    match record {
        r if r.topic.as_str().is_empty() => Err(StoreError::NoTopic),
        r if r.topic.as_str().len() > TOPIC_MAX => refuse("the topic", r.topic.as_str().len(), TOPIC_MAX),
        r if r.body.len() > config.max_message_size => refuse("the body", r.body.len(), config.max_message_size),
        _ if properties > PROPERTIES_MAX => refuse("the properties", properties, PROPERTIES_MAX),
        r if r.queue.0 < 0 => Err(StoreError::NegativeQueue(r.queue)),
        _ => Ok(()),
    }
}

/// Appends the record's bytes to `out`. Its parts must have passed [`check_limits`].
pub(crate) fn write_record(out: &mut Vec<u8>, record: &NewRecord<'_>, placed: &Placed, trailing: bool) {
    let topic = record.topic.as_str().as_bytes();
    let properties = record.properties.encode(trailing).as_bytes();
    let size = encoded_len(record, trailing);
    out.reserve(size);
    out.extend_from_slice(&front(record, placed, size));
    out.extend_from_slice(record.body);
    out.push(u8::try_from(topic.len()).expect("the topic's length was checked"));
    out.extend_from_slice(topic);
    out.extend_from_slice(&u16::try_from(properties.len()).expect("their length was checked").to_be_bytes());
    out.extend_from_slice(properties);
}

/// Everything before the body.
fn front(record: &NewRecord<'_>, placed: &Placed, size: usize) -> [u8; BODY] {
    let mut front = [0; BODY];
    let mut put = |at: usize, bytes: &[u8]| front[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &length_i32(size));
    put(4, &MESSAGE_MAGIC.to_be_bytes());
    put(BODY_CRC, &body_crc(record.body).to_be_bytes());
    put(QUEUE_ID, &record.queue.0.to_be_bytes());
    put(FLAG, &record.flag.to_be_bytes());
    put(QUEUE_OFFSET, &placed.queue_offset.0.to_be_bytes());
    put(LOG_OFFSET, &placed.log_offset.0.to_be_bytes());
    put(SYS_FLAG, &(record.sys_flag & !(BORN_HOST_V6 | STORE_HOST_V6)).to_be_bytes());
    put(BORN_TIME, &record.born_time.0.to_be_bytes());
    put(BORN_HOST, &host(record.born_host));
    put(BORN_HOST + 8, &placed.store_time.0.to_be_bytes());
    put(BORN_HOST + 16, &host(record.store_host));
    put(BORN_HOST + 24, &record.reconsume_times.to_be_bytes());
    put(BORN_HOST + 28, &record.prepared_transaction_offset.to_be_bytes());
    put(BORN_HOST + 36, &length_i32(record.body.len()));
    front
}

/// Appends the start of a blank record of `size` bytes; the rest of it is zeros and is not kept.
pub(crate) fn write_blank(out: &mut Vec<u8>, size: i32) {
    out.extend(size.to_be_bytes());
    out.extend(BLANK_MAGIC.to_be_bytes());
}

fn length_i32(length: usize) -> [u8; 4] {
    i32::try_from(length).expect("a record is smaller than a log file").to_be_bytes()
}

fn host(address: SocketAddrV4) -> [u8; 8] {
    let mut bytes = [0; 8];
    bytes[..4].copy_from_slice(&address.ip().octets());
    bytes[6..].copy_from_slice(&address.port().to_be_bytes());
    bytes
}
