//! Laws that hold for every list of commands: drawn from printed seeds, so that a failure can be played again.
use simulation::{
    BrokerVersion, Command, ConsumeFrom, ConsumerId, Delivery, GroupSettings, PreviewRow, Produce, Retention, Rewind,
    Session, Simulation, Snapshot, Verdict, What,
};
use std::collections::BTreeMap;
use store::{GoneQueue, GroupName, QueueId, QueueOffset, StoreTime, TopicName};

const SEEDS: std::ops::Range<u64> = 0..60;
const COMMANDS: usize = 120;

/// A small generator of our own: the same numbers on every machine (Steele's SplitMix64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }

    fn of<'a, T>(&mut self, these: &'a [T]) -> &'a T {
        &these[usize::try_from(self.below(these.len() as u64)).expect("small")]
    }
}

/// A command that may well be refused.
fn command(draw: &mut Draw, now: StoreTime) -> Command {
    let topic = TopicName::from(*draw.of(&["t", "u", "t", "no good"]));
    let group = GroupName::from(*draw.of(&["g", "h", "g", "nobody"]));
    let queue = Some(QueueId(draw.below(5) as i32)).filter(|queue| queue.0 < 4);
    match draw.below(15) {
        0 => Command::CreateTopic { topic, queues: draw.below(6) as i32 },
        1..=4 => Command::Produce(Produce {
            topic,
            queue,
            tag: (*draw.of(&["", "A", "B"])).to_owned(),
            keys: String::new(),
            body: "x".repeat(draw.below(40) as usize),
            delay_level: *draw.of(&[0, 0, 0, 1, 2]),
        }),
        5 => {
            let consume_from = draw.of(&[ConsumeFrom::First, ConsumeFrom::Last, ConsumeFrom::Timestamp { time: None }]);
            let settings = GroupSettings {
                topic,
                consume_from: consume_from.clone(),
                tags: (*draw.of(&["*", "A", "A||B"])).to_owned(),
                handler_ms: draw.below(700) as i64,
            };
            Command::ConfigureGroup { group, settings }
        }
        6 => Command::StartConsumer { group },
        7 => Command::StopConsumer { group, consumer: ConsumerId(draw.below(4) as u32) },
        8 => {
            let time = StoreTime(now.0 - draw.below(60_000) as i64 + 5_000);
            Command::Rewind(Rewind { group, topic, time, force: draw.below(2) == 0 })
        }
        9 => Command::AdvanceToNext,
        12 => Command::SetRetention(Retention {
            file_reserved_hours: draw.below(2) as i64,
            delete_when: vec![draw.below(25) as u8, 11],
            disk_used_percent: *draw.of(&[50, 50, 80, 88]),
            ..Retention::default()
        }),
        13 => Command::DeleteExpired,
        14 => Command::ResizeFiles {
            log_bytes: *draw.of(&[4 << 10, 4 << 10, 1 << 30]),
            queue_bytes: *draw.of(&[60, 400]),
        },
        10 => Command::ChooseVersion { version: *draw.of(&BrokerVersion::ALL) },
        _ => Command::Advance { by_ms: draw.below(15_000) as i64 },
    }
}

/// Plays a seed's commands; `each` sees the simulation before and after every one.
fn play(seed: u64, mut each: impl FnMut(&Simulation, &Command, Result<&Simulation, String>)) -> Simulation {
    let mut draw = Draw(seed);
    let mut simulation = Simulation::new(*draw.of(&BrokerVersion::ALL), StoreTime(1_642_388_460_000));
    for _ in 0..COMMANDS {
        let command = command(&mut draw, simulation.now());
        let before = simulation.clone();
        let answer = simulation.apply(&command).map(|_| ()).map_err(|error| error.to_string());
        each(&before, &command, answer.map(|()| &simulation));
        if let Err(error) = simulation.apply(&Command::Advance { by_ms: 0 }) {
            panic!("seed {seed}: a clock that stands still is never refused: {error}");
        }
    }
    simulation
}

/// All that can be seen of a simulation.
fn seen(simulation: &Simulation) -> (Snapshot, Vec<Vec<u8>>) {
    let store = simulation.broker().store();
    let records = store.records(store.min_log_offset()).map(|record| record.bytes().to_vec()).collect();
    (simulation.snapshot(), records)
}

