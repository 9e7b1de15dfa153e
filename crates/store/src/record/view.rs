//! Reading a record: a view on its bytes that decodes nothing until asked.
use super::{
    Properties, layout,
    layout::{read_i32, read_i64},
    properties::find,
};
use crate::{BornTime, LogOffset, QueueId, QueueOffset, StoreTime, crc::body_crc};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use thiserror::Error;

/// Bytes that are no record.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecordError {
    /// The bytes end before the record does.
    #[error("the record needs {needed} bytes, {found} are left")]
    Short {
        /// Bytes that the record says it has, or the least a record has.
        needed: i64,
        /// Bytes that are there.
        found: i64,
    },
    /// It does not start as a message does.
    #[error("expected a message (magic DAA320A7), found {found:08X}")]
    Magic {
        /// The magic that is there.
        found: u32,
    },
    /// Its total size differs from what its parts add up to.
    #[error("the record says it has {said} bytes, its parts have {parts}")]
    Size {
        /// The total size in the record.
        said: i64,
        /// The sum of its parts.
        parts: i64,
    },
    /// Topic or properties are not UTF-8.
    #[error("the {what} not UTF-8")]
    NotText {
        /// Which part.
        what: TextPart,
    },
    /// The body is not the one that was stored.
    #[error("the checksum of the body is {found:08X}, the record says {said:08X}")]
    Checksum {
        /// The checksum in the record.
        said: i32,
        /// The checksum of the body as it is.
        found: i32,
    },
    /// The record says that it lies elsewhere.
    #[error("the record says it lies at {said}, it lies at {found}")]
    Place {
        /// The log offset in the record.
        said: LogOffset,
        /// Where it is.
        found: LogOffset,
    },
}

/// A part of a record that is text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextPart {
    /// The topic.
    Topic,
    /// The properties.
    Properties,
}

impl fmt::Display for TextPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Topic => "topic of the record is",
            Self::Properties => "properties of the record are",
        })
    }
}

/// A record of the commit log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    bytes: &'a [u8],
    topic: &'a str,
    properties: &'a str,
    /// Where the body starts; what is before it moves with the kind of the two addresses.
    body_at: usize,
    body_len: usize,
}

impl<'a> Record<'a> {
    /// Reads the record at the start of `bytes`; more bytes may follow. The body's checksum is not compared:
    /// see [`check_body`](Self::check_body).
    pub fn decode(bytes: &'a [u8]) -> Result<Self, RecordError> {
        let length = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let short = |needed| RecordError::Short { needed, found: length(bytes.len()) };
        let least = || short(length(layout::FIXED));
        let said = read_i32(bytes, 0).ok_or_else(least)?;
        let magic = read_i32(bytes, 4).ok_or_else(least)? as u32;
        let topic_len_bytes = match magic {
            layout::MESSAGE_MAGIC => 1,
            layout::LONG_TOPIC_MAGIC => 2,
            found => return Err(RecordError::Magic { found }),
        };
        let size = usize::try_from(said).unwrap_or(0);
        let whole = bytes.get(..size).ok_or_else(|| short(i64::from(said)))?;
        let wrong = |parts: usize| RecordError::Size { said: i64::from(said), parts: length(parts) };
        let sys_flag = read_i32(whole, layout::SYS_FLAG).ok_or_else(|| wrong(layout::FIXED))?;
        let body_at = layout::BORN_HOST + born_host_len(sys_flag) + 8 + store_host_len(sys_flag) + 4 + 8 + 4;
        let mut rest = Parts { bytes: whole, at: body_at };
        let cut = || wrong(layout::FIXED);
        let body_len = read_i32(whole, body_at - 4).and_then(|n| usize::try_from(n).ok()).ok_or_else(cut)?;
        rest.take(body_len).ok_or_else(|| wrong(body_at.saturating_add(body_len)))?;
        let topic_len = rest.take(topic_len_bytes).ok_or_else(cut)?;
        let topic_len = topic_len.iter().fold(0, |len, byte| len * 256 + usize::from(*byte));
        let topic = rest.take(topic_len).ok_or_else(cut)?;
        let properties_len = rest.take(2).and_then(|two| two.first_chunk()).ok_or_else(cut)?;
        let properties = rest.take(usize::from(u16::from_be_bytes(*properties_len))).ok_or_else(cut)?;
        if rest.at != size {
            return Err(wrong(rest.at));
        }
        let text = |part, what| std::str::from_utf8(part).map_err(|_| RecordError::NotText { what });
        let (topic, properties) = (text(topic, TextPart::Topic)?, text(properties, TextPart::Properties)?);
        Ok(Self { bytes: whole, topic, properties, body_at, body_len })
    }

