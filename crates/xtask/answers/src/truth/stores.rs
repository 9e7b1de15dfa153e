//! The store archives: opened as asked for, and kept open; and what `stores/` says about them.
use super::sheet::{Sheet, number, text};
use crate::ask::Message;
use crate::opened::{Settings, topics};
use crate::store_folder;
use broker::{Broker, BrokerVersion, PullRequest, TagFilter};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use store::{Folder, FolderFile, QueueId, QueueOffset, TopicName};

/// What `mtimes: late` stands for: every log and queue file was touched once, long after the last message.
const LATE_MS: i64 = 300 * 86_400_000;

/// The archives below `stores/`.
pub(crate) struct Stores {
    folder: PathBuf,
    /// The lines of `stores/index.jsonl`, by name.
    index: BTreeMap<String, Value>,
    folders: BTreeMap<String, Rc<Folder>>,
    brokers: BTreeMap<(String, BrokerVersion, bool), Rc<Result<Broker, String>>>,
}

impl Stores {
    /// Reads the index; a folder without one has no stores.
    pub(crate) fn new(truth: &Path) -> Self {
        let folder = truth.join("stores");
        let lines = std::fs::read_to_string(folder.join("index.jsonl")).unwrap_or_default();
        // A broken line is named when the index itself is checked.
        let index = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let index = index.filter_map(|line| Some((line["store"].as_str()?.to_owned(), line))).collect();
        Self { folder, index, folders: BTreeMap::new(), brokers: BTreeMap::new() }
    }

    /// The topic that a line means which names none: the first one of its store.
    pub(crate) fn first_topic(&self, store: &str) -> Result<TopicName, String> {
        let name = self.index.get(store).and_then(|line| line["topics"][0]["topic"].as_str());
        name.map(TopicName::from).ok_or_else(|| format!("store {store}: index.jsonl names no topic of it"))
    }

    fn folder(&mut self, store: &str) -> Result<Rc<Folder>, String> {
        if let Some(folder) = self.folders.get(store) {
            return Ok(Rc::clone(folder));
        }
        let folder = Rc::new(store_folder::read(&self.folder.join(format!("{store}.tar.gz")))?);
        self.folders.insert(store.to_owned(), Rc::clone(&folder));
        Ok(folder)
    }

    fn settings(&self, store: &str, more: &[&str]) -> Result<Settings, String> {
        let line = self.index.get(store).ok_or_else(|| format!("store {store}: not in index.jsonl"))?;
        let conf = line["conf"].as_array().into_iter().flatten().filter_map(Value::as_str);
        Settings::read(conf.chain(more.iter().copied()))
    }

    /// A store opened by a version; `late` means that its files were touched.
    pub(crate) fn open(
        &mut self,
        store: &str,
        version: BrokerVersion,
        late: bool,
    ) -> Result<Rc<Result<Broker, String>>, String> {
        let key = (store.to_owned(), version, late);
        if let Some(broker) = self.brokers.get(&key) {
            return Ok(Rc::clone(broker));
        }
        let mut folder = self.folder(store)?;
        if late {
            folder = Rc::new(touched(&folder)?);
        }
        let broker = Rc::new(self.settings(store, &[])?.open(&folder, version));
        self.brokers.insert(key, Rc::clone(&broker));
        Ok(broker)
    }

    /// A store opened with more settings than its own.
    pub(crate) fn open_with(&mut self, store: &str, version: BrokerVersion, more: &[&str]) -> Result<Broker, String> {
        let folder = self.folder(store)?;
        self.settings(store, more)?.open(&folder, version)
    }

