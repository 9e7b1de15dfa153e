//! The preview: what a rewind would do, one row a lane, beside the lanes; or where a new group would start.
mod act;
mod answer;
mod compare;
mod table;
mod trail;

pub use answer::{Answer, Start, first_starts, rewind_of, use_answer};

pub(crate) use act::rewind_button;

use crate::context::AppContext;
use crate::ui::{Mode, UiAction};
use crate::views::controls::{Choice, Segment};
use std::rc::Rc;
use yew::prelude::*;

/// The right side of the instrument.
pub(crate) fn rail(app: &AppContext, answer: &Rc<Answer>) -> Html {
    let body = match app.ui.mode {
        Mode::Rewind if app.ui.compare => compare::compare(app, answer),
        Mode::Rewind => table::table(app, answer),
        Mode::NewGroup => trail::trail(app),
    };
    html! { <><div class="rail r-title">{ two_ways(app) }</div>{ body }{ act::act(app, answer) }</> }
}

fn two_ways(app: &AppContext) -> Html {
    let texts = &app.texts.preview;
    let ui = app.ui.dispatcher();
    let onchoose = Callback::from(move |index: usize| {
        ui.dispatch(UiAction::SetMode(if index == 0 { Mode::Rewind } else { Mode::NewGroup }));
    });
    let choices = vec![Choice::text(texts.rewind_group), Choice::text(texts.new_group)];
    let chosen = usize::from(app.ui.mode == Mode::NewGroup);
    html! { <Segment label={texts.two_ways} {choices} {chosen} {onchoose} /> }
}

/// The question above the table, and the switch beside it.
fn question(app: &AppContext) -> Html {
    let texts = &app.texts.preview;
    let compare = app.ui.compare;
    let ui = app.ui.dispatcher();
    let onclick = Callback::from(move |_: MouseEvent| ui.dispatch(UiAction::SetCompare(!compare)));
    html! {
        <div class="rail r-q">
            <h3>{ texts.question }</h3>
            <button type="button" class="switch" role="switch" aria-checked={compare.to_string()} {onclick}>
                <span class="soft">{ texts.compare }</span><i></i>
            </button>
        </div>
    }
}
