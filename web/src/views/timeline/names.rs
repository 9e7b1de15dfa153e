//! The lanes and messages as a list that is read, not seen: one tab stop, arrows go from message to message.
use super::speech;
use super::view::View;
use crate::context::AppContext;
use crate::locale::{count, fill};
use simulation::{Lane, Mark};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// The context without the handle: the list is not written again while that moves.
#[derive(Clone)]
pub(super) struct Still(pub(super) AppContext);

impl PartialEq for Still {
    fn eq(&self, other: &Self) -> bool {
        let (ui, other_ui) = (&self.0.ui, &other.0.ui);
        self.0.revision == other.0.revision
            && (ui.language, &ui.zone, &ui.topic, &ui.group)
                == (other_ui.language, &other_ui.zone, &other_ui.topic, &other_ui.group)
    }
}

#[derive(Clone, PartialEq, Properties)]
pub(super) struct NamesProps {
    pub(super) app: Still,
    pub(super) view: View,
    /// The message that has the focus: lane and mark; `None` when the focus left the list.
    pub(super) onfocus: Callback<Option<(usize, usize)>>,
    /// Enter on a message.
    pub(super) onopen: Callback<(usize, usize)>,
}

/// The hidden list.
#[component]
pub(super) fn Names(props: &NamesProps) -> Html {
    let current = use_state(|| (0, 0));
    let app = &props.app.0;
    let view = &props.view;
    let lanes = &view.lanes.timeline.lanes;
    // The tab stop must exist, whatever has come and gone since.
    let stop = Some(*current).filter(|(lane, mark)| *lane < lanes.len() && *mark < view.lanes.marks(*lane).len());
    let stop = stop.or_else(|| (0..lanes.len()).find(|lane| !view.lanes.marks(*lane).is_empty()).map(|lane| (lane, 0)));
    let onkeydown = {
        let view = view.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some((lane, mark)) = next(&view, &event) {
                event.prevent_default();
                focus(&event, lane, mark);
            }
        })
    };
    let onfocusout = props.onfocus.reform(|_: FocusEvent| None);
    let mark = |lane: usize, queue, (index, mark): (usize, &Mark)| {
        let onfocus = {
            let (current, onfocus) = (current.setter(), props.onfocus.clone());
            Callback::from(move |_: FocusEvent| {
                current.set((lane, index));
                onfocus.emit(Some((lane, index)));
            })
        };
        let onclick = props.onopen.reform(move |_: MouseEvent| (lane, index));
        let tabindex = if stop == Some((lane, index)) { "0" } else { "-1" };
        html! {
            <li><button type="button" data-at={format!("{lane}-{index}")} {tabindex} {onfocus} {onclick}>
                { speech::mark(app, queue, mark) }
            </button></li>
        }
    };
    let lane = |(index, lane): (usize, &Lane)| {
        let marks = view.lanes.marks(index).iter().enumerate().map(|at| mark(index, lane.queue, at));
        html! { <li>{ lane_name(app, lane) }<ul>{ for marks }</ul></li> }
    };
    html! {
        <ul class="vh names" aria-label={app.texts.timeline.lanes} {onkeydown} {onfocusout}>
            { for lanes.iter().enumerate().map(lane) }
        </ul>
    }
}

fn lane_name(app: &AppContext, lane: &Lane) -> String {
    let (queue, messages) = (lane.queue.to_string(), count(lane.max.since(lane.min)));
    match lane.next {
        Some(next) => {
            let lag = count(lane.max.since(next));
            fill(app.texts.spoken.lane, &[&queue, &messages, &next.to_string(), &lag])
        }
        None => fill(app.texts.spoken.lane_no_group, &[&queue, &messages]),
    }
}

/// Where an arrow leads: along the lane, or to the message of a neighbouring lane that is nearest in time.
#[inline(never)]
fn next(view: &View, event: &KeyboardEvent) -> Option<(usize, usize)> {
    let at = event.target()?.dyn_into::<Element>().ok()?.get_attribute("data-at")?;
    let (lane, mark) = at.split_once('-')?;
    let (lane, mark): (usize, usize) = (lane.parse().ok()?, mark.parse().ok()?);
    let marks = view.lanes.marks(lane);
    let across = |lanes: Vec<usize>| {
        let time = marks.get(mark)?.time;
        let lane = lanes.into_iter().find(|lane| !view.lanes.marks(*lane).is_empty())?;
        let near = |mark: &Mark| mark.time.0.abs_diff(time.0);
        let nearest = view.lanes.marks(lane).iter().enumerate().min_by_key(|(_, mark)| near(mark))?;
        Some((lane, nearest.0))
    };
    match event.key().as_str() {
        "ArrowLeft" => Some((lane, mark.checked_sub(1)?)),
        "ArrowRight" => Some((lane, mark + 1)).filter(|(_, mark)| *mark < marks.len()),
        "ArrowUp" => across((0..lane).rev().collect()),
        "ArrowDown" => across((lane + 1..view.layout.lanes).collect()),
        "Home" => Some((lane, 0)),
        "End" => Some((lane, marks.len().checked_sub(1)?)),
        _ => None,
    }
}

fn focus(event: &KeyboardEvent, lane: usize, mark: usize) -> Option<()> {
    let list = event.target()?.dyn_into::<Element>().ok()?.closest(".names").ok()??;
    let found = list.query_selector(&format!("[data-at='{lane}-{mark}']")).ok()??;
    found.dyn_into::<HtmlElement>().ok()?.focus().ok()
}
