//! A broker on a store folder, with the settings by RocketMQ's names.
use broker::{Broker, BrokerConfig, BrokerVersion};
use serde_json::Value;
use store::{DelayLevels, Folder, OpenOptions, StoreConfig, StoreTime};

/// Settings as `name=value`; what is not named has the value that the lab starts with.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    log_file: Option<i64>,
    queue_file: Option<i64>,
    memory_ratio: i64,
    recheck: bool,
    delay_levels: Option<DelayLevels>,
    /// Names that nothing here reads.
    pub(crate) unread: Vec<String>,
}

impl Settings {
    /// Reads pairs.
    pub(crate) fn read<'a>(pairs: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let memory_ratio = BrokerConfig::default().access_message_in_memory_max_ratio;
        // Without a word about them, the two sizes are those that the files have.
        let (log_file, queue_file) = (None, None);
        let mut settings =
            Self { log_file, queue_file, memory_ratio, recheck: false, delay_levels: None, unread: Vec::new() };
        for pair in pairs {
            let (name, value) = pair.split_once('=').ok_or_else(|| format!("setting `{pair}`: expected name=value"))?;
            let number =
                || value.trim().parse().map_err(|_| format!("setting {name}: `{value}` is not a whole number"));
            match name.trim() {
                "mappedFileSizeCommitLog" => settings.log_file = Some(number()?),
                "mappedFileSizeConsumeQueue" => settings.queue_file = Some(number()?),
                "accessMessageInMemoryMaxRatio" => settings.memory_ratio = number()?,
                "recheckReputOffsetFromCq" => settings.recheck = value.trim() == "true",
                "messageDelayLevel" => {
                    settings.delay_levels = Some(DelayLevels::parse(value).map_err(|error| error.to_string())?);
                }
                _ => settings.unread.push(name.to_owned()),
            }
        }
        Ok(settings)
    }

    /// Opens a folder as a broker of that version does.
    pub(crate) fn open(&self, folder: &Folder, version: BrokerVersion) -> Result<Broker, String> {
        let mut config = StoreConfig::default();
        if let Some(levels) = &self.delay_levels {
            config.delay_levels = levels.clone();
        }
        // Queue files that the broker has to make are new. Nothing here reads a clock: new is later than all the rest.
        let latest = folder.iter().map(|(_, file)| file.modified_ms).max().unwrap_or(0);
        let options = OpenOptions {
            config,
            commit_log_file_size: self.log_file,
            consume_queue_file_size: self.queue_file,
            recheck_log: version.behaviour().rechecks_log || self.recheck,
            drops_empty_files: version.behaviour().drops_empty_files,
            now: Some(StoreTime(latest + 1)),
        };
        let (mut broker, opened) = Broker::open_with(folder, version, &options).map_err(|error| error.to_string())?;
        opened.store.remarks.iter().for_each(|remark| eprintln!("{remark}"));
        opened.config.iter().for_each(|remark| eprintln!("{remark}"));
        broker.config_mut().access_message_in_memory_max_ratio = self.memory_ratio;
        Ok(broker)
    }
}

/// The topics of `config/topics.json`, with how many queues each can be read from.
pub(crate) fn topics(folder: &Folder) -> Result<Vec<(String, i32)>, String> {
    const PATH: &str = "config/topics.json";
    let Some(file) = folder.get(PATH) else { return Ok(Vec::new()) };
    let json: Value = serde_json::from_slice(file.bytes.used()).map_err(|error| format!("{PATH}: {error}"))?;
    let table = json["topicConfigTable"].as_object().ok_or_else(|| format!("{PATH}: no topicConfigTable"))?;
    let queues = |config: &Value| config["readQueueNums"].as_i64().and_then(|queues| i32::try_from(queues).ok());
    Ok(table.iter().filter_map(|(topic, config)| Some((topic.clone(), queues(config)?))).collect())
}