    /// Compares the body with its checksum.
    pub fn check_body(&self) -> Result<(), RecordError> {
        let (said, found) = (self.body_crc(), body_crc(self.body()));
        if said == found { Ok(()) } else { Err(RecordError::Checksum { said, found }) }
    }

    /// Bytes of the whole record.
    pub fn total_size(&self) -> i32 {
        self.i32(0)
    }

    /// The checksum of the body, as stored.
    pub fn body_crc(&self) -> i32 {
        self.i32(layout::BODY_CRC)
    }

    /// The queue in the topic.
    pub fn queue(&self) -> QueueId {
        QueueId(self.i32(layout::QUEUE_ID))
    }

    /// The producer's free flag.
    pub fn flag(&self) -> i32 {
        self.i32(layout::FLAG)
    }

    /// The number in its queue.
    pub fn queue_offset(&self) -> QueueOffset {
        QueueOffset(self.i64(layout::QUEUE_OFFSET))
    }

    /// The place in the log, as the record says it.
    pub fn log_offset(&self) -> LogOffset {
        LogOffset(self.i64(layout::LOG_OFFSET))
    }

    /// Whether it begins as records with long topics do.
    pub fn has_long_topic(&self) -> bool {
        self.i32(4) as u32 == layout::LONG_TOPIC_MAGIC
    }

    /// How the body is compressed, as the flags say it; `None` when it is not. It is kept as it is stored.
    pub fn compression(&self) -> Option<&'static str> {
        let flag = self.sys_flag();
        let kind = ["zlib", "LZ4", "zstd", "zlib"].get(usize::try_from(flag >> 8 & 0x7).unwrap_or(0));
        (flag & layout::COMPRESSED != 0).then(|| kind.copied().unwrap_or("?"))
    }

    /// RocketMQ's flags.
    pub fn sys_flag(&self) -> i32 {
        self.i32(layout::SYS_FLAG)
    }

    /// The producer's clock.
    pub fn born_time(&self) -> BornTime {
        BornTime(self.i64(layout::BORN_TIME))
    }

    /// The producer's address.
    pub fn born_host(&self) -> SocketAddr {
        self.host(layout::BORN_HOST, born_host_len(self.sys_flag()))
    }

    /// The broker's clock.
    pub fn store_time(&self) -> StoreTime {
        StoreTime(self.i64(self.store_time_at()))
    }

    /// The broker's address.
    pub fn store_host(&self) -> SocketAddr {
        self.host(self.store_time_at() + 8, store_host_len(self.sys_flag()))
    }

    /// How often a consumer gave it back.
    pub fn reconsume_times(&self) -> i32 {
        self.i32(self.body_at - 16)
    }

    /// For transactions; 0 otherwise.
    pub fn prepared_transaction_offset(&self) -> i64 {
        self.i64(self.body_at - 12)
    }

    /// The body.
    pub fn body(&self) -> &'a [u8] {
        &self.bytes[self.body_at..self.body_at + self.body_len]
    }

    /// The topic.
    pub fn topic(&self) -> &'a str {
        self.topic
    }

    /// The properties as the record holds them.
    pub fn properties_text(&self) -> &'a str {
        self.properties
    }

    /// All properties.
    pub fn properties(&self) -> Properties {
        Properties::decode(self.properties)
    }

    /// One property.
    pub fn property(&self, name: &str) -> Option<&'a str> {
        find(self.properties, name)
    }

    /// The tag.
    pub fn tags(&self) -> Option<&'a str> {
        self.property(Properties::TAGS)
    }

    /// The keys, separated by blanks.
    pub fn keys(&self) -> Option<&'a str> {
        self.property(Properties::KEYS)
    }

    /// The client's message id.
    pub fn unique_key(&self) -> Option<&'a str> {
        self.property(Properties::UNIQ_KEY)
    }

    /// The record's bytes.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    pub(super) fn store_time_at(&self) -> usize {
        layout::BORN_HOST + born_host_len(self.sys_flag())
    }

    pub(super) fn body_at(&self) -> usize {
        self.body_at
    }

    fn i32(&self, at: usize) -> i32 {
        read_i32(self.bytes, at).expect("decode checked the length of the fixed part")
    }

    fn i64(&self, at: usize) -> i64 {
        read_i64(self.bytes, at).expect("decode checked the length of the fixed part")
    }

    fn host(&self, at: usize, len: usize) -> SocketAddr {
        let (address, port) = self.bytes[at..at + len].split_at(len - 4);
        let ip = match (<[u8; 4]>::try_from(address), <[u8; 16]>::try_from(address)) {
            (Ok(four), _) => IpAddr::V4(Ipv4Addr::from(four)),
            (_, Ok(sixteen)) => IpAddr::V6(Ipv6Addr::from(sixteen)),
            _ => unreachable!("an address has 4 or 16 bytes"),
        };
        SocketAddr::new(ip, u16::from_be_bytes([port[2], port[3]]))
    }
}

