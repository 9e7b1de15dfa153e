//! The same messages in files of other sizes: a small store becomes one of the default installation.
use crate::{
    CommitLog, ConsumeQueue, GoneQueue, IndexConfig, LogOffset, QueueEntry, QueueOffset, Store, StoreConfig,
    StoreError, key_index::KeyIndex, record::LOG_OFFSET, store::Queue,
};
use std::{collections::BTreeMap, sync::Arc};

/// Where each record went: its old place and its new one, in order.
type Moves = Vec<(LogOffset, LogOffset)>;

impl Store {
    /// The same messages in log and queue files of other sizes. A record's place in the log changes with the size of
    /// the files, so the records and the entries say their new places; all else stays, and so do the answers of 5.x.
    /// 4.9 searches inside one queue file and may land elsewhere.
    ///
    /// # Errors
    /// A record that does not fit into a log file.
    pub fn with_file_sizes(&self, log_bytes: i64, queue_bytes: i64) -> Result<Self, StoreError> {
        let mut from = self.clone();
        from.dispatch();
        let config = StoreConfig {
            commit_log_file_size: log_bytes,
            consume_queue_file_size: queue_bytes,
            ..self.config().clone()
        };
        // Entries of deleted records must go on pointing before the log.
        let front = from.log.min().0;
        let mut store = Self::starting_at(config, rounded_up(front, log_bytes));
        let moves = move_records(&from.log, &mut store.log)?;
        if let (Some(file), []) = (from.log.files().last(), store.log.files()) {
            // The name of an empty file says where the log goes on.
            store.log.start_file(file.modified_ms);
        }
        let (per_file, rule) = (store.config().entries_per_queue_file(), store.config().gone_queue);
        for (topic, queues) in from.topics.iter() {
            let moved = queues
                .iter()
                .map(|(id, queue)| (*id, Arc::new(moved_queue(&queue.entries, (per_file, rule), &moves, &store.log))));
            let moved: BTreeMap<_, _> = moved.collect();
            Arc::make_mut(&mut store.topics).insert(topic.clone(), Arc::new(moved));
        }
        store.dispatched = store.log.max();
        store.build_index();
        Ok(store)
    }

    /// The same messages with a key index whose files have other sizes. A store without an index stays without one.
    #[must_use]
    pub fn with_index_sizes(&self, slots: i32, entries: i32) -> Self {
        let mut store = self.clone();
        store.dispatch();
        if let Some(index) = store.config().index {
            store.set_index_config(IndexConfig { slots, entries, ..index });
            store.build_index();
        }
        store
    }

    fn build_index(&mut self) {
        self.index = KeyIndex::default();
        if let Some(index) = self.config().index {
            self.log.records(self.log.min()).for_each(|record| self.index.put(&record, &index));
        }
    }
}

/// The start of the first file of `size` bytes that begins at `front` or behind it.
fn rounded_up(front: i64, size: i64) -> LogOffset {
    let over = front.rem_euclid(size.max(1));
    LogOffset(if over == 0 { front } else { front.saturating_add(size - over) })
}

fn move_records(from: &CommitLog, to: &mut CommitLog) -> Result<Moves, StoreError> {
    let mut moves = Vec::new();
    for record in from.records(from.min()) {
        to.make_room(record.bytes().len(), record.store_time())?;
        let place = to.max();
        let mut bytes = record.bytes().to_vec();
        bytes[LOG_OFFSET..LOG_OFFSET + 8].copy_from_slice(&place.0.to_be_bytes());
        to.push_bytes(&bytes, record.store_time().0);
        moves.push((record.log_offset(), place));
    }
    Ok(moves)
}

fn moved_queue(from: &ConsumeQueue, (per_file, rule): (i64, GoneQueue), moves: &Moves, log: &CommitLog) -> Queue {
    let first = from.held_from();
    let mut entries = ConsumeQueue::new(per_file, first);
    for offset in (first.0..from.max().0).map(QueueOffset) {
        let Some(entry) = from.entry(offset) else { continue };
        let moved = moves.binary_search_by_key(&entry.log_offset, |(old, _)| *old);
        let log_offset = moved.map_or(entry.log_offset, |at| moves[at].1);
        let time = from.store_time(offset).map_or(-1, |time| time.0);
        let modified_ms = if time < 0 { 0 } else { time };
        entries.push(QueueEntry { log_offset, ..entry }, time, modified_ms);
    }
    // Smaller files of the front may be without a living message: a broker with such files has deleted them.
    entries.clean(log.min(), rule);
    entries.find_min(log.min(), rule);
    Queue { next: entries.max(), entries }
}
