//! Topics: how many queues, and how one is made.
use crate::config::{BROKER_QUEUES, PRODUCER_QUEUES, QUEUES_MAX};
use crate::error::{BrokerError, TopicProblem};
use serde::Serialize;
use std::collections::BTreeMap;
use store::{QueueId, SCHEDULE_TOPIC, TopicName};

/// One topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TopicConfig {
    /// How many queues it has.
    pub queues: i32,
}

/// All topics, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topics {
    table: BTreeMap<TopicName, TopicConfig>,
}

impl Topics {
    /// The topic's settings.
    pub fn get(&self, topic: &TopicName) -> Result<TopicConfig, BrokerError> {
        self.table.get(topic).copied().ok_or_else(|| BrokerError::UnknownTopic(topic.clone()))
    }

    /// All topics, the broker's own among them.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&TopicName, TopicConfig)> {
        self.table.iter().map(|(name, config)| (name, *config))
    }

    /// Topics that people made.
    pub fn iter(&self) -> impl Iterator<Item = (&TopicName, TopicConfig)> {
        self.all().filter(|(name, _)| !is_system(name))
    }

    /// Makes a topic.
    pub fn create(&mut self, topic: &TopicName, queues: i32) -> Result<TopicConfig, BrokerError> {
        if self.table.contains_key(topic) {
            return Err(BrokerError::TopicExists(topic.clone()));
        }
        let problem = name_problem(topic.as_str());
        let problem = problem.or((!(1..=QUEUES_MAX).contains(&queues)).then_some(TopicProblem::Queues(queues)));
        if let Some(problem) = problem {
            return Err(BrokerError::BadTopic { topic: topic.clone(), problem });
        }
        Ok(self.insert(topic.clone(), queues))
    }

    /// The topic of a send; an unknown one is made as the first send makes it: with the producer's number of queues,
    /// within what the broker grants.
    pub fn for_send(&mut self, topic: &TopicName, auto_create: bool) -> Result<TopicConfig, BrokerError> {
        match self.get(topic) {
            Err(_) if auto_create => self.create(topic, PRODUCER_QUEUES.min(BROKER_QUEUES)),
            known => known,
        }
    }

    /// A topic found in a store folder, taken as it is.
    pub fn insert(&mut self, topic: TopicName, queues: i32) -> TopicConfig {
        let config = TopicConfig { queues };
        self.table.insert(topic, config);
        config
    }

    /// The queue, or what is wrong with its number.
    pub fn check_queue(&self, topic: &TopicName, queue: QueueId) -> Result<(), BrokerError> {
        let queues = self.get(topic)?.queues;
        if (0..queues).contains(&queue.0) {
            return Ok(());
        }
        Err(BrokerError::UnknownQueue { topic: topic.clone(), queue, queues })
    }
}

/// Whether the broker made the topic for itself.
pub fn is_system(topic: &TopicName) -> bool {
    let name = topic.as_str();
    let prefixes = ["%RETRY%", "%DLQ%", "rmq_sys_", "RMQ_SYS_"];
    let names = [SCHEDULE_TOPIC, "TBW102", "SELF_TEST_TOPIC", "OFFSET_MOVED_EVENT", "BenchmarkTest"];
    names.contains(&name) || prefixes.iter().any(|prefix| name.starts_with(prefix))
}

/// The rules of RocketMQ's `TopicValidator`.
fn name_problem(name: &str) -> Option<TopicProblem> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "%|-_".contains(c);
    if name.is_empty() {
        Some(TopicProblem::Empty)
    } else if name.len() > 127 {
        Some(TopicProblem::TooLong)
    } else {
        name.chars().find(|c| !allowed(*c)).map(TopicProblem::Character)
    }
}
