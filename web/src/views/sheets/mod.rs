//! Windows over the page.
mod not_modelled;
mod open_store;
mod paste_yaml;
mod recording;
mod retention;
mod save_store;

use super::controls::choose;
use crate::context::{AppContext, use_app};
use crate::icons::Icon;
use crate::ui::{Sheet, UiAction};
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// The windows' own styles: nobody needs them before one opens.
const STYLES: &str = include_str!(concat!(env!("OUT_DIR"), "/windows.css"));

/// The window that is open, if one is.
pub fn sheet(app: &AppContext) -> Html {
    match app.ui.sheet {
        None => Html::default(),
        Some(Sheet::NotModelled) => not_modelled::not_modelled(app),
        Some(Sheet::OpenStore) => html! { <open_store::OpenStoreSheet /> },
        Some(Sheet::SaveStore) => html! { <save_store::SaveStoreSheet /> },
        Some(Sheet::Retention) => html! { <retention::RetentionSheet /> },
        Some(Sheet::Recording) => recording::recording(app),
        Some(Sheet::PasteYaml) => html! { <paste_yaml::PasteYamlSheet /> },
    }
}

/// What a [`Dialog`] shows.
#[derive(Clone, PartialEq, Properties)]
#[expect(missing_docs, reason = "the names say it")]
pub struct DialogProps {
    pub title: AttrValue,
    #[prop_or_default]
    pub class: Classes,
    pub children: Html,
    /// The bar at the foot.
    #[prop_or_default]
    pub footer: Html,
}

/// A modal window: the browser keeps the focus inside and closes it with Escape.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let app = use_app();
    let place = use_node_ref();
    use_effect_with((), {
        let place = place.clone();
        move |()| {
            if let Some(dialog) = place.cast::<HtmlDialogElement>() {
                // Fails only on a dialog that is open already.
                let _ = dialog.show_modal();
            }
        }
    });
    let onclose = {
        let ui = app.ui.dispatcher();
        Callback::from(move |_: Event| ui.dispatch(UiAction::SetSheet(None)))
    };
    html! {
        <dialog class={classes!("dlg", props.class.clone())} aria-label={props.title.clone()} ref={place} {onclose}>
            <style>{ STYLES }</style>
            <div class="head"><h3>{ &props.title }</h3>
                <button type="button" class="btn quiet icon" aria-label={app.texts.common.close}
                    onclick={choose(&app, UiAction::SetSheet(None))}>{ Icon::CLOSE.html() }</button></div>
            <div class="in">{ props.children.clone() }</div>
            <div class="foot">{ props.footer.clone() }</div>
        </dialog>
    }
}
