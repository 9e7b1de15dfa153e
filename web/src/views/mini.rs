//! The widget inside a text: header, timeline, answer, feed.
use super::clock::play_buttons;
use super::feed::feed;
use super::preview::{Answer, rewind_button, use_answer};
use super::timeline::TimelineCard;
use super::timeline::time_field::TimeField;
use crate::context::{AppContext, use_app};
use crate::icons::Icon;
use crate::locale::{count, fill};
use crate::ui::{Replay, UiAction};
use simulation::{Command, StepLabel};
use std::rc::Rc;
use yew::prelude::*;

/// So fast a replay runs: nobody waits ten seconds inside a text.
const REPLAY_SPEED: u32 = 10;

/// 640 × 360, or the width of a phone.
#[component]
pub fn Mini() -> Html {
    let app = use_app();
    use_replay(&app);
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
            { answer_row(&app, &answer) }
            { feed(&app) }
        </div>
    }
}

/// After a rewind the clock runs by itself until the replay is through.
#[hook]
fn use_replay(app: &AppContext) {
    let again = app.group().map_or(0, |group| group.again);
    let replay = app.ui.replay.clone();
    let run = {
        let ui = app.ui.dispatcher();
        move |runs: bool| {
            ui.dispatch(UiAction::SetSpeed(if runs { REPLAY_SPEED } else { 1 }));
            ui.dispatch(UiAction::SetPlaying(runs));
        }
    };
    let through = replay.as_ref().map(|replay| replay.received(again) >= replay.total);
    // Another rewind is another replay, and a replay that is through stops once: time can be let run after it.
    use_effect_with((replay, through), move |(_, through)| {
        if let Some(through) = through {
            run(!through);
        }
    });
}

#[inline(never)]
fn undo(app: &AppContext, replay: &Replay) -> Callback<MouseEvent> {
    let (app, rewind) = (app.clone(), replay.rewind.clone());
    Callback::from(move |_| {
        app.ui.dispatch(UiAction::SetReplay(None));
        app.ui.dispatch(UiAction::SetSpeed(1));
        app.ui.dispatch(UiAction::SetPlaying(false));
        app.session.undo_through(&StepLabel::Command(Command::Rewind(rewind.clone())));
        let said = fill(app.texts.spoken.undone, &[&app.ui.zone.time_by(rewind.time, app.snapshot.now)]);
        app.ui.dispatch(UiAction::Announce(said.into()));
    })
}

/// Before: the time, what it would bring, and the button. After: how much of it has come, and Undo.
fn answer_row(app: &AppContext, answer: &Rc<Answer>) -> Html {
    let texts = &app.texts.preview;
    // The handle was moved on: the next question is asked.
    let running = app.ui.replay.as_ref().filter(|replay| app.ui.handle == Some(replay.rewind.time));
    if let Some(running) = running {
        let again = app.group().map_or(0, |group| group.again);
        return html! {
            <div class="ans">
                <span class="amber"><b class="big">{ count(running.received(again)) }</b>{ fill(texts.of_again, &[&count(running.total)]) }</span>
                <span class="grow"></span>
                <button type="button" class="btn" onclick={undo(app, running)}>{ Icon::UNDO.html() }{ app.texts.common.undo }</button>
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
            { rewind_button(app, answer) }
        </div>
    }
}
