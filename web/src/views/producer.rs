//! The producer card: one message, with its tag, key, delay level and queue, sent once or twenty times.
use super::controls::{Choice, Segment, into_state, typed};
use super::step_text::command_text;
use crate::context::{AppContext, use_app};
use crate::locale::{self, fill};
use simulation::{Command, CommandError, Produce};
use store::{DelayLevels, QueueId};
use yew::prelude::*;

/// The article's message.
const ARTICLE_BODY: &str = r#"{"id":1,"desc":"test"}"#;
/// The article's tag.
const ARTICLE_TAG: &str = "test03";
/// The article's delay level.
const ARTICLE_LEVEL: i32 = 2;
/// Tags that get a radio of their own; further ones are typed.
const TAG_RADIOS: usize = 3;
/// How many “Send 20” sends.
const MANY: usize = 20;
/// After one message: the dispatcher looks every millisecond.
const DISPATCH_MS: i64 = 2;
/// Time between two of them, so that they can be told apart on the timeline.
const BETWEEN_MS: i64 = 250;

/// What is typed into the card.
#[derive(Clone, PartialEq)]
struct Draft {
    tag: UseStateHandle<String>,
    keys: UseStateHandle<String>,
    body: UseStateHandle<String>,
    level: UseStateHandle<i32>,
    queue: UseStateHandle<Option<QueueId>>,
}

impl Draft {
    #[inline(never)]
    fn command(&self, app: &AppContext) -> Command {
        Command::Produce(Produce {
            topic: app.ui.topic.clone(),
            queue: *self.queue,
            tag: (*self.tag).clone(),
            keys: (*self.keys).clone(),
            body: (*self.body).clone(),
            delay_level: *self.level,
        })
    }
}

/// The card.
#[component]
pub fn ProducerCard() -> Html {
    let app = use_app();
    let texts = &app.texts.producer;
    let draft = Draft {
        tag: use_state(|| ARTICLE_TAG.to_owned()),
        keys: use_state(String::new),
        body: use_state(|| ARTICLE_BODY.to_owned()),
        level: use_state(|| ARTICLE_LEVEL),
        queue: use_state(|| None::<QueueId>),
    };
    let error = use_state(|| None::<String>);
    let send = send_callback(&app, &draft, &error, 1);
    let send_many = send_callback(&app, &draft, &error, MANY);
    html! {
        <section class="card producer" aria-label={texts.title}>
            <header><h2>{ texts.title }</h2><span class="grow"></span>
                <span class="muted mono small topic">{ app.ui.topic.as_str() }</span>{ queue_field(&app, &draft.queue) }</header>
            <div class="body">
                <TagChoice tag={draft.tag.clone()} />
                <div class="two">
                    { text_field(texts.key, &draft.keys, app.texts.common.none) }
                    { delay_field(&app, &draft.level) }
                </div>
                <label><span class="lab">{ texts.body }</span>
                    <textarea class="field mono" rows="3" spellcheck="false" value={(*draft.body).clone()}
                        aria-invalid={error.is_some().to_string()} oninput={into_state(&draft.body)} /></label>
                if let Some(what) = &*error {
                    <p class="fault" role="alert">{ what }</p>
                }
                <div class="row">
                    <button type="button" class="btn dark grow" onclick={send}>{ texts.send }</button>
                    <button type="button" class="btn" onclick={send_many}>{ texts.send_20 }</button>
                </div>
                { waiting_note(&app) }
            </div>
        </section>
    }
}

/// Sends the draft `times` times; more than once is one step of the history.
fn send_callback(
    app: &AppContext,
    draft: &Draft,
    error: &UseStateHandle<Option<String>>,
    times: usize,
) -> Callback<MouseEvent> {
    let (app, draft, error) = (app.clone(), draft.clone(), error.setter());
    Callback::from(move |_| {
        let sent = send(&app, &draft.command(&app), times);
        error.set(sent.err().map(|error| locale::command_error(app.ui.language, &error)));
    })
}

/// Sends and lets the broker's dispatcher have its moment, as one step: a clock that stands still would hide what was
/// sent from the queue and from the eye.
#[inline(never)]
fn send(app: &AppContext, command: &Command, times: usize) -> Result<(), CommandError> {
    let mut simulation = app.session.read(|session| session.simulation().clone());
    let (by_ms, label) = if times == 1 {
        (DISPATCH_MS, command_text(app, command))
    } else {
        (BETWEEN_MS, fill(app.texts.steps.send_many, &[app.ui.topic.as_str(), &times.to_string()]))
    };
    for _ in 0..times {
        simulation.apply(command)?;
        simulation.apply(&Command::Advance { by_ms })?;
    }
    app.session.open(label, simulation)
}

