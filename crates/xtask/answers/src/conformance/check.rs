//! One case on one version: our folder opened by the real broker, its folder opened by us, and back again.
use super::case::Case;
use super::generate::Dice;
use super::{ours, predict, questions};
use crate::real::Desk;
use crate::store_folder;
use broker::{Broker, BrokerVersion, FileSizes};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use store::{StoreTime, TopicName};

/// After this, a busy machine too has delivered a message that waited for a second.
const DELIVERED_MS: i64 = 3_000;

/// One question that was answered differently.
#[derive(Clone, Debug)]
pub(crate) struct Difference {
    /// What was being tried.
    pub(crate) step: &'static str,
    /// The folder below the case's own that the question was about.
    pub(crate) folder: &'static str,
    pub(crate) question: Value,
    pub(crate) real: Value,
    pub(crate) ours: Value,
}

/// What came of a case.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// Answers compared: each offset of a search, each message, each field of a range.
    pub(crate) answers: usize,
    pub(crate) difference: Option<Difference>,
}

/// A step ends the case at the first difference.
enum Stop {
    Differs(Box<Difference>),
    Failed(String),
}

impl From<String> for Stop {
    fn from(problem: String) -> Self {
        Self::Failed(problem)
    }
}

/// Runs a case. `place` is an empty folder of its own.
pub(crate) fn run(case: &Case, version: BrokerVersion, desk: &Desk, place: &Path) -> Result<Outcome, String> {
    let mut run = Run { case, version, desk, place, answers: 0, dice: Dice::new(case.start_ms.unsigned_abs()) };
    let done = run.whole();
    let answers = run.answers;
    // It stops while others go on: nothing is read from its folder any more.
    desk.ask(&json!({ "op": "close", "background": true }))?;
    match done {
        Ok(()) => Ok(Outcome { answers, difference: None }),
        Err(Stop::Differs(difference)) => Ok(Outcome { answers, difference: Some(*difference) }),
        Err(Stop::Failed(problem)) => Err(problem),
    }
}

struct Run<'a> {
    case: &'a Case,
    version: BrokerVersion,
    desk: &'a Desk,
    place: &'a Path,
    answers: usize,
    dice: Dice,
}

impl Run<'_> {
    fn whole(&mut self) -> Result<(), Stop> {
        let made = ours::broker(self.case, self.version)?;
        let folder = ours::folder(self.case, &made)?;
        store_folder::write(&folder, &self.place.join("ours"))?;
        let latest = folder.iter().map(|(_, file)| file.modified_ms).max().unwrap_or(0);
        // A store without a message has no log, and there is nothing to open.
        let empty = self.case.sends.is_empty();
        let opened =
            if empty { made.clone() } else { ours::open(self.case, &folder, self.version, StoreTime(latest))? };
        self.open_real("ours", "the real broker opens our folder", &opened)?;

        let topics = topics(self.case, &opened);
        let asked = questions::all(self.case, &opened, &topics, &mut self.dice);
        self.compare("the real broker opens our folder", "ours", &opened, &asked)?;
        let outside = questions::outside(&opened, &topics);
        self.compare("the real broker opens our folder", "ours", &opened, &outside)?;

        self.send_more(made.store().records(made.store().min_log_offset()).count())?;
        let live = self.ask_live(&opened, &topics)?;
        self.desk.ask(&json!({ "op": "close" }))?;
        let theirs = store_folder::read(&self.place.join("ours"))?;
        let closed_ms = theirs.iter().map(|(_, file)| file.modified_ms).max().unwrap_or(0);
        let back = ours::open(self.case, &theirs, self.version, StoreTime(closed_ms))?;
        for (question, real) in live {
            self.one("we open the real broker's folder", "ours", &back, question, real)?;
        }

        let again = back.save(FileSizes::AsTheyAre).map_err(|error| error.to_string())?;
        store_folder::write(&again, &self.place.join("back"))?;
        self.open_real("back", "the real broker opens its folder after us", &back)?;
        let topics = self::topics(self.case, &back);
        let asked = questions::all(self.case, &back, &topics, &mut self.dice);
        self.compare("the real broker opens its folder after us", "back", &back, &asked)
    }

    fn open_real(&mut self, folder: &'static str, step: &'static str, _ours: &Broker) -> Result<(), Stop> {
        let question = json!({ "op": "open", "store": self.place.join(folder) });
        // Another program may have taken the broker's port meanwhile; a store that it refuses, it refuses twice.
        match self.desk.ask(&question).or_else(|_| self.desk.ask(&question)) {
            Ok(_) => Ok(()),
            Err(problem) => Err(Stop::Differs(Box::new(Difference {
                step,
                folder,
                question,
                real: json!(problem),
                ours: json!("it opens"),
            }))),
        }
    }

    fn compare(
        &mut self,
        step: &'static str,
        folder: &'static str,
        ours: &Broker,
        asked: &[Value],
    ) -> Result<(), Stop> {
        for (question, real) in asked.iter().zip(self.desk.ask_all(asked)?) {
            self.one(step, folder, ours, question.clone(), real)?;
        }
        Ok(())
    }

    fn one(
        &mut self,
        step: &'static str,
        folder: &'static str,
        ours: &Broker,
        question: Value,
        mut real: Value,
    ) -> Result<(), Stop> {
        let mut ours = predict::answer(ours, &question);
        self.answers += count(&real);
        if let Some(places) = real.get_mut("places").and_then(Value::as_array_mut) {
            // The broker hands the newest out first; a client sorts them anyway.
            places.sort_by_key(Value::as_i64);
        }
        if real == ours {
            return Ok(());
        }
        let question = narrowed(question, &mut real, &mut ours);
        Err(Stop::Differs(Box::new(Difference { step, folder, question, real, ours })))
    }

    fn send_more(&mut self, already: usize) -> Result<(), Stop> {
        for (number, send) in self.case.then.iter().enumerate() {
            if send.gap_ms > 0 {
                self.desk.ask(&json!({ "op": "sleep", "ms": send.gap_ms }))?;
            }
            let properties = ours::properties(send, already + number);
            let properties: serde_json::Map<String, Value> =
                properties.iter().map(|(name, value)| (name.to_owned(), json!(value))).collect();
            self.desk.ask(&json!({
                "op": "send", "topic": self.case.topic(send.topic), "queue": send.queue, "born": 1_700_000_000_123_i64,
                "body": ours::body(send, number), "properties": properties,
            }))?;
        }
        if self.case.then.iter().any(|send| send.delay_level == 1) {
            self.desk.ask(&json!({ "op": "sleep", "ms": DELIVERED_MS }))?;
        }
        Ok(())
    }

    /// Asks the real broker about what it has just written, before it stops.
    fn ask_live(&mut self, opened: &Broker, topics: &[(TopicName, i32)]) -> Result<Vec<(Value, Value)>, Stop> {
        let mut live = Vec::new();
        for (topic, queues) in topics {
            // A broker that runs says where a queue began of which nothing is left; one that starts looks anew.
            for queue in (0..*queues).filter(|&queue| !questions::front_is_gone(opened, topic, queue)) {
                let range = json!({ "op": "range", "topic": topic, "queue": queue });
                let ends = self.desk.ask(&range)?;
                let read = json!({ "op": "read", "topic": topic, "queue": queue, "offset": ends["min"] });
                let told = self.desk.ask(&read)?;
                let times = store_times(&told);
                live.extend([(range, ends), (read, told)]);
                for boundary in [None, Some("LOWER"), Some("UPPER")] {
                    let search =
                        json!({ "op": "search", "topic": topic, "queue": queue, "boundary": boundary, "times": times });
                    let found = self.desk.ask(&search)?;
                    live.push((search, found));
                }
            }
        }
        Ok(live)
    }
}

