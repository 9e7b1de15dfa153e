//! Store folders written by the tests, byte for byte.
use std::collections::BTreeMap;
use store::{Folder, FolderFile, QueueOffset, Store};

/// The whole bytes of each log file by its start, zeros and all.
pub(crate) fn log_files(store: &Store) -> BTreeMap<i64, Vec<u8>> {
    let mut images = BTreeMap::new();
    for file in store.log().files() {
        let mut bytes = Vec::new();
        while let Ok(more) = store.log().bytes_at(file.start.plus(bytes.len() as i64)) {
            if bytes.len() as i64 >= file.size {
                break;
            }
            bytes.extend_from_slice(more);
        }
        bytes.resize(usize::try_from(file.size).expect("a file's size"), 0);
        images.insert(file.start.0, bytes);
    }
    images
}

/// The folder that a broker would have written: log files and queue files, all of full size.
pub(crate) fn folder_of(store: &Store, queues: bool) -> Folder {
    let mut folder = Folder::new();
    let mut add = |path: String, bytes: Vec<u8>, modified_ms: i64| {
        folder.insert(&path, FolderFile { bytes: bytes.into(), modified_ms }).expect("a good path");
    };
    for ((start, bytes), file) in log_files(store).into_iter().zip(store.log().files()) {
        add(format!("commitlog/{start:020}"), bytes, file.modified_ms);
    }
    let size = usize::try_from(store.config().consume_queue_file_size).expect("a file's size");
    for topic in store.topics().filter(|_| queues) {
        for (id, queue) in store.queues(topic) {
            for file in queue.files() {
                let entries = (0..file.entries).filter_map(|at| queue.entry(QueueOffset(file.first.0 + at)));
                let mut bytes: Vec<u8> = entries.flat_map(|entry| entry.encode()).collect();
                bytes.resize(size, 0);
                add(format!("consumequeue/{topic}/{id}/{:020}", file.first.0 * 20), bytes, file.modified_ms);
            }
        }
    }
    folder
}

/// The same folder with one more file.
pub(crate) fn with_file(folder: &Folder, path: &str, bytes: &[u8]) -> Folder {
    let mut more = folder.clone();
    more.insert(path, FolderFile { bytes: bytes.into(), modified_ms: 0 }).expect("a new path");
    more
}
