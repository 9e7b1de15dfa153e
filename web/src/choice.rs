//! Which topic, group, view and handle suit a simulation that has just been opened.
use crate::ui::{Ui, UiAction};
use simulation::{Snapshot, TopicView, Window};
use store::StoreTime;

/// The shortest view that is worth opening with.
const LENGTH_MS_MIN: i64 = 2_000;

/// The fullest topic with one of its groups, all of its messages in view, and the handle a third of the way in.
#[inline(never)]
pub fn suiting(snapshot: &Snapshot) -> Vec<UiAction> {
    let size = |topic: &&TopicView| topic.queues.iter().map(|queue| queue.max.since(queue.min)).sum::<i64>();
    let Some(topic) = snapshot.topics.iter().max_by_key(size) else { return Vec::new() };
    let mut actions = vec![UiAction::ChooseTopic(topic.topic.clone())];
    let reads = |group: &&simulation::GroupView| group.settings.topic == topic.topic;
    if let Some(group) = snapshot.groups.iter().find(reads).or(snapshot.groups.first()) {
        actions.push(UiAction::ChooseGroup(group.group.clone()));
    }
    let (window, handle) = fit(topic, snapshot.now);
    actions.extend([UiAction::SetWindow(window), UiAction::SetHandle(handle), UiAction::SelectMark(None)]);
    actions
}

/// All messages of a topic and the present, with some air on both sides.
fn fit(topic: &TopicView, now: StoreTime) -> (Window, StoreTime) {
    let (one, other) = topic.times.unwrap_or((now, now));
    let (first, last) = (one.min(other), one.max(other).max(now));
    let length = last.since_ms(first).max(LENGTH_MS_MIN);
    let window = Window { from: first.plus_ms(-length / 12), to: last.plus_ms(length / 8) };
    (window, first.plus_ms(length / 3))
}

/// What to choose anew because the chosen topic or group is not there (after undo, for example).
pub fn repaired(ui: &Ui, snapshot: &Snapshot) -> Vec<UiAction> {
    if !snapshot.topics.is_empty() && snapshot.topics.iter().all(|topic| topic.topic != ui.topic) {
        return suiting(snapshot);
    }
    let known = snapshot.groups.iter().any(|group| group.group == ui.group);
    let reads = |group: &&simulation::GroupView| group.settings.topic == ui.topic;
    match snapshot.groups.iter().find(reads).or(snapshot.groups.first()) {
        Some(group) if !known => vec![UiAction::ChooseGroup(group.group.clone())],
        _ => Vec::new(),
    }
}
