//! Hand-made answers with the signatures of the simulation, until that is there: one topic, one group, the same story.
use broker::BrokerVersion;
use simulation::{
    Command, ConsumeFrom, ConsumeTimestamp, ConsumerId, ConsumerState, ConsumerView, Detail, Event, FirstStart,
    GroupQueueView, GroupSettings, GroupView, Lane, LaneContent, Mark, MessageView, PreviewRow, QueueView, Rewind,
    RewindPreview, Snapshot, Timeline, TopicView, Verdict, Window,
};
use std::fmt;
use store::{GroupName, LogOffset, QueueId, QueueOffset, StoreTime, TopicName};

/// 2022-01-17 11:00:00.000 +08:00.
const BASE_MS: i64 = 1_642_388_400_000;
/// Queue, offset, tag, milliseconds after `BASE_MS`.
const MESSAGES: [(i32, i64, u8, i64); 34] = [
    (0, 2, 0, 103_610),
    (0, 3, 1, 106_905),
    (0, 4, 2, 108_640),
    (0, 5, 0, 111_372),
    (0, 6, 1, 115_018),
    (0, 7, 0, 118_930),
    (0, 8, 2, 122_410),
    (0, 9, 1, 126_120),
    (1, 1, 1, 102_480),
    (1, 2, 2, 104_985),
    (1, 3, 0, 107_702),
    (1, 4, 1, 109_480),
    (1, 5, 0, 113_240),
    (1, 6, 2, 117_655),
    (1, 7, 1, 123_075),
    (1, 8, 0, 128_350),
    (2, 1, 0, 103_980),
    (2, 2, 1, 105_530),
    (2, 3, 2, 108_123),
    (2, 4, 0, 108_123),
    (2, 5, 1, 108_123),
    (2, 6, 2, 112_190),
    (2, 7, 2, 116_480),
    (2, 8, 0, 120_760),
    (2, 9, 1, 124_895),
    (2, 10, 2, 127_510),
    (3, 1, 0, 102_950),
    (3, 2, 2, 104_120),
    (3, 3, 1, 105_890),
    (3, 4, 0, 106_710),
    (3, 5, 1, 107_380),
    (3, 6, 2, 110_260),
    (3, 7, 0, 114_470),
    (3, 8, 1, 119_810),
];
const TAGS: [&str; 3] = ["test01", "test02", "test03"];

/// A wish that could not be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandError(String);

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One step of a history.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "goes away")]
pub struct HistoryStep {
    pub label: StepLabel,
    pub at: StoreTime,
    pub current: bool,
    pub undone: bool,
}

/// What a step was.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "goes away")]
pub enum StepLabel {
    Start,
    Command(Command),
    Opened(String),
}

/// One line of a feed.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "goes away")]
pub struct FeedLine {
    pub at: StoreTime,
    pub consumer: ConsumerId,
    pub queue: QueueId,
    pub offset: QueueOffset,
    pub tag: String,
    pub body: String,
    pub times: u32,
}

/// A state: where the group is, and what time it is.
#[derive(Clone, Debug)]
pub struct Simulation {
    now: StoreTime,
    version: BrokerVersion,
    at: [i64; 4],
}

/// A session of states.
pub struct Session {
    past: Vec<(StepLabel, Simulation)>,
    current: usize,
}

#[expect(missing_docs, reason = "goes away")]
impl Session {
    pub fn article() -> Self {
        let start = Simulation { now: StoreTime(BASE_MS + 130_000), version: BrokerVersion::V5_3, at: [10, 8, 11, 4] };
        Self { past: vec![(StepLabel::Start, start)], current: 0 }
    }

    pub fn apply(&mut self, command: &Command) -> Result<Vec<Event>, CommandError> {
        let mut next = self.simulation().clone();
        match command {
            Command::Advance { by_ms } if *by_ms < 0 => return Err(CommandError("time only goes forward".into())),
            Command::Advance { by_ms } => next.now = next.now.plus_ms(*by_ms),
            Command::AdvanceToNext => next.now = next.now.plus_ms(1000),
            Command::ChooseVersion { version } => next.version = *version,
            Command::Rewind(rewind) => {
                for row in next.preview_rewind(rewind)?.rows {
                    next.at[usize::try_from(row.queue.0).unwrap_or(0)] = row.would_be_at.0;
                }
            }
            _ => {}
        }
        self.past.truncate(self.current + 1);
        self.past.push((StepLabel::Command(command.clone()), next));
        self.current += 1;
        Ok(Vec::new())
    }

