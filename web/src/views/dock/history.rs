//! Every step so far. A click goes back to it, or forward to one that was undone.
use crate::context::AppContext;
use crate::locale::Story;
use crate::source::Source;
use crate::stories::{self, Kind, save_story};
use crate::views::step_text::step_text;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
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
    html! {
        <>
            { story(app) }
            <ol class="hist" reversed=true>{ for steps.iter().enumerate().rev().map(row) }</ol>
        </>
    }
}

/// What was done goes out as a story; a story, or what a cluster did with it, comes in.
#[inline(never)]
fn story(app: &AppContext) -> Html {
    let texts = Story::of(app.ui.language);
    let save = {
        let app = app.clone();
        Callback::from(move |_: MouseEvent| save_story(&app))
    };
    let onchange = {
        let app = app.clone();
        Callback::from(move |event: Event| {
            let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
                return;
            };
            let Some(file) = Source::chosen(&input).and_then(|source| source.single().cloned()) else { return };
            let (app, kind) = (app.clone(), Kind::of(&file.name()).unwrap_or(Kind::Story));
            spawn_local(async move { stories::open(&app, kind, &file).await });
        })
    };
    html! {
        <div class="row">
            <button type="button" class="btn sm" onclick={save}>{ texts.save }</button>
            <label class="btn quiet sm file"><input type="file" accept=".txt,.jsonl" {onchange} />{ texts.open }</label>
        </div>
    }
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
