//! Remarks as sentences, in both languages.
use super::{
    BinderVersion, Remark, RemarkKind,
    keys::{CONSUME_FROM_WHERE, Note},
};
use crate::Language;
use std::fmt;

/// The remark as a sentence, without its line; a text between back quotes is code. It starts with the key, if it has
/// one.
pub fn remark_text(remark: &Remark, language: Language) -> String {
    match language {
        Language::En => english(&remark.key, &remark.kind),
        Language::Zh => chinese(&remark.key, &remark.kind),
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.lines().iter().map(usize::to_string).collect();
        write!(f, "line {}: {}", lines.join(", "), remark_text(self, Language::En))
    }
}

/// `2.2.6.RELEASE and 2021.1`, or `2.2.7.RELEASE and later`.
fn versions(known_in: &[BinderVersion], and: &str, and_later: &str) -> String {
    match known_in {
        [first, .., last] if *last == BinderVersion::V2023_0_3 => format!("{}{and_later}", first.name()),
        [only] => only.name().to_owned(),
        [first, .., last] => format!("{}{and}{}", first.name(), last.name()),
        [] => String::new(),
    }
}

fn english(key: &str, kind: &RemarkKind) -> String {
    match kind {
        RemarkKind::NoSuchConstant { .. } | RemarkKind::BadValue { .. } => bad_value(key, kind, Language::En),
        RemarkKind::ConsumerGroupMissing { .. } | RemarkKind::ProducerGroupMissing { .. } => group_english(key, kind),
        RemarkKind::TimestampDropped { .. }
        | RemarkKind::TimestampUnknown { .. }
        | RemarkKind::TimestampUnreadable { .. }
        | RemarkKind::WhereUnknown { .. }
        | RemarkKind::ReadOnlyWithoutOffset => first_start_english(key, kind),
        RemarkKind::NeverReachesClient { binder, note } => {
            let why = note.text().map_or(String::new(), |(english, _)| format!(": {english}"));
            format!("{key} is known to binder {} and never reaches the client{why}.", binder.name())
        }
        RemarkKind::DelayLost { binder } => format!(
            "{key}: binder {} sets the delay level only with `sync: true`. Without it a message with the header \
             `DELAY` is stored at once.",
            binder.name()
        ),
        RemarkKind::OtherVersion { binder, known_in, instead, same_result } => {
            let mut text = format!(
                "{key} is a key of {}; binder {} ignores it.",
                versions(known_in, " and ", " and later"),
                binder.name()
            );
            if let Some(instead) = instead {
                text += &format!(" Here it is `{instead}`.");
            }
            if *same_result {
                text += " The result is the same.";
            }
            text
        }
        RemarkKind::Misplaced { belongs } => format!("{key} is ignored here; it belongs under `{belongs}`."),
        RemarkKind::Unknown { similar: Some(similar) } => {
            format!("No binder version knows {key}. Did you mean `{similar}`?")
        }
        RemarkKind::Unknown { similar: None } => format!("No binder version knows {key}; it is ignored."),
        RemarkKind::UnknownBinding { bindings } => format!(
            "{key} has settings here, but is not among the bindings ({}), so they have no effect.",
            bindings.join(", ")
        ),
        RemarkKind::OtherMeansClustering { value } => {
            format!("{key}: `{value}` is neither CLUSTERING nor BROADCASTING. The binder takes it for CLUSTERING.")
        }
        RemarkKind::ConsumerDisabled => format!("{key} is false: no consumer is made at all."),
        RemarkKind::DestinationMissing => format!("{key} has no destination, so its topic has its own name."),
        RemarkKind::Overridden { by_line } => {
            format!("{key} is set again in line {by_line}; this value does not count.")
        }
        RemarkKind::OtherProfile { profile } => {
            format!("This document is only read with the profile `{profile}`. It is left out here.")
        }
        RemarkKind::FromOutside { name, default: Some(default) } => {
            format!("{key} comes from `{name}`, which is not in this file. Its default `{default}` is taken.")
        }
        RemarkKind::FromOutside { name, default: None } => {
            format!("{key} comes from `{name}`, which is not in this file and has no default.")
        }
        RemarkKind::OtherLibrary { .. } => "These are keys of rocketmq-spring, another library. The binder of Spring \
                                            Cloud Stream does not read them."
            .to_owned(),
        RemarkKind::NoPart { .. } => "These keys play no part in the simulation.".to_owned(),
    }
}

