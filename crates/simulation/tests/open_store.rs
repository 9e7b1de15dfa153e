//! Recorded stores of real brokers, opened and rewound over.
use broker::{Broker, BrokerConfig, ConfigRemark, FileSizes, Message};
use simulation::{
    BrokerVersion, Command, GroupSettings, OPENED_GROUPS_MAX, PRACTICE_PREFIX, Rewind, Simulation, Verdict, What,
};
use store::{BornTime, Folder, GroupName, Properties, QueueId, QueueOffset, StoreConfig, StoreTime, TopicName};

fn open(name: &str, version: BrokerVersion) -> Simulation {
    let path = format!("{}/../../tests/truth/stores/{name}.tar.gz", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).expect("a recorded store");
    let folder = store::read_tar_gz(&bytes).expect("an archive").store_root().expect("a store");
    Simulation::open_store(&folder, version, StoreTime(1_795_521_000_000)).expect("it opens").0
}

#[test]
fn every_recorded_store_opens_and_can_be_rewound_over() {
    for case in ["simple", "ties", "mixed", "files", "trimmed", "skew", "crash"] {
        for version in BrokerVersion::ALL {
            let name = format!("{case}-{}", version.release());
            let mut simulation = open(&name, version);
            let snapshot = simulation.snapshot();
            let view = snapshot.groups.iter().find(|view| view.group.as_str().starts_with(PRACTICE_PREFIX));
            let view = view.expect("somebody to rewind");
            let group = view.group.clone();
            assert_eq!(view.lag, 0, "{name}: the practice group has read everything");
            let topic = view.settings.topic.clone();
            let times = snapshot.topics.iter().find(|view| view.topic == topic).and_then(|view| view.times);
            let rewind = Rewind { group: group.clone(), topic, time: times.expect("messages").0, force: true };
            let preview = simulation.preview_rewind(&rewind);
            assert!(preview.again > 0, "{name}");
            simulation.apply(&Command::Rewind(rewind)).expect("rewound");
            simulation.apply(&Command::StartConsumer { group }).expect("started");
            let events = simulation.apply(&Command::Advance { by_ms: 60_000 }).expect("time passes");
            let received = events.iter().filter(|event| matches!(event.what, What::Received(_))).count();
            assert_eq!(received as i64, preview.again, "{name}");
        }
    }
}

#[test]
fn delayed_messages_that_were_delivered_are_not_delivered_again() {
    let mut simulation = open("mixed-5.3.3", BrokerVersion::V5_3);
    let before = simulation.snapshot().topics;
    simulation.apply(&Command::Advance { by_ms: 86_400_000 }).expect("a day passes");
    assert_eq!(simulation.snapshot().topics, before);
}

/// A folder with ten messages in topic A and twenty in topic B, a second apart, and these groups' offsets.
fn two_topics(version: BrokerVersion, offsets: &[(&str, &str, i64)]) -> Folder {
    let mut broker =
        Broker::new(version, BrokerConfig::default(), StoreConfig { index: None, ..StoreConfig::default() });
    for (topic, count) in [("A", 10), ("B", 20)] {
        let topic = TopicName::from(topic);
        broker.create_topic(&topic, 1).expect("a good name");
        for n in 0..count {
            let message = Message {
                topic: &topic,
                queue: QueueId(0),
                born_time: BornTime(5),
                born_host: "127.0.0.1:5000".parse().expect("an address"),
                body: b"x",
                properties: Properties::new(),
            };
            broker.append(message, StoreTime(1_704_067_200_000 + n * 1_000)).expect("it fits");
        }
    }
    for (group, topic, offset) in offsets {
        let group = GroupName::from(*group);
        broker.register_group(&group);
        broker.commit(&group, &TopicName::from(*topic), QueueId(0), QueueOffset(*offset)).expect("it is known");
    }
    broker.save(FileSizes::AsTheyAre).expect("it can be saved")
}

