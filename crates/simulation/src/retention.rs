//! Retention: when the broker looks for old files, what it deletes, and what is known of the files that are gone.
//!
//! The broker looks every ten seconds. A look that finds nothing changes nothing, so only the next one that will find
//! something is on the agenda.
use crate::agenda::Step;
use crate::command::Retention;
use crate::error::{CommandError, LOG_FILES_MAX, Limit, Setting};
use crate::event::What;
use crate::simulation::Simulation;
use broker::{BrokerConfig, CleanAt};
use serde::Serialize;
use std::sync::Arc;
use store::{LogOffset, QueueId, QueueOffset, StoreTime, TopicName};

/// The broker's first look after its start, and the time between two
/// (`DefaultMessageStore.addScheduleTask`, `cleanResourceInterval`).
const FIRST_LOOK_MS: i64 = 60_000;
const LOOK_EVERY_MS: i64 = 10_000;
/// How many looks a request to delete lasts (`MAX_MANUAL_DELETE_FILE_TIMES`).
const ASKED_LOOKS: i64 = 20;
/// Deleted files that are remembered, the latest ones: as many as a timeline shows.
const GONE_MAX: usize = 200;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// What the simulation knows of the broker's cleaning.
#[derive(Clone, Debug)]
pub(crate) struct Cleaning {
    pub(crate) settings: Retention,
    /// When the broker was started: its looks are counted from there.
    pub(crate) started: StoreTime,
    /// A request to delete lasts until then.
    asked_until: Option<StoreTime>,
    /// The look that is on the agenda.
    due: Option<StoreTime>,
    /// Deleted files, oldest first.
    gone: Vec<LogFileView>,
}

/// One file of the commit log: a file is deleted whole.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogFileView {
    /// Its first byte, which is its name.
    pub start: LogOffset,
    /// Its length in bytes.
    pub size: i64,
    /// Store time of its first message, whatever its topic.
    pub from: StoreTime,
    /// Store time of the first message of the file behind it; `None` for the last file.
    pub until: Option<StoreTime>,
    /// When it was deleted; `None` while it is there.
    pub gone_at: Option<StoreTime>,
    /// When it will be deleted if all settings stay; `None` for the last file, which always stays.
    pub goes_at: Option<StoreTime>,
}

/// The messages of one queue that went with a file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TrimmedQueue {
    /// Its topic.
    pub topic: TopicName,
    /// Its number.
    pub queue: QueueId,
    /// Its first message before.
    pub from: QueueOffset,
    /// Its first message now.
    pub to: QueueOffset,
}

impl Cleaning {
    pub(crate) fn new(started: StoreTime, config: &BrokerConfig) -> Self {
        let settings = Retention {
            file_reserved_hours: config.file_reserved_hours,
            delete_when: config.delete_when.clone(),
            disk_max_used_percent: config.disk_max_used_percent,
            ..Retention::default()
        };
        Self { settings, started, asked_until: None, due: None, gone: Vec::new() }
    }

    /// The first look at or after a time.
    fn look(&self, at: StoreTime) -> StoreTime {
        let first = self.started.plus_ms(FIRST_LOOK_MS);
        let late_ms = at.since_ms(first).max(0);
        let looks = late_ms / LOOK_EVERY_MS + i64::from(late_ms % LOOK_EVERY_MS != 0);
        first.plus_ms(looks.saturating_mul(LOOK_EVERY_MS))
    }

    /// The look that deletes what is old enough at a time.
    fn cleaning_look(&self, old_enough: StoreTime, any_hour: bool) -> Option<StoreTime> {
        let mut at = self.look(old_enough);
        if any_hour || self.asked_until.is_some_and(|until| at <= until) {
            return Some(at);
        }
        // A named hour may end before the look in it; the next one begins at most a day later.
        for _ in 0..3 {
            if self.settings.delete_when.contains(&self.hour(at)) {
                return Some(at);
            }
            at = self.look(self.next_delete_hour(at)?);
        }
        None
    }

    /// The hour that the broker's clock shows.
    fn hour(&self, at: StoreTime) -> u8 {
        u8::try_from(self.local_ms(at).rem_euclid(DAY_MS) / HOUR_MS).expect("a day has 24 hours")
    }

