//! From what a Spring file makes to commands of the simulation.
use crate::zone::Zone;
use notation::java_date::consume_timestamp_ms;
use notation::spring_yaml::{ClientTimestamp, ConsumeFromWhere, GroupImport, SpringImport};
use simulation::{Command, CommandError, ConsumeFrom, ConsumeTimestamp, GroupSettings, Simulation};
use store::{GroupName, StoreTime, TopicName};

/// Queues of a topic that a producer's first send makes.
const QUEUES: i32 = 4;
/// How long handlers work whose own nobody knows.
const HANDLER_MS: i64 = 200;

/// A group that can be built: it has a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Its name.
    pub group: GroupName,
    /// What its consumers are started with.
    pub settings: GroupSettings,
    /// Whether a consumer starts at all.
    pub enabled: bool,
}

/// The groups of a file, as the client gets them, for clients in a zone.
#[inline(never)]
pub fn wanted(import: &SpringImport, zone: &Zone) -> Vec<Wanted> {
    let one = |group: &GroupImport| {
        let settings = GroupSettings {
            topic: group.topic.as_str().into(),
            consume_from: consume_from(group, zone),
            tags: if group.tags.starts_with("sql:") { "*".to_owned() } else { group.tags.clone() },
            handler_ms: HANDLER_MS,
        };
        Some(Wanted { group: group.group.as_deref()?.into(), settings, enabled: group.enabled })
    };
    import.groups.iter().filter_map(one).collect()
}

#[inline(never)]
fn consume_from(group: &GroupImport, zone: &Zone) -> ConsumeFrom {
    match (group.first_start.consume_from_where, &group.first_start.consume_timestamp) {
        (ConsumeFromWhere::Last, _) => ConsumeFrom::Last,
        (ConsumeFromWhere::First, _) => ConsumeFrom::First,
        (ConsumeFromWhere::Timestamp, ClientTimestamp::HalfHourBeforeStart) => ConsumeFrom::Timestamp { time: None },
        (ConsumeFromWhere::Timestamp, ClientTimestamp::Given(text)) => {
            let at = consume_timestamp_ms(text, zone).map(StoreTime);
            ConsumeFrom::Timestamp { time: at.map(|at| ConsumeTimestamp { text: text.clone(), at }) }
        }
    }
}

/// Makes the topics that are missing.
///
/// # Errors
/// A name that no broker takes.
#[inline(never)]
pub fn make_topics(simulation: &mut Simulation, import: &SpringImport) -> Result<(), CommandError> {
    for topic in &import.topics {
        let topic = TopicName::from(topic.name.as_str());
        if simulation.broker().topics().get(&topic).is_err() {
            simulation.apply(&Command::CreateTopic { topic, queues: QUEUES })?;
        }
    }
    Ok(())
}

/// Builds everything: topics, settings of the groups, and one consumer of each group that is switched on.
///
/// # Errors
/// What the broker or the simulation refuses; the given simulation is then of no use.
pub fn build(simulation: &mut Simulation, import: &SpringImport, zone: &Zone) -> Result<(), CommandError> {
    make_topics(simulation, import)?;
    for Wanted { group, settings, enabled } in wanted(import, zone) {
        simulation.apply(&Command::ConfigureGroup { group: group.clone(), settings })?;
        if enabled {
            simulation.apply(&Command::StartConsumer { group })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use notation::spring_yaml::{BinderVersion, read_spring_yaml};
    use simulation::BrokerVersion;

    const FILE: &str = "
spring.cloud.stream:
  bindings:
    in: { destination: orders, group: shop }
  rocketmq.bindings.in.consumer.consumeFromWhere: CONSUME_FROM_FIRST_OFFSET
";

    #[test]
    fn a_file_becomes_a_topic_with_four_queues_and_a_running_group() {
        let import = read_spring_yaml(FILE, BinderVersion::default()).expect("a good file");
        let mut simulation = Simulation::new(BrokerVersion::V5_3, StoreTime(0));
        build(&mut simulation, &import, &Zone::utc()).expect("nothing is in the way");
        let snapshot = simulation.snapshot();
        assert_eq!(snapshot.topics[0].queues.len(), 4);
        assert_eq!(snapshot.groups[0].group.as_str(), "shop");
        assert_eq!(snapshot.groups[0].settings.consume_from, ConsumeFrom::First);
        assert_eq!(snapshot.groups[0].consumers.len(), 1);
    }
}
