//! One record of the commit log: how it is written and read, byte for byte.
mod encode;
mod fields;
mod layout;
mod properties;
mod view;

pub use encode::NewRecord;
pub use fields::Field;
pub use properties::Properties;
pub use view::{Record, RecordError, TextPart};

pub(crate) use encode::{Placed, check_limits, encoded_len, write_blank, write_record};
pub(crate) use layout::{BLANK_MAGIC, BLANK_MIN, LOG_OFFSET, LONG_TOPIC_MAGIC, MESSAGE_MAGIC, read_i32};
