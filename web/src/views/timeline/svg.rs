//! Short ways to write the pieces of a drawing, so that views read like a list of what is drawn.
use yew::prelude::*;

/// A number with three digits after the point, without what the standard library needs to write any float exactly:
/// that is a twentieth of the page's code.
pub(super) fn decimal(value: f64) -> String {
    let thousandths = (value * 1000.0).round() as i64;
    let sign = if thousandths < 0 { "-" } else { "" };
    let size = thousandths.unsigned_abs();
    match size % 1000 {
        0 => format!("{sign}{}", size / 1000),
        rest => format!("{sign}{}.{rest:03}", size / 1000),
    }
}

/// A length in percent of the plot, as an attribute.
pub(super) fn percent(value: f64) -> AttrValue {
    let mut text = decimal(value);
    text.push('%');
    text.into()
}

/// A length in pixels, as an attribute.
pub(super) fn px(value: f64) -> AttrValue {
    decimal(value).into()
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

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn numbers_are_written_as_svg_reads_them() {
        let written = [0.0, 48.2, -11.0, -0.0625, 99.9999, 1e7].map(decimal);
        assert_eq!(written, ["0", "48.200", "-11", "-0.063", "100", "10000000"]);
    }
}
