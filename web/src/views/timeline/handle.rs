//! The handle: a slider over store time, for mouse, pen, finger and keys. It only asks; nothing in the broker moves.
use super::geometry::{self, span_ms};
use super::hand::{self, Move};
use super::snap::{Drag, SNAP_PX, SNAP_TOUCH_PX};
use super::speech;
use super::svg::decimal;
use super::view::View;
use crate::context::AppContext;
use crate::ui::{Mode, UiAction};
use gloo_timers::callback::Interval;
use std::cell::RefCell;
use std::rc::Rc;
use store::StoreTime;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// So near to an edge the view moves along.
const EDGE_PX: f64 = 24.0;
/// How often it does, while the hand rests there.
const EDGE_EVERY_MS: u32 = 30;
/// A day: longer views need the date on the pill.
const DAY_MS: i64 = 86_400_000;

/// A hand on the handle.
struct Held {
    drag: Drag,
    before: Option<StoreTime>,
    pointer_px: f64,
    reach_px: Option<f64>,
    fine: bool,
    _edge: Interval,
}

/// What a moving hand needs, as of the last drawing.
type Latest = Rc<RefCell<(AppContext, View)>>;

/// The thumb and the keys on it.
#[hook]
pub(super) fn use_handle(app: &AppContext, view: &View, spoken: &AttrValue) -> Html {
    let latest: Latest = use_mut_ref(|| (app.clone(), view.clone()));
    *latest.borrow_mut() = (app.clone(), view.clone());
    let held: Rc<RefCell<Option<Held>>> = use_mut_ref(|| None);
    let at_focus = use_mut_ref(|| None::<StoreTime>);

    let onpointerdown = {
        let (latest, held) = (latest.clone(), held.clone());
        Callback::from(move |event: PointerEvent| take(&event, &latest, &held))
    };
    let onpointermove = {
        let (latest, held) = (latest.clone(), held.clone());
        Callback::from(move |event: PointerEvent| {
            if let Some(held) = held.borrow_mut().as_mut() {
                held.pointer_px = pointer_px(&event);
                held.fine = event.shift_key();
                held.reach_px = reach_px(&event);
                follow(&latest, held);
            }
        })
    };
    let onpointerup = {
        let (app, held) = (app.clone(), held.clone());
        Callback::from(move |_: PointerEvent| {
            if held.borrow_mut().take().is_some() {
                app.ui.dispatch(UiAction::Hold(false));
            }
        })
    };
    let onfocus = {
        let (at_focus, handle) = (at_focus.clone(), app.ui.handle);
        Callback::from(move |_: FocusEvent| *at_focus.borrow_mut() = handle)
    };
    let onkeydown = {
        let (app, view, held) = (app.clone(), view.clone(), held);
        Callback::from(move |event: KeyboardEvent| {
            let dragged = held.borrow_mut().take();
            let back = dragged.as_ref().map_or(*at_focus.borrow(), |held| held.before);
            if dragged.is_some() && event.key() == "Escape" {
                app.ui.dispatch(UiAction::Hold(false));
            } else {
                *held.borrow_mut() = dragged;
            }
            if key(&app, &view, &event, back) {
                event.prevent_default();
                event.stop_propagation();
            }
        })
    };

    let ui = &app.ui;
    let now = app.snapshot.now;
    let first = app.topic().and_then(|topic| topic.times).map_or(now, |(first, _)| first);
    let value = ui.handle.unwrap_or(now);
    let state = match ui.handle {
        None => "none",
        Some(_) if ui.held => "held",
        Some(time) if time >= now => "parked",
        Some(_) => "",
    };
    let x = view.scale.percent(value).clamp(0.0, 100.0);
    let texts = &app.texts.timeline;
    html! {
        <div class={classes!("handle", state)} role="slider" tabindex="0"
            style={format!("left:clamp(var(--hw, 0px), {}%, calc(100% - var(--hw, 0px)))", decimal(x))}
            aria-label={if ui.mode == Mode::Rewind { texts.rewind_to } else { texts.start_from }}
            aria-valuemin={first.min(value).to_string()} aria-valuemax={now.max(value).to_string()}
            aria-valuenow={value.to_string()} aria-valuetext={spoken.clone()} aria-orientation="horizontal"
            {onpointerdown} {onpointermove} onpointerup={onpointerup.clone()} onpointercancel={onpointerup.clone()}
            onlostpointercapture={onpointerup} {onfocus} {onkeydown}>
            <svg class="chev" viewBox="0 0 8 12" aria-hidden="true"><path d="M6 1.5L2 6l4 4.5" /></svg>
            <span>{ if ui.handle.is_some() { pill(app, view, value) } else { "–".to_owned() } }</span>
            <svg class="chev" viewBox="0 0 8 12" aria-hidden="true"><path d="M2 1.5L6 6l-4 4.5" /></svg>
        </div>
    }
}

