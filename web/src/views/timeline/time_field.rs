//! The typed time: any form that people paste, errors in words, and the one question that cannot be answered alone.
use super::hand;
use crate::context::{AppContext, use_app};
use crate::locale::Language;
use crate::ui::Mode;
use crate::views::controls::typed;
use notation::time_text::{Context, TimeError, TimeReading, question_text, read_time};
use store::StoreTime;
use yew::prelude::*;

/// What became of the text.
#[derive(Clone, Debug, PartialEq)]
enum Draft {
    /// The handle's time is shown.
    None,
    /// Someone is typing.
    Typing(String),
    /// What was typed is no time, and why; kept as data, because the language may change.
    Wrong(String, TimeError),
    /// Seconds or milliseconds?
    Question { text: String, seconds: StoreTime, millis: StoreTime },
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct TimeFieldProps {
    /// Whether the zone stands in the field.
    #[prop_or(true)]
    pub(crate) zone: bool,
}

/// The field, and below it what is wrong or asked.
#[component]
pub(crate) fn TimeField(props: &TimeFieldProps) -> Html {
    let app = use_app();
    let draft = use_state(|| Draft::None);
    // The handle was moved by another way: what was typed is over.
    use_effect_with(app.ui.handle, {
        let draft = draft.setter();
        move |_| draft.set(Draft::None)
    });
    let text = match &*draft {
        Draft::None => app.ui.handle.map(|time| app.ui.zone.date_time(time)).unwrap_or_default(),
        Draft::Typing(text) | Draft::Wrong(text, _) | Draft::Question { text, .. } => text.clone(),
    };
    let oninput = {
        let draft = draft.setter();
        Callback::from(move |event: InputEvent| draft.set(Draft::Typing(typed(&event))))
    };
    let take = {
        let (app, draft) = (app.clone(), draft.clone());
        Callback::from(move |()| {
            if let Draft::Typing(text) = &*draft {
                draft.set(read(&app, text));
            }
        })
    };
    let onchange = take.reform(|_: Event| ());
    let onkeydown = {
        let draft = draft.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => take.emit(()),
            "Escape" => draft.set(Draft::None),
            _ => {}
        })
    };
    let at = app.ui.handle.unwrap_or(app.snapshot.now);
    let texts = &app.texts.timeline;
    let label = if app.ui.mode == Mode::Rewind { texts.rewind_to } else { texts.start_from };
    let wrong = matches!(*draft, Draft::Wrong(..));
    html! {
        <div class={classes!("field", "time", wrong.then_some("wrong"))}>
            <input type="text" aria-label={label} aria-invalid={wrong.then_some("true")} spellcheck="false" autocomplete="off"
                value={text} {oninput} {onchange} {onkeydown} />
            if props.zone { <span class="z">{ app.ui.zone.label(at) }</span> }
            { below(&app, &draft) }
        </div>
    }
}

fn below(app: &AppContext, draft: &UseStateHandle<Draft>) -> Html {
    match &**draft {
        Draft::Wrong(_, why) => html! { <p class="why" role="alert">{ why.text(language(app)) }</p> },
        Draft::Question { text, seconds, millis } => {
            let texts = &app.texts.timeline;
            let answer = |label: &'static str, time: StoreTime| {
                let (app, draft) = (app.clone(), draft.setter());
                let onclick = Callback::from(move |_: MouseEvent| {
                    draft.set(Draft::None);
                    hand::put(&app, time);
                });
                html! { <button type="button" class="btn sm" {onclick}>{ label }</button> }
            };
            let question = question_text(text, seconds.0, millis.0, &app.ui.zone, language(app));
            html! {
                <div class="why ask-time" role="alert">
                    <p>{ question }</p>
                    <div class="row">{ answer(texts.is_seconds, *seconds) }{ answer(texts.is_millis, *millis) }</div>
                </div>
            }
        }
        _ => html! {},
    }
}

fn language(app: &AppContext) -> notation::Language {
    match app.ui.language {
        Language::En => notation::Language::En,
        Language::Zh => notation::Language::Zh,
    }
}

/// Takes the text for a time, moves the handle there, or says what is wrong. Only the first moves anything.
#[inline(never)]
fn read(app: &AppContext, text: &str) -> Draft {
    let now_ms = app.snapshot.now.0;
    let context = Context {
        now_ms,
        earliest_ms: app.topic().and_then(|topic| topic.times).map(|(first, _)| first.0),
        date_of: app.ui.handle.map_or(now_ms, |time| time.0),
        zone: &app.ui.zone,
    };
    match read_time(text, &context) {
        TimeReading::At { ms } => {
            hand::put(app, StoreTime(ms));
            Draft::None
        }
        TimeReading::Question { seconds_ms, millis_ms } => Draft::Question {
            text: text.trim().to_owned(),
            seconds: StoreTime(seconds_ms),
            millis: StoreTime(millis_ms),
        },
        TimeReading::Error(error) => Draft::Wrong(text.to_owned(), error),
    }
}