    pub fn open(&mut self, label: String, simulation: Simulation) {
        self.past.truncate(self.current + 1);
        self.past.push((StepLabel::Opened(label), simulation));
        self.current += 1;
    }

    pub fn undo(&mut self) -> bool {
        let can = self.can_undo();
        self.current -= usize::from(can);
        can
    }

    pub fn redo(&mut self) -> bool {
        let can = self.can_redo();
        self.current += usize::from(can);
        can
    }

    pub fn can_undo(&self) -> bool {
        self.current > 0
    }

    pub fn can_redo(&self) -> bool {
        self.current + 1 < self.past.len()
    }

    pub fn simulation(&self) -> &Simulation {
        &self.past[self.current].1
    }

    pub fn history(&self) -> Vec<HistoryStep> {
        let step = |(place, (label, state)): (usize, &(StepLabel, Simulation))| HistoryStep {
            label: label.clone(),
            at: state.now,
            current: place == self.current,
            undone: place > self.current,
        };
        self.past.iter().enumerate().map(step).collect()
    }
}

fn of_queue(queue: i32) -> impl Iterator<Item = (i64, u8, StoreTime)> {
    MESSAGES.into_iter().filter(move |m| m.0 == queue).map(|m| (m.1, m.2, StoreTime(BASE_MS + m.3)))
}

fn min(queue: i32) -> i64 {
    of_queue(queue).next().map_or(0, |m| m.0)
}

fn max(queue: i32) -> i64 {
    of_queue(queue).last().map_or(0, |m| m.0 + 1)
}

fn time_at(queue: i32, offset: i64) -> Option<StoreTime> {
    of_queue(queue).find(|m| m.0 == offset).map(|m| m.2)
}

#[expect(missing_docs, reason = "goes away")]
impl Simulation {
    pub fn snapshot(&self) -> Snapshot {
        let topic = TopicName::from("test-topic3");
        let text = "20220117110148".to_owned();
        let time = Some(ConsumeTimestamp { text, at: StoreTime(BASE_MS + 108_000) });
        let lag = |queue: i32| max(queue) - self.at[usize::try_from(queue).unwrap_or(0)];
        let row = |queue: i32| {
            let place = Some(QueueOffset(max(queue) - lag(queue)));
            GroupQueueView {
                queue: QueueId(queue),
                committed: place,
                position: place,
                lag: lag(queue),
                owner: Some(ConsumerId(u32::from(queue > 1))),
                pending_reset: None,
            }
        };
        let consumer = |number: u32, queues: [i32; 2]| ConsumerView {
            consumer: ConsumerId(number),
            queues: queues.map(QueueId).to_vec(),
            lag: queues.map(lag).iter().sum(),
            state: ConsumerState::Working,
        };
        let group = GroupView {
            group: "backtracking-consumer-group".into(),
            settings: GroupSettings {
                topic: topic.clone(),
                consume_from: ConsumeFrom::Timestamp { time },
                tags: "*".into(),
                handler_ms: 200,
            },
            consumers: vec![consumer(0, [0, 1]), consumer(1, [2, 3])],
            queues: (0..4).map(row).collect(),
            lag: (0..4).map(lag).sum(),
            received: 33,
            again: 0,
            first_start: Vec::new(),
        };
        let view =
            |queue| QueueView { queue: QueueId(queue), min: QueueOffset(min(queue)), max: QueueOffset(max(queue)) };
        let topic = TopicView {
            topic,
            queues: (0..4).map(view).collect(),
            times: Some((StoreTime(BASE_MS + 102_480), StoreTime(BASE_MS + 128_350))),
            tags: TAGS.map(str::to_owned).to_vec(),
        };
        Snapshot {
            now: self.now,
            version: self.version,
            next_due: Some(StoreTime(BASE_MS + 133_040)),
            topics: vec![topic],
            groups: vec![group],
            waiting: Vec::new(),
            deliveries: 33,
            log_bytes: 6392,
        }
    }

    pub fn timeline(&self, _: &TopicName, _: Option<&GroupName>, window: Window, _: Detail) -> Option<Timeline> {
        let lane = |queue: i32| {
            let next = self.at[usize::try_from(queue).unwrap_or(0)];
            let marks =
                of_queue(queue).filter(|m| m.2 >= window.from && m.2 < window.to).map(|(offset, tag, time)| Mark {
                    offset: QueueOffset(offset),
                    time,
                    tag,
                    received: u32::from(offset < next),
                    behind: offset < next,
                });
            Lane {
                queue: QueueId(queue),
                min: QueueOffset(min(queue)),
                max: QueueOffset(max(queue)),
                next: Some(QueueOffset(next)),
                next_time: time_at(queue, next),
                content: LaneContent::Marks(marks.collect()),
            }
        };
        let expired_before = Some(StoreTime(BASE_MS + 102_200));
        let file_borders = vec![StoreTime(BASE_MS + 113_900)];
        Some(Timeline { window, lanes: (0..4).map(lane).collect(), file_borders, expired_before })
    }

