//! A look at a place of the log, wherever it is (`DefaultMessageStore.lookMessageByOffset`).
use super::Twin;
use super::answer::{Answer, Message, Refusal};
use broker::BrokerVersion;
use store::{LogOffset, Record};

/// What closes a log file (`CommitLog.BLANK_MAGIC_CODE`).
const BLANK_MAGIC: u32 = 0xcbd4_3194;

impl Twin {
    /// The broker takes the first four bytes for a size, wherever they lie, and reads that many.
    pub(super) fn look(&self, physical: i64) -> Result<Answer, Refusal> {
        let log = self.broker.store().log();
        // It takes 0 for "the first file", whatever that is called.
        let at = if physical == 0 { log.min() } else { LogOffset(physical) };
        let size = self.number_at(at).ok_or_else(nothing_there)?;
        if size < 0 {
            let message = format!("newLimit < 0: ({size} < 0)");
            return Err(Refusal::new("java.lang.IllegalArgumentException", message));
        }
        let fits = self.end_of_file(at).is_some_and(|end| at.plus(i64::from(size)) <= end);
        if !fits || size == 0 {
            return Err(nothing_there());
        }
        let bytes = log.bytes_at(at).map_err(|_| nothing_there())?;
        if let Ok(record) = Record::decode(bytes) {
            return Ok(Answer::Look { message: Message::looked_at(&record) });
        }
        let blank = self.number_at(at.plus(4)).is_some_and(|magic| magic as u32 == BLANK_MAGIC);
        if blank && self.broker.version() == BrokerVersion::V4_9 {
            return Ok(Answer::Look { message: Message::blank(size) });
        }
        Err(nothing_there())
    }

    /// Where the written part of the log file ends that holds this place.
    fn end_of_file(&self, at: LogOffset) -> Option<LogOffset> {
        let log = self.broker.store().log();
        let file = log.files().iter().find(|file| file.start <= at && at < file.start.plus(file.size))?;
        Some(file.start.plus(file.size).min(log.max()))
    }

    /// Four bytes of the log as a number; they may lie in the unwritten rest behind a blank record, which is zeros.
    fn number_at(&self, at: LogOffset) -> Option<i32> {
        if at.plus(4) > self.end_of_file(at)? {
            return None;
        }
        let byte = |at| self.broker.store().log().bytes_at(at).ok().and_then(|bytes| bytes.first()).copied();
        let four = [0, 1, 2, 3].map(|more| byte(at.plus(more)).unwrap_or(0));
        Some(i32::from_be_bytes(four))
    }
}

/// The lab shows what it was given, and it was given nothing.
fn nothing_there() -> Refusal {
    let message = "Cannot invoke \"org.apache.rocketmq.common.message.MessageExt.getTopic()\" because \"m\" is null";
    Refusal::new("java.lang.NullPointerException", message)
}
