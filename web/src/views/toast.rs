//! Short words about what was done, and longer ones about what could not be.
use crate::context::{AppContext, use_app};
use crate::icons::Icon;
use crate::ui::UiAction;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How long a toast stays when nobody touches it.
const TOAST_MS: u32 = 8000;

/// What was done, with Undo. It leaves by itself, but not while it is pointed at or focused.
#[component]
pub fn ToastView() -> Html {
    let app = use_app();
    let kept = use_state(|| false);
    use_effect_with((app.ui.toast.clone(), *kept), {
        let ui = app.ui.dispatcher();
        move |(toast, kept)| {
            let timer = (toast.is_some() && !kept)
                .then(|| Timeout::new(TOAST_MS, move || ui.dispatch(UiAction::SetToast(None))));
            move || drop(timer)
        }
    });
    let Some(toast) = app.ui.toast.clone() else { return Html::default() };
    let keep = |keeps: bool| {
        let kept = kept.setter();
        move || kept.set(keeps)
    };
    let (enter, leave, focus, blur) = (keep(true), keep(false), keep(true), keep(false));
    let undo = {
        let (app, step) = (app.clone(), toast.undo.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(step) = &step {
                app.session.undo_through(step);
            }
            app.ui.dispatch(UiAction::SetPlaying(false));
            app.ui.dispatch(UiAction::SetToast(None));
        })
    };
    html! {
        <div class="toast" role="status" onmouseenter={move |_| enter()} onmouseleave={move |_| leave()}
            onfocusin={move |_| focus()} onfocusout={move |_| blur()}>
            { Icon::REWIND.html() }
            <span>{ toast.text }</span>
            if toast.undo.is_some() {
                <button type="button" class="btn" onclick={undo}>{ app.texts.common.undo }</button>
            }
            { close(&app, UiAction::SetToast(None)) }
        </div>
    }
}

/// What could not be done, and what to do next. It stays until it is closed.
pub fn notice(app: &AppContext) -> Html {
    let Some(notice) = app.ui.notice.clone() else { return Html::default() };
    html! {
        <div class="notice err float" role="alert">
            { Icon::WARNING.html() }
            <div class="grow"><b>{ notice.title }</b>{ notice.what }</div>
            { close(app, UiAction::SetNotice(None)) }
        </div>
    }
}

fn close(app: &AppContext, action: UiAction) -> Html {
    html! {
        <button type="button" class="btn quiet icon" aria-label={app.texts.common.close}
            onclick={super::controls::choose(app, action)}>{ Icon::CLOSE.small() }</button>
    }
}
