//! The same questions to the cluster and to the simulation: what was stored, what was received, where the group stands.
use super::read::Recording;
use simulation::{GroupView, Simulation, TopicView};
use std::collections::BTreeSet;
use store::{GroupName, QueueId, TopicName};

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// Messages that reached a queue.
    Stored(TopicName, QueueId),
    /// Messages of which the bodies differ, or that only one of the two has.
    Bodies(TopicName),
    /// Messages that a group received, repeats counted.
    Received(GroupName),
    /// How many of those were received before.
    Again(GroupName),
    /// The saved offset of a queue, counted from where the story began.
    Committed(GroupName, QueueId),
}

/// An answer of both; `None` where one of them has nothing to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beside {
    /// What is compared.
    pub row: Row,
    /// In the simulation.
    pub here: Option<i64>,
    /// On the cluster.
    pub there: Option<i64>,
}

impl Recording {
    /// Compares with a simulation of the same story. Times are not compared: the cluster's network and threads have
    /// their own.
    pub fn beside(&self, simulation: &Simulation) -> Vec<Beside> {
        let snapshot = simulation.snapshot();
        let mut rows = Vec::new();
        for topic in self.first.keys() {
            let view = snapshot.topics.iter().find(|view| view.topic == *topic);
            self.topic(topic, view, simulation, &mut rows);
        }
        for group in &self.groups {
            let view = snapshot.groups.iter().find(|view| view.group == *group);
            self.group(group, view, &mut rows);
        }
        rows
    }

    fn topic(&self, topic: &TopicName, view: Option<&TopicView>, simulation: &Simulation, rows: &mut Vec<Beside>) {
        let stored = self.stored.get(topic).cloned().unwrap_or_default();
        let ends: Vec<(QueueId, i64)> =
            view.map(|view| view.queues.iter().map(|queue| (queue.queue, queue.max.0)).collect()).unwrap_or_default();
        let queues: BTreeSet<QueueId> =
            self.first[topic].keys().copied().chain(ends.iter().map(|(queue, _)| *queue)).collect();
        for queue in queues {
            let here = ends.iter().find(|(id, _)| *id == queue).map(|(_, end)| *end);
            let there = count(stored.keys().filter(|(id, _)| *id == queue).count());
            rows.push(Beside { row: Row::Stored(topic.clone(), queue), here, there: Some(there) });
        }
        let other = |((queue, offset), body): (&(QueueId, store::QueueOffset), &String)| {
            let message = simulation.message(topic, *queue, *offset, None);
            message.is_none_or(|message| message.body.as_deref() != Some(body.as_str()))
        };
        let different = stored.iter().filter(|message| other(*message)).count();
        rows.push(Beside { row: Row::Bodies(topic.clone()), here: Some(0), there: Some(count(different)) });
    }

    fn group(&self, group: &GroupName, view: Option<&GroupView>, rows: &mut Vec<Beside>) {
        let received = self.received.get(group).into_iter().flatten();
        let (mut all, mut distinct) = (0, 0);
        for (_, places) in received {
            all += count(places.len());
            distinct += count(places.iter().collect::<BTreeSet<_>>().len());
        }
        let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        let pairs = [
            (Row::Received(group.clone()), view.map(|view| number(view.received)), all),
            (Row::Again(group.clone()), view.map(|view| number(view.again)), all - distinct),
        ];
        rows.extend(pairs.into_iter().map(|(row, here, there)| Beside { row, here, there: Some(there) }));
        let Some(committed) = self.committed.get(group) else { return };
        for queue in view.map(|view| view.queues.as_slice()).unwrap_or_default() {
            let topic = view.map(|view| &view.settings.topic).and_then(|topic| committed.get(topic));
            let there = topic.and_then(|queues| queues.get(&queue.queue)).map(|offset| offset.0);
            let here = queue.committed.map(|offset| offset.0);
            rows.push(Beside { row: Row::Committed(group.clone(), queue.queue), here, there });
        }
    }
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