fn pill(app: &AppContext, view: &View, time: StoreTime) -> String {
    let text = app.ui.zone.date_time(time);
    let long = span_ms(view.scale.window) > DAY_MS;
    // Of `2022-01-17 11:01:48.123` the time of day, or month, day and time without milliseconds.
    let part = if long { text.get(5..19) } else { text.get(11..) };
    part.unwrap_or(&text).to_owned()
}

/// Where the pointer is, in pixels from the left edge of the track that the handle slides on.
fn pointer_px(event: &PointerEvent) -> f64 {
    let track = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest(".track").ok().flatten());
    f64::from(event.client_x()) - track.map_or(0.0, |track| track.get_bounding_client_rect().left())
}

/// How near a message must be to catch the handle; Alt lets it pass.
fn reach_px(event: &PointerEvent) -> Option<f64> {
    let reach = if event.pointer_type() == "touch" { SNAP_TOUCH_PX } else { SNAP_PX };
    (!event.alt_key()).then_some(reach)
}

#[inline(never)]
fn take(event: &PointerEvent, latest: &Latest, held: &Rc<RefCell<Option<Held>>>) {
    if event.button() != 0 || held.borrow().is_some() {
        return;
    }
    let (app, view) = latest.borrow().clone();
    let thumb = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(thumb) = thumb.and_then(|target| target.closest(".handle").ok().flatten()) else { return };
    // Without capture the drag still works while the pointer stays on the thumb.
    let _ = thumb.set_pointer_capture(event.pointer_id());
    if let Some(thumb) = thumb.dyn_ref::<HtmlElement>() {
        let _ = thumb.focus();
    }
    event.prevent_default();
    event.stop_propagation();
    let pointer = pointer_px(event);
    let edge = Interval::new(EDGE_EVERY_MS, {
        let (latest, held) = (latest.clone(), held.clone());
        move || move_along(&latest, &held)
    });
    *held.borrow_mut() = Some(Held {
        drag: Drag::start(pointer, app.ui.handle.map_or(pointer, |time| view.scale.x(time))),
        before: app.ui.handle,
        pointer_px: pointer,
        reach_px: reach_px(event),
        fine: event.shift_key(),
        _edge: edge,
    });
    app.ui.dispatch(UiAction::Hold(true));
}

#[inline(never)]
fn follow(latest: &Latest, held: &mut Held) {
    let (app, view) = latest.borrow().clone();
    let x = held.drag.moved(held.pointer_px, held.fine);
    let time = hand::aimed(&app, &view.scale, x, held.reach_px, held.fine);
    if app.ui.handle != Some(time) {
        app.ui.dispatch(UiAction::SetHandle(time));
    }
}

/// While the hand rests at an edge, the view moves on under it.
#[inline(never)]
fn move_along(latest: &Latest, held: &Rc<RefCell<Option<Held>>>) {
    let mut held = held.borrow_mut();
    let Some(held) = held.as_mut() else { return };
    let (app, view) = latest.borrow().clone();
    let step_ms = (span_ms(view.scale.window) / 60).max(1);
    let by_ms = if held.pointer_px < EDGE_PX {
        -step_ms
    } else if held.pointer_px > view.scale.width_px - EDGE_PX && view.scale.window.to <= app.snapshot.now {
        step_ms
    } else {
        return;
    };
    app.ui.dispatch(UiAction::SetWindow(geometry::pan(view.scale.window, by_ms)));
    follow(latest, held);
}

/// Does what a key asks for; false when it asks for nothing here.
#[inline(never)]
fn key(app: &AppContext, view: &View, event: &KeyboardEvent, back: Option<StoreTime>) -> bool {
    let (shift, ctrl) = (event.shift_key(), event.ctrl_key() || event.meta_key());
    let arrow = |sign: i64| match (ctrl, shift) {
        (true, _) => Move::Ms(sign),
        (_, true) if sign < 0 => Move::PreviousMessage,
        (_, true) => Move::NextMessage,
        _ => Move::Units(sign),
    };
    let step = match event.key().as_str() {
        "ArrowLeft" | "ArrowDown" => arrow(-1),
        "ArrowRight" | "ArrowUp" => arrow(1),
        "PageUp" => Move::Screens(1),
        "PageDown" => Move::Screens(-1),
        "Home" => Move::FirstMessage,
        "End" => Move::LastMessage,
        other => return other_key(app, other, ctrl, event, back),
    };
    hand::go(app, &view.scale, step);
    true
}

#[inline(never)]
fn other_key(app: &AppContext, key: &str, ctrl: bool, event: &KeyboardEvent, back: Option<StoreTime>) -> bool {
    match key {
        // Ctrl with these belongs to the browser's own zoom.
        "+" | "=" if !ctrl => hand::zoom(app, 0.5),
        "-" | "_" if !ctrl => hand::zoom(app, 2.0),
        "0" if !ctrl => hand::fit(app),
        "Escape" => {
            if let Some(time) = back {
                hand::put(app, time);
            }
        }
        "Enter" => speech::focus_on(event.target(), ".btn.rewind"),
        _ => return false,
    }
    true
}
