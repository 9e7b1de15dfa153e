//! The group card: who consumes, where each queue stands, what the group was started with and whether that was used.
use super::feed::feed;
use super::first_start::first_start;
use super::group_settings::GroupSettingsForm;
use crate::context::{AppContext, use_app};
use crate::icons::Icon;
use crate::locale::fill;
use simulation::{Command, ConsumeFrom, ConsumerState, ConsumerView, GroupQueueView, GroupSettings, GroupView};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// How long a handler works on a message by default.
const HANDLER_MS: i64 = 200;

/// The card.
#[component]
pub fn GroupCard() -> Html {
    let app = use_app();
    let editing = use_state(|| false);
    let texts = &app.texts.group;
    let group = app.group();
    let online = group.is_some_and(|group| !group.consumers.is_empty());
    let toggle = {
        let editing = editing.clone();
        Callback::from(move |_: MouseEvent| editing.set(!*editing))
    };
    let close = {
        let editing = editing.setter();
        Callback::from(move |()| editing.set(false))
    };
    html! {
        <section class="card group" aria-label={texts.label}>
            <header>
                <h2 title={app.ui.group.to_string()}>{ app.ui.group.as_str() }</h2>
                <span class={classes!("chip", online.then_some("ok"))}>
                    <span class="dot"></span>{ if online { texts.online } else { texts.offline } }</span>
                <span class="chip mode">{ texts.clustering }</span>
                <span class="grow"></span>
                <button type="button" class="btn sm" onclick={start(&app)}>{ Icon::PLUS.small() }{ texts.start }</button>
            </header>
            if *editing {
                <GroupSettingsForm onclose={close} />
            } else {
                { settings_line(&app, toggle) }
                { for group.map(|group| workers(&app, group)) }
                { feed(&app) }
            }
        </section>
    }
}

/// Starts a consumer; a group that is not there yet is made for the chosen topic first, and one that nobody runs reads the
/// chosen one of the topics on which it has offsets.
fn start(app: &AppContext) -> Callback<MouseEvent> {
    let app = app.clone();
    Callback::from(move |_| {
        let group = app.ui.group.clone();
        let moves = |group: &GroupView| group.consumers.is_empty() && group.other_topics.contains(&app.ui.topic);
        if app.group().is_none_or(moves) {
            let settings = GroupSettings { topic: app.ui.topic.clone(), ..settings_of(&app) };
            if app.apply(&Command::ConfigureGroup { group: group.clone(), settings }).is_none() {
                return;
            }
        }
        app.apply(&Command::StartConsumer { group });
    })
}

/// The group's settings, or those of a group that was never configured.
pub fn settings_of(app: &AppContext) -> GroupSettings {
    app.group().map_or_else(
        || GroupSettings {
            topic: app.ui.topic.clone(),
            consume_from: ConsumeFrom::Last,
            tags: "*".to_owned(),
            handler_ms: HANDLER_MS,
        },
        |group| group.settings.clone(),
    )
}

fn settings_line(app: &AppContext, edit: Callback<MouseEvent>) -> Html {
    let texts = &app.texts.group;
    let settings = settings_of(app);
    html! {
        <div class="conf">
            <code>{ consume_from_text(&settings.consume_from) }</code>
            { app.group().map_or_else(|| html! { <span class="muted">{ texts.not_started }</span> }, |group| first_start(app, group)) }
            <button type="button" class="link" onclick={edit}>{ texts.change }</button>
        </div>
    }
}

/// `CONSUME_FROM_TIMESTAMP 20220117110148`.
pub fn consume_from_text(from: &ConsumeFrom) -> String {
    match from {
        ConsumeFrom::Last => "CONSUME_FROM_LAST_OFFSET".to_owned(),
        ConsumeFrom::First => "CONSUME_FROM_FIRST_OFFSET".to_owned(),
        ConsumeFrom::Timestamp { time: None } => "CONSUME_FROM_TIMESTAMP".to_owned(),
        ConsumeFrom::Timestamp { time: Some(time) } => format!("CONSUME_FROM_TIMESTAMP {}", time.text),
    }
}

