//! A store of the size that must still feel light, as a folder and as an archive that the page opens.
use flate2::{Compression, write::GzEncoder};
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::path::Path;
use store::{
    BornTime, CommitLog, Folder, FolderFile, LogOffset, NewRecord, Properties, QueueId, Store, StoreConfig, StoreTime,
    TopicName,
};

pub(super) const MESSAGES: i64 = 100_000;
pub(super) const QUEUES: i32 = 4;
const TOPIC: &str = "bench";
/// 2024-01-01T00:00:00Z.
const START_MS: i64 = 1_704_067_200_000;
/// Between two messages: bursts in one millisecond, and pauses.
const GAPS_MS: [i64; 8] = [0, 1, 0, 7, 120, 0, 3, 40];
const CONFIG_LOG_FILE: i64 = 8 << 20;

pub(super) fn topic() -> TopicName {
    TopicName::from(TOPIC)
}

/// When the first and the last message were stored.
pub(super) fn span() -> (StoreTime, StoreTime) {
    let round: i64 = GAPS_MS.iter().sum();
    (StoreTime(START_MS), StoreTime(START_MS + MESSAGES / GAPS_MS.len() as i64 * round))
}

/// The folder that a broker would leave behind.
pub(super) fn folder() -> Folder {
    let store = filled();
    let mut folder = Folder::new();
    let mut add = |path: String, bytes: Vec<u8>, modified_ms| {
        let file = FolderFile { bytes: bytes.into(), modified_ms };
        folder.insert(&path, file).expect("the paths are plain and differ");
    };
    for file in store.log().files() {
        add(format!("commitlog/{:020}", file.start.0), log_file(store.log(), file.start), file.modified_ms);
    }
    let topic = topic();
    for (queue, entries) in store.queues(&topic) {
        let size = store.config().consume_queue_file_size;
        for file in entries.files() {
            let mut bytes = Vec::with_capacity(usize::try_from(size).expect("a small file"));
            for number in 0..file.entries {
                let entry = entries.entry(file.first.plus(number)).expect("a file holds its entries");
                bytes.extend(entry.encode());
            }
            bytes.resize(usize::try_from(size).expect("a small file"), 0);
            let name = file.first.0 * store::QueueEntry::BYTES as i64;
            add(format!("consumequeue/{TOPIC}/{queue}/{name:020}"), bytes, file.modified_ms);
        }
    }
    let table =
        format!(r#""{TOPIC}":{{"topicName":"{TOPIC}","readQueueNums":{QUEUES},"writeQueueNums":{QUEUES},"perm":6}}"#);
    add("config/topics.json".to_owned(), format!(r#"{{"topicConfigTable":{{{table}}}}}"#).into_bytes(), START_MS);
    folder
}

fn filled() -> Store {
    let config = StoreConfig { commit_log_file_size: CONFIG_LOG_FILE, ..StoreConfig::default() };
    let mut store = Store::new(config);
    let (topic, host) = (topic(), SocketAddrV4::new(Ipv4Addr::LOCALHOST, 10911));
    let mut now = StoreTime(START_MS);
    for number in 0..MESSAGES {
        let tag = ["TagA", "TagB", "TagC"][usize::try_from(number % 3).expect("0, 1 or 2")];
        let properties =
            Properties::new().with(Properties::TAGS, tag).with(Properties::KEYS, &format!("order{number}"));
        let body = format!(r#"{{"id":{number},"desc":"test"}}"#);
        let record = NewRecord {
            topic: &topic,
            queue: QueueId(i32::try_from(number % i64::from(QUEUES)).expect("a small number")),
            flag: 0,
            sys_flag: 0,
            born_time: BornTime(now.0 - 2),
            born_host: host,
            store_host: host,
            reconsume_times: 0,
            prepared_transaction_offset: 0,
            body: body.as_bytes(),
            properties: &properties,
        };
        store.append(record, now).expect("a small message is accepted");
        now = now.plus_ms(GAPS_MS[usize::try_from(number).expect("not negative") % GAPS_MS.len()]);
    }
    store.dispatch();
    store
}

/// One log file in its full size.
fn log_file(log: &CommitLog, start: LogOffset) -> Vec<u8> {
    let size = usize::try_from(CONFIG_LOG_FILE).expect("a small file");
    let mut bytes: Vec<u8> = Vec::with_capacity(size);
    while bytes.len() < size {
        let Ok(more) = log.bytes_at(start.plus(i64::try_from(bytes.len()).expect("a small file"))) else { break };
        bytes.extend(more);
    }
    bytes.resize(size, 0);
    bytes
}

/// Writes the folder as a `.tar.gz`.
pub(super) fn pack(folder: &Folder, archive: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", archive.display());
    let mut tar = tar::Builder::new(GzEncoder::new(File::create(archive).map_err(failed)?, Compression::fast()));
    for (path, file) in folder.iter() {
        let mut header = tar::Header::new_ustar();
        header.set_size(file.bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(u64::try_from(file.modified_ms / 1000).unwrap_or(0));
        tar.append_data(&mut header, path, &*file.bytes).map_err(failed)?;
    }
    tar.into_inner().and_then(GzEncoder::finish).map_err(failed)?;
    Ok(())
}