#[test]
fn the_same_commands_make_the_same_state_to_the_byte() {
    for seed in SEEDS {
        let (first, second) = (play(seed, |_, _, _| ()), play(seed, |_, _, _| ()));
        assert_eq!(seen(&first), seen(&second), "seed {seed}");
    }
}

#[test]
fn a_refused_command_changes_nothing_and_a_question_neither() {
    for seed in SEEDS {
        play(seed, |before, command, after| {
            let mut copy = before.clone();
            let unchanged = seen(&copy);
            if let Err(error) = &after {
                assert!(copy.apply(command).is_err(), "seed {seed}: {command:?} was refused with {error}");
                assert_eq!(seen(&copy), unchanged, "seed {seed}: {command:?}");
            }
            let _ = copy.preview_rewind(&Rewind {
                group: GroupName::from("g"),
                topic: TopicName::from("t"),
                time: copy.now(),
                force: true,
            });
            assert_eq!(seen(&copy), unchanged, "seed {seed}");
        });
    }
}

#[test]
fn undo_brings_back_every_state_and_redo_every_other() {
    for seed in SEEDS {
        let mut draw = Draw(seed);
        let mut session = Session::new(Simulation::new(BrokerVersion::V5_3, StoreTime(1_642_388_460_000)));
        let mut states = vec![seen(session.simulation())];
        for _ in 0..COMMANDS {
            let command = command(&mut draw, session.simulation().now());
            let steps = session.history().len();
            if session.apply(&command).is_ok() {
                states.truncate(session.history().len() - 1);
                states.push(seen(session.simulation()));
            }
            assert!(session.history().len() <= steps + 1, "seed {seed}");
        }
        for state in states.iter().rev().skip(1) {
            assert!(session.undo(), "seed {seed}");
            assert_eq!(&seen(session.simulation()), state, "seed {seed}");
        }
        assert!(!session.undo());
        for state in states.iter().skip(1) {
            assert!(session.redo(), "seed {seed}");
            assert_eq!(&seen(session.simulation()), state, "seed {seed}");
        }
    }
}

#[test]
fn nothing_is_received_that_was_not_stored_and_each_queue_in_order_between_moves() {
    for seed in SEEDS {
        let mut draw = Draw(seed);
        let mut simulation = Simulation::new(BrokerVersion::V5_3, StoreTime(1_642_388_460_000));
        let mut last: BTreeMap<(GroupName, ConsumerId, QueueId), i64> = BTreeMap::new();
        for _ in 0..COMMANDS {
            let command = command(&mut draw, simulation.now());
            let Ok(events) = simulation.apply(&command) else { continue };
            for event in events {
                match event.what {
                    What::ConsumerMoved { group, consumer, queue, .. }
                    | What::Started { group, consumer, queue, .. } => {
                        last.remove(&(group, consumer, queue));
                    }
                    What::Received(delivery) => {
                        let (queue, offset) = (delivery.queue, delivery.offset);
                        match simulation.message(&delivery.topic, queue, offset, Some(&delivery.group)) {
                            Some(message) => assert!(message.stored <= event.at, "seed {seed}: {delivery:?}"),
                            None => assert!(is_gone(&simulation, &delivery), "seed {seed}: {delivery:?}"),
                        }
                        let before = last.insert((delivery.group.clone(), delivery.consumer, queue), offset.0);
                        assert!(before.is_none_or(|before| before < offset.0), "seed {seed}: {delivery:?}");
                    }
                    _ => {}
                }
            }
            let snapshot = simulation.snapshot();
            for group in &snapshot.groups {
                for row in &group.queues {
                    let topic = snapshot.topics.iter().find(|view| view.topic == group.settings.topic);
                    let max = topic.expect("rows have a topic").queues[row.queue.0 as usize].max;
                    assert!(row.committed.is_none_or(|offset| offset <= max), "seed {seed}: {row:?}");
                }
            }
        }
    }
}

/// Whether a message was deleted with its file: fetched before, handled after.
fn is_gone(simulation: &Simulation, delivery: &Delivery) -> bool {
    let queue = simulation.broker().store().queue(&delivery.topic, delivery.queue);
    queue.is_some_and(|queue| delivery.offset < queue.min())
}

