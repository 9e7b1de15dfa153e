//! `reset.jsonl`: resets by time, played again from the first message on.
use super::sheet::{Sheet, number, text};
use serde_json::{Value, json};
use simulation::{BrokerVersion, Command, ConsumeFrom, ConsumerId, GroupSettings, Produce, Rewind, Simulation, What};
use store::{GroupName, QueueId, StoreTime, TopicName};

/// The lines name no topic; each has one of its own with one queue.
const TOPIC: &str = "R";
/// Long enough for a client to read everything and save its offsets, and for the pause before a reset takes hold.
const A_WHILE_MS: i64 = 60_000;

/// One line.
pub(crate) fn check(sheet: &mut Sheet, line: &Value) -> Result<(), String> {
    let (release, state, via) = (text(line, "version")?, text(line, "state")?, text(line, "via")?);
    let (Some(version), Some(time)) = (BrokerVersion::from_text(release), line["time"].as_i64()) else {
        sheet.skip(format!("reset: to {} on version {release}", line["time"]), 1);
        return Ok(());
    };
    let max = line["max"].as_i64();
    let position = line["position"].as_i64();
    let mut case = Case::new(line, version, StoreTime(time))?;
    match (state, via) {
        ("online", _) => {
            case.start()?;
            case.wait()?;
            case.compare_moves(sheet)
        }
        ("offline", "mqadmin") if position == max => {
            case.read_and_stop()?;
            case.compare_committed(sheet)?;
            case.start()?;
            case.compare_received(sheet)
        }
        ("offline", "mqadmin") => {
            case.read_and_stop()?;
            case.put_back(position.ok_or("`position` is no number")?)?;
            case.compare_committed(sheet)
        }
        ("neverExisted" | "groupNeverCommitted", "api" | "mqadmin") => {
            if state == "groupNeverCommitted" {
                case.say_hello()?;
            }
            case.compare_refusal(sheet)
        }
        _ => {
            let reason = match state {
                "broadcasting" => "reset: a group that broadcasts",
                "offline" => "reset: a call of the administration client, without mqadmin's second try",
                "onlineYoung" | "onlineBehind" | "onlinePaused" => "reset: clients that are young, stuck or paused",
                _ => "reset: groups that only the broker's memory knows, and the old call by itself",
            };
            sheet.skip(reason, 1);
            Ok(())
        }
    }
}

struct Case<'a> {
    line: &'a Value,
    group: GroupName,
    time: StoreTime,
    simulation: Simulation,
}

impl<'a> Case<'a> {
    /// A broker with the line's messages, and the group's settings.
    fn new(line: &'a Value, version: BrokerVersion, time: StoreTime) -> Result<Self, String> {
        let times: Vec<i64> = line["storeTimes"].as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
        let first = times.first().ok_or("no store times")?;
        let group = GroupName::from(text(line, "group")?);
        let mut case = Self { line, group, time, simulation: Simulation::new(version, StoreTime(first - 1_000)) };
        case.apply(&Command::CreateTopic { topic: TopicName::from(TOPIC), queues: 1 })?;
        for time in times {
            case.apply(&Command::Advance { by_ms: time - case.simulation.now().0 })?;
            let (tag, keys, body) = (String::new(), String::new(), "x".to_owned());
            let topic = TopicName::from(TOPIC);
            case.apply(&Command::Produce(Produce { topic, queue: None, tag, keys, body, delay_level: 0 }))?;
        }
        case.apply(&Command::Advance { by_ms: 1_000 })?;
        case.subscribe(TOPIC, ConsumeFrom::First)?;
        Ok(case)
    }

    /// Carries out a command and tells the offsets that were received.
    fn apply(&mut self, command: &Command) -> Result<Vec<i64>, String> {
        let events = self.simulation.apply(command).map_err(|error| error.to_string())?;
        let received = events.into_iter().filter_map(|event| match event.what {
            What::Received(delivery) => Some(delivery.offset.0),
            _ => None,
        });
        Ok(received.collect())
    }

    fn subscribe(&mut self, topic: &str, consume_from: ConsumeFrom) -> Result<(), String> {
        let (topic, tags) = (TopicName::from(topic), "*".to_owned());
        let settings = GroupSettings { topic, consume_from, tags, handler_ms: 1 };
        self.apply(&Command::ConfigureGroup { group: self.group.clone(), settings }).map(drop)
    }

