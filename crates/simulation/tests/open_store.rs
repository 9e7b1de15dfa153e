//! Recorded stores of real brokers, opened and rewound over.
use simulation::{BrokerVersion, Command, PRACTICE_PREFIX, Rewind, Simulation, What};
use store::StoreTime;

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
