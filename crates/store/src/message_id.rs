//! The broker's message id, `offsetMsgId`: where the record lies, and on which broker (`MessageDecoder.createMessageId`).
use crate::{LogOffset, Record};
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    str::FromStr,
};
use thiserror::Error;

/// An id of the form `7F00000100002A9F000000000000039A`: address, port and place in the log, in hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffsetMessageId {
    /// The broker that stored the message.
    pub store_host: SocketAddr,
    /// Where its record lies in the log.
    pub log_offset: LogOffset,
}

/// A text that is no such id.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("“{0}” is no offset message id: it has 32 hexadecimal digits, or 56 with an IPv6 address")]
pub struct OffsetMessageIdError(String);

impl OffsetMessageId {
    /// The id of a record.
    pub fn of(record: &Record<'_>) -> Self {
        Self { store_host: record.store_host(), log_offset: record.log_offset() }
    }
}

impl fmt::Display for OffsetMessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.store_host.ip() {
            IpAddr::V4(ip) => write!(f, "{:08X}", ip.to_bits())?,
            IpAddr::V6(ip) => write!(f, "{:032X}", ip.to_bits())?,
        }
        write!(f, "{:08X}{:016X}", self.store_host.port(), self.log_offset.0)
    }
}

impl FromStr for OffsetMessageId {
    type Err = OffsetMessageIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.bytes().all(|digit| digit.is_ascii_hexdigit());
        let ip_digits = match text.len() {
            32 if digits => 8,
            56 if digits => 32,
            _ => return Err(OffsetMessageIdError(text.to_owned())),
        };
        let (ip, rest) = text.split_at(ip_digits);
        let (port, offset) = rest.split_at(8);
        let read = || {
            let bits = u128::from_str_radix(ip, 16).ok()?;
            let ip = match u32::try_from(bits) {
                Ok(bits) if ip_digits == 8 => IpAddr::V4(Ipv4Addr::from_bits(bits)),
                _ => IpAddr::V6(Ipv6Addr::from_bits(bits)),
            };
            let port = u16::from_str_radix(port, 16).ok()?;
            let log_offset = LogOffset(i64::from_str_radix(offset, 16).ok()?);
            Some(Self { store_host: SocketAddr::new(ip, port), log_offset })
        };
        read().ok_or_else(|| OffsetMessageIdError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_both_kinds_of_address() {
        for (host, offset, expect) in [
            ("127.0.0.1:10911", 922, "7F00000100002A9F000000000000039A"),
            ("[fe80::1]:1", i64::MAX, "FE800000000000000000000000000001000000017FFFFFFFFFFFFFFF"),
            ("[::1]:65535", 0, "000000000000000000000000000000010000FFFF0000000000000000"),
        ] {
            let id = OffsetMessageId { store_host: host.parse().expect("an address"), log_offset: LogOffset(offset) };
            assert_eq!(id.to_string(), expect);
            assert_eq!(expect.parse(), Ok(id));
            assert_eq!(expect.to_lowercase().parse(), Ok(id));
        }
    }

    #[test]
    fn other_texts_are_refused() {
        let long = "7F00000100002A9F000000000000039A0";
        for text in ["", "7F", long, &long[..31], "7F00000100012A9F000000000000039A", "é".repeat(16).as_str()] {
            assert!(text.parse::<OffsetMessageId>().is_err(), "{text}");
        }
    }
}
