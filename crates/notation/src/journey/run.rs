//! Plays a journey, and stops at the first line that is not so.
use super::{Claim, Deed, Journey, Statement, When};
use broker::BrokerVersion;
use simulation::{Command, GroupView, Rewind, Session, Simulation};
use std::fmt;
use store::{GroupName, QueueOffset, StoreTime, TopicName};

/// A line that was not so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JourneyFailure {
    /// Which line, from 1.
    pub line: usize,
    /// What was found in place of what the line says.
    pub found: String,
}

impl fmt::Display for JourneyFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.found)
    }
}

impl std::error::Error for JourneyFailure {}

impl Journey {
    /// Plays the story from its beginning.
    ///
    /// # Errors
    /// The first line that is not so.
    pub fn play(&self) -> Result<Session, JourneyFailure> {
        let mut session = Session::new(Simulation::new(BrokerVersion::V5_3, StoreTime(0)));
        for (line, statement) in &self.lines {
            let told = tell(&mut session, statement);
            told.map_err(|found| JourneyFailure { line: *line, found })?;
        }
        Ok(session)
    }
}

fn tell(session: &mut Session, statement: &Statement) -> Result<(), String> {
    match statement {
        Statement::Begin { version, at } => {
            *session = Session::new(Simulation::new(*version, *at));
            Ok(())
        }
        Statement::Do(deed) => act(session, deed),
        Statement::Refused(deed, because) => {
            let before = session.simulation().snapshot();
            match act(session, deed) {
                Ok(()) => Err("it was not refused".to_owned()),
                Err(why) if !why.contains(because) => Err(format!("it was refused in other words: {why}")),
                Err(_) if session.simulation().snapshot() != before => {
                    Err("refused, and yet it changed something".into())
                }
                Err(_) => Ok(()),
            }
        }
        Statement::Expect(claim) => check(session.simulation(), claim),
    }
}

fn act(session: &mut Session, deed: &Deed) -> Result<(), String> {
    let mut apply = |command: &Command| session.apply(command).map(|_| ()).map_err(|error| error.to_string());
    match deed {
        Deed::Command(command) => apply(command),
        Deed::Times(times, command) => (0..*times).try_for_each(|_| apply(command)),
        Deed::Group(group, settings) => {
            apply(&Command::ConfigureGroup { group: group.clone(), settings: settings.clone() })
        }
        Deed::Rewind { group, topic, to, force } => {
            let rewind = rewind(session.simulation(), group, topic, to, *force)?;
            session.apply(&Command::Rewind(rewind)).map(|_| ()).map_err(|error| error.to_string())
        }
        Deed::WaitUntil(time) => {
            let by_ms = time.since_ms(session.simulation().now());
            session.apply(&Command::Advance { by_ms }).map(|_| ()).map_err(|error| error.to_string())
        }
        Deed::Undo => session.undo().then_some(()).ok_or("there is nothing to undo".to_owned()),
        Deed::Redo => session.redo().then_some(()).ok_or("there is nothing to redo".to_owned()),
    }
}

fn rewind(
    simulation: &Simulation,
    group: &GroupName,
    topic: &TopicName,
    to: &When,
    force: bool,
) -> Result<Rewind, String> {
    let time = match to {
        When::At(time) => *time,
        When::Message { queue, offset, plus_ms } => {
            let message = simulation.message(topic, *queue, *offset, None);
            message.ok_or(format!("Q{queue} #{offset} of {topic} is not there"))?.stored.plus_ms(*plus_ms)
        }
    };
    Ok(Rewind { group: group.clone(), topic: topic.clone(), time, force })
}

/// Compares, and says what was found.
fn same<T: PartialEq + fmt::Debug>(what: &str, found: &T, expected: &T) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{what}: found {found:?}, not {expected:?}")) }
}

fn check(simulation: &Simulation, claim: &Claim) -> Result<(), String> {
    match claim {
        Claim::Received { group, count, again } => {
            let view = view(simulation, group)?;
            same("received", &view.received, count)?;
            again.map_or(Ok(()), |again| same("received again", &view.again, &again))
        }
        Claim::ReceivedTimes { group, queue, offset, times } => {
            let topic = view(simulation, group)?.settings.topic;
            let message = simulation.message(&topic, *queue, *offset, Some(group));
            let found = message.ok_or(format!("Q{queue} #{offset} is not there"))?.received;
            same("times", &found, times)
        }
        Claim::ReadsNext { group, offsets } => {
            let found: Vec<_> = view(simulation, group)?.queues.iter().map(|row| row.position.map(number)).collect();
            same("next", &found, &offsets.iter().map(|offset| offset.map(number)).collect())
        }
        Claim::Committed { group, offsets } => {
            let found: Vec<_> = view(simulation, group)?.queues.iter().map(|row| row.committed.map(number)).collect();
            same("committed", &found, &offsets.iter().map(|offset| offset.map(number)).collect())
        }
        Claim::Lag { group, lag } => same("lag", &view(simulation, group)?.lag, lag),
        Claim::Owns { group, consumer, queues } => {
            let view = view(simulation, group)?;
            let found = view.consumers.iter().find(|running| running.consumer == *consumer);
            let found = found.ok_or(format!("consumer {} does not run", consumer.letter()))?;
            same("queues", &found.queues, queues)
        }
        _ => check_broker(simulation, claim),
    }
}

fn check_broker(simulation: &Simulation, claim: &Claim) -> Result<(), String> {
    match claim {
        Claim::Holds { topic, ends } => {
            let snapshot = simulation.snapshot();
            let found = snapshot.topics.iter().find(|view| view.topic == *topic).ok_or("there is no such topic")?;
            let found: Vec<_> = found.queues.iter().map(|queue| (queue.min.0, queue.max.0)).collect();
            same("ends", &found, &ends.iter().map(|(min, max)| (min.0, max.0)).collect())
        }
        Claim::Preview { group, topic, to, force, lands, again, skipped } => {
            let preview = simulation.preview_rewind(&rewind(simulation, group, topic, to, *force)?);
            let found: Vec<_> = preview.rows.iter().map(|row| row.would_be_at.0).collect();
            same("lands", &found, &lands.iter().copied().map(number).collect())?;
            same("again", &preview.again, again)?;
            same("skipped", &preview.skipped, skipped)
        }
        Claim::FirstStart { group, settings, firsts, setting_used } => {
            let starts = simulation.preview_first_start(group, &settings.topic, &settings.consume_from);
            let found: Vec<_> = starts.iter().map(|start| start.first.0).collect();
            same("first offsets", &found, &firsts.iter().copied().map(number).collect())?;
            same("the setting is used", &starts.iter().any(|start| start.setting_used), setting_used)
        }
        Claim::Files { living, gone } => {
            let files = simulation.log_files();
            let found = files.iter().filter(|file| file.gone_at.is_some()).count();
            same("living and gone files", &(files.len() - found, found), &(*living, *gone))
        }
        Claim::NextDeletion { at } => same("next deletion", &simulation.snapshot().retention.next_deletion, at),
        Claim::Body { topic, queue, offset, body } => {
            let message = simulation.message(topic, *queue, *offset, None);
            let found = message.ok_or(format!("Q{queue} #{offset} is not there"))?.body.unwrap_or_default();
            same("body", &found, body)
        }
        _ => Ok(()),
    }
}

fn view(simulation: &Simulation, group: &GroupName) -> Result<GroupView, String> {
    let groups = simulation.snapshot().groups;
    groups.into_iter().find(|view| view.group == *group).ok_or(format!("there is no group {group}"))
}

fn number(offset: QueueOffset) -> i64 {
    offset.0
}