/// The newest messages' times and those around them.
fn store_times(read: &Value) -> Vec<i64> {
    let pulls = read["pulls"].as_array().into_iter().flatten();
    let messages = pulls.flat_map(|pull| pull["messages"].as_array().into_iter().flatten());
    let times =
        messages.filter_map(|message| message["storeTime"].as_i64()).flat_map(|time| [time - 1, time, time + 1]);
    times.collect::<BTreeSet<_>>().into_iter().rev().take(30).collect()
}

/// The topics of the case, and what else lies in the store.
fn topics(case: &Case, broker: &Broker) -> Vec<(TopicName, i32)> {
    let mut topics: Vec<(TopicName, i32)> =
        case.topics.iter().enumerate().map(|(index, queues)| (TopicName::from(case.topic(index)), *queues)).collect();
    for topic in broker.store().topics() {
        if !topics.iter().any(|(known, _)| known == topic) {
            let queues = broker.store().queues(topic).map(|(queue, _)| queue.0 + 1).max().unwrap_or(0);
            topics.push((topic.clone(), queues));
        }
    }
    topics
}

/// How many single answers are in one.
fn count(answer: &Value) -> usize {
    for list in ["offsets", "places", "bytes", "messages"] {
        if let Some(list) = answer[list].as_array() {
            return list.len().max(1);
        }
    }
    if let Some(pulls) = answer["pulls"].as_array() {
        return pulls.iter().map(count).sum();
    }
    answer.as_object().map_or(1, serde_json::Map::len)
}

/// A search of many times becomes one of the first time that differs.
fn narrowed(mut question: Value, real: &mut Value, ours: &mut Value) -> Value {
    let lists = (real["offsets"].as_array(), ours["offsets"].as_array(), question["times"].as_array());
    let (Some(theirs), Some(mine), Some(times)) = lists else { return question };
    let Some(at) = theirs.iter().zip(mine).position(|(theirs, mine)| theirs != mine) else { return question };
    let (theirs, mine, time) = (theirs[at].clone(), mine[at].clone(), times[at].clone());
    *real = json!({ "offsets": [theirs] });
    *ours = json!({ "offsets": [mine] });
    question["times"] = json!([time]);
    question
}