    pub fn overview(&self, _: &TopicName, window: Window, buckets: usize) -> Vec<u32> {
        let mut counts = vec![0; buckets];
        let length = window.to.since_ms(window.from).max(1);
        for message in MESSAGES {
            let after = BASE_MS + message.3 - window.from.0;
            let bucket = usize::try_from(after * i64::try_from(buckets).unwrap_or(1) / length);
            if let Some(count) = bucket.ok().and_then(|bucket| counts.get_mut(bucket)) {
                *count += 1;
            }
        }
        counts
    }

    pub fn preview_rewind(&self, rewind: &Rewind) -> Result<RewindPreview, CommandError> {
        let row = |queue: i32| {
            let found = of_queue(queue).find(|m| m.2 >= rewind.time).map_or(max(queue), |m| m.0);
            let now_at = self.at[usize::try_from(queue).unwrap_or(0)];
            PreviewRow {
                queue: QueueId(queue),
                min: QueueOffset(min(queue)),
                max: QueueOffset(max(queue)),
                now_at: Some(QueueOffset(now_at)),
                found: QueueOffset(found),
                would_be_at: QueueOffset(found),
                time_there: time_at(queue, found),
                again: (now_at - found).max(0),
                skipped: (found - now_at).max(0),
                unreachable: Some(0),
                kept: false,
            }
        };
        let rows: Vec<_> = (0..4).map(row).collect();
        Ok(RewindPreview {
            time: rewind.time,
            again: rows.iter().map(|row| row.again).sum(),
            skipped: rows.iter().map(|row| row.skipped).sum(),
            unreachable: Some(0),
            verdict: Verdict::Broker,
            rows,
        })
    }

    pub fn preview_rewind_as(&self, _: BrokerVersion, rewind: &Rewind) -> Result<RewindPreview, CommandError> {
        self.preview_rewind(rewind)
    }

    pub fn preview_first_start(&self, _: &GroupName, _: &TopicName, _: &ConsumeFrom) -> Vec<FirstStart> {
        Vec::new()
    }

    pub fn message(
        &self,
        _: &TopicName,
        queue: QueueId,
        offset: QueueOffset,
        _: Option<&GroupName>,
    ) -> Option<MessageView> {
        let (_, tag, stored) = of_queue(queue.0).find(|m| m.0 == offset.0)?;
        Some(MessageView {
            queue,
            offset,
            stored,
            born: store::BornTime(stored.0 - 5),
            tag: TAGS[usize::from(tag)].into(),
            keys: String::new(),
            body: Some(r#"{"id":1,"desc":"test"}"#.into()),
            body_bytes: 22,
            message_id: "7F0000010B1E18B4AAC2150A3B760007".into(),
            log: LogOffset(6352),
            size: 188,
            received: 1,
        })
    }

    pub fn message_after(&self, _: &TopicName, time: StoreTime) -> Option<(QueueId, QueueOffset, StoreTime)> {
        let all = MESSAGES.into_iter().map(|m| (StoreTime(BASE_MS + m.3), m.0, m.1));
        all.filter(|m| m.0 > time).min().map(|(time, queue, offset)| (QueueId(queue), QueueOffset(offset), time))
    }

    pub fn message_before(&self, _: &TopicName, time: StoreTime) -> Option<(QueueId, QueueOffset, StoreTime)> {
        let all = MESSAGES.into_iter().map(|m| (StoreTime(BASE_MS + m.3), m.0, m.1));
        all.filter(|m| m.0 < time).max().map(|(time, queue, offset)| (QueueId(queue), QueueOffset(offset), time))
    }

    pub fn feed(&self, _: &GroupName, last: usize) -> Vec<FeedLine> {
        let mut lines: Vec<_> = MESSAGES
            .into_iter()
            .map(|m| FeedLine {
                at: StoreTime(BASE_MS + m.3 + 4),
                consumer: ConsumerId(u32::from(m.0 > 1)),
                queue: QueueId(m.0),
                offset: QueueOffset(m.1),
                tag: TAGS[usize::from(m.2)].into(),
                body: r#"{"id":1,"desc":"test"}"#.into(),
                times: 1,
            })
            .collect();
        lines.sort_by_key(|line| line.at);
        lines.split_off(lines.len().saturating_sub(last))
    }
}
