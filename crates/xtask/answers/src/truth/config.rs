//! `config.jsonl`: settings that a fresh broker has.
use super::sheet::{Sheet, text};
use broker::{BROKER_QUEUES, BrokerConfig, BrokerVersion, ResetPath};
use serde_json::{Value, json};
use store::{DelayLevels, StoreConfig};

/// One line: a name and its default, or `absent` where the version has no such setting.
pub(crate) fn check(sheet: &mut Sheet, line: &Value) -> Result<(), String> {
    let (release, name) = (text(line, "version")?, text(line, "name")?);
    let Some(version) = BrokerVersion::from_text(release) else {
        sheet.skip(format!("version {release}"), 1);
        return Ok(());
    };
    match ours(name, version, &line["default"]) {
        Ok(ours) => sheet.compare(format_args!("{release} {name}"), &line["default"], &ours),
        Err(reason) => sheet.skip(reason, 1),
    }
    Ok(())
}

/// Our default, or why there is none.
fn ours(name: &str, version: BrokerVersion, recorded: &Value) -> Result<Value, &'static str> {
    let (broker, store) = (BrokerConfig::default(), StoreConfig::default());
    Ok(match name {
        "accessMessageInMemoryMaxRatio" => json!(broker.access_message_in_memory_max_ratio),
        "defaultTopicQueueNums" => json!(BROKER_QUEUES),
        "mappedFileSizeCommitLog" => json!(store.commit_log_file_size),
        "mappedFileSizeConsumeQueue" => json!(store.consume_queue_file_size),
        "maxMessageSize" => json!(store.max_message_size),
        // `1m` and `60s` are the same wait.
        "messageDelayLevel" => match recorded.as_str().map(DelayLevels::parse) {
            Some(Ok(levels)) if levels == store.delay_levels => recorded.clone(),
            _ => json!(store.delay_levels.to_string()),
        },
        "fileReservedTime" => json!(broker.file_reserved_hours),
        "diskMaxUsedSpaceRatio" => json!(broker.disk_max_used_percent),
        "deleteWhen" => {
            let hours: Vec<String> = broker.delete_when.iter().map(|hour| format!("{hour:02}")).collect();
            json!(hours.join(";"))
        }
        // The setting that chooses between the two ways of a reset; 4.9 knows one way only.
        "useServerSideResetOffset" => match (version, version.behaviour().reset_path) {
            (BrokerVersion::V4_9, ResetPath::OnlineClients) => json!("absent"),
            (_, path) => json!(path == ResetPath::Broker),
        },
        "cleanResourceInterval"
        | "deleteCommitLogFilesInterval"
        | "destroyMapedFileIntervalForcibly"
        | "redeleteHangedFileInterval"
        | "diskSpaceWarningLevelRatio"
        | "diskSpaceCleanForciblyRatio" => {
            return Err("retention: how often and how hard a broker deletes");
        }
        "traceTopicEnable" | "msgTraceTopicName" => return Err("trace"),
        "timerWheelEnable" => return Err("delay: the timer wheel of 5.x"),
        "flushDiskType" | "flushIntervalCommitLog" | "flushCommitLogTimed" => {
            return Err("live broker: flushing to a disk");
        }
        "flushConsumerOffsetInterval" => return Err("live broker: how often offsets are written to a file"),
        "maxHashSlotNum" | "maxIndexNum" => return Err("live broker: the size of the key index"),
        "storeType" | "enabledAppendPropCRC" => return Err("live broker: other kinds of stores"),
        _ => return Err("a setting that nothing here depends on"),
    })
}
