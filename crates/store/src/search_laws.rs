//! Laws of the search by time, tried on every short queue: the index answers what the probes of a broker find, and both
//! answer what a linear scan finds.
use crate::{
    BornTime, CommitLog, ConsumeQueue, GoneQueue, LogOffset, NewRecord, Properties, QueueEntry, QueueId, QueueOffset,
    SearchRule, Store, StoreConfig, StoreTime, TopicName, probes::probe, search::search, store::entry_of,
};
use std::net::{Ipv4Addr, SocketAddrV4};

/// Two records of 92 bytes and a blank one: small, so that a few deleted files make a front.
const LOG_FILE: i64 = 200;

/// Every sequence of up to `longest` store times out of `first`, `first` + 1 … `first` + 3.
fn sequences(longest: usize, first: i64) -> Vec<Vec<i64>> {
    let mut all = vec![vec![]];
    let mut from = 0;
    for _ in 0..longest {
        let to = all.len();
        for before in from..to {
            for time in first..first + 4 {
                let mut sequence = all[before].clone();
                sequence.push(time);
                all.push(sequence);
            }
        }
        from = to;
    }
    all
}

/// A log with one message for each time.
fn log_of(times: &[i64]) -> Store {
    let mut store = Store::new(StoreConfig { commit_log_file_size: LOG_FILE, ..StoreConfig::default() });
    let (topic, properties) = (TopicName::from("T"), Properties::new());
    let host = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 1);
    for &time in times {
        let record = NewRecord {
            topic: &topic,
            queue: QueueId(0),
            flag: 0,
            sys_flag: 0,
            born_time: BornTime(0),
            born_host: host,
            store_host: host,
            reconsume_times: 0,
            prepared_transaction_offset: 0,
            body: b"",
            properties: &properties,
        };
        store.append(record, StoreTime(time)).expect("a small message fits");
    }
    store
}

/// The same log after its first files were deleted.
fn without_files(log: &CommitLog, deleted: usize) -> CommitLog {
    let mut rest = CommitLog::new(LOG_FILE, LogOffset(LOG_FILE * deleted as i64));
    for file in log.files().iter().skip(deleted) {
        rest.start_file(file.modified_ms);
        let inside = log.records(file.start).take_while(|record| record.log_offset() < file.start.plus(LOG_FILE));
        inside.for_each(|record| rest.push_bytes(record.bytes(), file.modified_ms));
        if file.start.plus(LOG_FILE) < log.max() {
            rest.push_blank(file.modified_ms);
        }
    }
    rest
}

/// How modification times lie beside store times.
const MODIFIED: [fn(usize, i64) -> i64; 4] = [
    |_, last_time| last_time,         // as a broker leaves them
    |_, _| 99,                        // all late, as a careless copy leaves them
    |file, _| 3 - file as i64,        // running backwards
    |file, _| [2, 0, 3, 1][file % 4], // in no order
];

/// A queue over `whole`, as opening a folder makes it: `log` is what is left of it.
fn queue_of(whole: &Store, log: &CommitLog, per_file: i64, modified: fn(usize, i64) -> i64) -> ConsumeQueue {
    let mut queue = ConsumeQueue::new(per_file, QueueOffset(0));
    let records: Vec<_> = whole.records(LogOffset(0)).collect();
    for (file, records) in records.chunks(per_file as usize).enumerate() {
        let last_time = records.last().map_or(0, |record| record.store_time().0);
        for record in records {
            let left = log.record(record.log_offset()).ok();
            let time = left.map_or(-1, |record| record.store_time().0);
            queue.push(entry_of(record, whole.config()), time, modified(file, last_time));
        }
    }
    queue.correct_min(log.min(), GoneQueue::BeginsAtItsEnd);
    queue
}

/// Asks every time from before the first to after the last, by every rule, and returns how many questions it were.
fn index_agrees(log: &CommitLog, queue: &ConsumeQueue, rules: &[SearchRule], context: &dyn std::fmt::Debug) -> usize {
    for &rule in rules {
        for time in -1..=4 {
            let probes = probe(log, queue, rule, StoreTime(time));
            let ours = search(queue, log.min(), rule, StoreTime(time));
            assert_eq!(ours, probes.answer, "{context:?}, {rule:?} at {time}: {probes:#?}");
        }
    }
    rules.len() * 6
}

