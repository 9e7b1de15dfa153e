//! Files of a wrong length. What real brokers did with the recorded store `simple` of their version: 4.9.7, 5.1.4, 5.3.3
//! and 5.5.0 did not start with a queue file of 200, 70 or 500 bytes in place of 400, or a log file of 8000 in place of
//! 16384. With an empty last file of the log or of a queue, 4.9.7 did not start; 5.1.4, 5.3.3 and 5.5.0 deleted it.
mod common;

use common::recorded::folder;
use store::{FileBytes, Folder, FolderFile, OpenError, OpenOptions, QueueId, QueueOffset, Remark, Store};

const QUEUE: &str = "consumequeue/Simple/0/00000000000000000000";
const NEXT_QUEUE: &str = "consumequeue/Simple/0/00000000000000000400";
const LOG: &str = "commitlog/00000000000000000000";
const NEXT_LOG: &str = "commitlog/00000000000000016384";

/// The recorded store with one file at another length, made if it is not there.
fn with_length(path: &str, len: usize) -> Folder {
    let mut changed = Folder::new();
    let good = folder("simple-5.3.3");
    for (other, file) in good.iter().filter(|(other, _)| *other != path) {
        changed.insert(other, file.clone()).expect("a path");
    }
    let mut bytes = good.get(path).map(|file| file.bytes.used().to_vec()).unwrap_or_default();
    bytes.resize(len, 0);
    changed.insert(path, FolderFile { bytes: FileBytes::from(bytes), modified_ms: 0 }).expect("a path");
    changed
}

fn open(folder: &Folder, drops_empty_files: bool) -> Result<(i64, Vec<Remark>), OpenError> {
    let options = OpenOptions {
        consume_queue_file_size: Some(400),
        commit_log_file_size: Some(16_384),
        drops_empty_files,
        ..OpenOptions::default()
    };
    let (store, report) = Store::open(folder, &options)?;
    let queue = store.queue(&"Simple".into(), QueueId(0)).expect("it is there");
    assert!((0..6).all(|at| queue.store_time(QueueOffset(at)).is_some()));
    Ok((queue.max().0, report.remarks))
}

#[test]
fn a_queue_file_of_a_wrong_length_is_told_and_its_queue_completed_from_the_log() {
    for len in [0, 30, 70, 119, 200, 500] {
        let remark = Remark::QueueFileSize { file: QUEUE.to_owned(), expected: 400, found: len as u64 };
        assert_eq!(open(&with_length(QUEUE, len), false), Ok((6, vec![remark])), "{len} bytes");
    }
}

#[test]
fn an_empty_last_file_is_dropped_in_5_x() {
    assert_eq!(open(&with_length(NEXT_QUEUE, 0), true), Ok((6, vec![])));
    assert_eq!(open(&with_length(NEXT_LOG, 0), true), Ok((6, vec![])));
    let remark = Remark::QueueFileSize { file: NEXT_QUEUE.to_owned(), expected: 400, found: 0 };
    assert_eq!(open(&with_length(NEXT_QUEUE, 0), false), Ok((6, vec![remark])));
    let refused = OpenError::Size { file: NEXT_LOG.to_owned(), expected: 16_384, found: 0 };
    assert_eq!(open(&with_length(NEXT_LOG, 0), false), Err(refused));
}

#[test]
fn a_log_file_of_a_wrong_length_is_refused() {
    let refused = OpenError::Size { file: LOG.to_owned(), expected: 16_384, found: 8_000 };
    assert_eq!(open(&with_length(LOG, 8_000), true), Err(refused));
}

#[test]
fn the_length_that_most_files_have_is_the_right_one() {
    let mut folder = with_length(QUEUE, 200);
    let other = FolderFile { bytes: FileBytes::padded(&[], 400), modified_ms: 0 };
    for topic in ["A", "Z"] {
        folder.insert(&format!("consumequeue/{topic}/0/00000000000000000000"), other.clone()).expect("a path");
    }
    let (_, report) = Store::open(&folder, &OpenOptions::default()).expect("it opens");
    let remark = Remark::QueueFileSize { file: QUEUE.to_owned(), expected: 400, found: 200 };
    assert_eq!(report.remarks, [remark]);
}
