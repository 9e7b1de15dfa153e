//! The dock: five ways to look behind the timeline.
mod commit_log;
mod consume_queue;
mod history;
mod in_code;
mod lookup;
mod search;

use super::controls::{Choice, Segment};
use crate::context::AppContext;
use crate::ui::{DockTab, UiAction};
use store::QueueId;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

const TABS: [DockTab; 5] =
    [DockTab::Search, DockTab::CommitLog, DockTab::ConsumeQueue, DockTab::InCode, DockTab::History];

/// The card with its tabs: one tab stop, arrows move.
pub fn dock(app: &AppContext) -> Html {
    let texts = &app.texts.dock;
    let names = [texts.search, texts.commit_log, texts.consume_queue, texts.in_code, texts.history];
    let at = TABS.iter().position(|tab| *tab == app.ui.dock).unwrap_or(0);
    let onkeydown = {
        let ui = app.ui.dispatcher();
        Callback::from(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowRight" => (at + 1) % TABS.len(),
                "ArrowLeft" => (at + TABS.len() - 1) % TABS.len(),
                "Home" => 0,
                "End" => TABS.len() - 1,
                _ => return,
            };
            event.prevent_default();
            ui.dispatch(UiAction::SetDock(TABS[next]));
            let list = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
            let button = list.and_then(|list| list.children().item(u32::try_from(next).ok()?));
            if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
                // Focus can only fail on an element that is not there any more.
                let _ = button.focus();
            }
        })
    };
    let tab = |(place, name): (usize, &str)| {
        html! {
            <button type="button" role="tab" aria-selected={(place == at).to_string()}
                tabindex={if place == at { "0" } else { "-1" }}
                onclick={super::controls::choose(app, UiAction::SetDock(TABS[place]))}>{ name.to_owned() }</button>
        }
    };
    html! {
        <section class="card dock" aria-label={texts.label}>
            <div class="tabs" role="tablist" aria-label={texts.label} {onkeydown}>{ for names.into_iter().enumerate().map(tab) }</div>
            <div class="panel" role="tabpanel" aria-label={names[at]}>
                { match app.ui.dock {
                    DockTab::Search => html! { <search::SearchTab /> },
                    DockTab::CommitLog => html! { <commit_log::CommitLogTab /> },
                    DockTab::ConsumeQueue => consume_queue::consume_queue(app),
                    DockTab::InCode => in_code::in_code(app),
                    DockTab::History => history::history(app),
                } }
            </div>
        </section>
    }
}

/// Radios for the queues of the chosen topic; a list when there are many.
#[inline(never)]
fn queue_choice(app: &AppContext) -> Html {
    let queues = app.topic().map(|topic| topic.queues.as_slice()).unwrap_or_default();
    let choices: Vec<_> = queues.iter().map(|view| Choice::text(format!("Q{}", view.queue))).collect();
    let chosen = queues.iter().position(|view| view.queue == app.ui.dock_queue);
    let ids: Vec<QueueId> = queues.iter().map(|view| view.queue).collect();
    let ui = app.ui.dispatcher();
    let onchoose = Callback::from(move |place: usize| {
        if let Some(queue) = ids.get(place) {
            ui.dispatch(UiAction::SetDockQueue(*queue));
        }
    });
    html! { <Segment class="sm queues" label={app.texts.producer.queue} {choices} {chosen} {onchoose} /> }
}

/// What stands in an empty tab.
fn blank(title: &'static str, hint: &'static str) -> Html {
    html! { <div class="blank"><b>{ title }</b>{ hint }</div> }
}
