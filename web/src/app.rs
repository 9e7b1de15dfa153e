//! The root of the page: keeps what the person chose, follows the session, and lays the parts out.
use crate::choice::repaired;
use crate::context::{AppContext, Context, UiHandle};
use crate::element::Attributes;
use crate::locale::Language;
use crate::playback::{use_playback, use_present_in_view};
use crate::shared_session::SharedSession;
use crate::ui::{Mode, Size, Theme, Ui, UiAction};
use crate::views::clock::clock_bar;
use crate::views::dock::dock;
use crate::views::drop_zone::DropZone;
use crate::views::group::GroupCard;
use crate::views::header::header;
use crate::views::mini::Mini;
use crate::views::new_group::new_group_card;
use crate::views::producer::ProducerCard;
use crate::views::sheets::sheet;
use crate::views::timeline::Instrument;
use crate::views::toast::{ToastView, notice};
use crate::zone::Zone;
use std::rc::Rc;
use yew::prelude::*;

/// What the element hands in.
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    /// The element's attributes.
    pub attributes: Attributes,
    /// The session, which the element's JavaScript interface shares.
    pub session: SharedSession,
}

/// The page inside one element.
#[component]
pub fn App(props: &AppProps) -> Html {
    let session = props.session.clone();
    let revision = use_revision(&session);
    let ui = use_reducer(|| first_ui(&props.attributes));
    use_effect_with(props.attributes.clone(), {
        let ui = ui.dispatcher();
        move |attributes| actions_of(attributes).into_iter().for_each(|action| ui.dispatch(action))
    });
    let snapshot = use_memo(revision, |_| session.read(|session| session.simulation().snapshot()));
    let texts = ui.language.texts();
    let context = AppContext::new(Context { session, revision, snapshot, ui: UiHandle::new(ui.clone()), texts });
    use_playback(&context);
    use_present_in_view(&context);
    use_effect_with(context.snapshot.clone(), {
        let ui = ui.clone();
        move |snapshot| repaired(&ui, snapshot).into_iter().for_each(|action| ui.dispatch(action))
    });
    let app = context.clone();
    let is_full = ui.size == Size::Full;
    html! {
        <ContextProvider<AppContext> {context}>
            <div class={classes!("rr", is_full.then_some("page"))} lang={ui.language.tag()} data-theme={theme_name(ui.theme)}>
                <DropZone>
                    if is_full {
                        { page(&app) }
                    } else {
                        <Mini />
                    }
                    { sheet(&app) }
                </DropZone>
                <div class="float-at">{ notice(&app) }<ToastView /></div>
                <div class="vh" role="status" aria-live="polite">{ ui.announcement.clone() }</div>
            </div>
        </ContextProvider<AppContext>>
    }
}

/// The whole page: header, instrument, bench, clock.
fn page(app: &AppContext) -> Html {
    let new_group = app.ui.mode == Mode::NewGroup;
    html! {
        <div class="app">
            { header(app) }
            <main class="main">
                <Instrument />
                <div class="bench">
                    <ProducerCard />
                    if new_group {
                        { new_group_card(app) }
                    } else {
                        <GroupCard />
                    }
                    { dock(app) }
                </div>
            </main>
            { clock_bar(app) }
        </div>
    }
}

/// Draws again after every change of the session; returns its revision.
#[hook]
fn use_revision(session: &SharedSession) -> u64 {
    let seen = use_state(|| session.revision());
    use_effect_with(session.clone(), {
        let seen = seen.setter();
        move |session| {
            let latest = session.clone();
            // What happened between the first drawing and now was not watched yet.
            seen.set(latest.revision());
            let watcher = session.watch(Callback::from(move |()| seen.set(latest.revision())));
            move || drop(watcher)
        }
    });
    *seen
}

fn first_ui(attributes: &Attributes) -> Ui {
    actions_of(attributes).into_iter().fold(Rc::new(Ui::default()), Reducible::reduce).as_ref().clone()
}

/// What the attributes ask for. An attribute that is absent asks for nothing.
fn actions_of(attributes: &Attributes) -> Vec<UiAction> {
    let mut actions = vec![UiAction::SetSize(if attributes.mode == "mini" { Size::Mini } else { Size::Full })];
    if !attributes.lang.is_empty() {
        actions.push(UiAction::SetLanguage(Language::from_tag(&attributes.lang)));
    }
    match attributes.theme.as_str() {
        "light" => actions.push(UiAction::SetTheme(Theme::Light)),
        "dark" => actions.push(UiAction::SetTheme(Theme::Dark)),
        "system" => actions.push(UiAction::SetTheme(Theme::System)),
        _ => {}
    }
    if let Some(zone) = (!attributes.zone.is_empty()).then(|| Zone::named(&attributes.zone)).flatten() {
        actions.push(UiAction::SetZone(zone));
    }
    actions
}

fn theme_name(theme: Theme) -> Option<&'static str> {
    match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    }
}