#[test]
fn a_group_with_two_topics_keeps_its_places_on_both() {
    for version in BrokerVersion::ALL {
        let folder = two_topics(version, &[("g", "A", 7), ("g", "B", 9)]);
        let (mut simulation, _) = Simulation::open_store(&folder, version, StoreTime(0)).expect("it opens");
        let group = GroupName::from("g");
        let snapshot = simulation.snapshot();
        let [view] = &snapshot.groups[..] else { panic!("one group, and no practice: {:?}", snapshot.groups) };
        assert_eq!((view.settings.topic.as_str(), view.lag), ("B", 11), "the fullest one is read");
        assert_eq!(view.other_topics, [TopicName::from("A")]);

        let rewind =
            Rewind { group: group.clone(), topic: "A".into(), time: StoreTime(1_704_067_202_000), force: true };
        let preview = simulation.preview_rewind(&rewind);
        assert_eq!((preview.rows[0].now_at, preview.again), (Some(QueueOffset(7)), 5));
        // A consumer that reads B is not online on A.
        simulation.apply(&Command::StartConsumer { group: group.clone() }).expect("started");
        assert_ne!(simulation.preview_rewind(&rewind).verdict, Verdict::OnlineClients);
        simulation.apply(&Command::Rewind(rewind)).expect("rewound");
        let committed = |simulation: &Simulation, topic: &str| {
            simulation.broker().offsets().committed(&group, &topic.into(), QueueId(0)).map(|offset| offset.0)
        };
        assert_eq!((committed(&simulation, "A"), committed(&simulation, "B")), (Some(2), Some(9)));

        let saved = simulation.broker().save(FileSizes::AsTheyAre).expect("it can be saved");
        let (again, _) = Simulation::open_store(&saved, version, StoreTime(0)).expect("it opens");
        assert_eq!((committed(&again, "A"), committed(&again, "B")), (Some(2), Some(9)));
    }
}

#[test]
fn a_group_can_be_set_to_read_its_other_topic() {
    let folder = two_topics(BrokerVersion::V5_3, &[("g", "A", 7), ("g", "B", 9)]);
    let (mut simulation, _) = Simulation::open_store(&folder, BrokerVersion::V5_3, StoreTime(0)).expect("it opens");
    let group = GroupName::from("g");
    let settings = GroupSettings { topic: "A".into(), ..simulation.snapshot().groups[0].settings.clone() };
    simulation.apply(&Command::ConfigureGroup { group: group.clone(), settings }).expect("configured");
    let view = simulation.snapshot().groups.remove(0);
    assert_eq!((view.lag, view.other_topics), (3, vec![TopicName::from("B")]));
    simulation.apply(&Command::StartConsumer { group }).expect("started");
    simulation.apply(&Command::Advance { by_ms: 30_000 }).expect("time passes");
    assert_eq!(simulation.snapshot().groups[0].received, 3);
}

#[test]
fn more_groups_than_are_shown_are_told_and_kept() {
    let names: Vec<String> = (0..OPENED_GROUPS_MAX + 3).map(|n| format!("g{n:04}")).collect();
    let offsets: Vec<(&str, &str, i64)> = names.iter().map(|name| (name.as_str(), "A", 4)).collect();
    let folder = two_topics(BrokerVersion::V5_3, &offsets);
    let (simulation, opened) = Simulation::open_store(&folder, BrokerVersion::V5_3, StoreTime(0)).expect("it opens");
    let told = ConfigRemark::Groups { found: OPENED_GROUPS_MAX + 3, shown: OPENED_GROUPS_MAX };
    assert_eq!(opened.config, [told]);
    // B has no reader, so there is one to practise.
    assert_eq!(simulation.snapshot().groups.len(), OPENED_GROUPS_MAX + 1);
    assert_eq!(simulation.broker().offsets().groups().count(), OPENED_GROUPS_MAX + 4);
}
