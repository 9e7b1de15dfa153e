//! What the page models, and what it does not.
use super::Dialog;
use crate::context::AppContext;
use crate::locale::NotModelled;
use crate::ui::UiAction;
use crate::views::controls::choose;
use yew::prelude::*;

/// The window behind “what is not modelled”.
#[inline(never)]
pub(super) fn not_modelled(app: &AppContext) -> Html {
    let texts = NotModelled::of(app.ui.language);
    let list = |items: &'static str| -> Html {
        items.split([';', '；']).map(|item| html! { <li>{ item.trim() }</li> }).collect()
    };
    let footer = html! {
        <><span class="grow"></span>
        <button type="button" class="btn dark" onclick={choose(app, UiAction::SetSheet(None))}>{ app.texts.common.close }</button></>
    };
    html! {
        <Dialog title={texts.title} {footer}>
            <h4 class="sub"><b>{ texts.is }</b></h4><ul class="plain">{ list(texts.is_list) }</ul>
            <h4 class="sub"><b>{ texts.is_not }</b></h4><ul class="plain">{ list(texts.not_list) }</ul>
            <p class="soft">{ texts.clock }</p>
        </Dialog>
    }
}
