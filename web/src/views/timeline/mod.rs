//! The timeline: lanes of messages by store time, and the handle that asks "what if the group went back to here?"
//!
//! Store time becomes x in one place (`geometry`). The grid and the marks are drawn when the session or the view
//! changes; a moving handle draws only what follows it.
mod card;
mod cluster;
mod file_lines;
mod follow;
mod geometry;
mod grid;
pub(crate) mod hand;
mod handle;
mod labels;
mod landing;
mod layout;
mod marks;
mod measure;
mod names;
mod overview;
mod plot;
mod snap;
pub(crate) mod speech;
mod steps;
mod svg;
mod ticks;
pub(crate) mod time_field;
mod title;
mod track;
mod view;

use crate::context::{AppContext, use_app};
use crate::icons::Icon;
use crate::locale::{count, fill};
use crate::ui::{Mode, Size, UiAction};
use crate::views::preview::{self, Answer, first_starts, use_answer};
use gloo_timers::callback::Timeout;
use simulation::Lane;
use std::rc::Rc;
use view::View;
use yew::prelude::*;

/// The handle has come to rest when it has not moved for so long; only then is it spoken of.
const REST_MS: u32 = 500;
/// News of a replay are spoken no more often than this.
const NEWS_MS: f64 = 2000.0;

/// The timeline and the preview, whose rows are the lanes.
#[component]
pub fn Instrument() -> Html {
    let app = use_app();
    let answer = use_answer(&app);
    let lanes = app.topic().map_or(4, |topic| topic.queues.len());
    let style = format!("--nl:{lanes};--lane:{}px", svg::decimal(layout::full_lane_px(lanes)));
    let new_group = app.ui.mode == Mode::NewGroup;
    let class = classes!("inst", "full", new_group.then_some("ng"), (lanes > 6).then_some("many"));
    let (rail, region) = (preview::rail(&app, &answer), app.texts.timeline.region);
    html! {
        <section {class} {style} aria-label={region}><TimelineCard {app} {answer} />{ rail }</section>
    }
}

/// What the timeline is given.
#[derive(Clone, PartialEq, Properties)]
pub struct TimelineProps {
    /// The context, handed on: who gets it from above is drawn once for each change, not twice.
    pub app: AppContext,
    /// What a rewind to the handle's time would do.
    pub answer: Rc<Answer>,
}

/// Everything left of the preview.
#[component]
pub fn TimelineCard(props: &TimelineProps) -> Html {
    let app = props.app.clone();
    let answer = &props.answer;
    let place = use_node_ref();
    let (width_px, height_px) = measure::use_size(&place);
    let view = view::use_view(&app, width_px, height_px);
    use_rest(&app, answer);
    use_replay_news(&app);
    let zoom = steps::use_zoom_buttons(&app);
    let overview = overview::use_overview(&app, width_px);
    let full = app.ui.size == Size::Full;
    let Some(view) = view else { return empty(&app, place) };
    let landings = Rc::new(landing::landings(&app, answer));
    let spoken = speech::handle(&app, &view, answer, &landings);
    let scale = view.scale;
    html! {
        <>
            if full { { title::title(&app) }{ zoom }{ overview } }
            <div class="g-zone">{ steps::zone_menu(&app) }</div>
            <plot::Plot app={app.clone()} view={view.clone()} {landings} {spoken} {place} />
            { gutter(&app, &view) }
            { track_name(&app, full) }
            if full { { steps::steps(&app, scale) }{ steps::encodings(&app) } }
        </>
    }
}

/// Without a topic there are no lanes.
#[inline(never)]
fn empty(app: &AppContext, place: NodeRef) -> Html {
    let texts = &app.texts.timeline;
    html! {
        <>
            if app.ui.size == Size::Full { { title::title(app) } }
            <div class="g-zone">{ steps::zone_menu(app) }</div>
            <div class="plot" ref={place}><div class="blank"><b>{ texts.no_topic }</b></div></div>
        </>
    }
}

/// Names of the lanes, and what lies behind each.
fn gutter(app: &AppContext, view: &View) -> Html {
    let texts = &app.texts.timeline;
    let note = |lane: &Lane| match (app.ui.mode, lane.next) {
        (Mode::NewGroup, _) | (_, None) => (false, fill(texts.min, &[&lane.min.to_string()])),
        (Mode::Rewind, Some(next)) => {
            let lag = lane.max.since(next);
            (lag > 0, fill(texts.lag, &[&count(lag)]))
        }
    };
    let lane = |lane: &Lane| {
        let (has, note) = note(lane);
        html! {
            <div class="g-lane">
                <b>{ format!("Q{}", lane.queue) }</b>
                if app.ui.size == Size::Full { <span class={classes!(has.then_some("has"))}>{ note }</span> }
            </div>
        }
    };
    html! { <div class="g-lanes" aria-hidden="true">{ for view.lanes.timeline.lanes.iter().map(lane) }</div> }
}

fn track_name(app: &AppContext, full: bool) -> Html {
    let texts = &app.texts.timeline;
    let name = if app.ui.mode == Mode::Rewind { texts.rewind_to } else { texts.start_from };
    html! { <div class="g-track" aria-hidden="true">if full { { name } } else { { Icon::REWIND.html() } }</div> }
}

/// Speaks of the handle's time once it rests: at most one text in [`REST_MS`], and none at the first drawing.
#[hook]
fn use_rest(app: &AppContext, answer: &Rc<Answer>) {
    let first = use_mut_ref(|| true);
    let (app, answer) = (app.clone(), answer.clone());
    use_effect_with((app.ui.handle, app.ui.force, app.ui.mode), move |_| {
        let silent = first.replace(false);
        let speak = move || {
            let starts = if app.ui.mode == Mode::NewGroup { first_starts(&app) } else { Vec::new() };
            if let Some(text) = speech::rest(&app, &answer, &starts) {
                app.ui.dispatch(UiAction::Announce(text.into()));
            }
        };
        let timeout = (!silent).then(|| Timeout::new(REST_MS, speak));
        move || drop(timeout)
    });
}

/// Says how far a replay is, at most every [`NEWS_MS`], and when it is through.
#[hook]
fn use_replay_news(app: &AppContext) {
    let last = use_mut_ref(|| 0.0);
    let again = app.group().map_or(0, |group| group.again);
    let app = app.clone();
    use_effect_with((app.ui.replay.clone(), again), move |(replay, again)| {
        let Some((replay, received)) = replay.as_ref().map(|replay| (replay, replay.received(*again))) else { return };
        let now = js_sys::Date::now();
        let due = now - *last.borrow() >= NEWS_MS || received == replay.total;
        if received > 0 && due {
            *last.borrow_mut() = now;
            let text = fill(app.texts.spoken.replay, &[&count(received), &count(replay.total)]);
            app.ui.dispatch(UiAction::Announce(text.into()));
        }
    });
}
