//! The draft of a new group: its name and where it starts. The button that starts it stands beside the timeline.
use super::controls::typed;
use super::group_settings::place_radios;
use crate::context::AppContext;
use crate::locale::fill;
use crate::ui::{FromWhere, NewGroupForm, UiAction};
use notation::java_date::consume_timestamp_ms;
use store::StoreTime;
use yew::prelude::*;

/// The card that takes the group's place.
#[inline(never)]
pub fn new_group_card(app: &AppContext) -> Html {
    let texts = &app.texts.group;
    let form = app.ui.new_group.clone();
    let known = app.snapshot.groups.iter().any(|group| group.group.as_str() == form.name.trim());
    let onname = {
        let (ui, form) = (app.ui.dispatcher(), form.clone());
        Callback::from(move |event: InputEvent| {
            ui.dispatch(UiAction::SetNewGroup(NewGroupForm { name: typed(&event), ..form.clone() }));
        })
    };
    let onplace = {
        let (ui, form) = (app.ui.dispatcher(), form.clone());
        Callback::from(move |from| ui.dispatch(UiAction::SetNewGroup(NewGroupForm { from, ..form.clone() })))
    };
    html! {
        <section class="card group" aria-label={texts.new_title}>
            <header><h2>{ texts.new_title }</h2><span class="chip">{ texts.new_not_started }</span>
                <span class="grow"></span><span class="muted mono small">{ app.ui.topic.as_str() }</span></header>
            <div class="form tall">
                <label for="new-group-name">{ texts.name }</label>
                <span class="field"><input id="new-group-name" class="mono" value={form.name.clone()} oninput={onname} />
                    <span class={classes!("chip", if known { "skip" } else { "ok" })}>{ if known { texts.has_offsets } else { texts.no_offsets } }</span></span>
                <p class="hint">{ if known { texts.has_offsets_hint } else { texts.no_offsets_hint } }</p>
                <span class="l top">{ "consumeFromWhere" }</span>
                { place_radios(app, form.from, onplace) }
                { timestamp(app, form.from) }
            </div>
        </section>
    }
}

/// The handle and this field are one: moving the handle writes here, typing here moves the handle.
#[inline(never)]
fn timestamp(app: &AppContext, from: FromWhere) -> Html {
    let texts = &app.texts.group;
    let handle = app.ui.handle.unwrap_or(app.snapshot.now);
    let lost_ms = handle.0.rem_euclid(1000);
    let onchange = {
        let app = app.clone();
        Callback::from(move |event: Event| {
            if let Some(ms) = consume_timestamp_ms(&typed(&event), &app.ui.zone) {
                app.ui.dispatch(UiAction::SetHandle(StoreTime(ms)));
            }
        })
    };
    html! {
        <>
            <label for="new-group-time">{ "consumeTimestamp" }</label>
            <span class="field"><input id="new-group-time" class="mono" disabled={from != FromWhere::Timestamp}
                value={app.ui.zone.compact(handle)} {onchange} />
                <span class="muted small">{ app.ui.zone.label(handle) }</span>
                if lost_ms > 0 && from == FromWhere::Timestamp {
                    <span class="chip skip">{ fill(texts.lost_ms, &[&lost_ms.to_string()]) }</span>
                }
            </span>
            <p class="hint">{ texts.clients_zone }</p>
        </>
    }
}