#[test]
fn what_is_deleted_is_the_front_of_the_log_and_all_else_can_be_read() {
    let mut deletions = 0;
    for seed in SEEDS {
        let last = play(seed, |before, command, after| {
            let Ok(after) = after else { return };
            let files = after.log_files();
            let living = files.iter().skip_while(|file| file.gone_at.is_some());
            assert!(living.clone().all(|file| file.gone_at.is_none()), "seed {seed}: {files:?}");
            let goes_at: Vec<_> = living.map(|file| file.goes_at).collect();
            assert!(goes_at.iter().rev().skip(1).all(Option::is_some), "seed {seed}: the last file alone stays");
            assert!(goes_at.windows(2).all(|two| two[1].is_none() || two[0] <= two[1]), "seed {seed}: {goes_at:?}");
            let store = after.broker().store();
            for topic in store.topics() {
                for (id, queue) in store.queues(topic) {
                    let was = before.broker().store().queue(topic, id);
                    let moved = was.is_some_and(|was| was.min() < queue.min());
                    // 4.9 leaves the front of a queue of which nothing is left, and forgets it when it starts again.
                    let stays = after.broker().version().behaviour().gone_queue == GoneQueue::StaysWhereItWas;
                    assert!(stays || was.is_none_or(|was| was.min() <= queue.min()), "seed {seed}: {command:?}");
                    deletions += u32::from(moved);
                    let gone = |offset| queue.entry(offset).is_none_or(|at| at.log_offset < store.min_log_offset());
                    let all = (queue.min().0..queue.max().0).map(QueueOffset);
                    assert!(stays || !all.clone().any(gone), "seed {seed}: {command:?}");
                    for offset in all.skip_while(|&offset| gone(offset)) {
                        store.message(topic, id, offset).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
                    }
                }
            }
        });
        assert!(last.next_due().is_none_or(|due| due > last.now()), "seed {seed}");
    }
    assert!(deletions > 100, "the seeds must reach deletions: {deletions}");
}

/// The group's place in each queue, once whoever has to be told of the rewind was told.
fn landed(simulation: &mut Simulation, rewind: &Rewind, verdict: &Verdict) -> BTreeMap<QueueId, i64> {
    let events = simulation.apply(&Command::Rewind(rewind.clone())).expect("the preview said that it works");
    let mut places: BTreeMap<QueueId, i64> = BTreeMap::new();
    for event in &events {
        if let What::Rewound { offsets, .. } = &event.what {
            places.extend(offsets.iter().map(|(queue, offset)| (*queue, offset.0)));
        }
    }
    if *verdict != Verdict::OnlineClients {
        let offsets = simulation.broker().offsets();
        for (queue, place) in &places {
            let committed = offsets.committed(&rewind.group, &rewind.topic, *queue);
            assert_eq!(committed.map(|offset| offset.0), Some(*place), "the broker has moved it at once");
        }
    }
    places
}

#[test]
fn what_the_preview_shows_is_what_the_rewind_then_does() {
    let mut rewinds = 0;
    for seed in SEEDS {
        let mut last = None;
        play(seed, |_, _, after| last = after.ok().cloned().or(last.take()));
        let Some(simulation) = last else { continue };
        for version in BrokerVersion::ALL {
            let mut simulation = simulation.clone();
            simulation.apply(&Command::ChooseVersion { version }).expect("any version");
            for (group, back_ms, force) in [("g", 90_000, true), ("g", 30_000, false), ("h", 60_000, true)] {
                let time = StoreTime(simulation.now().0 - back_ms);
                let (group, topic) = (GroupName::from(group), TopicName::from("t"));
                let rewind = Rewind { group, topic, time, force };
                let preview = simulation.preview_rewind(&rewind);
                let mut copy = simulation.clone();
                if let Verdict::Refused { message, .. } = &preview.verdict {
                    let refused = copy.apply(&Command::Rewind(rewind)).expect_err("the preview said so");
                    assert_eq!(refused.to_string(), *message, "seed {seed}");
                    continue;
                }
                rewinds += 1;
                let promised: BTreeMap<QueueId, i64> =
                    preview.rows.iter().map(|row: &PreviewRow| (row.queue, row.would_be_at.0)).collect();
                assert_eq!(landed(&mut copy, &rewind, &preview.verdict), promised, "seed {seed}, {version}");
            }
        }
    }
    assert!(rewinds > 100, "the seeds must reach rewinds that are carried out: {rewinds}");
}
