//! The messages of the lanes: a shape each, a pill for many, bars for very many.
use super::cluster::{Glyph, Kind};
use super::labels;
use super::svg::{at, percent, px, stretch};
use super::view::View;
use crate::icons::tag_shape;
use crate::locale::count;
use simulation::{Bucket, LaneContent, Mark, WaitingView};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct MarksProps {
    pub(super) view: View,
    /// Delayed messages of this topic, with the index of their tag.
    pub(super) waiting: Rc<Vec<(WaitingView, usize)>>,
}

/// Drawn again when the view or the session changes; not when the handle moves.
#[component]
pub(super) fn Marks(props: &MarksProps) -> Html {
    let view = &props.view;
    let lane = |lane: usize| match &view.lanes.timeline.lanes[lane].content {
        LaneContent::Marks(marks) => marks_of(view, lane, marks),
        LaneContent::Density(buckets) => bars(view, lane, buckets),
    };
    html! {
        <>
            { for (0..view.layout.lanes).map(lane) }
            { for props.waiting.iter().filter_map(|(message, tag)| waiting(view, message, *tag)) }
        </>
    }
}

fn marks_of(view: &View, lane: usize, marks: &[Mark]) -> Html {
    let glyphs = &view.lanes.glyphs[lane];
    let glyph = |(index, glyph): (usize, &Glyph)| {
        let neighbour = |index: Option<usize>| index.and_then(|index| glyphs.get(index)).map(|glyph| glyph.x);
        let numbered = !view.layout.low()
            && labels::shows_number(glyph.x, neighbour(index.checked_sub(1)), neighbour(Some(index + 1)));
        match glyph.kind {
            Kind::Cluster => pill(view, lane, glyph),
            Kind::Single | Kind::Stack => singles(view, lane, glyph, marks, numbered),
        }
    };
    html! { <>{ for glyphs.iter().enumerate().map(glyph) }</> }
}

fn x_percent(view: &View, x: f64) -> f64 {
    x * 100.0 / view.scale.width_px
}

fn singles(view: &View, lane: usize, glyph: &Glyph, marks: &[Mark], numbered: bool) -> Html {
    let x = x_percent(view, glyph.x);
    let foot = view.layout.lane_top(lane) + view.layout.lane - 5.0;
    let one = |index: usize| {
        let (dy, size) = view.stacked(glyph, index);
        let transform = (size < 1.0).then(|| format!("scale({})", px(size)));
        at(x, view.layout.mark_y(lane) + dy, html! { <g {transform}>{ shape(&marks[index]) }</g> })
    };
    let number = match glyph.kind {
        _ if !numbered => html! {},
        Kind::Stack => {
            let range = format!("{}–{}", marks[glyph.first].offset, marks[glyph.last].offset);
            let y = view.layout.mark_y(lane) + view.stacked(glyph, glyph.first).0 + 4.0;
            at(x, y, html! { <text class="num" x="9" style="text-anchor:start">{ range }</text> })
        }
        _ => at(x, foot, html! { <text class="num">{ marks[glyph.first].offset.to_string() }</text> }),
    };
    html! { <>{ for (glyph.first..=glyph.last).map(one) }{ number }</> }
}

/// Filled when the group has read it, hollow when not, a ring when it was received twice or more.
fn shape(mark: &Mark) -> Html {
    let read = mark.received > 0 || mark.behind;
    html! {
        <>
            { tag_shape(mark.tag.into(), if read { "" } else { "open" }) }
            if mark.received > 1 { <circle class="ring" r="8.6" /> }
        </>
    }
}

fn pill(view: &View, lane: usize, glyph: &Glyph) -> Html {
    let text = count((glyph.last - glyph.first + 1) as i64);
    let width = labels::text_px(&text) + 11.0;
    let inside = html! {
        <>
            <rect class="clus" x={px(-width / 2.0)} y="-7" width={px(width)} height="14" rx="7" />
            <text class="clus-t" y="3.8" text-anchor="middle">{ text }</text>
        </>
    };
    at(x_percent(view, glyph.x), view.layout.mark_y(lane), inside)
}

/// Height by the square root of the count, so that a single message is still seen beside a thousand.
#[inline(never)]
fn bars(view: &View, lane: usize, buckets: &[Bucket]) -> Html {
    let most = view
        .lanes
        .timeline
        .lanes
        .iter()
        .filter_map(|lane| if let LaneContent::Density(buckets) = &lane.content { Some(buckets) } else { None })
        .flatten()
        .map(|bucket| bucket.count)
        .max()
        .unwrap_or(1)
        .max(4);
    let room = view.layout.lane - if view.layout.low() { 14.0 } else { 22.0 };
    let floor = view.layout.lane_top(lane) + view.layout.lane - 2.0;
    let width = 100.0 / buckets.len() as f64;
    let bar = |(index, bucket): (usize, &Bucket)| {
        let height = |messages: u32| (f64::from(messages) / f64::from(most)).sqrt() * room.max(6.0);
        let (all, read) = (height(bucket.count), height(bucket.count.saturating_sub(bucket.unread)));
        let (from, to) = (index as f64 * width, (index as f64 + 0.84) * width);
        html! {
            <>
                if bucket.unread > 0 { { stretch("un", from, to, floor - all, all - read) } }
                if bucket.count > bucket.unread { { stretch("dens", from, to, floor - read, read) } }
            </>
        }
    };
    html! { <>{ for buckets.iter().enumerate().filter(|(_, bucket)| bucket.count > 0).map(bar) }</> }
}

/// A delayed message stands at the time at which it is due, to the right of now.
fn waiting(view: &View, message: &WaitingView, tag: usize) -> Option<Html> {
    let lane = view.lanes.timeline.lanes.iter().position(|lane| lane.queue == message.queue)?;
    let x = view.scale.percent(message.due);
    (0.0..=100.0)
        .contains(&x)
        .then(|| html! { <svg x={percent(x)} y={px(view.layout.mark_y(lane))}>{ tag_shape(tag, "wait") }</svg> })
}
