//! Looking a message up by key or id, as `mqadmin queryMsgByKey`, `queryMsgByUniqueKey` and `queryMsgById` do.
use super::blank;
use crate::context::{AppContext, use_app};
use crate::locale::{Lookups, fill};
use crate::ui::UiAction;
use crate::views::controls::into_state;
use crate::views::timeline::hand::put;
use simulation::{FoundMessage, Lookup, NotThere};
use store::StoreTime;
use yew::prelude::*;

/// The field, and what is found.
#[component]
pub fn LookupPane() -> Html {
    let app = use_app();
    let texts = Lookups::of(app.ui.language);
    let (text, in_view) = (use_state(String::new), use_state(|| false));
    let window = in_view.then_some((app.ui.window.from, app.ui.window.to));
    let asked = (app.revision, app.ui.topic.clone(), text.trim().to_owned(), window);
    let found = use_memo(asked, |(_, topic, text, window)| {
        let range = window.unwrap_or((StoreTime(0), StoreTime(i64::MAX)));
        let group = Some(&app.ui.group);
        (!text.is_empty()).then(|| app.session.read(|session| session.simulation().look_up(topic, text, range, group)))
    });
    let onchange = {
        let in_view = in_view.clone();
        Callback::from(move |_: Event| in_view.set(!*in_view))
    };
    html! {
        <>
            <div class="row bar-row">
                <span class="field grow"><input class="mono" type="search" aria-label={texts.label} placeholder={texts.placeholder}
                    value={(*text).clone()} oninput={into_state(&text)} /></span>
                <label class="row nowrap"><input type="checkbox" checked={*in_view} {onchange} />{ texts.in_view }</label>
            </div>
            <div class="scroll" tabindex="0" role="region" aria-live="polite" aria-label={texts.results}>{ answer(&app, found.as_ref().as_ref()) }</div>
        </>
    }
}

#[inline(never)]
fn answer(app: &AppContext, found: Option<&Lookup>) -> Html {
    let texts = Lookups::of(app.ui.language);
    match found {
        None => blank(texts.empty, texts.empty_hint),
        Some(Lookup::NoIndex) => blank(texts.no_index, texts.no_index_hint),
        Some(Lookup::Key { found, .. }) if found.is_empty() => blank(texts.nothing, texts.nothing_hint),
        Some(Lookup::Key { found, more }) => html! {
            <>{ table(app, found) } if *more { <p class="muted small pad">{ texts.more }</p> }</>
        },
        Some(Lookup::OffsetId { found: Ok(found), .. }) => table(app, std::slice::from_ref(&**found)),
        Some(Lookup::OffsetId { host, at, found: Err(why) }) => {
            let why = match why {
                NotThere::OtherBroker => texts.other_broker,
                NotThere::Gone => texts.gone,
                NotThere::NotYet => texts.not_yet,
                NotThere::NoRecord => texts.no_record,
            };
            html! { <div class="blank"><b>{ fill(texts.offset_id, &[&host.to_string(), &at.0.to_string()]) }</b>{ why }</div> }
        }
    }
}

fn table(app: &AppContext, found: &[FoundMessage]) -> Html {
    let texts = Lookups::of(app.ui.language);
    html! {
        <table class="found">
            <thead><tr><th>{ texts.message }</th><th>{ texts.stored }</th><th>{ texts.keys }</th><th>{ texts.ids }</th></tr></thead>
            <tbody>{ for found.iter().map(|found| row(app, found)) }</tbody>
        </table>
    }
}

#[inline(never)]
fn row(app: &AppContext, found: &FoundMessage) -> Html {
    let texts = Lookups::of(app.ui.language);
    let message = &found.message;
    let place = format!("Q{} #{}", message.queue, message.offset);
    let place = if found.topic == app.ui.topic {
        let onclick = {
            let (app, mark, time) = (app.clone(), (message.queue, message.offset), message.stored);
            Callback::from(move |_: MouseEvent| {
                put(&app, time);
                app.ui.dispatch(UiAction::SelectMark(Some(mark)));
            })
        };
        html! { <button type="button" class="btn sm" title={texts.show} {onclick}>{ place }</button> }
    } else {
        html! { <span>{ place }<br /><small class="mono">{ found.topic.as_str() }</small></span> }
    };
    html! {
        <tr>
            <td>{ place }</td>
            <td class="ts">{ app.ui.zone.date_time(message.stored) }</td>
            <td class="mono">{ &message.keys }</td>
            <td class="mono ids"><span title="UNIQ_KEY">{ &message.message_id }</span><br /><span title="offsetMsgId">{ &found.offset_id }</span></td>
        </tr>
    }
}