fn group_english(key: &str, kind: &RemarkKind) -> String {
    match kind {
        RemarkKind::ConsumerGroupMissing { instead: Some(instead), .. } => {
            format!("{key} has no group. The binder takes `{instead}`.")
        }
        RemarkKind::ConsumerGroupMissing { binder, .. } => format!(
            "{key} has no group. Binder {} does not start without one: set `spring.cloud.stream.bindings.{key}.group`.",
            binder.name()
        ),
        RemarkKind::ProducerGroupMissing { instead: Some(instead), .. } => {
            format!("{key} has no producer group. The binder takes `{instead}`.")
        }
        RemarkKind::ProducerGroupMissing { binder, .. } => format!(
            "{key} has no producer group. Binder {} does not start without one: set \
             `spring.cloud.stream.rocketmq.binder.group`.",
            binder.name()
        ),
        _ => String::new(),
    }
}

fn first_start_english(key: &str, kind: &RemarkKind) -> String {
    match kind {
        RemarkKind::TimestampDropped { binder } => format!(
            "{key} never reaches the client. Binder {} binds it and does not hand it on; no version does. The client \
             keeps its own default: half an hour before its start.",
            binder.name()
        ),
        RemarkKind::TimestampUnknown { binder } => format!(
            "{key} does not exist in binder {}, and later versions bind it without handing it to the client.",
            binder.name()
        ),
        RemarkKind::TimestampUnreadable { text } => {
            format!("{key}: Java cannot read `{text}` as yyyyMMddHHmmss. A client that got it would not start.")
        }
        RemarkKind::WhereUnknown { binder, same_result } => format!(
            "{key} does not exist in binder {}. The client stays at CONSUME_FROM_LAST_OFFSET{}.",
            binder.name(),
            if *same_result { ", as asked for" } else { "" }
        ),
        _ => format!("{key} is read only when the group has no offset and the broker does not answer 0."),
    }
}

fn bad_value(key: &str, kind: &RemarkKind, language: Language) -> String {
    match (kind, language) {
        (RemarkKind::NoSuchConstant { value }, Language::En) => format!(
            "{key}: the start stops with `No enum constant org.apache.rocketmq.common.consumer.ConsumeFromWhere.{value}`. \
             Possible are {}.",
            CONSUME_FROM_WHERE.join(", ")
        ),
        (RemarkKind::NoSuchConstant { value }, Language::Zh) => format!(
            "{key}：启动会失败，`No enum constant org.apache.rocketmq.common.consumer.ConsumeFromWhere.{value}`。\
             可用的值：{}。",
            CONSUME_FROM_WHERE.join("、")
        ),
        (RemarkKind::BadValue { value, java_type }, Language::En) if value.is_empty() => {
            format!("{key} is empty, but must be of type {java_type}, so the application does not start.")
        }
        (RemarkKind::BadValue { value, java_type }, Language::Zh) if value.is_empty() => {
            format!("{key} 是空的，但类型是 {java_type}，应用无法启动。")
        }
        (RemarkKind::BadValue { value, java_type }, Language::En) => {
            format!("{key}: `{value}` is no {java_type}, so the application does not start.")
        }
        (RemarkKind::BadValue { value, java_type }, Language::Zh) => {
            format!("{key}：`{value}` 不是 {java_type}，应用无法启动。")
        }
        _ => String::new(),
    }
}

