//! A pull as a client makes it: what the client refuses by itself, what the broker refuses, and what the client does
//! with an answer (`DefaultMQPullConsumer`, `PullAPIWrapper`).
use super::answer::{Answer, Message, Refusal};
use super::question::Question;
use super::{Twin, place};
use broker::{Boundary, BrokerVersion, PullRequest, TagFilter};
use store::QueueOffset;

/// What the lab pulls as when no group is named.
const GROUP: &str = "lab_pull";
/// How many messages it asks for when nothing is said.
const MAX: i64 = 32;
/// The group that every client has when it is given none.
const DEFAULT_GROUP: &str = "DEFAULT_CONSUMER";

impl Twin {
    pub(super) fn pull(&self, question: &Question) -> Result<Answer, Refusal> {
        let version = self.broker.version();
        let (topic, queue) = place(question)?;
        check_group(&question.optional_text("group").unwrap_or_else(|| GROUP.to_owned()), version)?;
        let tags = question.optional_text("tags").unwrap_or_else(|| "*".to_owned());
        let offset = question.number("offset", 0)?;
        let max = i64::from(question.short_number("max", MAX)?);
        let filter = TagFilter::parse(&tags).ok_or_else(|| Refusal::of_client("parse subscription error"))?;
        for (wrong, message) in [(offset < 0, "offset < 0"), (max <= 0, "maxNums <= 0")] {
            if wrong {
                return Err(Refusal::of_client(message));
            }
        }
        if !self.topics.contains(&topic) {
            let message = format!("topic[{topic}] not exist, apply first please! \n{}", more(version));
            return Err(Refusal::of_broker(17, message));
        }
        let request = PullRequest { topic: &topic, queue, offset: QueueOffset(offset), max, filter: &filter };
        let pulled = self.broker.pull(request).map_err(|_| {
            let queues = self.broker.topics().get(&topic).map_or(0, |config| config.queues);
            // 5.3 gave this refusal a code of its own. The port is the client's, so here it is 0.
            let code = if version < BrokerVersion::V5_3 { 1 } else { 29 };
            let what = format!("queueId[{queue}] is illegal, topic:[{topic}] topicConfig.readQueueNums:[{queues}]");
            Refusal::of_broker(code, format!("{what} consumer:[/127.0.0.1:0]"))
        })?;
        let (min, max) = (pulled.min.0, pulled.max.0);
        let records = pulled.offsets.iter().filter_map(|&at| self.broker.store().message(&topic, queue, at).ok());
        // The broker compared hashes; the client compares the tags themselves.
        let wanted = records.filter(|record| filter.passes(record.tags()));
        let messages = wanted.map(|record| Message::stored(&record, version).with_ends(min, max)).collect();
        Ok(Answer::Pull { status: pulled.status, next: pulled.next.0, min, max, messages })
    }
}

/// What the start of a client says to its group (`Validators.checkGroup`).
fn check_group(group: &str, version: BrokerVersion) -> Result<(), Refusal> {
    let refuse = |message: String| Err(Refusal::of_client(message));
    let allowed = |c: char| c.is_ascii_alphanumeric() || "%|-_".contains(c);
    let length = group.encode_utf16().count();
    let most = if version < BrokerVersion::V5_5 { 255 } else { 120 };
    match group {
        _ if group.trim().is_empty() => refuse("the specified group is blank".to_owned()),
        _ if length > most && version < BrokerVersion::V5_5 => {
            refuse(format!("the specified group is longer than group max length {most}."))
        }
        _ if length > most => refuse(format!("the specified group[{group}] is longer than group max length: {most}.")),
        _ if !group.chars().all(allowed) => {
            let pattern = "^[%|a-zA-Z0-9_-]+$";
            refuse(format!("the specified group[{group}] contains illegal characters, allowing only {pattern}"))
        }
        DEFAULT_GROUP => {
            let what = format!("consumerGroup can not equal {DEFAULT_GROUP}, please specify another one.");
            refuse(format!("{what}\n{}", more(version)))
        }
        _ => Ok(()),
    }
}

/// Where the words of an error send the reader.
fn more(version: BrokerVersion) -> &'static str {
    if version == BrokerVersion::V4_9 {
        "See http://rocketmq.apache.org/docs/faq/ for further details."
    } else {
        "See https://rocketmq.apache.org/docs/bestPractice/06FAQ for further details."
    }
}

/// The admin client of 4.9 has no search with a boundary.
pub(super) fn no_such_search(boundary: Boundary) -> Refusal {
    let side = match boundary {
        Boundary::Lower => "Lower",
        Boundary::Upper => "Upper",
    };
    let class = "org.apache.rocketmq.tools.admin.DefaultMQAdminExt";
    let arguments = "org.apache.rocketmq.common.message.MessageQueue,long";
    Refusal::new("java.lang.NoSuchMethodException", format!("{class}.search{side}BoundaryOffset({arguments})"))
}
