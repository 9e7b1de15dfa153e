//! A message is found by its keys, its unique key and its offset id.
use simulation::{BrokerVersion, Command, FileSizes, Lookup, NotThere, Produce, Retention, Simulation};
use store::{StoreTime, TopicName};

const START: StoreTime = StoreTime(1_642_388_460_000);
const EVER: (StoreTime, StoreTime) = (StoreTime(0), StoreTime(i64::MAX));

/// Ten messages, ten seconds apart, with the keys `order0 even`, `order1 odd` …; in log files of 4 KiB.
fn ten() -> Simulation {
    let mut simulation = Simulation::new(BrokerVersion::V5_3, START);
    let mut apply = |command| drop(simulation.apply(&command).expect("it is carried out"));
    apply(Command::ResizeFiles { log_bytes: 4 << 10, queue_bytes: 400 });
    for number in 0..10 {
        let keys = format!("order{number} {}", if number % 2 == 0 { "even" } else { "odd" });
        let (topic, body) = (topic(), "x".repeat(600));
        apply(Command::Produce(Produce { topic, queue: None, tag: String::new(), keys, body, delay_level: 0 }));
        apply(Command::Advance { by_ms: 10_000 });
    }
    simulation
}

fn topic() -> TopicName {
    TopicName::from("orders")
}

/// The keys of the messages that are found.
fn check(simulation: &Simulation, text: &str, range: (StoreTime, StoreTime), keys: &[&str]) {
    match simulation.look_up(&topic(), text, range, None) {
        Lookup::Key { found, more: false } => {
            assert_eq!(found.iter().map(|found| found.message.keys.as_str()).collect::<Vec<_>>(), keys, "{text}");
        }
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn keys_lead_to_messages_in_the_range_of_time() {
    let simulation = ten();
    check(&simulation, "order3", EVER, &["order3 odd"]);
    check(&simulation, " order3 ", EVER, &["order3 odd"]);
    check(
        &simulation,
        "even",
        (START.plus_ms(15_000), START.plus_ms(65_000)),
        &["order2 even", "order4 even", "order6 even"],
    );
    check(&simulation, "order99", EVER, &[]);
}

#[test]
fn both_ids_of_a_message_lead_to_it() {
    let simulation = ten();
    let Lookup::Key { found, .. } = simulation.look_up(&topic(), "order7", EVER, None) else { panic!("a key") };
    let seventh = &found[0];
    check(&simulation, &seventh.message.message_id, EVER, &["order7 odd"]);
    match simulation.look_up(&topic(), &seventh.offset_id, EVER, None) {
        Lookup::OffsetId { found: Ok(found), at, .. } => {
            assert_eq!((at, &found.message), (seventh.message.log, &seventh.message));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_id_that_leads_nowhere_says_why() {
    let mut simulation = ten();
    let refused = |simulation: &Simulation, id: &str| match simulation.look_up(&topic(), id, EVER, None) {
        Lookup::OffsetId { found: Err(why), .. } => why,
        other => panic!("{id}: {other:?}"),
    };
    assert_eq!(refused(&simulation, "7F00000100002A9F0000000000000007"), NotThere::NoRecord);
    assert_eq!(refused(&simulation, "7F00000100002A9F0000000000F00000"), NotThere::NotYet);
    assert_eq!(refused(&simulation, "0A00000100002A9F0000000000000000"), NotThere::OtherBroker);
    let settings = Retention { disk_used_percent: 90, ..Retention::default() };
    simulation.apply(&Command::SetRetention(settings)).expect("good settings");
    simulation.apply(&Command::Advance { by_ms: 60_000 }).expect("time passes");
    assert_eq!(refused(&simulation, "7F00000100002A9F0000000000000000"), NotThere::Gone);
    check(&simulation, "order0", EVER, &[]);
}

#[test]
fn a_saved_session_opens_again_in_any_size() {
    let simulation = ten();
    for sizes in [FileSizes::AsTheyAre, FileSizes::Small, FileSizes::Default] {
        let folder = simulation.save_store(sizes).expect("it can be saved");
        let (again, opened) = Simulation::open_store(&folder, BrokerVersion::V5_3, START).expect("it opens");
        assert_eq!((opened.store.remarks, opened.config), (Vec::new(), Vec::new()), "{sizes:?}");
        let queues = |simulation: &Simulation| simulation.snapshot().topics[0].queues.clone();
        assert_eq!(queues(&again), queues(&simulation), "{sizes:?}");
        check(&again, "order3", EVER, &["order3 odd"]);
    }
}
