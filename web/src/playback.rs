//! Lets the simulation's time run beside real time, and keeps the present in view.
use crate::context::AppContext;
use crate::ui::UiAction;
use gloo_timers::callback::Interval;
use simulation::{Command, Window};
use std::cell::Cell;
use yew::prelude::*;

/// Simulated milliseconds for each real one.
pub const SPEEDS: [u32; 3] = [1, 10, 60];
/// Ten steps a second: the clock looks alive, and a drawing has time between two.
const TICK_MS: u32 = 100;
/// A timer that comes later than this was held up (a slow machine, a sleeping one); the pause is not made up for.
const LATE_MS: f64 = 400.0;
/// Where the present stands when the view is moved along with it, in hundredths of the view.
const PRESENT_AT: i64 = 89;

/// Advances the clock while `playing` is chosen. It stands still in a hidden tab, and stops at an error.
#[hook]
pub fn use_playback(app: &AppContext) {
    let (session, ui) = (app.session.clone(), app.ui.clone());
    let refused = {
        let app = app.clone();
        Callback::from(move |command: Command| {
            if app.apply(&command).is_none() {
                app.ui.dispatch(UiAction::SetPlaying(false));
            }
        })
    };
    use_effect_with((ui.playing, ui.speed, session), move |(playing, speed, _)| {
        let timer = playing.then(|| {
            let (speed, last) = (i64::from(*speed), Cell::new(js_sys::Date::now()));
            Interval::new(TICK_MS, move || {
                let now = js_sys::Date::now();
                let real_ms = (now - last.replace(now)).clamp(0.0, LATE_MS);
                #[expect(clippy::cast_possible_truncation, reason = "at most 400")]
                let by_ms = real_ms as i64 * speed;
                if by_ms > 0 && !is_hidden() {
                    refused.emit(Command::Advance { by_ms });
                }
            })
        });
        move || drop(timer)
    });
}

fn is_hidden() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|document| document.hidden())
}

/// Moves the view along when the present, which was in view, would leave it; not while a hand is on the handle.
#[hook]
pub fn use_present_in_view(app: &AppContext) {
    let before = use_mut_ref(|| app.snapshot.now);
    let (ui, now) = (app.ui.clone(), app.snapshot.now);
    use_effect_with(now, move |now| {
        let was = before.replace(*now);
        let window = ui.window;
        let length = window.to.since_ms(window.from);
        let limit = window.from.plus_ms(length / 100 * 98);
        let was_in_view = was >= window.from && was <= window.to;
        if *now > limit && was_in_view && *now > was && !ui.held {
            let from = now.plus_ms(-(length / 100 * PRESENT_AT));
            ui.dispatch(UiAction::SetWindow(Window { from, to: from.plus_ms(length) }));
        }
    });
}
