//! The clock bar: the simulation's time and how it runs, what is modelled, undo and redo.
use super::controls::{Choice, Segment, choose, icon_button};
use super::step_text::step_text;
use crate::context::AppContext;
use crate::icons::Icon;
use crate::locale::fill;
use crate::playback::SPEEDS;
use crate::ui::{Sheet, Toast, UiAction};
use simulation::Command;
use yew::prelude::*;

/// The bar at the bottom. Nothing in it is amber: now and “rewind to” are two different times.
pub fn clock_bar(app: &AppContext) -> Html {
    let texts = &app.texts.clock;
    let now = app.snapshot.now;
    let choices = SPEEDS.map(|speed| Choice::text(format!("×{speed}"))).to_vec();
    let onchoose = {
        let ui = app.ui.dispatcher();
        Callback::from(move |place: usize| ui.dispatch(UiAction::SetSpeed(SPEEDS[place])))
    };
    let chosen = SPEEDS.iter().position(|speed| *speed == app.ui.speed);
    html! {
        <footer class="clock">
            <span class="kk">{ texts.title }</span>
            <span class="time">{ app.ui.zone.date_time(now) }</span>
            <span class="muted zone">{ app.ui.zone.label(now) }</span>
            { play_buttons(app) }
            <Segment class="sm" label={texts.speed} {choices} {chosen} {onchoose} />
            <span class="grow"></span>
            <span>
                <span class="w1">{ fill(texts.models, &[app.snapshot.version.release()]) }{ " · " }</span>
                <button type="button" class="link" aria-haspopup="dialog"
                    onclick={choose(app, UiAction::SetSheet(Some(Sheet::NotModelled)))}>{ texts.not_modelled }</button>
            </span>
            <span class="sep w1"></span>
            { history_buttons(app) }
        </footer>
    }
}

/// Play or pause, and one step to what is due next.
pub fn play_buttons(app: &AppContext) -> Html {
    let texts = &app.texts.clock;
    let playing = app.ui.playing;
    let (icon, label) = if playing { (Icon::PAUSE, texts.pause) } else { (Icon::PLAY, texts.play) };
    let step = {
        let app = app.clone();
        Callback::from(move |_| {
            app.apply(&Command::AdvanceToNext);
        })
    };
    let next = app.snapshot.next_due;
    let step_label = next.map_or(texts.nothing_due.to_owned(), |due| fill(texts.step, &[&app.ui.zone.time(due)]));
    html! {
        <span class="join" role="group" aria-label={texts.title}>
            { icon_button(icon, label, choose(app, UiAction::SetPlaying(!playing)), true) }
            { icon_button(Icon::STEP, step_label, step, next.is_some()) }
        </span>
    }
}

fn history_buttons(app: &AppContext) -> Html {
    let texts = &app.texts.clock;
    let history = app.session.read(|session| session.history());
    let current = history.iter().position(|step| step.current);
    let can_undo = app.session.read(|session| session.can_undo());
    let can_redo = app.session.read(|session| session.can_redo());
    let name =
        |place: Option<usize>| place.and_then(|place| history.get(place)).map(|step| step_text(app, &step.label));
    let undo_name = current.filter(|_| can_undo);
    let redo_name = current.map(|place| place + 1).filter(|_| can_redo);
    let label =
        |text: &str, plain: &str, name: Option<String>| name.map_or(plain.to_owned(), |name| fill(text, &[&name]));
    let undo_label = label(texts.undo_step, app.texts.common.undo, name(undo_name));
    let redo_label = label(texts.redo_step, texts.redo, name(redo_name));
    let undo = {
        let (app, said) = (app.clone(), label(texts.undone, app.texts.common.undo, name(undo_name)));
        Callback::from(move |_| {
            // A clock that runs would put a step behind the undone one at once.
            app.ui.dispatch(UiAction::SetPlaying(false));
            if app.session.undo() {
                app.ui.dispatch(UiAction::SetToast(Some(Toast { text: said.clone(), undo: None })));
            }
        })
    };
    let redo = {
        let app = app.clone();
        Callback::from(move |_| {
            app.ui.dispatch(UiAction::SetPlaying(false));
            app.session.redo();
        })
    };
    html! {
        <span class="join" role="group" aria-label={app.texts.dock.history}>
            { icon_button(Icon::UNDO, undo_label, undo, can_undo) }
            { icon_button(Icon::REDO, redo_label, redo, can_redo) }
        </span>
    }
}
