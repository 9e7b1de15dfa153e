//! The recorded answers of real brokers, under `tests/truth` of the repository.
use serde_json::Value;
use std::{collections::BTreeMap, path::PathBuf};
use store::{
    Folder, IndexConfig, OpenOptions, OpenReport, QueueId, SearchRule, Store, StoreConfig, TopicName, read_tar_gz,
};

/// The versions that were asked.
pub(crate) const VERSIONS: [&str; 4] = ["4.9.7", "5.1.4", "5.3.3", "5.5.0"];

pub(crate) fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/truth").join(name)
}

/// The lines of a recorded file.
pub(crate) fn lines(name: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path(name)).expect("the recorded file is there");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// The text of a field.
pub(crate) fn text<'a>(line: &'a Value, name: &str) -> &'a str {
    line[name].as_str().unwrap_or_else(|| panic!("{name} is a text in {line}"))
}

/// The number in a field.
pub(crate) fn number(line: &Value, name: &str) -> i64 {
    line[name].as_i64().unwrap_or_else(|| panic!("{name} is a number in {line}"))
}

/// The queue that a line speaks of.
pub(crate) fn place(line: &Value) -> (TopicName, QueueId) {
    (TopicName::from(text(line, "topic")), QueueId(i32::try_from(number(line, "queue")).expect("a queue number")))
}

/// A recorded folder.
pub(crate) fn folder(store: &str) -> Folder {
    let bytes = std::fs::read(path(&format!("stores/{store}.tar.gz"))).expect("the archive is there");
    read_tar_gz(&bytes).expect("the archive is whole")
}

/// All recorded folders by name.
pub(crate) fn folders() -> BTreeMap<String, Folder> {
    let names = lines("stores/index.jsonl").into_iter().map(|line| text(&line, "store").to_owned());
    names.map(|name| (name.clone(), folder(&name))).collect()
}

/// How a version opens a folder with the sizes of the recordings.
pub(crate) fn options(version: &str) -> OpenOptions {
    let trailing_property_separator = !matches!(version, "4.9.7" | "5.1.4");
    let index = IndexConfig { tags: version == "5.5.0", ..IndexConfig::default() };
    OpenOptions {
        config: StoreConfig { trailing_property_separator, index: Some(index), ..StoreConfig::default() },
        commit_log_file_size: Some(16_384),
        consume_queue_file_size: Some(400),
        recheck_log: version != "5.1.4",
        drops_empty_files: true,
        now: None,
    }
}

/// Opens a folder that is known to be good.
pub(crate) fn open(folder: &Folder, options: &OpenOptions) -> (Store, OpenReport) {
    Store::open(folder, options).expect("a broker opened it too")
}

/// The rule that a version answers by.
pub(crate) fn rule(version: &str, boundary: Option<&str>) -> SearchRule {
    match (version, boundary) {
        ("4.9.7", None) => SearchRule::NearestInFileByModificationTime,
        (_, None | Some("LOWER")) => SearchRule::FirstAtOrAfter,
        (_, Some("UPPER")) => SearchRule::LastAtOrBefore,
        other => panic!("no such rule: {other:?}"),
    }
}
