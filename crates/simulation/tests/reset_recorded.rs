//! Resets that were recorded on real brokers, played again here: what is answered, what is committed right after, and
//! what is received from then on.
use serde_json::Value;
use simulation::{BrokerVersion, Command, ConsumeFrom, ConsumerId, GroupSettings, Produce, Rewind, Simulation, What};
use store::{GroupName, QueueId, QueueOffset, StoreTime, TopicName};

const TOPIC: &str = "R";

struct Case<'a> {
    line: &'a Value,
    group: GroupName,
    simulation: Simulation,
}

impl<'a> Case<'a> {
    /// A broker of the line's version with the line's messages.
    fn new(line: &'a Value) -> Self {
        let times: Vec<i64> = list(&line["storeTimes"]);
        let version = BrokerVersion::from_text(text(line, "version")).expect("a recorded version");
        let group = GroupName::from(text(line, "group"));
        let mut case = Self { line, group, simulation: Simulation::new(version, StoreTime(times[0] - 1_000)) };
        case.apply(&Command::CreateTopic { topic: TopicName::from(TOPIC), queues: 1 });
        for time in times {
            case.apply(&Command::Advance { by_ms: time - case.simulation.now().0 });
            let (tag, keys, body) = (String::new(), String::new(), "x".to_owned());
            let topic = TopicName::from(TOPIC);
            case.apply(&Command::Produce(Produce { topic, queue: None, tag, keys, body, delay_level: 0 }));
        }
        case.apply(&Command::Advance { by_ms: 1_000 });
        let (topic, consume_from, tags) = (TopicName::from(TOPIC), ConsumeFrom::First, "*".to_owned());
        let settings = GroupSettings { topic, consume_from, tags, handler_ms: 1 };
        case.apply(&Command::ConfigureGroup { group: case.group.clone(), settings });
        case
    }

    fn apply(&mut self, command: &Command) -> Vec<i64> {
        let events =
            self.simulation.apply(command).unwrap_or_else(|error| panic!("{command:?}: {error}\n{}", self.line));
        let received = events.into_iter().filter_map(|event| match event.what {
            What::Received(delivery) => Some(delivery.offset.0),
            _ => None,
        });
        received.collect()
    }

    fn start(&mut self) {
        self.apply(&Command::StartConsumer { group: self.group.clone() });
    }

    /// The group reads everything and is stopped; the next start finds its offset. A smaller place than the end is
    /// committed as the lab did it, by an admin's call.
    fn read_and_stop(&mut self) {
        self.start();
        self.apply(&Command::Advance { by_ms: 60_000 });
        self.apply(&Command::StopConsumer { group: self.group.clone(), consumer: ConsumerId(0) });
    }

    fn committed(&self) -> i64 {
        let offsets = self.simulation.broker().offsets();
        offsets.committed(&self.group, &TopicName::from(TOPIC), QueueId(0)).map_or(-1, |offset| offset.0)
    }

    fn rewind(&self) -> Command {
        let time = StoreTime(self.line["time"].as_i64().expect("a time"));
        let force = self.line["force"].as_bool().expect("force");
        Command::Rewind(Rewind { group: self.group.clone(), topic: TopicName::from(TOPIC), time, force })
    }
}

fn text<'a>(line: &'a Value, name: &str) -> &'a str {
    line[name].as_str().unwrap_or_default()
}

fn list(value: &Value) -> Vec<i64> {
    value.as_array().map(|list| list.iter().filter_map(Value::as_i64).collect()).unwrap_or_default()
}

fn lines() -> Vec<Value> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/truth/reset.jsonl");
    let lines = std::fs::read_to_string(path).expect("the recorded resets");
    lines.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

#[test]
fn an_online_group_receives_what_it_received_from_the_real_broker() {
    let online: Vec<Value> = lines().into_iter().filter(|line| text(line, "state") == "online").collect();
    assert!(online.len() >= 40);
    for line in &online {
        let mut case = Case::new(line);
        case.start();
        case.apply(&Command::Advance { by_ms: 60_000 });
        assert_eq!(case.committed(), 10, "{line}");
        let rewind = case.rewind();
        case.apply(&rewind);
        assert_eq!(case.committed(), line["committedRightAfter"].as_i64().expect("recorded"), "{line}");
        assert_eq!(case.apply(&Command::Advance { by_ms: 60_000 }), list(&line["receivedAfter"]), "{line}");
    }
}

#[test]
fn a_group_that_is_reset_offline_starts_where_it_started_on_the_real_broker() {
    let mut cases = 0;
    for line in lines().iter().filter(|line| text(line, "state") == "offline" && text(line, "via") == "mqadmin") {
        if line["position"].as_i64() != Some(10) || line["time"].as_i64().is_none() {
            continue;
        }
        cases += 1;
        let mut case = Case::new(line);
        case.read_and_stop();
        let rewind = case.rewind();
        case.apply(&rewind);
        assert_eq!(case.committed(), line["committedRightAfter"].as_i64().expect("recorded"), "{line}");
        case.start();
        assert_eq!(case.apply(&Command::Advance { by_ms: 60_000 }), list(&line["receivedAfter"]), "{line}");
    }
    assert!(cases >= 20, "{cases}");
}

#[test]
fn a_group_without_an_offset_is_refused_or_reset_as_the_real_broker_did_it() {
    let mut cases = 0;
    for line in &lines() {
        let (state, via) = (text(line, "state"), text(line, "via"));
        if !["neverExisted", "groupNeverCommitted"].contains(&state) || via == "old" {
            continue;
        }
        cases += 1;
        let mut case = Case::new(line);
        if state == "groupNeverCommitted" {
            // A client says hello and goes before it has saved anything: it owns no queue of another topic.
            let (topic, tags) = (TopicName::from("elsewhere"), "*".to_owned());
            let settings = GroupSettings { topic, consume_from: ConsumeFrom::Last, tags, handler_ms: 1 };
            case.apply(&Command::ConfigureGroup { group: case.group.clone(), settings });
            case.start();
            case.apply(&Command::StopConsumer { group: case.group.clone(), consumer: ConsumerId(0) });
        }
        let rewind = case.rewind();
        let answer = case.simulation.apply(&rewind).map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(answer.err().as_deref(), line["result"]["message"].as_str(), "{line}");
        assert_eq!(case.committed(), line["committedRightAfter"].as_i64().expect("recorded"), "{line}");
    }
    assert!(cases >= 12, "{cases}");
}

#[test]
fn a_place_behind_is_kept_without_force_before_5_3() {
    for line in lines().iter().filter(|line| text(line, "state") == "offline" && line["position"].as_i64() == Some(2)) {
        if text(line, "via") != "mqadmin" || line["time"].as_i64().is_none() {
            continue;
        }
        let mut case = Case::new(line);
        case.read_and_stop();
        // Sent back to message 2 first, so that the recorded reset goes forward.
        let third = StoreTime(list(&line["storeTimes"])[2]);
        let (group, topic) = (case.group.clone(), TopicName::from(TOPIC));
        case.apply(&Command::Rewind(Rewind { group, topic, time: third, force: true }));
        assert_eq!(case.committed(), QueueOffset(2).0);
        let rewind = case.rewind();
        case.apply(&rewind);
        assert_eq!(case.committed(), line["committedRightAfter"].as_i64().expect("recorded"), "{line}");
    }
}
