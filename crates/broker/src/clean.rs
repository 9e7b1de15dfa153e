//! Retention: when a broker deletes its old files (`DefaultMessageStore.CleanCommitLogService`, `retention.jsonl`).
use crate::broker::Broker;
use store::{Cleaned, LogFile, StoreTime};

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
}

impl Broker {
    /// One round of the cleaning that a broker does every ten seconds: in an hour of `deleteWhen`, or when the disk
    /// fills up, log files that were last written `fileReservedTime` ago are deleted, oldest first, up to the first
    /// younger one. The last file always stays.
    pub fn clean(&mut self, at: CleanAt) -> Cleaned {
        let config = self.config();
        let disk_fills_up = at.disk_used_percent > config.disk_max_used_percent.min(FORCIBLY_PERCENT);
        if !config.delete_when.contains(&at.hour) && !disk_fills_up {
            return Cleaned::default();
        }
        let reserved_ms = config.file_reserved_hours.saturating_mul(HOUR_MS);
        let forcibly = at.disk_used_percent > FORCIBLY_PERCENT;
        let expired = |file: &LogFile| forcibly || at.now.0 >= file.modified_ms.saturating_add(reserved_ms);
        self.store_mut().clean(expired, FILES_MAX)
    }
}
