//! The header: what this is, which broker it models, what can be opened, and how it is shown.
use super::controls::{Choice, Segment, choose, typed};
use crate::context::AppContext;
use crate::icons::Icon;
use crate::ui::{Sheet, Theme, UiAction};
use broker::BrokerVersion;
use simulation::Command;
use yew::prelude::*;

/// The bar at the top.
pub fn header(app: &AppContext) -> Html {
    let texts = &app.texts.header;
    let other = app.ui.language.other();
    html! {
        <header class="hdr">
            <h1 class="brand" aria-label="RocketMQ Rewind">{ logo() }<span class="tx">{ "RocketMQ Rewind" }</span></h1>
            <span class="sep"></span>
            <span class="muted">{ texts.broker }</span>
            { versions(app) }
            <span class="grow"></span>
            { opener(app, Icon::FOLDER, texts.open_store, Sheet::OpenStore) }
            { opener(app, Icon::SAVE, texts.save_store, Sheet::SaveStore) }
            { opener(app, Icon::FILE, texts.paste, Sheet::PasteYaml) }
            <span class="sep"></span>
            <button type="button" class="btn quiet" lang={other.tag()}
                onclick={choose(app, UiAction::SetLanguage(other))}>{ texts.other_language }</button>
            { theme_button(app) }
        </header>
    }
}

/// The mark of the project: a reader that turns back at a line in time.
pub fn logo() -> Html {
    html! {
        <svg viewBox="0 0 20 20" aria-hidden="true">
            <rect x="1" y="1" width="18" height="18" rx="5" fill="var(--ink)" />
            <path d="M4.5 10h6.500M4.800 8.500a1.500 1.500 0 1 0 .01 0" stroke="var(--surface)" stroke-width="1.6"
                stroke-linecap="round" fill="var(--surface)" />
            <path d="M13 5v10M15.800 7.800L13.600 10l2.200 2.200" fill="none" stroke="var(--amber)" stroke-width="1.8"
                stroke-linecap="round" stroke-linejoin="round" />
        </svg>
    }
}

/// Radios where there is room, a list where there is none.
fn versions(app: &AppContext) -> Html {
    let chosen = BrokerVersion::ALL.iter().position(|version| *version == app.snapshot.version);
    let onchoose = {
        let app = app.clone();
        Callback::from(move |place: usize| {
            let version = BrokerVersion::ALL[place];
            if version != app.snapshot.version {
                app.apply(&Command::ChooseVersion { version });
            }
        })
    };
    let choices: Vec<_> = BrokerVersion::ALL.iter().map(|version| Choice::text(version.name())).collect();
    let onchange = onchoose.reform(|event: Event| {
        BrokerVersion::ALL.iter().position(|version| version.name() == typed(&event)).unwrap_or(0)
    });
    let option = |version: &BrokerVersion| {
        html! { <option value={version.name()} selected={*version == app.snapshot.version}>{ version.name() }</option> }
    };
    html! {
        <>
            <Segment class="sm ver" label={app.texts.header.broker} {choices} {chosen} {onchoose} />
            <select class="pick vpick" aria-label={app.texts.header.broker} {onchange}>
                { for BrokerVersion::ALL.iter().map(option) }
            </select>
        </>
    }
}

fn opener(app: &AppContext, icon: Icon, text: &'static str, sheet: Sheet) -> Html {
    html! {
        <button type="button" class="btn quiet" aria-haspopup="dialog" aria-label={text}
            onclick={choose(app, UiAction::SetSheet(Some(sheet)))}>{ icon.html() }<span class="tx">{ text }</span></button>
    }
}

fn theme_button(app: &AppContext) -> Html {
    let texts = &app.texts.header;
    let (label, next) = match app.ui.theme {
        Theme::System => (texts.theme_system, Theme::Light),
        Theme::Light => (texts.theme_light, Theme::Dark),
        Theme::Dark => (texts.theme_dark, Theme::System),
    };
    html! {
        <button type="button" class="btn quiet icon" aria-label={label} title={label}
            onclick={choose(app, UiAction::SetTheme(next))}>{ Icon::THEME.html() }</button>
    }
}
