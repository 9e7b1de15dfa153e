//! Retention: when a broker deletes its old files (`DefaultMessageStore.CleanCommitLogService`, `retention.jsonl`).
use crate::broker::Broker;
use store::{Cleaned, LogFile, LogOffset, StoreTime};

/// Log files deleted at most in one round (`deleteFileBatchMax`; the next round follows ten seconds later).
const FILES_MAX: usize = 10;
/// Percent of the disk in use above which even young files are deleted (`diskSpaceCleanForciblyRatio`).
const FORCIBLY_PERCENT: i64 = 85;
const HOUR_MS: i64 = 3_600_000;

/// When a round of cleaning happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CleanAt {
    /// The broker's clock.
    pub now: StoreTime,
    /// The hour that this clock shows where the broker stands, 0 to 23.
    pub hour: u8,
    /// How much of the disk is in use, in percent.
    pub disk_used_percent: i64,
    /// Whether somebody has asked for it (`mqadmin deleteExpiredCommitLog`): the hour does not count then.
    pub asked: bool,
}

impl Broker {
    /// One round of the cleaning that a broker does every ten seconds: in an hour of `deleteWhen`, when the disk
    /// fills up, or when asked, log files that were last written `fileReservedTime` ago are deleted, oldest first, up
    /// to the first younger one. The last file always stays.
    pub fn clean(&mut self, at: CleanAt) -> Cleaned {
        let due = at.asked || self.config().delete_when.contains(&at.hour) || self.disk_fills_up(at.disk_used_percent);
        if !due {
            return Cleaned::default();
        }
        let forcibly = at.disk_used_percent > FORCIBLY_PERCENT;
        let reserved_ms = self.reserved_ms();
        let expired = |file: &LogFile| forcibly || at.now.0 >= file.modified_ms.saturating_add(reserved_ms);
        self.store_mut().clean(expired, FILES_MAX)
    }

    /// Whether so much of the disk is in use that old files are deleted at any hour.
    pub fn disk_fills_up(&self, disk_used_percent: i64) -> bool {
        disk_used_percent > self.config().disk_max_used_percent.min(FORCIBLY_PERCENT)
    }

    /// When each log file is old enough to be deleted, oldest file first; the last one never is and is left out. None
    /// is deleted before those in front of it. A disk that is too full makes all of them old enough.
    pub fn expiries(&self, disk_used_percent: i64) -> impl Iterator<Item = (LogOffset, StoreTime)> {
        let full = self.store().log().files().split_last().map_or(&[][..], |(_, full)| full);
        let (forcibly, reserved_ms) = (disk_used_percent > FORCIBLY_PERCENT, self.reserved_ms());
        full.iter().scan(i64::MIN, move |latest, file| {
            if !forcibly {
                *latest = (*latest).max(file.modified_ms.saturating_add(reserved_ms));
            }
            Some((file.start, StoreTime(*latest)))
        })
    }

    fn reserved_ms(&self) -> i64 {
        self.config().file_reserved_hours.saturating_mul(HOUR_MS)
    }
}
