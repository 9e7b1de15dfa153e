//! Controls that several parts share: a row of radios, a tick button, a copy button, a labelled field.
use crate::context::use_app;
use crate::icons::{Icon, tag_mark};
use crate::ui::{Notice, UiAction};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// How long a copy button shows its tick.
const COPIED_MS: u32 = 1500;

/// One radio of a [`Segment`].
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it says.
    pub text: AttrValue,
    /// The tag whose shape stands before it.
    pub tag: Option<usize>,
}

impl Choice {
    /// A radio with text only.
    pub fn text(text: impl Into<AttrValue>) -> Self {
        Self { text: text.into(), tag: None }
    }
}

/// What a [`Segment`] shows.
#[derive(Clone, PartialEq, Properties)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SegmentProps {
    pub label: AttrValue,
    pub choices: Vec<Choice>,
    pub chosen: Option<usize>,
    pub onchoose: Callback<usize>,
    #[prop_or_default]
    pub class: Classes,
    #[prop_or_default]
    pub style: AttrValue,
}

/// Radios side by side: one tab stop, arrows move and choose.
#[component]
pub fn Segment(props: &SegmentProps) -> Html {
    let count = props.choices.len();
    let at = props.chosen.unwrap_or(0);
    let onkeydown = {
        let onchoose = props.onchoose.clone();
        Callback::from(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => (at + 1) % count.max(1),
                "ArrowLeft" | "ArrowUp" => (at + count.max(1) - 1) % count.max(1),
                _ => return,
            };
            event.prevent_default();
            onchoose.emit(next);
            let group = event.current_target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
            let button = group.and_then(|group| group.children().item(u32::try_from(next).ok()?));
            if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
                // Focus can only fail on an element that is not there any more.
                let _ = button.focus();
            }
        })
    };
    let radio = |(place, choice): (usize, &Choice)| {
        let onclick = props.onchoose.reform(move |_: MouseEvent| place);
        let checked = props.chosen == Some(place);
        html! {
            <button type="button" role="radio" aria-checked={checked.to_string()} {onclick}
                tabindex={if place == at { "0" } else { "-1" }}>
                { for choice.tag.map(tag_mark) }{ &choice.text }
            </button>
        }
    };
    html! {
        <span class={classes!("seg", props.class.clone())} style={props.style.clone()} role="radiogroup"
            aria-label={props.label.clone()} {onkeydown}>
            { for props.choices.iter().enumerate().map(radio) }
        </span>
    }
}

/// What a [`CopyButton`] copies.
#[derive(Clone, PartialEq, Properties)]
#[expect(missing_docs, reason = "the names say it")]
pub struct CopyProps {
    pub text: AttrValue,
    /// Shows the icon alone.
    #[prop_or_default]
    pub icon_only: bool,
    /// What it says instead of “Copy”.
    #[prop_or_default]
    pub label: Option<&'static str>,
}

/// Puts a text on the clipboard, and shows a tick for a moment.
#[component]
pub fn CopyButton(props: &CopyProps) -> Html {
    let app = use_app();
    let copied = use_state(|| None::<Timeout>);
    let onclick = {
        let (text, copied, app) = (props.text.clone(), copied.clone(), app.clone());
        Callback::from(move |_: MouseEvent| {
            if copy(&text) {
                let back = copied.setter();
                copied.set(Some(Timeout::new(COPIED_MS, move || back.set(None))));
            } else {
                let title = app.texts.common.no_clipboard.to_owned();
                app.ui.dispatch(UiAction::SetNotice(Some(Notice { title, what: text.to_string() })));
            }
        })
    };
    let done = copied.is_some();
    let label = if done { app.texts.common.copied } else { props.label.unwrap_or(app.texts.common.copy) };
    let icon = if done { Icon::CHECK } else { Icon::COPY };
    html! {
        <button type="button" class={classes!("btn", "quiet", "sm", props.icon_only.then_some("icon"))} {onclick}
            aria-label={props.icon_only.then_some(label)}>
            { icon.small() }{ for (!props.icon_only).then_some(label) }
        </button>
    }
}

/// False where the browser gives no clipboard: a page without https, for example.
fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into());
    let Some(clipboard) = clipboard.ok().filter(|value| !value.is_undefined()) else { return false };
    // A refusal comes later as a rejected promise; the text stays selectable on the page.
    let _ = clipboard.unchecked_into::<web_sys::Clipboard>().write_text(text);
    true
}

/// A button with an icon and a name that is read, not shown.
pub fn icon_button(icon: Icon, label: impl Into<AttrValue>, onclick: Callback<MouseEvent>, enabled: bool) -> Html {
    let label: AttrValue = label.into();
    let (disabled, onclick) = off(!enabled, onclick);
    html! {
        <button type="button" class="btn sm icon" aria-label={label.clone()} title={label} {onclick}
            aria-disabled={disabled}>{ icon.small() }</button>
    }
}

/// The `aria-disabled` of a button that its own click may switch off, and its click. The attribute `disabled` would
/// take the focus from it, and a keyboard would start again at the top of the page.
pub fn off(is_off: bool, onclick: Callback<MouseEvent>) -> (Option<&'static str>, Option<Callback<MouseEvent>>) {
    if is_off { (Some("true"), None) } else { (None, Some(onclick)) }
}

/// What is in the text field, area or list that an event comes from.
#[inline(never)]
pub fn typed(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else {
        target.dyn_ref::<HtmlSelectElement>().map_or_else(String::new, HtmlSelectElement::value)
    }
}

/// Writes what is typed into a state.
pub fn into_state(state: &UseStateHandle<String>) -> Callback<InputEvent> {
    let set = state.setter();
    Callback::from(move |event: InputEvent| set.set(typed(&event)))
}

/// A callback that sends one choice.
pub fn choose(app: &crate::context::AppContext, action: UiAction) -> Callback<MouseEvent> {
    let ui = app.ui.dispatcher();
    Callback::from(move |_| ui.dispatch(action.clone()))
}
