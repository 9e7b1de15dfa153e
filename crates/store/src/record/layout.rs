//! Where the fields of a record lie. All numbers are big-endian.

/// Starts a message, after its size.
pub(crate) const MESSAGE_MAGIC: u32 = 0xDAA3_20A7;
/// Starts a message whose topic has more than 127 bytes: two bytes say its length (5.x, `MESSAGE_MAGIC_CODE_V2`).
pub(crate) const LONG_TOPIC_MAGIC: u32 = 0xDAA3_20AB;
/// Starts the blank record that ends a log file, after its size.
pub(crate) const BLANK_MAGIC: u32 = 0xCBD4_3194;
/// The shortest blank record: size and magic.
pub(crate) const BLANK_MIN: usize = 8;

/// System flag: the body is compressed; bits 8 to 10 say how (0 is what 4.x writes: zlib).
pub(super) const COMPRESSED: i32 = 0x1;
/// System flag: the producer's address has 16 bytes.
pub(super) const BORN_HOST_V6: i32 = 0x10;
/// System flag: the broker's address has 16 bytes.
pub(super) const STORE_HOST_V6: i32 = 0x20;

pub(super) const BODY_CRC: usize = 8;
pub(super) const QUEUE_ID: usize = 12;
pub(super) const FLAG: usize = 16;
pub(super) const QUEUE_OFFSET: usize = 20;
pub(crate) const LOG_OFFSET: usize = 28;
pub(super) const SYS_FLAG: usize = 36;
pub(super) const BORN_TIME: usize = 40;
pub(super) const BORN_HOST: usize = 48;

/// Where the body starts when both addresses are IPv4.
pub(super) const BODY: usize = 88;
/// Bytes of a record without body, topic and properties, with both addresses in IPv4.
pub(super) const FIXED: usize = 91;

/// Reads four bytes; `None` past the end.
pub(crate) fn read_i32(bytes: &[u8], at: usize) -> Option<i32> {
    bytes.get(at..)?.first_chunk().map(|four| i32::from_be_bytes(*four))
}

/// Reads eight bytes; `None` past the end.
pub(crate) fn read_i64(bytes: &[u8], at: usize) -> Option<i64> {
    bytes.get(at..)?.first_chunk().map(|eight| i64::from_be_bytes(*eight))
}