#[test]
fn the_index_answers_what_the_probes_find() {
    let [nearest, five @ ..] = SearchRule::ALL;
    let mut asked = 0;
    for times in sequences(6, 0) {
        let whole = log_of(&times);
        for deleted in 0..=whole.log().files().len().min(2) {
            let log = without_files(whole.log(), deleted);
            for per_file in [1, 2, 4, 7] {
                for modified in MODIFIED {
                    let queue = queue_of(&whole, &log, per_file, modified);
                    asked += index_agrees(&log, &queue, &[nearest], &(&times, deleted, per_file));
                    if modified(0, -5) == -5 {
                        asked += index_agrees(&log, &queue, &five, &(&times, deleted, per_file));
                    }
                }
            }
        }
    }
    assert!(asked > 2_000_000, "{asked} questions");
}

/// Between deleting a log file and moving the queue's front a search meets entries whose records are gone.
#[test]
fn they_agree_before_the_front_has_moved() {
    for times in sequences(5, 0) {
        let whole = log_of(&times);
        let log = without_files(whole.log(), usize::from(times.len() > 2));
        for per_file in [1, 2, 3, 7] {
            let mut queue = queue_of(&whole, &log, per_file, MODIFIED[0]);
            queue.correct_min(LogOffset(0), GoneQueue::BeginsAtItsEnd);
            index_agrees(&log, &queue, &SearchRule::ALL, &(&times, per_file));
        }
    }
}

/// 4.9 can choose a file of which nothing is left. It then computes one byte before the file.
#[test]
fn a_file_of_the_gone_answers_the_entry_before_it() {
    let whole = log_of(&[1, 2, 3, 4, 5, 6]);
    let log = without_files(whole.log(), 2);
    let queue = queue_of(&whole, &log, 1, MODIFIED[0]);
    assert_eq!(queue.min(), QueueOffset(0), "no message of the first file is left");
    let answer = |time| search(&queue, log.min(), SearchRule::NearestInFileByModificationTime, StoreTime(time)).0;
    assert_eq!([4, 5, 6, 7].map(answer), [2, 4, 5, 5], "the file of offset 3 is chosen for time 4");
    let late = queue_of(&whole, &log, 2, MODIFIED[1]);
    assert_eq!(search(&late, log.min(), SearchRule::NearestInFileByModificationTime, StoreTime(6)), QueueOffset(0));
    let backwards = queue_of(&whole, &log, 2, |file, _| [3, 9, 9][file]);
    let found = search(&backwards, log.min(), SearchRule::NearestInFileByModificationTime, StoreTime(6));
    assert_eq!(found, QueueOffset(1), "the second file starts at 2");
}

#[test]
fn they_agree_where_an_entry_points_nowhere() {
    for times in sequences(4, 0) {
        let whole = log_of(&times);
        for lost in 0..times.len() {
            for per_file in [1, 2, 5] {
                let mut queue = ConsumeQueue::new(per_file, QueueOffset(0));
                for (index, record) in whole.records(LogOffset(0)).enumerate() {
                    let entry = entry_of(&record, whole.config());
                    let time = record.store_time().0;
                    if index == lost {
                        queue.push(QueueEntry { log_offset: LogOffset(9_999), ..entry }, -1, time);
                    } else {
                        queue.push(entry, time, time);
                    }
                }
                index_agrees(whole.log(), &queue, &SearchRule::ALL, &(&times, lost, per_file));
            }
        }
    }
}

#[test]
fn where_times_grow_the_answer_is_that_of_a_linear_scan() {
    let [nearest, first, last] = SearchRule::ALL;
    for times in sequences(6, 1).iter().filter(|times| times.is_sorted()) {
        let whole = log_of(times);
        for per_file in [1, 2, 4, 7] {
            let queue = queue_of(&whole, whole.log(), per_file, MODIFIED[0]);
            for time in 0..=5 {
                let answer = |rule| search(&queue, LogOffset(0), rule, StoreTime(time)).0;
                let later = times.iter().position(|&other| other >= time).unwrap_or(times.len());
                assert_eq!(answer(first), later as i64, "{times:?}, first at or after {time}");
                let earlier = times.iter().rposition(|&other| other <= time).unwrap_or(0);
                assert_eq!(answer(last), earlier as i64, "{times:?}, last at or before {time}");
                if let Some(found) = times.get(answer(nearest) as usize) {
                    assert_eq!(
                        Some(*found),
                        nearest_of(times, per_file as usize, time),
                        "{times:?}, nearest to {time}"
                    );
                }
            }
        }
    }
}