    fn start(&mut self) -> Result<(), String> {
        self.apply(&Command::StartConsumer { group: self.group.clone() }).map(drop)
    }

    fn stop(&mut self) -> Result<(), String> {
        self.apply(&Command::StopConsumer { group: self.group.clone(), consumer: ConsumerId(0) }).map(drop)
    }

    fn wait(&mut self) -> Result<Vec<i64>, String> {
        self.apply(&Command::Advance { by_ms: A_WHILE_MS })
    }

    fn read_and_stop(&mut self) -> Result<(), String> {
        self.start()?;
        self.wait()?;
        self.stop()
    }

    /// A client says hello and goes before it has saved anything: it reads another topic.
    fn say_hello(&mut self) -> Result<(), String> {
        self.subscribe("elsewhere", ConsumeFrom::Last)?;
        self.start()?;
        self.stop()
    }

    /// Moves the group back first, so that the recorded reset can go forward.
    fn put_back(&mut self, position: i64) -> Result<(), String> {
        let times = self.line["storeTimes"].as_array().ok_or("no store times")?;
        let there = usize::try_from(position).ok().and_then(|at| times.get(at)).and_then(Value::as_i64);
        let time = StoreTime(there.ok_or_else(|| format!("no message at `position` {position}"))?);
        let (group, topic) = (self.group.clone(), TopicName::from(TOPIC));
        self.apply(&Command::Rewind(Rewind { group, topic, time, force: true })).map(drop)
    }

    fn rewind(&mut self) -> Result<(), String> {
        let force = self.line["force"].as_bool().ok_or("`force` is no truth value")?;
        let (group, topic) = (self.group.clone(), TopicName::from(TOPIC));
        self.apply(&Command::Rewind(Rewind { group, topic, time: self.time, force })).map(drop)
    }

    fn committed(&self) -> i64 {
        let offsets = self.simulation.broker().offsets();
        offsets.committed(&self.group, &TopicName::from(TOPIC), QueueId(0)).map_or(-1, |offset| offset.0)
    }

    fn question(&self, what: &str) -> String {
        let (version, target) = (&self.line["version"], &self.line["target"]);
        format!("{version} {} via {} to {target}, {what}", self.line["state"], self.line["via"])
    }

    /// The reset, and what is committed right after it.
    fn compare_committed(&mut self, sheet: &mut Sheet) -> Result<(), String> {
        self.rewind()?;
        let recorded = json!(number(self.line, "committedRightAfter")?);
        sheet.compare(self.question("committed right after"), &recorded, &json!(self.committed()));
        Ok(())
    }

    fn compare_received(&mut self, sheet: &mut Sheet) -> Result<(), String> {
        let received = self.wait()?;
        sheet.compare(self.question("received after"), &self.line["receivedAfter"], &json!(received));
        Ok(())
    }

    fn compare_moves(&mut self, sheet: &mut Sheet) -> Result<(), String> {
        // What was committed before depends on when the client's timer ran; a slow machine recorded other numbers.
        self.compare_committed(sheet)?;
        if self.reached_nobody() {
            sheet.skip("live clients: a reset that reached no client while the recording ran", 1);
            return Ok(());
        }
        self.compare_received(sheet)
    }

    /// The broker promised a place, and the client, which owns the queue, never went there: on a busy machine the one
    /// message that tells the client is lost now and then.
    fn reached_nobody(&self) -> bool {
        let promised = self.line["result"]["queues"]["0"].as_i64();
        let nothing_came = self.line["msFromResetToFirst"].is_null() && self.line["receivedAfter"] == json!([]);
        nothing_came && promised.is_some_and(|promised| promised < self.line["max"].as_i64().unwrap_or(0))
    }

    fn compare_refusal(&mut self, sheet: &mut Sheet) -> Result<(), String> {
        let refused = self.rewind().err();
        sheet.compare(self.question("refused with"), &self.line["result"]["message"], &json!(refused));
        let recorded = json!(number(self.line, "committedRightAfter")?);
        sheet.compare(self.question("committed right after"), &recorded, &json!(self.committed()));
        Ok(())
    }
}
