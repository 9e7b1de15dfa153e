//! The questions that the page puts to the simulation while the handle moves. They change nothing.
use crate::context::AppContext;
use crate::ui::{FromWhere, Mode};
use broker::BrokerVersion;
use simulation::{FirstStart, Rewind, RewindPreview};
use std::rc::Rc;
use store::{GroupName, QueueId, QueueOffset, StoreTime};
use yew::prelude::*;

/// What a rewind to the handle's time would do.
#[derive(Debug, PartialEq)]
pub struct Answer {
    here: Option<RewindPreview>,
    versions: Vec<(BrokerVersion, RewindPreview)>,
}

impl Answer {
    /// The answer of the chosen version; `None` when there is nothing to ask about.
    pub fn preview(&self) -> Option<&RewindPreview> {
        self.here.as_ref()
    }

    /// The answers of all versions, oldest first, while they are compared.
    pub fn versions(&self) -> &[(BrokerVersion, RewindPreview)] {
        &self.versions
    }
}

/// The rewind that the page would do now; `None` without a handle.
pub fn rewind_of(app: &AppContext) -> Option<Rewind> {
    let ui = &app.ui;
    Some(Rewind { group: ui.group.clone(), topic: ui.topic.clone(), time: ui.handle?, force: ui.force })
}

/// Asks again when the session, the handle or an option has changed.
#[hook]
pub fn use_answer(app: &AppContext) -> Rc<Answer> {
    let rewind = rewind_of(app).filter(|_| app.ui.mode == Mode::Rewind);
    use_memo((app.revision, rewind, app.ui.compare), |(_, rewind, compare)| {
        let Some(rewind) = rewind else { return Answer { here: None, versions: Vec::new() } };
        app.session.read(|session| {
            let simulation = session.simulation();
            let as_version = |version| (version, simulation.preview_rewind_as(version, rewind));
            Answer {
                here: Some(simulation.preview_rewind(rewind)),
                versions: BrokerVersion::ALL.into_iter().filter(|_| *compare).map(as_version).collect(),
            }
        })
    })
}

/// Where a new group would start in one queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// The queue.
    pub queue: QueueId,
    /// Its first message for the group.
    pub first: QueueOffset,
    /// That message's store time; `None` at the end of the queue.
    pub time: Option<StoreTime>,
    /// Messages that it would receive of those that are there.
    pub receives: i64,
    /// How many of them are older than the time that was asked for.
    pub older: i64,
    /// The time that was asked for, in whole seconds.
    pub asked: StoreTime,
    /// How it came about.
    pub decision: FirstStart,
}

/// The first starts of the draft of a new group, queue by queue.
#[inline(never)]
pub fn first_starts(app: &AppContext) -> Vec<Start> {
    let ui = &app.ui;
    let group: GroupName = ui.new_group.name.trim().into();
    let asked = StoreTime(ui.handle.unwrap_or(app.snapshot.now).0.div_euclid(1000) * 1000);
    let by_time = ui.new_group.from == FromWhere::Timestamp;
    let Some(topic) = app.topic() else { return Vec::new() };
    app.session.read(|session| {
        let simulation = session.simulation();
        let start = |decision: FirstStart| {
            let queue = topic.queues.iter().find(|queue| queue.queue == decision.queue)?;
            let entries = simulation.broker().store().queue(&ui.topic, queue.queue);
            let older = entries.map_or(0, |entries| entries.count_between(StoreTime(i64::MIN), asked));
            let message = simulation.message(&ui.topic, queue.queue, decision.first, None);
            Some(Start {
                queue: queue.queue,
                first: decision.first,
                time: message.map(|message| message.stored),
                receives: queue.max.since(decision.first).max(0),
                older: if by_time && !decision.setting_used { older as i64 } else { 0 },
                asked,
                decision,
            })
        };
        let decisions = simulation.preview_first_start(&group, &ui.topic, &ui.new_group_consume_from());
        decisions.into_iter().filter_map(start).collect()
    })
}
