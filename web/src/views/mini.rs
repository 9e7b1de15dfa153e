//! The widget inside a text: header, timeline, answer, feed.
use super::clock::play_buttons;
use super::feed::feed;
use super::preview::{Answer, rewind_button, rewind_of, use_answer};
use super::timeline::TimelineCard;
use super::timeline::time_field::TimeField;
use crate::context::{AppContext, use_app};
use crate::icons::Icon;
use crate::locale::{count, fill};
use crate::ui::UiAction;
use simulation::{Command, Rewind, StepLabel};
use std::rc::Rc;
use yew::prelude::*;

/// So fast a replay runs: nobody waits ten seconds inside a text.
const REPLAY_SPEED: u32 = 10;

/// A rewind that was done here, and how far its replay is.
#[derive(Clone, PartialEq)]
struct Replay {
    rewind: Rewind,
    /// Messages that come again.
    total: i64,
    /// Messages that the group had received again before.
    before: u64,
}

/// 640 × 360, or the width of a phone.
#[component]
pub fn Mini() -> Html {
    let app = use_app();
    let replay = use_state(|| None::<Replay>);
    use_replay(&app, &replay);
    let answer = use_answer(&app);
    let lanes = app.topic().map_or(4, |topic| topic.queues.len());
    html! {
        <div class="mini" style={format!("--nl:{lanes}")}>
            <header>
                <b>{ app.ui.topic.as_str() }</b>
                <span class="muted">{ app.texts.group.read_by }</span>
                <span>{ app.ui.group.as_str() }</span>
                <span class="grow"></span>
                { play_buttons(&app) }
                <span class="chip">{ app.snapshot.version.name() }</span>
            </header>
            <div class="inst"><TimelineCard app={app.clone()} answer={answer.clone()} /></div>
            { answer_row(&app, &answer, &replay) }
            { feed(&app) }
        </div>
    }
}

/// The clock runs by itself until the replay is through.
#[hook]
fn use_replay(app: &AppContext, replay: &UseStateHandle<Option<Replay>>) {
    let again = app.group().map_or(0, |group| group.again);
    let ui = app.ui.clone();
    use_effect_with(((**replay).clone(), again), move |(replay, again)| {
        if let Some(replay) = replay
            && received(replay, *again) >= replay.total
            && ui.playing
        {
            ui.dispatch(UiAction::SetPlaying(false));
            ui.dispatch(UiAction::SetSpeed(1));
        }
    });
}

fn received(replay: &Replay, again: u64) -> i64 {
    i64::try_from(again.saturating_sub(replay.before)).unwrap_or(i64::MAX).min(replay.total)
}

fn done(app: &AppContext, replay: &UseStateHandle<Option<Replay>>) -> Callback<i64> {
    let (app, replay) = (app.clone(), replay.setter());
    Callback::from(move |total| {
        let before = app.group().map_or(0, |group| group.again);
        replay.set(rewind_of(&app).map(|rewind| Replay { rewind, total, before }));
        app.ui.dispatch(UiAction::SetSpeed(REPLAY_SPEED));
        app.ui.dispatch(UiAction::SetPlaying(true));
    })
}

fn undo(app: &AppContext, replay: &UseStateHandle<Option<Replay>>) -> Callback<MouseEvent> {
    let (app, replay) = (app.clone(), replay.clone());
    Callback::from(move |_| {
        if let Some(replay) = &*replay {
            app.ui.dispatch(UiAction::SetPlaying(false));
            app.ui.dispatch(UiAction::SetSpeed(1));
            app.session.undo_through(&StepLabel::Command(Command::Rewind(replay.rewind.clone())));
            let said = fill(app.texts.spoken.undone, &[&app.ui.zone.time(replay.rewind.time)]);
            app.ui.dispatch(UiAction::Announce(said.into()));
        }
        replay.set(None);
    })
}

/// Before: the time, what it would bring, and the button. After: how much of it has come, and Undo.
fn answer_row(app: &AppContext, answer: &Rc<Answer>, replay: &UseStateHandle<Option<Replay>>) -> Html {
    let texts = &app.texts.preview;
    // The handle was moved on: the next question is asked.
    let running = replay.as_ref().filter(|replay| app.ui.handle == Some(replay.rewind.time));
    if let Some(running) = running {
        let again = app.group().map_or(0, |group| group.again);
        return html! {
            <div class="ans">
                <span class="amber"><b class="big">{ count(received(running, again)) }</b>{ fill(texts.of_again, &[&count(running.total)]) }</span>
                <span class="grow"></span>
                <button type="button" class="btn" onclick={undo(app, replay)}>{ Icon::UNDO.html() }{ app.texts.common.undo }</button>
            </div>
        };
    }
    let (again, skipped) = answer.preview().map_or((0, 0), |preview| (preview.again, preview.skipped));
    html! {
        <div class="ans">
            <TimeField />
            <span class="amber"><b class="big">{ count(again) }</b>{ texts.again_word }</span>
            <span class={classes!("small", if skipped > 0 { "skip" } else { "muted" })}>{ format!("{} {}", count(skipped), texts.skipped_word) }</span>
            <span class="grow"></span>
            { rewind_button(app, answer, done(app, replay)) }
        </div>
    }
}