/// The nearest time, the earlier of two, in the first file whose last time is not before `time`.
fn nearest_of(times: &[i64], per_file: usize, time: i64) -> Option<i64> {
    let mut files = times.chunks(per_file);
    let file = files.find(|file| file.last().is_some_and(|&last| last >= time)).or(times.chunks(per_file).last());
    file?.iter().copied().min_by_key(|&other| (other.abs_diff(time), other))
}

#[test]
fn where_times_run_backwards_the_answer_is_a_border_of_a_linear_scan() {
    let [_, first, last] = SearchRule::ALL;
    for times in sequences(6, 1).iter().filter(|times| !times.is_empty()) {
        let whole = log_of(times);
        for per_file in [1, 2, 4, 7] {
            let queue = queue_of(&whole, whole.log(), per_file, MODIFIED[0]);
            for time in 0..=5 {
                let answer = |rule| search(&queue, LogOffset(0), rule, StoreTime(time)).0 as usize;
                let (lower, upper) = (answer(first), answer(last));
                let at = |index: usize| times.get(index).copied();
                let (before, after) = (lower.checked_sub(1).and_then(at), at(upper + 1));
                let starts_row = at(lower) == Some(time) && before != Some(time);
                let rises = at(lower).is_none_or(|at| at >= time) && before.is_none_or(|before| before < time);
                assert!(starts_row || rises, "{times:?}, files of {per_file}, first at or after {time}: {lower}");
                let ends_row = at(upper) == Some(time) && after != Some(time);
                let falls = at(upper).is_some_and(|at| at <= time) && after.is_none_or(|after| after > time);
                let none = upper == 0 && at(0) > Some(time);
                assert!(ends_row || falls || none, "{times:?}, files of {per_file}, last at or before {time}: {upper}");
            }
        }
    }
}

#[test]
fn what_the_column_counts_is_what_a_scan_counts() {
    for times in sequences(5, 0) {
        let whole = log_of(&times);
        let log = without_files(whole.log(), usize::from(times.len() > 3));
        let mut queue = queue_of(&whole, &log, 2, MODIFIED[0]);
        queue.clean(log.min(), GoneQueue::BeginsAtItsEnd);
        let living = || (queue.min().0..queue.max().0).map(|offset| (offset, times[offset as usize]));
        for from in -1..=4 {
            let next = living().filter(|&(_, time)| time > from).min_by_key(|&(offset, time)| (time, offset));
            let found = |found: Option<(QueueOffset, StoreTime)>| found.map(|(offset, time)| (offset.0, time.0));
            assert_eq!(found(queue.next_after(StoreTime(from))), next, "{times:?} after {from}");
            let previous = living().filter(|&(_, time)| time < from).max_by_key(|&(offset, time)| (time, offset));
            assert_eq!(found(queue.previous_before(StoreTime(from))), previous, "{times:?} before {from}");
            for to in from..=5 {
                let inside = || living().filter(|&(_, time)| from <= time && time < to);
                let (from, to) = (StoreTime(from), StoreTime(to));
                assert_eq!(queue.count_between(from, to), inside().count(), "{times:?} from {from} to {to}");
                let range = queue.offset_range_in(from, to);
                let ends = inside().next().zip(inside().next_back());
                let expect = ends.map_or((queue.min().0, queue.min().0), |(first, last)| (first.0, last.0 + 1));
                assert_eq!((range.start.0, range.end.0), expect, "{times:?} from {from} to {to}");
                let border = |part: i64| StoreTime(from.0.max(0) + (to.0 - from.0.max(0)).max(0) * part / 2);
                let halves = [0, 1].map(|part| queue.count_between(border(part), border(part + 1)) as u32);
                assert_eq!(queue.density(StoreTime(from.0.max(0)), to, 2), halves, "{times:?} from {from} to {to}");
            }
        }
        assert_eq!(queue.first_time().map(|time| time.0), living().map(|(_, time)| time).min());
        assert_eq!(queue.last_time().map(|time| time.0), living().map(|(_, time)| time).max());
    }
}
