//! What went wrong with a command, in both languages. English comes from where the error was made.
use super::{Language, Story, fill};
use broker::{BrokerError, ResetRefusal, TopicProblem};
use notation::recording::{RecordingError, RecordingProblem};
use simulation::{CommandError, Limit, Setting};
use store::StoreError;

/// Where a recording is not one, and why.
#[inline(never)]
pub fn recording_error(language: Language, error: &RecordingError) -> String {
    let (texts, line) = (Story::of(language), error.line.to_string());
    match &error.problem {
        RecordingProblem::Large => fill(texts.too_large, &[&line]),
        RecordingProblem::NoBegin => fill(texts.no_begin, &[&line]),
        RecordingProblem::Version(found) => fill(texts.other_format, &[&line, &found.to_string()]),
        RecordingProblem::Line(problem) => fill(texts.line, &[&line, problem]),
    }
}

/// One or two sentences: what was refused, and what to do next.
pub fn command_error(language: Language, error: &CommandError) -> String {
    match language {
        Language::En => capital(&error.to_string()),
        Language::Zh => in_chinese(error),
    }
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    let first: String = rest.next().map(char::to_uppercase).into_iter().flatten().collect();
    let stop = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{}{stop}", rest.as_str())
}

#[inline(never)]
fn in_chinese(error: &CommandError) -> String {
    match error {
        CommandError::Broker(error) => broker_error(error),
        CommandError::UnknownGroup(group) => fill("消费组 {0} 不存在：请先启动它的一个消费者。", &[group.as_str()]),
        CommandError::UnknownConsumer { group, consumer } => {
            fill("消费组 {0} 没有运行中的消费者 {1}。", &[group.as_str(), &consumer.letter()])
        }
        CommandError::BadGroupName(group) => {
            fill("“{0}”不能作消费组名：请用 1 到 255 个字母、数字、%、|、-、_。", &[group.as_str()])
        }
        CommandError::Limit { what, max } => fill(limit(*what), &[&max.to_string()]),
        CommandError::BadAdvance { by_ms } => {
            fill("时钟不能移动 {0} 毫秒：只能向前，且一次不超过一百年。", &[&by_ms.to_string()])
        }
        CommandError::NothingDue => "没有待发生的事：请发送一条消息，或让时间走一会儿。".to_owned(),
        CommandError::BadSetting { setting, value, min, max } => fill(
            "{0} 不能是 {1}：请取 {2} 到 {3}。",
            &[name(*setting), &value.to_string(), &min.to_string(), &max.to_string()],
        ),
        CommandError::BadHandlerTime { ms } => {
            fill("处理一条消息不能用 {0} 毫秒：请取 0 到 86400000（一天）。", &[&ms.to_string()])
        }
    }
}

#[inline(never)]
fn name(setting: Setting) -> &'static str {
    match setting {
        Setting::DeleteWhenCount => "deleteWhen 的小时个数",
        Setting::DiskUsed => "磁盘使用率（%）",
        Setting::ZoneOffset => "Broker 时区（分钟）",
        other => other.name(),
    }
}

#[inline(never)]
fn limit(what: Limit) -> &'static str {
    match what {
        Limit::Steps => "一条命令最多 {0} 步：请让时钟分小段前进。",
        Limit::Consumers => "一个消费组最多 {0} 个消费者：请先停止一个。",
        Limit::Groups => "最多 {0} 个消费组：请使用已有的消费组。",
        Limit::BodyBytes => "消息体最多 {0} 字节：请发送短一些的消息。",
        Limit::LogFiles => "日志最多 {0} 个文件：请把文件设大一些。",
        Limit::History => "一个会话最多记住 {0} 步：请从这里重新开始。",
    }
}

#[inline(never)]
fn broker_error(error: &BrokerError) -> String {
    match error {
        BrokerError::UnknownTopic(topic) => fill("主题 {0} 不存在：请先创建它，或向它发送消息。", &[topic.as_str()]),
        BrokerError::TopicExists(topic) => fill("主题 {0} 已存在。", &[topic.as_str()]),
        BrokerError::BadTopic { topic, problem } => topic_problem(topic.as_str(), *problem),
        BrokerError::UnknownQueue { topic, queue, queues } => fill(
            "主题 {0} 没有队列 {1}：共 {2} 个，从 0 编号。",
            &[topic.as_str(), &queue.to_string(), &queues.to_string()],
        ),
        BrokerError::UnknownGroup(group) => {
            fill("Broker 不认识消费组 {0}（Group {0} not exist!）。", &[group.as_str()])
        }
        BrokerError::Reset(refusal) => reset_refusal(refusal),
        BrokerError::Store(error) => store_error(error),
    }
}

#[inline(never)]
fn topic_problem(topic: &str, problem: TopicProblem) -> String {
    match problem {
        TopicProblem::Empty => "主题需要一个名称。".to_owned(),
        TopicProblem::TooLong => fill("主题“{0}”：名称最多 127 字节。", &[topic]),
        TopicProblem::Character(character) => {
            fill("主题“{0}”：不允许“{1}”，请用字母、数字、%、|、-、_。", &[topic, &character.to_string()])
        }
        TopicProblem::Queues(queues) => fill(
            "主题“{0}”：不能有 {1} 个队列，请取 1 到 {2}。",
            &[topic, &queues.to_string(), &broker::QUEUES_MAX.to_string()],
        ),
    }
}

#[inline(never)]
fn reset_refusal(refusal: &ResetRefusal) -> String {
    let why = match refusal {
        ResetRefusal::NothingCommitted { .. } => "消费组在某个队列还没有位点",
        ResetRefusal::UnknownGroup { .. } => "Broker 从未见过这个消费组",
        ResetRefusal::UnknownTopic { .. } => "没有这个主题",
    };
    fill("{0}。Broker 的原话（代码 {1}）：{2}", &[why, &refusal.code().to_string(), &refusal.to_string()])
}

fn store_error(error: &StoreError) -> String {
    fill("存储拒绝：{0}。", &[&error.to_string()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_in_both_languages_what_to_do_next() {
        let error = CommandError::Limit { what: Limit::Consumers, max: 64 };
        assert_eq!(command_error(Language::En, &error), "A group has at most this many consumers: 64: stop one first.");
        assert_eq!(command_error(Language::Zh, &error), "一个消费组最多 64 个消费者：请先停止一个。");
    }
}