    /// One line of `index.jsonl`: its files and topics.
    pub(crate) fn check_index(&mut self, sheet: &mut Sheet, line: &Value) -> Result<(), String> {
        let store = text(line, "store")?;
        let folder = self.folder(store)?;
        let listed = line["files"].as_array().ok_or("`files` is not a list")?;
        for file in listed {
            let path = file[0].as_str().ok_or("a file without a path")?;
            let recorded = json!([file[1], file[2]]);
            let ours = folder.get(path).map_or(Value::Null, |found| size_and_time(found, &file[2]));
            sheet.compare(format_args!("{store} {path}, size and time"), &recorded, &ours);
        }
        sheet.compare(format_args!("{store}, number of files"), &json!(listed.len()), &json!(folder.iter().count()));
        let ours: BTreeMap<String, i32> = topics(&folder)?.into_iter().collect();
        for topic in line["topics"].as_array().ok_or("`topics` is not a list")? {
            let name = text(topic, "topic")?;
            sheet.compare(format_args!("{store} {name}, queues"), &topic["queues"], &json!(ours.get(name)));
        }
        Ok(())
    }

    /// One line of `messages.jsonl`: a message, field by field, or what a pull said instead.
    pub(crate) fn check_message(&mut self, sheet: &mut Sheet, line: &Value) -> Result<(), String> {
        let (store, version) = (text(line, "store")?, text(line, "version")?);
        let Some(version) = BrokerVersion::from_text(version) else {
            sheet.skip(format!("version {version}"), 1);
            return Ok(());
        };
        let broker = self.open(store, version, false)?;
        let broker = broker.as_ref().as_ref().map_err(|problem| format!("{store}: {problem}"))?;
        let (topic, queue) = (TopicName::from(text(line, "topic")?), queue_of(line)?);
        let offset = QueueOffset(number(line, "offset")?);
        let question = |field: &str| format!("{store} {topic} queue {queue} offset {offset}, {field}");
        if line.get("status").is_some() {
            let filter = TagFilter::new("*");
            let request = PullRequest { topic: &topic, queue, offset, max: 32, filter: &filter };
            let pulled = broker.pull(request).map_err(|error| error.to_string())?;
            sheet.compare(question("status"), &line["status"], &json!(pulled.status));
            sheet.compare(question("next"), &line["next"], &json!(pulled.next));
            return Ok(());
        }
        let record = broker.store().message(&topic, queue, offset).map_err(|error| format!("{store}: {error}"))?;
        let ours = serde_json::to_value(Message::stored(&record, version)).expect("a message is JSON");
        let recorded = line.as_object().ok_or("not an object")?;
        for (field, value) in recorded.iter().filter(|(field, _)| !["store", "version"].contains(&field.as_str())) {
            sheet.compare(question(field), value, &ours[field]);
        }
        Ok(())
    }
}

/// A file's size and time. The archives were written with times as floating-point seconds, which can lift a time that
/// ends just below a millisecond to the next one; such a time counts as the recorded one.
fn size_and_time(file: &FolderFile, recorded: &Value) -> Value {
    let lifted = recorded.as_i64().is_some_and(|recorded| file.modified_ms - recorded == 1);
    json!([file.bytes.len(), file.modified_ms - i64::from(lifted)])
}

/// The `queue` of a line.
pub(crate) fn queue_of(line: &Value) -> Result<QueueId, String> {
    let queue = number(line, "queue")?;
    i32::try_from(queue).map(QueueId).map_err(|_| format!("`queue` is {queue}"))
}

/// The same folder after a careless copy.
fn touched(folder: &Folder) -> Result<Folder, String> {
    let is_data = |path: &str| path.starts_with("commitlog/") || path.starts_with("consumequeue/");
    let latest = folder.iter().filter(|(path, _)| is_data(path)).map(|(_, file)| file.modified_ms).max();
    let mut copy = Folder::new();
    for (path, file) in folder.iter() {
        let modified_ms = if is_data(path) { latest.unwrap_or(0) + LATE_MS } else { file.modified_ms };
        copy.insert(path, FolderFile { modified_ms, ..file.clone() }).map_err(|error| error.to_string())?;
    }
    Ok(copy)
}
