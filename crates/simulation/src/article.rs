//! The opening of the page: a minute of the topic and the group of an article on consuming again, played, not painted.
use crate::command::{Command, ConsumeFrom, ConsumeTimestamp, GroupSettings, Produce};
use crate::session::{Session, Story};
use crate::simulation::Simulation;
use broker::BrokerVersion;
use store::{GroupName, QueueId, StoreTime, TopicName};

/// The topic.
pub const ARTICLE_TOPIC: &str = "test-topic3";
/// The group.
pub const ARTICLE_GROUP: &str = "backtracking-consumer-group";
/// The body of every message.
pub const ARTICLE_BODY: &str = r#"{"id":1,"desc":"test"}"#;
/// 2022-01-17 11:01:00 in Shanghai.
const MINUTE: StoreTime = StoreTime(1_642_388_460_000);
/// 2022-01-17 11:01:48 in Shanghai: the article's `consumeTimestamp`, 20220117110148.
const CONSUME_TIMESTAMP: StoreTime = StoreTime(1_642_388_508_000);

/// Milliseconds after the minute, queue, tag. Three of one millisecond stand in queue 2, so that versions differ.
const SENT: [(i64, i32, &str); 39] = [
    (36_180, 0, "test01"),
    (36_900, 1, "test02"),
    (37_640, 2, "test03"),
    (38_310, 3, "test02"),
    (39_050, 0, "test03"),
    (42_480, 1, "test02"),
    (42_950, 3, "test01"),
    (43_610, 0, "test01"),
    (43_980, 2, "test01"),
    (44_120, 3, "test03"),
    (44_985, 1, "test03"),
    (45_530, 2, "test02"),
    (45_890, 3, "test02"),
    (46_710, 3, "test01"),
    (46_905, 0, "test02"),
    (47_380, 3, "test02"),
    (47_702, 1, "test01"),
    (48_123, 2, "test03"),
    (48_123, 2, "test01"),
    (48_123, 2, "test02"),
    (48_640, 0, "test03"),
    (49_480, 1, "test02"),
    (50_260, 3, "test03"),
    (51_372, 0, "test01"),
    (52_190, 2, "test03"),
    (53_240, 1, "test01"),
    (54_470, 3, "test01"),
    (55_018, 0, "test02"),
    (56_480, 2, "test03"),
    (57_655, 1, "test03"),
    (58_930, 0, "test01"),
    (59_810, 3, "test02"),
    (60_760, 2, "test01"),
    (62_410, 0, "test03"),
    (63_075, 1, "test02"),
    (64_895, 2, "test02"),
    (66_120, 0, "test02"),
    (67_510, 2, "test03"),
    (68_350, 1, "test01"),
];
/// When the two consumers start, and how long their handlers work: the second one is slow, and lags.
const STARTED_MS: i64 = 41_000;
const HANDLER_MS: [i64; 2] = [200, 3_200];
/// When the article's own message is sent, with delay level 2: it still waits when the page opens.
const DELAYED_MS: i64 = 68_040;
/// When the page opens.
const OPENS_MS: i64 = 70_000;

impl Session {
    /// The opening of the page. Its history begins here: what led to it cannot be undone.
    pub fn article() -> Self {
        let simulation = Simulation::article(BrokerVersion::V5_3);
        let story = Story { version: BrokerVersion::V5_3, at: MINUTE, commands: commands() };
        Self::told(simulation, story)
    }
}

impl Simulation {
    /// The same minute on a broker of a version.
    pub fn article(version: BrokerVersion) -> Self {
        let mut simulation = Self::new(version, MINUTE);
        for command in commands() {
            simulation.apply(&command).expect("the story is written to be played");
        }
        simulation
    }
}

/// The minute as commands.
fn commands() -> Vec<Command> {
    let (mut commands, mut at) = (Vec::new(), 0);
    for (ms, command) in steps() {
        if ms > at {
            commands.push(Command::Advance { by_ms: ms - at });
            at = ms;
        }
        commands.push(command);
    }
    commands.push(Command::Advance { by_ms: OPENS_MS - at });
    commands
}

/// What is done, and how many milliseconds after the minute.
fn steps() -> Vec<(i64, Command)> {
    let (topic, group) = (TopicName::from(ARTICLE_TOPIC), GroupName::from(ARTICLE_GROUP));
    let mut steps = vec![(0, Command::CreateTopic { topic: topic.clone(), queues: 4 })];
    let (mut started, mut delayed) = (false, false);
    for (ms, queue, tag) in SENT {
        if ms >= STARTED_MS && !started {
            started = true;
            for handler_ms in HANDLER_MS {
                steps.push((STARTED_MS, configure(&group, &topic, handler_ms)));
                steps.push((STARTED_MS, Command::StartConsumer { group: group.clone() }));
            }
            steps.push((STARTED_MS, configure(&group, &topic, HANDLER_MS[0])));
        }
        if ms >= DELAYED_MS && !delayed {
            delayed = true;
            steps.push((DELAYED_MS, send(&topic, QueueId(2), "test03", 2)));
        }
        steps.push((ms, send(&topic, QueueId(queue), tag, 0)));
    }
    steps
}

fn configure(group: &GroupName, topic: &TopicName, handler_ms: i64) -> Command {
    let time = ConsumeTimestamp { text: "20220117110148".to_owned(), at: CONSUME_TIMESTAMP };
    let settings = GroupSettings {
        topic: topic.clone(),
        consume_from: ConsumeFrom::Timestamp { time: Some(time) },
        tags: "*".to_owned(),
        handler_ms,
    };
    Command::ConfigureGroup { group: group.clone(), settings }
}

fn send(topic: &TopicName, queue: QueueId, tag: &str, delay_level: i32) -> Command {
    let (tag, keys, body) = (tag.to_owned(), String::new(), ARTICLE_BODY.to_owned());
    Command::Produce(Produce { topic: topic.clone(), queue: Some(queue), tag, keys, body, delay_level })
}
