//! A button that opens a list of choices, as menus behave everywhere: arrows move, Enter chooses, Escape closes.
use crate::icons::Icon;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};
use yew::prelude::*;

/// One line of a menu.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuItem {
    /// What it says.
    pub text: AttrValue,
    /// A smaller second line; empty for none.
    pub note: AttrValue,
    /// Whether it is the one that is chosen now.
    pub checked: bool,
}

/// What a [`Menu`] shows.
#[derive(Clone, PartialEq, Properties)]
#[expect(missing_docs, reason = "the names say it")]
pub struct MenuProps {
    /// What is chosen here, for people who cannot see it.
    pub label: AttrValue,
    /// What the button says.
    pub text: AttrValue,
    pub items: Vec<MenuItem>,
    pub onchoose: Callback<usize>,
    /// Further classes of the place that the list hangs on: `up` opens upwards.
    #[prop_or_default]
    pub class: Classes,
    /// A sentence under the list.
    #[prop_or_default]
    pub foot: AttrValue,
}

/// The button and, while it is open, its list.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let open = use_state(|| false);
    let place = use_node_ref();
    use_effect_with(*open, {
        let place = place.clone();
        move |open| {
            if *open {
                focus(&place, "[aria-checked=true]").or_else(|| focus(&place, "[role=menuitemradio]"));
            }
        }
    });
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onfocusout = {
        let (open, place) = (open.setter(), place.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
            let inside = place.cast::<Node>().is_some_and(|place| place.contains(to.as_ref()));
            if !inside {
                open.set(false);
            }
        })
    };
    let onkeydown = {
        let (open, place) = (open.clone(), place.clone());
        Callback::from(move |event: KeyboardEvent| {
            let down = match event.key().as_str() {
                "Escape" if *open => {
                    open.set(false);
                    focus(&place, "button");
                    event.prevent_default();
                    event.stop_propagation();
                    return;
                }
                "ArrowDown" => true,
                "ArrowUp" => false,
                _ => return,
            };
            event.prevent_default();
            if *open {
                step(&event, down);
            } else {
                open.set(true);
            }
        })
    };
    let item = |(index, item): (usize, &MenuItem)| {
        let onclick = {
            let (onchoose, open, place) = (props.onchoose.clone(), open.setter(), place.clone());
            Callback::from(move |_: MouseEvent| {
                open.set(false);
                focus(&place, "button");
                onchoose.emit(index);
            })
        };
        html! {
            <button type="button" class="mi" role="menuitemradio" aria-checked={item.checked.to_string()} tabindex="-1" {onclick}>
                { Icon::CHECK.small() }
                <span><b>{ &item.text }</b>if !item.note.is_empty() { <small>{ &item.note }</small> }</span>
            </button>
        }
    };
    html! {
        <span class={classes!("menu-at", props.class.clone())} ref={place.clone()} {onfocusout} {onkeydown}>
            <button type="button" class="pick" aria-haspopup="menu" aria-expanded={open.to_string()}
                aria-label={format!("{}: {}", props.label, props.text)} onclick={toggle}>
                { &props.text }{ Icon::DOWN.html() }
            </button>
            if *open {
                <div class="menu" role="menu" aria-label={props.label.clone()}>
                    { for props.items.iter().enumerate().map(item) }
                    if !props.foot.is_empty() { <div class="mf">{ &props.foot }</div> }
                </div>
            }
        </span>
    }
}

fn focus(place: &NodeRef, selector: &str) -> Option<()> {
    let found = place.cast::<Element>()?.query_selector(selector).ok()??;
    found.dyn_into::<HtmlElement>().ok()?.focus().ok()
}

/// Gives the focus to the next or previous line, around the ends.
fn step(event: &KeyboardEvent, down: bool) -> Option<()> {
    let item = event.target()?.dyn_into::<Element>().ok()?.closest(".mi").ok()??;
    let list = item.parent_element()?;
    let sibling = if down { item.next_element_sibling() } else { item.previous_element_sibling() };
    let next = sibling.filter(|next| next.matches(".mi").unwrap_or(false)).or_else(|| {
        let items = list.query_selector_all(".mi").ok()?;
        items.get(if down { 0 } else { items.length().checked_sub(1)? })?.dyn_into::<Element>().ok()
    })?;
    next.dyn_into::<HtmlElement>().ok()?.focus().ok()
}
