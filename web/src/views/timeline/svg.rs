//! Short ways to write the pieces of a drawing, so that views read like a list of what is drawn.
use yew::prelude::*;

/// A length in percent of the plot, as an attribute.
pub(super) fn percent(value: f64) -> AttrValue {
    format!("{value:.3}%").into()
}

/// A length in pixels, as an attribute.
pub(super) fn px(value: f64) -> AttrValue {
    // A tenth of a pixel is finer than any screen.
    let tenths = (value * 10.0).round() / 10.0;
    tenths.to_string().into()
}

/// A rectangle over a stretch of the plot: `from` and `to` in percent.
pub(super) fn stretch(class: &'static str, from: f64, to: f64, y: f64, height: f64) -> Html {
    let (x, width) = (percent(from), percent((to - from).max(0.0)));
    html! { <rect {class} {x} {width} y={px(y)} height={px(height)} /> }
}

/// A vertical line at `x` percent.
pub(super) fn upright(class: &'static str, x: f64, y1: f64, y2: f64) -> Html {
    let x = percent(x);
    html! { <line {class} x1={x.clone()} x2={x} y1={px(y1)} y2={px(y2)} /> }
}

/// A line over the whole width.
pub(super) fn level(class: &'static str, y: f64) -> Html {
    let y = px(y);
    html! { <line {class} x1="0" x2="100%" y1={y.clone()} y2={y} /> }
}

/// Text in the middle of `x` percent.
pub(super) fn text(class: &'static str, x: f64, y: f64, text: impl Into<AttrValue>) -> Html {
    html! { <text {class} x={percent(x)} y={px(y)} text-anchor="middle">{ text.into() }</text> }
}

/// A place of its own at `x` percent and `y` pixels: what is in it counts from there.
pub(super) fn at(x: f64, y: f64, children: Html) -> Html {
    html! { <svg x={percent(x)} y={px(y)}>{ children }</svg> }
}
