//! `written.jsonl`: a store that no broker wrote, in several states, opened by real brokers.
//!
//! The store itself is not recorded; its hundred messages follow one rule, and are made again here. What the lines say
//! of them (which offsets have a time) is compared too.
use super::sheet::{Sheet, text};
use crate::opened::{Settings, topics};
use broker::{Broker, BrokerConfig, BrokerVersion, FileSizes, is_system};
use serde_json::{Value, json};
use std::net::{Ipv4Addr, SocketAddrV4};
use store::{
    BornTime, FileBytes, Folder, FolderFile, NewRecord, Properties, QueueId, QueueOffset, Store, StoreConfig,
    StoreTime, TopicName,
};

const TOPIC: &str = "Written";
const MESSAGES: usize = 100;
const LOG_FILE: i64 = 16_384;
const QUEUE_FILE: i64 = 400;
const SETTINGS: [&str; 2] = ["mappedFileSizeCommitLog=16384", "mappedFileSizeConsumeQueue=400"];
/// What is left of the last log file in one variant.
const CUT: u64 = 8_192;

/// One line.
pub(crate) fn check(sheet: &mut Sheet, line: &Value) -> Result<(), String> {
    let (release, name) = (text(line, "version")?, text(line, "variant")?);
    let Some(version) = BrokerVersion::from_text(release) else {
        sheet.skip(format!("version {release}"), 1);
        return Ok(());
    };
    let Some(folder) = variant(name)? else {
        sheet.skip(format!("a state of the folder: {name}"), 1);
        return Ok(());
    };
    let opened = Settings::read(SETTINGS)?.open(&folder, version);
    let question = |what: &str| format!("{name} on {release}, {what}");
    sheet.compare(question("opened"), &line["opened"], &json!(opened.is_ok()));
    let Ok(broker) = opened else { return Ok(()) };

    let topic = TopicName::from(TOPIC);
    let known = is_system(&topic) || topics(&folder)?.iter().any(|(known, _)| known == TOPIC);
    sheet.compare(question("the topic is known"), &json!(line["rangeError"].is_null()), &json!(known));
    if !known {
        return Ok(());
    }
    let queue = broker.store().queue(&topic, QueueId(0));
    let (min, max) = queue.map_or((0, 0), |queue| (queue.min().0, queue.max().0));
    sheet.compare(question("min"), &line["min"], &json!(min));
    sheet.compare(question("max"), &line["max"], &json!(max));
    sheet.compare(question("pulled"), &line["pulled"], &json!(max - min));
    let first = broker.store().message(&topic, QueueId(0), QueueOffset(0)).ok();
    let body = first.map(|record| String::from_utf8_lossy(record.body()).into_owned());
    sheet.compare(question("firstBody"), &line["firstBody"], &json!(body));
    let lists = ["searchTimes", "searchOffsets", "offsetsWithThatTime"].map(|name| line[name].as_array());
    let [Some(times), Some(offsets), Some(having)] = lists else { return Ok(()) };
    for ((time, recorded), having) in times.iter().zip(offsets).zip(having) {
        let at = time.as_i64().ok_or("a time is no number")?;
        let ours = broker.search_offset(&topic, QueueId(0), StoreTime(at), None);
        sheet.compare(question(&format!("time {at}")), recorded, &json!(ours));
        let same: Vec<usize> = store_times().enumerate().filter(|(_, time)| *time == at).map(|(at, _)| at).collect();
        sheet.compare(question(&format!("offsets with time {at}")), having, &json!(same));
    }
    Ok(())
}

fn store_times() -> impl Iterator<Item = i64> {
    (0..MESSAGES).scan(1_717_200_000_000, |time, number| {
        *time += [0, 1, 250, 5, 1000][number % 5];
        Some(*time)
    })
}

fn written() -> Result<Broker, String> {
    let sizes = StoreConfig {
        commit_log_file_size: LOG_FILE,
        consume_queue_file_size: QUEUE_FILE,
        trailing_property_separator: false,
        ..StoreConfig::default()
    };
    let (mut store, topic) = (Store::new(sizes), TopicName::from(TOPIC));
    let host = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 10911);
    for (number, time) in store_times().enumerate() {
        let properties = Properties::new()
            .with(Properties::TAGS, if number % 3 == 0 { "TagB" } else { "TagA" })
            .with(Properties::KEYS, &format!("order{number}"))
            .with(Properties::UNIQ_KEY, &format!("7F000001000000000000000000000{number:03}"));
        let body = format!("由脚本写入 {number}");
        let record = NewRecord {
            topic: &topic,
            queue: QueueId(0),
            flag: 0,
            sys_flag: 0,
            born_time: BornTime(time - 3),
            born_host: host,
            store_host: host,
            reconsume_times: 0,
            prepared_transaction_offset: 0,
            body: body.as_bytes(),
            properties: &properties,
        };
        store.append(record, StoreTime(time)).map_err(|error| error.to_string())?;
    }
    store.dispatch();
    let mut broker = Broker::with_store(BrokerVersion::V4_9, BrokerConfig::default(), store);
    broker.declare_topic(&topic, 1);
    Ok(broker)
}

/// The folder in one of its states; `None` when nobody told what that is.
fn variant(name: &str) -> Result<Option<Folder>, String> {
    let whole = written()?.save(FileSizes::AsTheyAre).map_err(|error| error.to_string())?;
    let last = whole.under("commitlog").last().map(|(name, _)| format!("commitlog/{name}")).unwrap_or_default();
    let left_out: &[&str] = match name {
        "full" | "withAbort" | "fileNotFullSize" => &[],
        "noQueues" => &["consumequeue/"],
        "noCheckpoint" => &["checkpoint"],
        "logAndTopicsOnly" => &["consumequeue/", "checkpoint"],
        "noTopics" => &["config/topics.json"],
        _ => return Ok(None),
    };
    let mut folder = Folder::new();
    let mut insert = |path: &str, file| folder.insert(path, file).map_err(|error| error.to_string());
    for (path, file) in whole.iter().filter(|(path, _)| !left_out.iter().any(|out| path.starts_with(out))) {
        let mut file = file.clone();
        if name == "fileNotFullSize" && path == last {
            let used = file.bytes.used();
            file.bytes = FileBytes::padded(&used[..used.len().min(CUT as usize)], CUT);
        }
        insert(path, file)?;
    }
    if name == "withAbort" {
        insert("abort", FolderFile { bytes: FileBytes::padded(&[], 0), modified_ms: 0 })?;
    }
    Ok(Some(folder))
}
