//! A folder read slice by slice is the folder, and what says nothing is not read.
mod common;

use common::recorded::folders;
use store::{
    ArchiveError, BornTime, FileBytes, Folder, FolderReader, NewRecord, OpenOptions, Properties, QueueId, Store,
    StoreConfig, StoreTime, TopicName,
};

/// The folder as it is read again, and how many bytes were asked for.
fn read(folder: &Folder) -> Result<(Folder, u64), ArchiveError> {
    let (mut reader, mut asked) = (FolderReader::new(), 0);
    for (path, file) in folder.iter() {
        let mut sliced = reader.file(&format!("home/store/{path}"), file.bytes.len())?;
        while let Some(range) = sliced.wanted() {
            asked += range.end - range.start;
            sliced.push(&bytes(&file.bytes, range))?;
        }
        reader.add(sliced, file.modified_ms)?;
    }
    Ok((reader.finish()?, asked))
}

fn bytes(file: &FileBytes, range: std::ops::Range<u64>) -> Vec<u8> {
    let at = |offset: u64| usize::try_from(offset).ok().and_then(|at| file.used().get(at)).copied().unwrap_or(0);
    range.map(at).collect()
}

/// A store of the default sizes whose messages hold long rows of zeros.
fn zeros_in_bodies() -> Folder {
    let mut store = Store::new(StoreConfig::default());
    let (topic, properties) = (TopicName::from("orders"), Properties::new().with(Properties::KEYS, "key"));
    let host = "127.0.0.1:10911".parse().expect("an address");
    for time in 1..=3 {
        let body = vec![0; 4 << 20];
        let message = NewRecord {
            topic: &topic,
            queue: QueueId(0),
            flag: 0,
            sys_flag: 0,
            born_time: BornTime(0),
            born_host: host,
            store_host: host,
            reconsume_times: 0,
            prepared_transaction_offset: 0,
            body: &body,
            properties: &properties,
        };
        store.append(message, StoreTime(time)).expect("it fits");
    }
    store.save().expect("it can be saved")
}

#[test]
fn every_recorded_folder_is_read_as_it_is() {
    for (name, folder) in folders() {
        let (again, _) = read(&folder).unwrap_or_else(|error| panic!("{name}: {error}"));
        for (path, file) in folder.iter() {
            let found = again.get(path).unwrap_or_else(|| panic!("{name}: {path} is there"));
            assert_eq!((found.bytes.len(), found.modified_ms), (file.bytes.len(), file.modified_ms), "{name}: {path}");
        }
        let open = |folder: &Folder| {
            Store::open(folder, &OpenOptions::default()).map(|(store, report)| {
                (
                    store.save().map(|folder| {
                        folder.iter().map(|(path, file)| (path.to_owned(), file.clone())).collect::<Vec<_>>()
                    }),
                    report,
                )
            })
        };
        assert!(open(&again) == open(&folder), "{name}");
    }
}

#[test]
fn empty_gibibytes_are_not_read_and_zeros_inside_messages_are() {
    let folder = zeros_in_bodies();
    let (again, asked) = read(&folder).expect("it is read");
    assert!(again == folder);
    let (log, index_table, slice) = (12 << 20, 20 << 20, 1 << 20);
    assert!(asked < log + index_table + 10 * slice, "{asked} bytes asked for");
}

#[test]
fn what_a_crash_left_behind_the_end_is_read() {
    let mut log = vec![0; 3 << 20];
    log[700_000] = 1; // behind a record of no bytes, in the same slice
    let mut folder = Folder::new();
    let file = store::FolderFile { bytes: FileBytes::padded(&log, 64 << 20), modified_ms: 1 };
    folder.insert("commitlog/00000000000000000000", file).expect("a path");
    assert!(read(&folder).expect("it is read").0 == folder);
}

#[test]
fn a_file_that_shrinks_while_it_is_read_is_refused() {
    let mut sliced = FolderReader::new().file("commitlog/00000000000000000000", 100).expect("the first one");
    assert_eq!(sliced.wanted(), Some(0..100));
    let error = sliced.push(&[1; 50]).expect_err("half of it");
    assert!(error.to_string().contains("has changed while it was read"), "{error}");
}

#[test]
fn files_that_are_of_no_use_keep_their_size_only() {
    let reader = FolderReader::new();
    for path in ["timerwheel", "commitlog/.DS_Store", "rocksdbstore/000010.sst", "lock"] {
        assert_eq!(reader.file(path, 1 << 40).expect("there is room").wanted(), None, "{path}");
    }
}

#[test]
fn queue_files_whose_times_a_copy_has_lost_are_counted() {
    for (name, folder) in folders() {
        let late = |folder: &Folder| {
            let (store, _) = Store::open(folder, &OpenOptions::default()).expect("it opens");
            let queues = store.topics().flat_map(|topic| store.queues(topic)).map(|(_, queue)| queue);
            queues
                .map(|queue| (queue.late_files(), queue.files().len().saturating_sub(1)))
                .fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
        };
        let (natural, _) = late(&folder);
        let mut copied = Folder::new();
        for (path, file) in folder.iter() {
            let file = store::FolderFile { modified_ms: 4_102_444_800_000, ..file.clone() };
            copied.insert(path, file).expect("a path");
        }
        let (lost, all) = late(&copied);
        assert_eq!((natural, lost), (0, all), "{name}");
    }
}
