//! A case as our broker stores it, and as a folder.
use super::case::{Case, Modified, Send};
use super::generate::Dice;
use broker::{Broker, BrokerConfig, BrokerVersion, CleanAt, FileSizes, Message};
use store::{
    BornTime, DelayLevels, Folder, FolderFile, GroupName, IndexConfig, OpenOptions, Properties, QueueId, QueueOffset,
    StoreConfig, StoreTime, TopicName,
};

/// The second level is longer than fifty years: nobody delivers its messages.
const LEVELS: &str = "1s 20000d";
/// Hours that a log file is kept; cleaning happens once, when all else is done.
const RESERVED_HOURS: i64 = 1;
const HOUR_MS: i64 = 3_600_000;

fn sizes(case: &Case) -> StoreConfig {
    StoreConfig {
        commit_log_file_size: case.log_file,
        consume_queue_file_size: case.queue_entries * 20,
        delay_levels: DelayLevels::parse(LEVELS).expect("well formed"),
        index: Some(IndexConfig { slots: 32, entries: 60, tags: false }),
        ..StoreConfig::default()
    }
}

/// The properties of a message as its producer sends them.
pub(crate) fn properties(send: &Send, number: usize) -> Properties {
    let mut properties = Properties::new();
    if let Some(key) = send.key {
        properties.set(Properties::KEYS, &format!("key{key}"));
    }
    properties.set(Properties::UNIQ_KEY, &format!("7F0000010000000000000000{number:08}"));
    if let Some(tag) = send.tag {
        properties.set(Properties::TAGS, tag);
    }
    if send.delay_level > 0 {
        properties.set(Properties::DELAY, &send.delay_level.to_string());
    }
    properties
}

/// The body of a message.
pub(crate) fn body(send: &Send, number: usize) -> String {
    format!("{number}号").chars().cycle().take(send.body).collect()
}

/// Our broker with all that the case sends to it, cleaned as the case says.
pub(crate) fn broker(case: &Case, version: BrokerVersion) -> Result<Broker, String> {
    let mut broker = Broker::new(version, BrokerConfig::default(), sizes(case));
    for (index, queues) in case.topics.iter().enumerate() {
        broker.declare_topic(&TopicName::from(case.topic(index)), *queues);
    }
    let (mut now, mut latest) = (case.start_ms, case.start_ms);
    for (number, send) in case.sends.iter().enumerate() {
        now += send.gap_ms;
        latest = latest.max(now);
        broker.deliver_due(StoreTime(now));
        let (topic, body) = (TopicName::from(case.topic(send.topic)), body(send, number));
        let message = Message {
            topic: &topic,
            queue: QueueId(send.queue),
            born_time: BornTime(now - 3),
            born_host: "127.0.0.1:5000".parse().expect("an address"),
            body: body.as_bytes(),
            properties: properties(send, number),
        };
        broker.append(message, StoreTime(now)).map_err(|error| error.to_string())?;
        broker.dispatch();
    }
    // What waits for a second would be delivered by the real broker as soon as it starts.
    broker.deliver_due(StoreTime(latest + 1_000));
    broker.dispatch();
    commit(case, &mut broker)?;
    if !case.queues_untouched {
        trim(&mut broker, case.trimmed_files);
    }
    Ok(broker)
}

/// A group that has read half of the first topic, and nothing of the others.
fn commit(case: &Case, broker: &mut Broker) -> Result<(), String> {
    let (group, topic) = (GroupName::from(case.readers()), TopicName::from(case.topic(0)));
    broker.register_group(&group);
    let ends: Vec<_> = broker.store().queues(&topic).map(|(queue, entries)| (queue, entries.max())).collect();
    for (queue, end) in ends {
        let half = QueueOffset(end.0 / 2);
        broker.commit(&group, &topic, queue, half).map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn trim(broker: &mut Broker, files: usize) {
    let Some(last_dead) = files.checked_sub(1) else { return };
    let log = broker.store().log().files();
    let Some(file) = log.get(last_dead.min(log.len().saturating_sub(2))) else { return };
    let modified = log.iter().take_while(|other| other.start <= file.start).map(|file| file.modified_ms).max();
    let now = StoreTime(modified.unwrap_or(0) + RESERVED_HOURS * HOUR_MS);
    broker.config_mut().file_reserved_hours = RESERVED_HOURS;
    broker.clean(CleanAt { now, hour: broker.config().delete_when[0], disk_used_percent: 0, asked: false });
}

/// The folder of the case, with the modification times that it says.
pub(crate) fn folder(case: &Case, broker: &Broker) -> Result<Folder, String> {
    let saved = broker.save(FileSizes::AsTheyAre).map_err(|error| error.to_string())?;
    let latest = case.start_ms + case.sends.iter().map(|send| send.gap_ms.max(0)).sum::<i64>() + 1_000;
    let mut dice = match case.modified {
        Modified::Anywhere(seed) => Dice::new(seed),
        Modified::Natural | Modified::Late => Dice::new(0),
    };
    let logs = saved.under("commitlog").count();
    let lost = if case.queues_untouched { case.trimmed_files.min(logs.saturating_sub(1)) } else { 0 };
    let lost: Vec<String> = saved.under("commitlog").take(lost).map(|(name, _)| format!("commitlog/{name}")).collect();
    let mut folder = Folder::new();
    for (path, file) in saved.iter().filter(|(path, _)| !lost.iter().any(|lost| lost == path)) {
        let modified_ms = match case.modified {
            Modified::Natural => file.modified_ms,
            Modified::Late => latest + HOUR_MS,
            Modified::Anywhere(_) => dice.between(case.start_ms - 1_000, latest + 1_000),
        };
        folder.insert(path, FolderFile { modified_ms, ..file.clone() }).map_err(|error| error.to_string())?;
    }
    Ok(folder)
}

/// Opens a folder of the case as a broker of that version.
pub(crate) fn open(case: &Case, folder: &Folder, version: BrokerVersion, now: StoreTime) -> Result<Broker, String> {
    let behaviour = version.behaviour();
    let options = OpenOptions {
        config: sizes(case),
        commit_log_file_size: Some(case.log_file),
        consume_queue_file_size: Some(case.queue_entries * 20),
        recheck_log: behaviour.rechecks_log,
        drops_empty_files: behaviour.drops_empty_files,
        now: Some(now),
    };
    let (broker, opened) = Broker::open_with(folder, version, &options).map_err(|error| error.to_string())?;
    match (opened.store.remarks.first(), opened.config.first()) {
        (None, None) => Ok(broker),
        (Some(remark), _) => Err(format!("opened with a remark: {remark}")),
        (_, Some(remark)) => Err(format!("opened with a remark: {remark}")),
    }
}