fn workers(app: &AppContext, group: &GroupView) -> Html {
    html! {
        <ul class="workers">
            { for group.consumers.iter().map(|consumer| worker(app, group, consumer)) }
            { unowned(app, group) }
        </ul>
    }
}

fn worker(app: &AppContext, group: &GroupView, consumer: &ConsumerView) -> Html {
    let texts = &app.texts.group;
    let stop = {
        let (app, group, consumer) = (app.clone(), group.group.clone(), consumer.consumer);
        Callback::from(move |event: MouseEvent| {
            hand_on_focus(&event);
            app.apply(&Command::StopConsumer { group: group.clone(), consumer });
        })
    };
    let (class, state) = match consumer.state {
        ConsumerState::Working => ("ok", texts.working.to_owned()),
        ConsumerState::Waiting { .. } => ("ok", texts.waiting.to_owned()),
        ConsumerState::Paused { until } => ("amber", fill(texts.paused, &[&app.ui.zone.time(until)])),
        ConsumerState::Idle => ("soft", texts.idle.to_owned()),
    };
    let letter = consumer.consumer.letter();
    html! {
        <li class="worker" key={letter.clone()}>
            <b>{ letter.clone() }</b>
            <span class="q">{ for group.queues.iter().filter(|row| consumer.queues.contains(&row.queue)).map(|row| place(app, row)) }</span>
            <span class={classes!(class, "state")}><span class="dot"></span>{ state }</span>
            <span class="grow"></span>
            <span class={classes!((consumer.lag == 0).then_some("muted"))}>{ fill(texts.lag, &[&consumer.lag.to_string()]) }</span>
            <button type="button" class="btn quiet sm" onclick={stop}
                aria-label={format!("{} {letter}", texts.stop)}>{ texts.stop }</button>
        </li>
    }
}

/// The button's row will be gone: the focus goes to the next consumer's button, or to the one that starts consumers.
fn hand_on_focus(event: &MouseEvent) -> Option<()> {
    let row = event.target()?.dyn_into::<Element>().ok()?.closest("li").ok()??;
    let next = row.next_element_sibling().and_then(|row| row.query_selector("button").ok()?);
    let start = || row.closest("section").ok()??.query_selector("header button").ok()?;
    next.or_else(start)?.dyn_into::<HtmlElement>().ok()?.focus().ok()
}

/// Queues that nobody reads now, with where the group would go on.
fn unowned(app: &AppContext, group: &GroupView) -> Html {
    let rows: Vec<_> = group.queues.iter().filter(|row| row.owner.is_none()).collect();
    if rows.is_empty() {
        return Html::default();
    }
    let lag: i64 = rows.iter().map(|row| row.lag).sum();
    html! {
        <li class="worker">
            <b class="muted">{ "–" }</b>
            <span class="q">{ for rows.into_iter().map(|row| place(app, row)) }</span>
            <span class="muted state">{ app.texts.group.nobody }</span>
            <span class="grow"></span>
            <span>{ fill(app.texts.group.lag, &[&lag.to_string()]) }</span>
        </li>
    }
}

/// `Q0 10`: the next offset of a queue. The saved one, and a reset that waits, are told on hover.
fn place(app: &AppContext, row: &GroupQueueView) -> Html {
    let texts = &app.texts.group;
    let number = |offset: Option<store::QueueOffset>| offset.map_or("–".to_owned(), |offset| offset.to_string());
    let mut title = fill(texts.place, &[&number(row.position), &number(row.committed)]);
    if let Some(reset) = row.pending_reset {
        title.push_str(&fill(texts.pending_reset, &[&reset.to_string()]));
    }
    let pending = row.pending_reset.map(|reset| html! { <span class="amber">{ format!("→{reset}") }</span> });
    html! {
        <span class="at" {title}>{ format!("Q{} ", row.queue) }<b>{ number(row.position.or(row.committed)) }</b>{ for pending }</span>
    }
}
