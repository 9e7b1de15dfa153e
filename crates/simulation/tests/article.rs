//! The opening of the page, and the article's demo played on it.
use simulation::{
    ARTICLE_BODY, ARTICLE_GROUP, ARTICLE_TOPIC, BrokerVersion, Command, Delivery, Produce, Rewind, Session, Simulation,
    What,
};
use store::{GroupName, StoreTime, TopicName};

fn rewind_to(time: StoreTime) -> Rewind {
    Rewind { group: GroupName::from(ARTICLE_GROUP), topic: TopicName::from(ARTICLE_TOPIC), time, force: false }
}

fn received(simulation: &mut Simulation, by_ms: i64) -> Vec<Delivery> {
    let events = simulation.apply(&Command::Advance { by_ms }).expect("time passes");
    let deliveries = events.into_iter().filter_map(|event| match event.what {
        What::Received(delivery) => Some(delivery),
        _ => None,
    });
    deliveries.collect()
}

#[test]
fn the_page_opens_on_a_group_that_is_nearly_caught_up_and_a_message_that_waits() {
    let snapshot = Session::article().simulation().snapshot();
    let lags: Vec<i64> = snapshot.groups[0].queues.iter().map(|row| row.lag).collect();
    assert_eq!(lags, [0, 0, 6, 5], "the second consumer's handler is slow");
    assert_eq!(snapshot.waiting.len(), 1);
    assert_eq!(snapshot.topics[0].tags, ["test01", "test02", "test03"]);
}

#[test]
fn the_article_s_message_is_stored_after_its_delay_consumed_rewound_and_received_again() {
    for version in BrokerVersion::ALL {
        let mut simulation = Simulation::article(version);
        received(&mut simulation, 120_000);
        let sent = simulation.now();
        let topic = TopicName::from(ARTICLE_TOPIC);
        let message = Produce {
            topic: topic.clone(),
            queue: None,
            tag: "test03".into(),
            keys: String::new(),
            body: ARTICLE_BODY.into(),
            delay_level: 2,
        };
        simulation.apply(&Command::Produce(message)).expect("sent");
        assert_eq!(received(&mut simulation, 4_900), [], "{version}: it waits for five seconds");
        let first = received(&mut simulation, 1_000);
        assert_eq!((first.len(), first[0].times), (1, 1), "{version}");

        let (queue, offset) = (first[0].queue, first[0].offset);
        let stored = simulation.message(&topic, queue, offset, None).expect("it is stored").stored;
        assert!(stored.since_ms(sent) >= 5_000, "{version}: a delayed message has the store time of its delivery");
        received(&mut simulation, 30_000);

        let preview = simulation.preview_rewind(&rewind_to(stored));
        assert!(preview.again >= 1, "{version}: the preview promises it");
        simulation.apply(&Command::Rewind(rewind_to(stored))).expect("rewound");
        let again = received(&mut simulation, 60_000);
        assert_eq!(again.iter().map(|delivery| i64::from(delivery.times > 1)).sum::<i64>(), preview.again, "{version}");
        assert!(again.iter().any(|delivery| (delivery.queue, delivery.offset) == (queue, offset)), "{version}");
    }
}

#[test]
fn undo_forgets_and_redo_remembers() {
    let mut session = Session::article();
    let before = session.simulation().snapshot();
    session.apply(&Command::Rewind(rewind_to(StoreTime(0)))).expect("rewound");
    let after = session.simulation().snapshot();
    assert_ne!(before, after);
    assert!(session.undo() && !session.undo());
    assert_eq!(session.simulation().snapshot(), before);
    assert!(session.redo() && !session.redo());
    assert_eq!(session.simulation().snapshot(), after);
}
