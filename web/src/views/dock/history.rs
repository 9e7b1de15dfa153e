//! Every step so far. A click goes back to it, or forward to one that was undone.
use crate::context::AppContext;
use crate::views::step_text::step_text;
use yew::prelude::*;

/// The tab.
#[inline(never)]
pub(super) fn history(app: &AppContext) -> Html {
    let steps = app.session.read(|session| session.history());
    let current = steps.iter().position(|step| step.current).unwrap_or(0);
    let row = |(place, step): (usize, &simulation::HistoryStep)| {
        let state = if step.current {
            app.texts.dock.here
        } else if step.undone {
            app.texts.dock.undone
        } else {
            ""
        };
        let class = classes!("hi", step.current.then_some("cur"), step.undone.then_some("gone"));
        html! {
            <li key={place}>
                <button type="button" {class} aria-current={step.current.then_some("step")} onclick={go(app, current, place)}>
                    <span class="muted n">{ place }</span>
                    <span class="mono grow">{ step_text(app, &step.label) }</span>
                    <span class="muted">{ state }</span>
                    <span class="muted mono">{ app.ui.zone.time(step.at) }</span>
                </button>
            </li>
        }
    };
    // Newest first: the step that is undone next stands where the eye begins.
    html! { <ol class="hist" reversed=true>{ for steps.iter().enumerate().rev().map(row) }</ol> }
}

#[inline(never)]
fn go(app: &AppContext, from: usize, to: usize) -> Callback<MouseEvent> {
    let session = app.session.clone();
    Callback::from(move |_| {
        for _ in to..from {
            session.undo();
        }
        for _ in from..to {
            session.redo();
        }
    })
}