    /// When the next of the named hours begins.
    fn next_delete_hour(&self, at: StoreTime) -> Option<StoreTime> {
        let of_day = self.local_ms(at).rem_euclid(DAY_MS);
        let wait = |hour: &u8| (i64::from(*hour) * HOUR_MS - of_day - 1).rem_euclid(DAY_MS) + 1;
        self.settings.delete_when.iter().map(wait).min().map(|wait_ms| at.plus_ms(wait_ms))
    }

    fn local_ms(&self, at: StoreTime) -> i64 {
        at.0.saturating_add(i64::from(self.settings.zone_offset_minutes) * MINUTE_MS)
    }
}

impl Retention {
    fn check(&self) -> Result<(), CommandError> {
        let within = |setting, value, min, max| {
            if (min..=max).contains(&value) {
                Ok(())
            } else {
                Err(CommandError::BadSetting { setting, value, min, max })
            }
        };
        within(Setting::FileReservedTime, self.file_reserved_hours, 0, 876_000)?;
        within(Setting::DeleteWhenCount, self.delete_when.len() as i64, 1, 24)?;
        self.delete_when.iter().try_for_each(|hour| within(Setting::DeleteWhen, i64::from(*hour), 0, 23))?;
        within(Setting::DiskMaxUsedSpaceRatio, self.disk_max_used_percent, 10, 95)?;
        within(Setting::DiskUsed, self.disk_used_percent, 0, 90)?;
        within(Setting::ZoneOffset, i64::from(self.zone_offset_minutes), -18 * 60, 18 * 60)
    }
}

impl Simulation {
    pub(crate) fn set_retention(&mut self, settings: &Retention) -> Result<(), CommandError> {
        settings.check()?;
        let config = self.broker.config_mut();
        config.file_reserved_hours = settings.file_reserved_hours;
        config.delete_when.clone_from(&settings.delete_when);
        config.disk_max_used_percent = settings.disk_max_used_percent;
        Arc::make_mut(&mut self.cleaning).settings = settings.clone();
        self.happened(What::RetentionSet { settings: settings.clone() });
        self.watch_retention();
        Ok(())
    }

    /// Somebody asks the broker to delete old files: its next looks do not wait for the hour.
    pub(crate) fn delete_expired(&mut self) {
        let first = self.cleaning.look(self.now.plus_ms(1));
        let until = first.plus_ms((ASKED_LOOKS - 1) * LOOK_EVERY_MS);
        Arc::make_mut(&mut self.cleaning).asked_until = Some(until);
        self.happened(What::DeletionAsked { until });
        self.watch_retention();
    }

    pub(crate) fn resize_files(&mut self, log_bytes: i64, queue_bytes: i64) -> Result<(), CommandError> {
        let within = |setting, value, min, max| {
            let fits = (min..=max).contains(&value);
            if fits { Ok(()) } else { Err(CommandError::BadSetting { setting, value, min, max }) }
        };
        within(Setting::LogFileSize, log_bytes, 4 << 10, 1 << 30)?;
        within(Setting::QueueFileSize, queue_bytes, 20, 6_000_000)?;
        let store = self.broker.store();
        let files = (store.max_log_offset().0 - store.min_log_offset().0) / log_bytes;
        if files >= LOG_FILES_MAX {
            return Err(CommandError::Limit { what: Limit::LogFiles, max: LOG_FILES_MAX.unsigned_abs() });
        }
        self.dispatch();
        self.broker.resize_files(log_bytes, queue_bytes - queue_bytes % 20)?;
        self.happened(What::FilesResized { log_bytes, queue_bytes });
        self.watch_retention();
        Ok(())
    }

    /// Another broker process: its looks are counted from now, and requests to the old one are forgotten.
    pub(crate) fn restart_cleaning(&mut self) {
        let cleaning = Arc::make_mut(&mut self.cleaning);
        (cleaning.started, cleaning.asked_until) = (self.now, None);
        self.watch_retention();
    }

