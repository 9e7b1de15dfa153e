//! The files under `config/` of a store folder: topics, offsets, delay progress and groups.
//!
//! RocketMQ writes them with fastjson, which leaves number keys without quotes (`{0:4,1:0}`), so they are mended
//! before a JSON parser reads them.
use crate::config_remark::{ConfigProblem, ConfigRemark, ConfigRemarks};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use store::{Folder, GroupName, QueueId, TopicName};

/// The largest such file that is read: a hundred thousand topics.
const BYTES_MAX: usize = 32 << 20;

/// What the files say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ConfigFiles {
    /// Topic → its settings.
    pub(crate) topics: BTreeMap<String, Value>,
    /// Topic and group → queue → offset.
    pub(crate) offsets: BTreeMap<(String, String), BTreeMap<i32, i64>>,
    /// Delay level → next offset of its queue.
    pub(crate) delays: BTreeMap<i32, i64>,
    /// Group → its settings.
    pub(crate) groups: BTreeMap<String, Value>,
    /// What is odd about them.
    pub(crate) remarks: ConfigRemarks,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct TopicsFile {
    topic_config_table: BTreeMap<String, Value>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct OffsetsFile {
    offset_table: BTreeMap<String, BTreeMap<String, i64>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct DelayFile {
    offset_table: BTreeMap<String, i64>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct GroupsFile {
    subscription_group_table: BTreeMap<String, Value>,
}

impl ConfigFiles {
    /// Reads what is there; a file that cannot be read is left out with a remark.
    #[inline(never)]
    pub(crate) fn read(folder: &Folder) -> Self {
        let mut files = Self::default();
        let topics: TopicsFile = files.file(folder, "config/topics.json");
        files.topics = topics.topic_config_table;
        let offsets: OffsetsFile = files.file(folder, "config/consumerOffset.json");
        for (name, queues) in offsets.offset_table {
            match name.split_once('@') {
                Some((topic, group)) => files.offsets_of(topic, group, queues),
                None => files.remarks.push(ConfigRemark::OffsetName { name }),
            }
        }
        let delays: DelayFile = files.file(folder, "config/delayOffset.json");
        for (level, next) in delays.offset_table {
            match level.parse() {
                Ok(number) if number > 0 => _ = files.delays.insert(number, next.max(0)),
                _ => files.remarks.push(ConfigRemark::DelayLevel { level }),
            }
        }
        let groups: GroupsFile = files.file(folder, "config/subscriptionGroup.json");
        files.groups = groups.subscription_group_table;
        files
    }

    fn file<T: Default + for<'a> Deserialize<'a>>(&mut self, folder: &Folder, name: &'static str) -> T {
        let Some(file) = folder.get(name) else { return T::default() };
        let read = match std::str::from_utf8(file.bytes.used()) {
            Ok(text) if text.len() <= BYTES_MAX => {
                // Not the column: the text was mended.
                let not_json = |error: serde_json::Error| ConfigProblem::NotJson { line: error.line() };
                serde_json::from_str(&quote_number_keys(text)).map_err(not_json)
            }
            Ok(_) => Err(ConfigProblem::TooLarge { bytes_max: BYTES_MAX }),
            Err(error) => Err(ConfigProblem::NotText { byte: error.valid_up_to() }),
        };
        read.unwrap_or_else(|why| {
            self.remarks.push(ConfigRemark::LeftOut { file: name, why });
            T::default()
        })
    }

    #[inline(never)]
    fn offsets_of(&mut self, topic: &str, group: &str, queues: BTreeMap<String, i64>) {
        let mut known = BTreeMap::new();
        for (queue, offset) in queues {
            let (topic, group) = (TopicName::from(topic), GroupName::from(group));
            match queue.parse::<i32>() {
                Ok(number) if number >= 0 && offset >= 0 => _ = known.insert(number, offset),
                Ok(number) if number >= 0 => {
                    let queue = QueueId(number);
                    self.remarks.push(ConfigRemark::OffsetNegative { topic, group, queue, offset });
                }
                _ => self.remarks.push(ConfigRemark::OffsetQueue { topic, group, queue }),
            }
        }
        self.offsets.insert((topic.to_owned(), group.to_owned()), known);
    }
}

/// How many queues the settings of a topic name.
pub(crate) fn queues_of(topic: &Value) -> i64 {
    let number = |name: &str| topic[name].as_i64().unwrap_or(0);
    number("readQueueNums").max(number("writeQueueNums")).max(0)
}

/// Puts quotes around keys that are bare numbers.
#[inline(never)]
fn quote_number_keys(text: &str) -> String {
    let (mut mended, mut in_string, mut escaped, mut key_may_start) =
        (String::with_capacity(text.len()), false, false, false);
    let mut rest = text.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        if in_string {
            (in_string, escaped) = (escaped || character != '"', !escaped && character == '\\');
        } else if key_may_start && character.is_ascii_digit() {
            let end = text[at..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |length| at + length);
            let is_key = text[end..].trim_start().starts_with(':');
            let quote = if is_key { "\"" } else { "" };
            mended.extend([quote, &text[at..end], quote]);
            while rest.next_if(|(next, _)| *next < end).is_some() {}
            key_may_start = false;
            continue;
        } else {
            in_string = character == '"';
            key_may_start = matches!(character, '{' | ',') || (key_may_start && character.is_whitespace());
        }
        mended.push(character);
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::quote_number_keys;

    #[test]
    fn bare_number_keys_get_quotes_and_nothing_else_does() {
        let check = |text: &str, mended: &str| assert_eq!(quote_number_keys(text), mended);
        check("{0:4,1:0}", r#"{"0":4,"1":0}"#);
        check("{\n\t2:2\n}", "{\n\t\"2\":2\n}");
        check(r#"{"a":"{1:2,\"3:4"}"#, r#"{"a":"{1:2,\"3:4"}"#);
        check("[1,2]", "[1,2]");
        check("{12", "{12");
    }
}
