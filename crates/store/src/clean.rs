//! Deleting old messages: whole files of the log, and then the queue files that only point to deleted ones.
use crate::{LogFile, LogOffset, Store};
use serde::Serialize;
use std::sync::Arc;

/// What a cleaning deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cleaned {
    /// The log files, by their first byte.
    pub log_files: Vec<LogOffset>,
    /// How many queue files.
    pub queue_files: usize,
}

impl Store {
    /// Deletes the oldest log files that are `expired`, at most `most` of them, up to the first that is not; the last
    /// one always stays (`MappedFileQueue.deleteExpiredFileByTime`). Queues follow: their first message is then the
    /// first one whose record is left.
    ///
    /// A search by time afterwards reads the times of queue files as a broker does that has not searched before; one
    /// that has may remember when a file began whose first message is gone.
    pub fn clean(&mut self, expired: impl Fn(&LogFile) -> bool, most: usize) -> Cleaned {
        let full = self.log.files().split_last().map_or(&[][..], |(_, full)| full);
        // A file that still has to be dispatched is only just full.
        let dispatched = |file: &&LogFile| file.start.plus(file.size) <= self.dispatched;
        let dead = full.iter().take(most).take_while(|file| dispatched(file) && expired(file));
        let log_files: Vec<LogOffset> = dead.map(|file| file.start).collect();
        if log_files.is_empty() {
            return Cleaned::default();
        }
        self.log.delete_files(log_files.len());
        let (min, rule) = (self.log.min(), self.config().gone_queue);
        self.index.clean(min);
        let topics = Arc::make_mut(&mut self.topics).values_mut();
        let queues = topics.flat_map(|queues| Arc::make_mut(queues).values_mut());
        let queue_files = queues.map(|queue| Arc::make_mut(queue).entries.clean(min, rule)).sum();
        Cleaned { log_files, queue_files }
    }
}
