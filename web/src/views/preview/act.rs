//! The one amber button, what it would risk, and how it is meant.
use super::answer::{Answer, Start, first_starts, rewind_of};
use crate::context::AppContext;
use crate::icons::Icon;
use crate::locale::{count, fill};
use crate::ui::{Mode, Replay, Size, Toast, UiAction};
use crate::views::controls::off;
use crate::views::menu::{Menu, MenuItem};
use broker::BrokerVersion;
use simulation::{Command, GroupSettings, RewindPreview, StepLabel, Verdict};
use std::rc::Rc;
use store::{GroupName, QueueId};
use yew::prelude::*;

/// The lowest cell of the rail.
pub(super) fn act(app: &AppContext, answer: &Rc<Answer>) -> Html {
    if app.ui.mode == Mode::NewGroup {
        return start(app);
    }
    let refused = |preview: &RewindPreview| matches!(preview.verdict, Verdict::Refused { .. });
    let (calm, risk) = match why_off(app, answer) {
        Some(why) if !answer.preview().is_some_and(refused) => (true, why.to_owned()),
        _ => risk(app, answer),
    };
    let texts = &app.texts.preview;
    html! {
        <div class="rail p-act">
            { for answer.preview().map(|preview| totals(app, preview)) }
            { sentence(calm, risk) }
            <div class="row">{ rewind_button(app, answer) }{ options(app, texts.options) }</div>
        </div>
    }
}

fn totals(app: &AppContext, preview: &RewindPreview) -> Html {
    let texts = &app.texts.preview;
    html! {
        <div class="tot only-n">
            <span class="amber"><b>{ count(preview.again) }</b>{ texts.again_word }</span>
            <span class="skip"><b>{ count(preview.skipped) }</b>{ texts.skipped_word }</span>
        </div>
    }
}

fn sentence(calm: bool, text: String) -> Html {
    if text.is_empty() {
        return html! {};
    }
    let icon = if calm { Icon::INFO } else { Icon::WARNING };
    html! { <p class={classes!("risk", calm.then_some("calm"))}>{ icon.html() }<span>{ text }</span></p> }
}

/// What is to be said beside the button: the worst thing first. True when it is no risk.
fn risk(app: &AppContext, answer: &Answer) -> (bool, String) {
    let texts = &app.texts.preview;
    let Some(preview) = answer.preview() else { return (true, String::new()) };
    if let Verdict::Refused { code, message } = &preview.verdict {
        return (false, fill(texts.refused, &[&code.to_string(), message]));
    }
    let differs = |(_, other): &(BrokerVersion, RewindPreview)| {
        other.rows.iter().zip(&preview.rows).any(|(other, row)| other.would_be_at != row.would_be_at)
    };
    if answer.versions().iter().any(differs) {
        return (false, texts.disagree.to_owned());
    }
    if preview.unreachable != Some(0) {
        let oldest = app.topic().and_then(|topic| topic.times).map(|(first, _)| app.ui.zone.time(first));
        return (false, fill(texts.unreachable, &[&oldest.unwrap_or_default()]));
    }
    let behind: Vec<QueueId> = preview.rows.iter().filter(|row| row.skipped > 0).map(|row| row.queue).collect();
    let skipped = count(preview.skipped);
    match behind.as_slice() {
        [] => (true, path(app, preview)),
        [queue] => (false, fill(texts.behind, &[&queue.to_string(), &skipped])),
        queues => (false, fill(texts.behind_more, &[&queues.len().to_string(), &skipped])),
    }
}

/// Which way the reset takes, when there is no risk to speak of.
fn path(app: &AppContext, preview: &RewindPreview) -> String {
    let texts = &app.texts.preview;
    if preview.rows.iter().any(|row| row.kept) {
        return texts.kept_forward.to_owned();
    }
    match preview.verdict {
        Verdict::OnlineClients => texts.online,
        Verdict::OldPath => texts.old_path,
        Verdict::Broker | Verdict::Refused { .. } => texts.broker,
    }
    .to_owned()
}

/// Why the button is off; `None` when it is on.
fn why_off(app: &AppContext, answer: &Answer) -> Option<&'static str> {
    let texts = &app.texts.preview;
    if app.topic().is_none() {
        return Some(texts.no_topic);
    }
    if app.ui.handle.is_none() {
        return Some(texts.no_handle);
    }
    let preview = answer.preview()?;
    if matches!(preview.verdict, Verdict::Refused { .. }) {
        return Some(texts.refused_short);
    }
    let moves = preview.rows.iter().any(|row| row.now_at != Some(row.would_be_at));
    (!moves).then_some(texts.nothing)
}

/// The button; a sentence above it says why it is off.
pub(crate) fn rewind_button(app: &AppContext, answer: &Rc<Answer>) -> Html {
    let texts = &app.texts.preview;
    let why = why_off(app, answer);
    let onclick = {
        let (app, answer) = (app.clone(), answer.clone());
        Callback::from(move |_: MouseEvent| rewind(&app, &answer))
    };
    let (disabled, onclick) = off(why.is_some() || answer.preview().is_none(), onclick);
    html! {
        <button type="button" class="btn rewind" aria-disabled={disabled} title={why} {onclick}>{ Icon::REWIND.html() }{ texts.rewind }</button>
    }
}