fn text_field(label: &'static str, state: &UseStateHandle<String>, placeholder: &'static str) -> Html {
    html! {
        <label><span class="lab">{ label }</span>
            <span class="field"><input {placeholder} value={(**state).clone()} oninput={into_state(state)} /></span>
        </label>
    }
}

/// The levels with the waits that they mean, as `messageDelayLevel` has them by default.
fn delay_field(app: &AppContext, level: &UseStateHandle<i32>) -> Html {
    let texts = &app.texts.producer;
    let levels = DelayLevels::default();
    let set = level.setter();
    let onchange = Callback::from(move |event: Event| set.set(typed(&event).parse().unwrap_or(0)));
    let option = |number: i32| {
        let text = match number {
            0 => texts.no_delay.to_owned(),
            _ => fill(texts.level, &[&number.to_string(), &span_text(app, levels.delay_ms(number))]),
        };
        html! { <option value={number.to_string()} selected={number == **level}>{ text }</option> }
    };
    html! {
        <label><span class="lab">{ texts.delay }</span>
            <span class="field pull"><select {onchange}>{ for (0..=levels.max_level()).map(option) }</select></span>
        </label>
    }
}

/// `5 s`, `10 min`, `2 h`.
fn span_text(app: &AppContext, ms: i64) -> String {
    let common = &app.texts.common;
    let (number, unit) = match ms / 1000 {
        seconds if seconds % 3600 == 0 => (seconds / 3600, common.hours),
        seconds if seconds % 60 == 0 => (seconds / 60, common.minutes),
        seconds => (seconds, common.seconds),
    };
    fill(unit, &[&number.to_string()])
}

fn queue_field(app: &AppContext, queue: &UseStateHandle<Option<QueueId>>) -> Html {
    let texts = &app.texts.producer;
    let set = queue.setter();
    let onchange = Callback::from(move |event: Event| set.set(typed(&event).parse().ok().map(QueueId)));
    let queues = app.topic().map(|topic| topic.queues.as_slice()).unwrap_or_default();
    html! {
        <select class="pick small" aria-label={texts.queue} {onchange}>
            <option value="" selected={queue.is_none()}>{ texts.any_queue }</option>
            { for queues.iter().map(|view| html! {
                <option value={view.queue.to_string()} selected={**queue == Some(view.queue)}>{ format!("Q{}", view.queue) }</option>
            }) }
        </select>
    }
}

fn waiting_note(app: &AppContext) -> Html {
    let texts = &app.texts.producer;
    let waiting = &app.snapshot.waiting;
    let Some(first) = waiting.first() else { return html! { <p class="note"></p> } };
    let due = app.ui.zone.time(first.due);
    let text = match waiting.len() {
        1 => fill(texts.waits_one, &[&due]),
        count => fill(texts.waits_many, &[&count.to_string(), &due]),
    };
    html! { <p class="note">{ text }</p> }
}

/// What [`TagChoice`] edits.
#[derive(Clone, PartialEq, Properties)]
struct TagProps {
    tag: UseStateHandle<String>,
}

/// The topic's first tags as radios, and a field for any other.
#[component]
fn TagChoice(props: &TagProps) -> Html {
    let app = use_app();
    let texts = &app.texts.producer;
    let typing = use_state(|| false);
    let mut tags: Vec<String> = app.topic().map(|topic| topic.tags.clone()).unwrap_or_default();
    let numbered: Vec<_> = tags.drain(..).enumerate().filter(|(_, tag)| !tag.is_empty()).take(TAG_RADIOS).collect();
    let known = numbered.iter().position(|(_, tag)| *tag == *props.tag);
    let mut choices: Vec<_> =
        numbered.iter().map(|(place, tag)| Choice { text: tag.clone().into(), tag: Some(*place) }).collect();
    let other = choices.len();
    choices.push(Choice::text(texts.other_tag));
    let chosen = if *typing { Some(other) } else { known.or(Some(other)) };
    let onchoose = {
        let (tag, typing) = (props.tag.setter(), typing.setter());
        Callback::from(move |place: usize| {
            typing.set(place == other);
            if let Some((_, name)) = numbered.get(place) {
                tag.set(name.clone());
            }
        })
    };
    html! {
        <>
            <Segment class="wide" label={texts.tag} {choices} {chosen} {onchoose} />
            if chosen == Some(other) {
                <span class="field"><input aria-label={texts.tag} placeholder={app.texts.common.none}
                    value={(*props.tag).clone()} oninput={into_state(&props.tag)} /></span>
            }
        </>
    }
}
