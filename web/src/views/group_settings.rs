//! The form for what a group's consumers are started with.
use super::controls::{into_state, typed};
use super::group::settings_of;
use crate::context::{AppContext, use_app};
use crate::locale::fill;
use crate::ui::FromWhere;
use notation::java_date::consume_timestamp_ms;
use simulation::{Command, ConsumeFrom, ConsumeTimestamp, GroupSettings};
use store::StoreTime;
use yew::prelude::*;

/// The three settings with their names in RocketMQ.
pub const PLACES: [(FromWhere, &str); 3] = [
    (FromWhere::Timestamp, "CONSUME_FROM_TIMESTAMP"),
    (FromWhere::First, "CONSUME_FROM_FIRST_OFFSET"),
    (FromWhere::Last, "CONSUME_FROM_LAST_OFFSET"),
];

/// What the form needs.
#[derive(Clone, PartialEq, Properties)]
#[expect(missing_docs, reason = "the name says it")]
pub struct FormProps {
    pub onclose: Callback<()>,
}

/// The form; it says at once how a client reads the text.
#[component]
pub fn GroupSettingsForm(props: &FormProps) -> Html {
    let app = use_app();
    let texts = &app.texts.group;
    let settings = settings_of(&app);
    let (first_from, first_text) = split(&app, &settings.consume_from);
    let from = use_state(|| first_from);
    let text = use_state(|| first_text);
    let tags = use_state(|| settings.tags.clone());
    let handler = use_state(|| settings.handler_ms.to_string());
    let wanted = join(&app, *from, &text);
    let handler_ms = handler.trim().parse::<i64>().ok();
    let ready = wanted.clone().zip(handler_ms);
    let save = {
        let (app, onclose, tags) = (app.clone(), props.onclose.clone(), tags.clone());
        Callback::from(move |_: MouseEvent| {
            let Some((consume_from, handler_ms)) = ready.clone() else { return };
            let settings = GroupSettings { consume_from, tags: (*tags).clone(), handler_ms, ..settings.clone() };
            if app.apply(&Command::ConfigureGroup { group: app.ui.group.clone(), settings }).is_some() {
                onclose.emit(());
            }
        })
    };
    let close = props.onclose.reform(|_: MouseEvent| ());
    let set_from = from.setter();
    html! {
        <div class="form tall">
            <span class="l top">{ "consumeFromWhere" }</span>
            { place_radios(&app, *from, Callback::from(move |place| set_from.set(place))) }
            <label for="consume-timestamp">{ "consumeTimestamp" }</label>
            <span class="field"><input id="consume-timestamp" class="mono" value={(*text).clone()}
                disabled={*from != FromWhere::Timestamp} aria-invalid={wanted.is_none().to_string()}
                oninput={into_state(&text)} />
                <span class="muted small">{ app.ui.zone.label(app.snapshot.now) }</span></span>
            if *from == FromWhere::Timestamp {
                <p class="hint">{ reading(&app, &text) }</p>
            }
            <label for="group-tags">{ texts.subscribes }</label>
            <span class="row">
                <span class="field grow"><input id="group-tags" class="mono" value={(*tags).clone()} oninput={into_state(&tags)} /></span>
                <label for="handler-ms">{ texts.handler }</label>
                <span class="field short"><input id="handler-ms" inputmode="numeric" value={(*handler).clone()}
                    aria-invalid={handler_ms.is_none().to_string()} oninput={into_state(&handler)} /></span>
            </span>
            <span class="hint row">
                <span class="grow">{ texts.running_keep }</span>
                <button type="button" class="btn sm" onclick={close}>{ app.texts.common.cancel }</button>
                <button type="button" class="btn sm dark" disabled={wanted.is_none() || handler_ms.is_none()} onclick={save}>{ texts.save }</button>
            </span>
        </div>
    }
}

/// The three radios of `consumeFromWhere`.
#[inline(never)]
pub fn place_radios(app: &AppContext, chosen: FromWhere, onchoose: Callback<FromWhere>) -> Html {
    let texts = &app.texts.group;
    let hints = [texts.from_timestamp, texts.from_first, texts.from_last];
    let onchange = onchoose.reform(|event: Event| {
        let text = typed(&event);
        PLACES.iter().find(|(_, name)| *name == text).map_or(FromWhere::Last, |(place, _)| *place)
    });
    let radio = |((place, name), hint): (&(FromWhere, &'static str), &'static str)| {
        html! {
            <label class="rad"><input type="radio" name="consume-from" value={*name} checked={*place == chosen}
                onchange={onchange.clone()} /><code>{ *name }</code><span>{ hint }</span></label>
        }
    };
    html! { <div role="radiogroup" aria-label="consumeFromWhere">{ for PLACES.iter().zip(hints).map(radio) }</div> }
}

/// How a client in the chosen zone reads the text. Java reads leniently: 13 months are a year and one.
#[inline(never)]
fn reading(app: &AppContext, text: &str) -> Html {
    let texts = &app.texts.group;
    let zone = &app.ui.zone;
    match consume_timestamp_ms(text, zone) {
        None => html! { <span class="skip">{ texts.unreadable }</span> },
        Some(ms) => {
            let at = StoreTime(ms);
            let lenient = zone.compact(at) != text;
            let said = fill(
                if lenient { texts.read_leniently } else { texts.read_as },
                &[&zone.date_time(at), &zone.label(at)],
            );
            html! { <span class={lenient.then_some("skip")}>{ said }</span> }
        }
    }
}

#[inline(never)]
fn split(app: &AppContext, from: &ConsumeFrom) -> (FromWhere, String) {
    let handle = app.ui.handle.unwrap_or(app.snapshot.now);
    match from {
        ConsumeFrom::Last => (FromWhere::Last, app.ui.zone.compact(handle)),
        ConsumeFrom::First => (FromWhere::First, app.ui.zone.compact(handle)),
        ConsumeFrom::Timestamp { time: None } => (FromWhere::Timestamp, String::new()),
        ConsumeFrom::Timestamp { time: Some(time) } => (FromWhere::Timestamp, time.text.clone()),
    }
}

/// `None` where the client would refuse to start. An empty text is the client's own default.
#[inline(never)]
fn join(app: &AppContext, from: FromWhere, text: &str) -> Option<ConsumeFrom> {
    Some(match from {
        FromWhere::Last => ConsumeFrom::Last,
        FromWhere::First => ConsumeFrom::First,
        FromWhere::Timestamp if text.is_empty() => ConsumeFrom::Timestamp { time: None },
        FromWhere::Timestamp => {
            let at = StoreTime(consume_timestamp_ms(text, &app.ui.zone)?);
            ConsumeFrom::Timestamp { time: Some(ConsumeTimestamp { text: text.to_owned(), at }) }
        }
    })
}