/// Takes parts off the front of a record.
struct Parts<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Parts<'a> {
    fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(len)?;
        let part = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(part)
    }
}

fn born_host_len(sys_flag: i32) -> usize {
    if sys_flag & layout::BORN_HOST_V6 == 0 { 8 } else { 20 }
}

fn store_host_len(sys_flag: i32) -> usize {
    if sys_flag & layout::STORE_HOST_V6 == 0 { 8 } else { 20 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        NewRecord, TopicName,
        record::{Placed, write_record},
    };

    fn v4() -> Vec<u8> {
        let (topic, properties) = (TopicName::from("T"), Properties::new().with(Properties::TAGS, "A"));
        let record = NewRecord {
            topic: &topic,
            queue: QueueId(3),
            flag: 7,
            sys_flag: -1,
            born_time: BornTime(11),
            born_host: "1.2.3.4:5".parse().expect("an address"),
            store_host: "6.7.8.9:65535".parse().expect("an address"),
            reconsume_times: 2,
            prepared_transaction_offset: 13,
            body: b"body",
            properties: &properties,
        };
        let placed = Placed { queue_offset: QueueOffset(4), log_offset: LogOffset(0), store_time: StoreTime(12) };
        let mut bytes = Vec::new();
        write_record(&mut bytes, &record, &placed, true);
        bytes
    }

    fn check(record: &Record<'_>, born_host: &str, store_host: &str) {
        assert_eq!(
            (record.born_host().to_string(), record.store_host().to_string()),
            (born_host.into(), store_host.into())
        );
        assert_eq!((record.born_time(), record.store_time()), (BornTime(11), StoreTime(12)));
        assert_eq!((record.reconsume_times(), record.prepared_transaction_offset()), (2, 13));
        assert_eq!((record.topic(), record.tags(), record.body()), ("T", Some("A"), &b"body"[..]));
        assert_eq!((record.queue(), record.flag(), record.queue_offset()), (QueueId(3), 7, QueueOffset(4)));
    }

    #[test]
    fn the_flags_for_long_addresses_are_never_written() {
        let bytes = v4();
        let record = Record::decode(&bytes).expect("well formed");
        assert_eq!(record.sys_flag(), !0x30);
        check(&record, "1.2.3.4:5", "6.7.8.9:65535");
    }

    /// As the official field names say; no recorded store has such addresses.
    #[test]
    fn addresses_of_sixteen_bytes_move_what_is_behind_them() {
        let v4 = v4();
        let mut bytes = v4[..layout::BORN_HOST].to_vec();
        bytes.extend([0; 15]);
        bytes.extend([1, 0, 0, 0, 5]);
        bytes.extend(&v4[56..64]);
        bytes.extend([0; 15]);
        bytes.extend([2, 0, 0, 0, 6]);
        bytes.extend(&v4[72..]);
        let size = i32::try_from(bytes.len()).expect("small");
        bytes[..4].copy_from_slice(&size.to_be_bytes());
        bytes[layout::SYS_FLAG..layout::BORN_TIME].copy_from_slice(&0x30i32.to_be_bytes());
        let record = Record::decode(&bytes).expect("well formed");
        check(&record, "[::1]:5", "[::2]:6");
        assert_eq!(record.fields().iter().map(|field| field.len).sum::<usize>(), bytes.len());
    }

    #[test]
    fn every_cut_is_refused() {
        let bytes = v4();
        for end in 0..bytes.len() {
            assert!(matches!(Record::decode(&bytes[..end]), Err(RecordError::Short { .. })), "{end} bytes");
        }
    }
}