fn chinese(key: &str, kind: &RemarkKind) -> String {
    match kind {
        RemarkKind::NoSuchConstant { .. } | RemarkKind::BadValue { .. } => bad_value(key, kind, Language::Zh),
        RemarkKind::ConsumerGroupMissing { .. } | RemarkKind::ProducerGroupMissing { .. } => group_chinese(key, kind),
        RemarkKind::TimestampDropped { .. }
        | RemarkKind::TimestampUnknown { .. }
        | RemarkKind::TimestampUnreadable { .. }
        | RemarkKind::WhereUnknown { .. }
        | RemarkKind::ReadOnlyWithoutOffset => first_start_chinese(key, kind),
        RemarkKind::NeverReachesClient { binder, note } => {
            let why = note.text().map_or(String::new(), |(_, chinese)| format!("：{chinese}"));
            format!("{key} 是 binder {} 认识的键，但到不了客户端{why}。", binder.name())
        }
        RemarkKind::DelayLost { binder } => format!(
            "{key}：binder {} 只有在 `sync: true` 时才设置延迟级别，否则带 `DELAY` 头的消息会立即存储。",
            binder.name()
        ),
        RemarkKind::OtherVersion { binder, known_in, instead, same_result } => {
            let known_in = versions(known_in, " 和 ", " 及以后版本");
            let mut text = format!("{key} 是 {known_in} 的键，binder {} 会忽略。", binder.name());
            if let Some(instead) = instead {
                text += &format!("这里应写 `{instead}`。");
            }
            if *same_result {
                text += "结果相同。";
            }
            text
        }
        RemarkKind::Misplaced { belongs } => format!("{key} 在这里会被忽略，应放在 `{belongs}` 下。"),
        RemarkKind::Unknown { similar: Some(similar) } => {
            format!("没有哪个 binder 版本认识 {key}。是不是 `{similar}`？")
        }
        RemarkKind::Unknown { similar: None } => format!("没有哪个 binder 版本认识 {key}，会被忽略。"),
        RemarkKind::UnknownBinding { bindings } => {
            format!("{key} 在这里有设置，但不在绑定（{}）之中，所以不起作用。", bindings.join("、"))
        }
        RemarkKind::OtherMeansClustering { value } => {
            format!("{key}：`{value}` 既不是 CLUSTERING 也不是 BROADCASTING，binder 按 CLUSTERING 处理。")
        }
        RemarkKind::ConsumerDisabled => format!("{key} 为 false：根本不会创建消费者。"),
        RemarkKind::DestinationMissing => format!("{key} 没有 destination，主题就用绑定的名称。"),
        RemarkKind::Overridden { by_line } => format!("{key} 在第 {by_line} 行又设置了一次，这里的值不算数。"),
        RemarkKind::OtherProfile { profile } => format!("这个文档只在 profile `{profile}` 下读取，这里略过。"),
        RemarkKind::FromOutside { name, default: Some(default) } => {
            format!("{key} 取自 `{name}`，它不在这个文件里，这里用默认值 `{default}`。")
        }
        RemarkKind::FromOutside { name, default: None } => {
            format!("{key} 取自 `{name}`，它不在这个文件里，也没有默认值。")
        }
        RemarkKind::OtherLibrary { .. } => {
            "这些是 rocketmq-spring（另一个库）的键，Spring Cloud Stream 的 binder 不读取。".to_owned()
        }
        RemarkKind::NoPart { .. } => "这些键在模拟中不起作用。".to_owned(),
    }
}

fn group_chinese(key: &str, kind: &RemarkKind) -> String {
    match kind {
        RemarkKind::ConsumerGroupMissing { instead: Some(instead), .. } => {
            format!("{key} 没有 group，binder 会用 `{instead}`。")
        }
        RemarkKind::ConsumerGroupMissing { binder, .. } => format!(
            "{key} 没有 group，binder {} 无法启动：请设置 `spring.cloud.stream.bindings.{key}.group`。",
            binder.name()
        ),
        RemarkKind::ProducerGroupMissing { instead: Some(instead), .. } => {
            format!("{key} 没有生产者组，binder 会用 `{instead}`。")
        }
        RemarkKind::ProducerGroupMissing { binder, .. } => format!(
            "{key} 没有生产者组，binder {} 无法启动：请设置 `spring.cloud.stream.rocketmq.binder.group`。",
            binder.name()
        ),
        _ => String::new(),
    }
}

fn first_start_chinese(key: &str, kind: &RemarkKind) -> String {
    match kind {
        RemarkKind::TimestampDropped { binder } => format!(
            "{key} 到不了客户端。binder {} 绑定了它，却不交给客户端，任何版本都如此。客户端仍用自己的默认值：启动前半小时。",
            binder.name()
        ),
        RemarkKind::TimestampUnknown { binder } => {
            format!("binder {} 没有 {key}，以后的版本绑定了它，也不交给客户端。", binder.name())
        }
        RemarkKind::TimestampUnreadable { text } => {
            format!("{key}：Java 无法按 yyyyMMddHHmmss 读取 `{text}`。客户端若得到它，就无法启动。")
        }
        RemarkKind::WhereUnknown { binder, same_result } => format!(
            "binder {} 没有 {key}，客户端仍是 CONSUME_FROM_LAST_OFFSET{}。",
            binder.name(),
            if *same_result { "，与要求相同" } else { "" }
        ),
        _ => format!("只有消费组没有位点、且 broker 没有回答 0 时，才会读取 {key}。"),
    }
}

impl Note {
    /// The note in a language, if there is one.
    pub fn in_language(self, language: Language) -> Option<&'static str> {
        self.text().map(|(english, chinese)| if language == Language::En { english } else { chinese })
    }
}