    /// Puts the next look that will find something on the agenda.
    pub(crate) fn watch_retention(&mut self) {
        let disk = self.cleaning.settings.disk_used_percent;
        let first = self.broker.expiries(disk).next().map(|(_, at)| at);
        let next = first.and_then(|at| self.goes_at(at));
        if next == self.cleaning.due {
            return;
        }
        Arc::make_mut(&mut self.cleaning).due = next;
        if let Some(at) = next {
            self.agenda.enter(at, Step::Clean);
        }
    }

    /// The look that will delete a file that is old enough at a time.
    fn goes_at(&self, old_enough: StoreTime) -> Option<StoreTime> {
        let any_hour = self.broker.disk_fills_up(self.cleaning.settings.disk_used_percent);
        self.cleaning.cleaning_look(old_enough.max(self.now.plus_ms(1)), any_hour)
    }

    /// When the next file will be deleted.
    pub(crate) fn next_deletion(&self) -> Option<StoreTime> {
        self.cleaning.due
    }

    /// Whether a look that is on the agenda is still the next one to find something.
    pub(crate) fn cleaning_is_due(&self, at: StoreTime) -> bool {
        self.cleaning.due == Some(at)
    }

    /// The broker looks for old files.
    #[inline(never)]
    pub(crate) fn clean(&mut self) {
        if !self.cleaning_is_due(self.now) {
            return; // settings have changed since this look was entered
        }
        let cleaning = &self.cleaning;
        let at = CleanAt {
            now: self.now,
            hour: cleaning.hour(self.now),
            disk_used_percent: cleaning.settings.disk_used_percent,
            asked: cleaning.asked_until.is_some_and(|until| self.now <= until),
        };
        let (files, ends) = (self.living_files(), self.mins());
        let cleaned = self.broker.clean(at);
        let cleaning = Arc::make_mut(&mut self.cleaning);
        cleaning.due = None;
        if !cleaned.log_files.is_empty() {
            let gone = |file: &LogFileView| LogFileView { gone_at: Some(at.now), goes_at: None, ..*file };
            let files: Vec<LogFileView> =
                files.iter().filter(|file| cleaned.log_files.contains(&file.start)).map(gone).collect();
            cleaning.gone.extend_from_slice(&files);
            let too_many = cleaning.gone.len().saturating_sub(GONE_MAX);
            cleaning.gone.drain(..too_many);
            let now = self.mins();
            let trimmed = ends.into_iter().zip(now).filter(|((_, _, from), (_, _, to))| from != to);
            let queues = trimmed.map(|((topic, queue, from), (_, _, to))| TrimmedQueue { topic, queue, from, to });
            let queues = queues.filter(|trimmed| !broker::is_system(&trimmed.topic)).collect();
            self.happened(What::FilesDeleted { files, queue_files: cleaned.queue_files, queues });
        }
        self.watch_retention();
    }

    /// The files of the log: those that were deleted in this session and those that are there, oldest first.
    pub fn log_files(&self) -> Vec<LogFileView> {
        self.cleaning.gone.iter().copied().chain(self.living_files()).collect()
    }

    /// The file that holds a place of the log.
    pub(crate) fn file_of(&self, at: LogOffset) -> Option<LogFileView> {
        self.living_files().into_iter().rev().find(|file| file.start <= at)
    }

    fn living_files(&self) -> Vec<LogFileView> {
        let store = self.broker.store();
        let first_of = |start: LogOffset| store.record(start).ok().map(|record| record.store_time());
        let mut expiries = self.broker.expiries(self.cleaning.settings.disk_used_percent);
        let mut files = Vec::new();
        let mut all = store.log().files().iter().peekable();
        while let Some(file) = all.next() {
            let expiry = expiries.next();
            files.push(LogFileView {
                start: file.start,
                size: file.size,
                from: first_of(file.start).unwrap_or(StoreTime(file.modified_ms)),
                until: all.peek().and_then(|next| first_of(next.start)),
                gone_at: None,
                goes_at: expiry.and_then(|(_, at)| self.goes_at(at)),
            });
        }
        files
    }

    fn mins(&self) -> Vec<(TopicName, QueueId, QueueOffset)> {
        let store = self.broker.store();
        let queues = store.topics().flat_map(|topic| store.queues(topic).map(move |queue| (topic, queue)));
        queues.map(|(topic, (id, queue))| (topic.clone(), id, queue.min())).collect()
    }
}
