//! What a hand or a key can do to the handle and to the view.
use super::geometry::{self, Scale};
use super::snap::{self, snap};
use super::ticks;
use crate::context::AppContext;
use crate::ui::UiAction;
use simulation::Window;
use store::StoreTime;

/// One way to move the handle; negative is earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// Units of the zoom level.
    Units(i64),
    Ms(i64),
    PreviousMessage,
    NextMessage,
    Screens(i64),
    FirstMessage,
    LastMessage,
    Now,
}

/// Where a move leads; `None` when there is nothing that way.
pub(crate) fn target(app: &AppContext, scale: &Scale, step: Move) -> Option<StoreTime> {
    let now = app.snapshot.now;
    let from = app.ui.handle.unwrap_or(now);
    let times = app.topic().and_then(|topic| topic.times);
    let later = |time: StoreTime| (time <= now || time <= from).then_some(time).or((from < now).then_some(now));
    match step {
        Move::Units(units) => {
            let unit_ms = ticks::unit_ms(scale);
            let moved = snap::rounded(from.plus_ms(units * unit_ms), unit_ms, app.ui.zone.offset_ms(from));
            later(geometry::limited(moved))
        }
        Move::Ms(ms) => later(geometry::limited(from.plus_ms(ms))),
        Move::Screens(screens) => {
            later(geometry::limited(from.plus_ms(geometry::span_ms(scale.window).saturating_mul(screens))))
        }
        Move::PreviousMessage => neighbour(app, from, false),
        Move::NextMessage => neighbour(app, from, true),
        Move::FirstMessage => times.map(|(first, _)| first),
        Move::LastMessage => times.map(|(_, last)| last),
        Move::Now => Some(now),
    }
}

/// Store time of the message before or after a time, over all queues.
fn neighbour(app: &AppContext, from: StoreTime, after: bool) -> Option<StoreTime> {
    app.session.read(|session| {
        let simulation = session.simulation();
        let topic = &app.ui.topic;
        let found = if after { simulation.message_after(topic, from) } else { simulation.message_before(topic, from) };
        found.map(|(_, _, time)| time)
    })
}

/// Moves the handle, and the view along where the handle would leave it.
pub(crate) fn go(app: &AppContext, scale: &Scale, step: Move) {
    if let Some(time) = target(app, scale, step) {
        put(app, time);
    }
}

/// Puts the handle on a time and shows it.
#[inline(never)]
pub(crate) fn put(app: &AppContext, time: StoreTime) {
    if app.ui.handle != Some(time) {
        app.ui.dispatch(UiAction::SetHandle(time));
    }
    let window = geometry::reveal(app.ui.window, time);
    if window != app.ui.window {
        app.ui.dispatch(UiAction::SetWindow(window));
    }
}

/// Where a free hand at `x` puts the handle: on a message near by, else on a round time, and never after now.
#[inline(never)]
pub(crate) fn aimed(app: &AppContext, scale: &Scale, x: f64, reach_px: Option<f64>, fine: bool) -> StoreTime {
    let free = scale.time_at(x).min(app.snapshot.now);
    if let Some(reach_px) = reach_px {
        let near: Vec<StoreTime> = [neighbour(app, free.plus_ms(1), false), neighbour(app, free.plus_ms(-1), true)]
            .into_iter()
            .flatten()
            .chain([app.snapshot.now])
            .collect();
        if let Some(time) = snap(scale, free, &near, reach_px) {
            return time;
        }
    }
    if scale.ms_per_px() <= 1.0 {
        return free;
    }
    let unit_ms = (ticks::unit_ms(scale) / if fine { 10 } else { 1 }).max(1);
    snap::rounded(free, unit_ms, app.ui.zone.offset_ms(free)).min(app.snapshot.now)
}

/// Shows less (below 1) or more time around the handle, or around the middle when the handle is out of view.
pub(crate) fn zoom(app: &AppContext, factor: f64) {
    let window = app.ui.window;
    let middle = window.from.plus_ms(geometry::span_ms(window) / 2);
    let in_view = |time: &StoreTime| *time >= window.from && *time < window.to;
    let about = app.ui.handle.filter(in_view).unwrap_or(middle);
    app.ui.dispatch(UiAction::SetWindow(geometry::zoom(window, about, factor)));
}

/// Shows everything.
pub(crate) fn fit(app: &AppContext) {
    app.ui.dispatch(UiAction::SetWindow(whole(app)));
}

/// The stretch from the first message to now, with room for what waits.
pub(crate) fn whole(app: &AppContext) -> Window {
    let now = app.snapshot.now;
    let (first, last) = app.topic().and_then(|topic| topic.times).unwrap_or((now.plus_ms(-30_000), now));
    let due = app.snapshot.waiting.iter().filter(|waiting| waiting.topic == app.ui.topic).map(|waiting| waiting.due);
    geometry::fit(first.min(now), due.chain([last, now]).max().unwrap_or(now))
}
