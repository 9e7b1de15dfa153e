//! The handle's own track: the amber line from the handle to now, and the note beside the pill.
use super::labels;
use super::speech;
use super::svg::decimal;
use super::view::View;
use crate::context::AppContext;
use crate::icons::tag_mark;
use crate::locale::fill;
use crate::ui::Mode;
use store::StoreTime;
use yew::prelude::*;

/// From the middle of the pill to the note.
const NOTE_PX: f64 = 88.0;
/// Half a pill, as the style sheet has it (`--hw`).
const PILL_PX: f64 = 66.0;

/// Everything on the track but the pill.
pub(super) fn track(app: &AppContext, view: &View) -> Html {
    let now_x = view.scale.percent(view.now);
    let Some(time) = app.ui.handle else { return html! { <span class="rail-line"></span> } };
    let edge = |x: f64| x.clamp(0.0, 100.0);
    let x = view.scale.percent(time);
    let (from, to) = (edge(x.min(now_x)), edge(x.max(now_x)));
    html! {
        <>
            <span class="rail-line"></span>
            <span class="rail-back" style={format!("left:{}%;width:{}%", decimal(from), decimal(to - from))}></span>
            if (0.0..=100.0).contains(&now_x) { <span class="rail-now" style={format!("left:{}%", decimal(now_x))}></span> }
            { note(app, view, time) }
        </>
    }
}

/// How far back the handle is, or which message it is on.
fn note(app: &AppContext, view: &View, time: StoreTime) -> Html {
    let texts = &app.texts.timeline;
    let on = speech::exactly_at(view, time);
    let text = match &on {
        _ if app.ui.mode == Mode::NewGroup => {
            let clock = app.ui.zone.time(StoreTime(time.0.div_euclid(1000) * 1000));
            fill(texts.setting_keeps, &[clock.split('.').next().unwrap_or_default()])
        }
        Some((queue, marks)) => {
            let offsets: Vec<_> = marks.iter().take(4).map(|mark| mark.offset.to_string()).collect();
            let text = if marks.len() > 1 { texts.on_messages } else { texts.on_message };
            fill(text, &[&queue.to_string(), &offsets.join(", ")])
        }
        None => match view.now.since_ms(time) {
            0 => texts.at_now.to_owned(),
            ms if ms > 0 => fill(texts.before_now, &[&speech::duration(app, ms)]),
            ms => fill(texts.after_now, &[&speech::duration(app, -ms)]),
        },
    };
    // The pill stays inside the track, even where its line does not.
    let x = view.scale.x(time).clamp(PILL_PX, (view.scale.width_px - PILL_PX).max(PILL_PX));
    let room = labels::text_px(&text) + 30.0;
    let style = if x + NOTE_PX + room < view.scale.width_px {
        format!("left:calc({}% + {}px)", decimal(x * 100.0 / view.scale.width_px), decimal(NOTE_PX))
    } else if x > NOTE_PX + room {
        format!("right:calc({}% + {}px)", decimal(100.0 - x * 100.0 / view.scale.width_px), decimal(NOTE_PX))
    } else {
        return html! {};
    };
    let tag = on.filter(|_| app.ui.mode == Mode::Rewind).map(|(_, marks)| tag_mark(marks[0].tag.into()));
    html! { <span class="lbl" {style}>{ for tag }{ text }</span> }
}
