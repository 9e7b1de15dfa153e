//! Buttons for everything that a key does, and the time as other programs want it written.
use super::geometry::Scale;
use super::hand::{self, Move};
use super::time_field::TimeField;
use crate::context::AppContext;
use crate::icons::Icon;
use crate::locale::fill;
use crate::ui::{Mode, UiAction};
use crate::views::controls::{CopyButton, off};
use crate::views::menu::{Menu, MenuItem};
use crate::zone::Zone;
use gloo_timers::callback::Timeout;
use notation::time_text::{consume_timestamp_text, mqadmin_text};
use notation::zone::ZoneRules;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Held so long, a zoom button shows everything.
const LONG_PRESS_MS: u32 = 500;

/// The row with the time field.
pub(super) fn steps(app: &AppContext, scale: Scale) -> Html {
    let texts = &app.texts.timeline;
    let button = |step: Move, label: Option<&'static str>, class: &'static str, inside: Html| {
        let target = hand::target(app, &scale, step).filter(|time| app.ui.handle != Some(*time));
        let onclick = {
            let app = app.clone();
            Callback::from(move |_: MouseEvent| hand::go(&app, &scale, step))
        };
        let (disabled, onclick) = off(target.is_none(), onclick);
        html! { <button type="button" class={classes!("btn", class)} aria-label={label} aria-disabled={disabled} {onclick}>{ inside }</button> }
    };
    html! {
        <div class="i-ctl">
            <TimeField />
            <span class="join" role="group">
                { button(Move::PreviousMessage, Some(texts.previous_message), "", html! { <>{ Icon::LEFT.small() }<span class="w1">{ texts.message }</span></> }) }
                { button(Move::Ms(-1), None, "", html! { texts.minus_ms }) }
                { button(Move::Ms(1), None, "", html! { texts.plus_ms }) }
                { button(Move::NextMessage, Some(texts.next_message), "", html! { <><span class="w1">{ texts.message }</span>{ Icon::RIGHT.small() }</> }) }
            </span>
            <span class="grow"></span>
            { button(Move::FirstMessage, None, "quiet", html! { texts.earliest }) }
            { button(Move::Now, None, "quiet", html! { texts.to_now }) }
        </div>
    }
}

/// The row below: `mqadmin -s`, `consumeTimestamp`, epoch milliseconds.
pub(super) fn encodings(app: &AppContext) -> Html {
    let texts = &app.texts.timeline;
    let time = app.ui.handle.unwrap_or(app.snapshot.now);
    let stamp = consume_timestamp_text(time.0, &app.ui.zone);
    let lost = (stamp.lost_ms > 0).then(|| fill(texts.lost, &[&stamp.lost_ms.to_string()]));
    let code = |name: &'static str, text: &str, more: Html| {
        html! { <span class="enc">{ name }{ " " }<code>{ text.to_owned() }</code>{ more }<CopyButton text={text.to_owned()} icon_only=true /></span> }
    };
    let lost = html! { <>{ for lost.map(|lost| html! { <span class="chip skip">{ lost }</span> }) }</> };
    html! {
        <div class="i-enc">
            if app.ui.mode == Mode::Rewind {
                { code("mqadmin -s", &mqadmin_text(time.0, &app.ui.zone), html! {}) }
                { code("consumeTimestamp", &stamp.text, lost) }
                <span class="enc w1">{ texts.epoch }{ " " }<code>{ time.to_string() }</code></span>
            } else {
                { code("consumeTimestamp", &stamp.text, lost) }
                <span class="enc w1">{ texts.mqadmin_keeps }</span>
            }
        </div>
    }
}

/// Minus and plus; a long press on either shows everything.
#[hook]
pub(super) fn use_zoom_buttons(app: &AppContext) -> Html {
    let texts = &app.texts.timeline;
    let pressed: Rc<RefCell<Press>> = use_mut_ref(|| Press::No);
    let button = |icon: Icon, label: &'static str, factor: f64| {
        let onpointerdown = {
            let (app, pressed) = (app.clone(), pressed.clone());
            Callback::from(move |_: PointerEvent| {
                let (app, was) = (app.clone(), pressed.clone());
                let long = Timeout::new(LONG_PRESS_MS, move || {
                    hand::fit(&app);
                    *was.borrow_mut() = Press::Long;
                });
                *pressed.borrow_mut() = Press::Short(long);
            })
        };
        let onclick = {
            let (app, pressed) = (app.clone(), pressed.clone());
            Callback::from(move |_: MouseEvent| {
                if !matches!(pressed.replace(Press::No), Press::Long) {
                    hand::zoom(&app, factor);
                }
            })
        };
        let onpointerleave = {
            let pressed = pressed.clone();
            Callback::from(move |_: PointerEvent| *pressed.borrow_mut() = Press::No)
        };
        html! {
            <button type="button" class="btn quiet sm icon" aria-label={label} title={format!("{label} · {}", texts.fit)}
                {onclick} {onpointerdown} {onpointerleave}>{ icon.small() }</button>
        }
    };
    html! {
        <div class="g-zoom">{ button(Icon::MINUS, texts.zoom_out, 2.0) }{ button(Icon::PLUS, texts.zoom_in, 0.5) }</div>
    }
}

/// A finger on a zoom button.
enum Press {
    No,
    Short(#[expect(dead_code, reason = "dropping it is what stops it")] Timeout),
    Long,
}

/// The zone of every time on the page.
pub(super) fn zone_menu(app: &AppContext) -> Html {
    let texts = &app.texts.timeline;
    let at = app.ui.handle.unwrap_or(app.snapshot.now);
    let mut zones = vec![Zone::shanghai(), Zone::utc()];
    for more in [Some(app.ui.zone.clone()), Zone::of_browser()].into_iter().flatten() {
        if !zones.contains(&more) {
            zones.push(more);
        }
    }
    let item = |zone: &Zone| MenuItem {
        text: zone.id().to_owned().into(),
        note: zone.label(at).into(),
        checked: *zone == app.ui.zone,
    };
    let items: Vec<_> = zones.iter().map(item).collect();
    let ui = app.ui.dispatcher();
    let onchoose = Callback::from(move |index: usize| ui.dispatch(UiAction::SetZone(zones[index].clone())));
    let label = fill(texts.zone, &[app.ui.zone.id(), &app.ui.zone.label(at)]);
    html! { <Menu {label} text={app.ui.zone.label(at)} {items} {onchoose} /> }
}