#[inline(never)]
fn rewind(app: &AppContext, answer: &Rc<Answer>) {
    let Some(rewind) = rewind_of(app) else { return };
    let (again, skipped) = answer.preview().map_or((0, 0), |preview| (preview.again, preview.skipped));
    let time = app.ui.zone.time_by(rewind.time, app.snapshot.now);
    let before = app.group().map_or(0, |group| group.again);
    let replay = Replay { rewind: rewind.clone(), total: again, before };
    let command = Command::Rewind(rewind);
    if app.apply(&command).is_none() {
        return;
    }
    app.ui.dispatch(UiAction::SetReplay(Some(replay)));
    // A mini has its own place for Undo.
    if app.ui.size == Size::Full {
        let text = fill(app.texts.preview.done, &[&time, &count(again), &count(skipped)]);
        app.ui.dispatch(UiAction::SetToast(Some(Toast { text, undo: Some(StepLabel::Command(command)) })));
    }
    let spoken = fill(app.texts.spoken.rewound, &[&time, &count(again)]);
    app.ui.dispatch(UiAction::Announce(spoken.into()));
}

/// Force or not, and what this version makes of it.
fn options(app: &AppContext, label: &'static str) -> Html {
    let (texts, ui) = (&app.texts.preview, &app.ui);
    let item = |text: &'static str, checked: bool| MenuItem { text: text.into(), note: AttrValue::default(), checked };
    let items = vec![item(texts.force_off, !ui.force), item(texts.force_on, ui.force)];
    let dispatch = ui.dispatcher();
    let onchoose = Callback::from(move |index: usize| dispatch.dispatch(UiAction::SetForce(index == 1)));
    let text = format!("{} · {}", texts.all_queues, if ui.force { texts.force } else { texts.no_force });
    let uses_force = app.snapshot.version.behaviour().reset_forward_needs_force;
    let foot = if uses_force { texts.force_used } else { texts.force_unused };
    html! { <Menu class="up" {label} {text} {items} {onchoose} {foot} /> }
}

/// The lowest cell while a new group is drafted.
fn start(app: &AppContext) -> Html {
    let texts = &app.texts.preview;
    let starts = first_starts(app);
    let name = app.ui.new_group.name.trim();
    let known = app.snapshot.groups.iter().any(|group| group.group.as_str() == name);
    let why = if name.is_empty() { Some(texts.no_name) } else { known.then_some(texts.exists) };
    let (calm, risk) = why.map_or_else(|| start_risk(app, &starts), |why| (false, why.to_owned()));
    let onclick = {
        let app = app.clone();
        Callback::from(move |_: MouseEvent| start_group(&app))
    };
    let instead = {
        let app = app.clone();
        Callback::from(move |_: MouseEvent| {
            app.ui.dispatch(UiAction::ChooseGroup(app.ui.new_group.name.trim().into()));
            app.ui.dispatch(UiAction::SetMode(Mode::Rewind));
        })
    };
    html! {
        <div class="rail p-act">
            { sentence(calm, risk) }
            <div class="row">
                <button type="button" class="btn rewind" disabled={why.is_some() || starts.is_empty()} {onclick}>{ Icon::REWIND.html() }{ texts.start }</button>
                if known { <button type="button" class="btn" onclick={instead}>{ texts.instead }</button> }
            </div>
        </div>
    }
}

#[inline(never)]
fn start_risk(app: &AppContext, starts: &[Start]) -> (bool, String) {
    let texts = &app.texts.preview;
    let zero: Vec<&Start> = starts.iter().filter(|start| !start.decision.setting_used).collect();
    let mut text = match zero.as_slice() {
        [] => return (true, texts.calm.to_owned()),
        [start] => fill(texts.risk_zero, &[&start.queue.to_string()]),
        starts => fill(texts.risk_zero_more, &[&starts.len().to_string()]),
    };
    let older: i64 = starts.iter().map(|start| start.older).sum();
    if let Some(asked) = starts.first().map(|start| start.asked).filter(|_| older > 0) {
        text.push(' ');
        text.push_str(&fill(texts.risk_older, &[&count(older), &app.ui.zone.time(asked)]));
    }
    (false, text)
}

/// Gives the group its settings, starts one consumer, and shows the group.
#[inline(never)]
fn start_group(app: &AppContext) {
    let group: GroupName = app.ui.new_group.name.trim().into();
    let tags = app.group().map_or("*".to_owned(), |group| group.settings.tags.clone());
    let handler_ms = app.group().map_or(200, |group| group.settings.handler_ms);
    let settings =
        GroupSettings { topic: app.ui.topic.clone(), consume_from: app.ui.new_group_consume_from(), tags, handler_ms };
    let configure = Command::ConfigureGroup { group: group.clone(), settings };
    if app.apply(&configure).is_none() || app.apply(&Command::StartConsumer { group: group.clone() }).is_none() {
        return;
    }
    let text = fill(app.texts.preview.started, &[group.as_str()]);
    app.ui.dispatch(UiAction::SetToast(Some(Toast { text, undo: Some(StepLabel::Command(configure)) })));
    app.ui.dispatch(UiAction::ChooseGroup(group));
    app.ui.dispatch(UiAction::SetMode(Mode::Rewind));
}
