//! The card of a message or of a cluster: on hover and focus, and pinned by a click.
use super::cluster::{Glyph, Kind};
use super::svg::decimal;
use super::view::View;
use super::{hand, speech};
use crate::context::AppContext;
use crate::icons::tag_mark;
use crate::locale::{Retention, count, fill};
use crate::ui::UiAction;
use simulation::{Mark, MessageView};
use store::QueueId;
use yew::prelude::*;

/// So many characters of a body are enough to know it by.
const BODY_CHARS: usize = 120;

/// Which card, and where.
pub(super) struct CardAt<'a> {
    pub(super) view: &'a View,
    pub(super) lane: usize,
    pub(super) glyph: Glyph,
    /// Which of the glyph's marks.
    pub(super) mark: usize,
    /// Stays, and can be pressed.
    pub(super) pinned: bool,
}

/// The card, beside its mark and inside the plot.
#[inline(never)]
pub(super) fn card(app: &AppContext, props: &CardAt<'_>) -> Html {
    let CardAt { view, lane, glyph, .. } = props;
    let marks = view.lanes.marks(*lane);
    let queue = view.lanes.timeline.lanes[*lane].queue;
    let Some(mark) = marks.get(props.mark) else { return html! {} };
    // Above the lane in the lower half, below it in the upper one: the card never covers its own mark.
    let vertical = if *lane * 2 >= view.layout.lanes && *lane > 0 {
        format!("bottom:{}px", decimal(view.layout.height() - view.layout.lane_top(*lane)))
    } else {
        format!("top:{}px", decimal(view.layout.lane_top(*lane + 1) + 4.0))
    };
    let left = (glyph.x + 12.0).min(view.scale.width_px - 260.0).max(4.0);
    let class = classes!("pop", props.pinned.then_some("pinned"));
    html! {
        <div {class} style={format!("left:{}px;{vertical}", decimal(left))}>
            if glyph.kind == Kind::Cluster {
                { cluster(app, queue, &marks[glyph.first..=glyph.last]) }
            } else {
                { message(app, queue, mark) }
                if props.pinned { { put_here(app, mark) } }
            }
        </div>
    }
}

#[inline(never)]
fn message(app: &AppContext, queue: QueueId, mark: &Mark) -> Html {
    let texts = &app.texts.timeline;
    let full = app
        .session
        .read(|session| session.simulation().message(&app.ui.topic, queue, mark.offset, Some(&app.ui.group)));
    let zone = &app.ui.zone;
    let head = html! {
        <div class="row"><b>{ format!("Q{queue} #{}", mark.offset) }</b>
            <span class="chip">{ tag_mark(mark.tag.into()) }{ speech::tag_name(app, mark.tag) }</span></div>
    };
    let stored = format!("{} {}", zone.time(mark.time), zone.label(mark.time));
    html! {
        <>
            { head }
            <dl>
                <dt>{ texts.stored }</dt><dd class="mono">{ stored }</dd>
                { for full.as_ref().map(|full| details(app, full)) }
                <dt>{ texts.received }</dt><dd>{ speech::times(app, mark.received) }</dd>
            </dl>
        </>
    }
}

#[inline(never)]
fn details(app: &AppContext, message: &MessageView) -> Html {
    let texts = &app.texts.timeline;
    let body = match &message.body {
        Some(body) if body.chars().count() > BODY_CHARS => {
            format!("{}…", body.chars().take(BODY_CHARS).collect::<String>())
        }
        Some(body) => body.clone(),
        None => fill(texts.body_bytes, &[&count(message.body_bytes as i64)]),
    };
    let born = app.ui.zone.time(store::StoreTime(message.born.0));
    html! {
        <>
            <dt>{ texts.born }</dt><dd class="mono">{ born }</dd>
            if !message.keys.is_empty() { <dt>{ texts.key }</dt><dd class="mono">{ &message.keys }</dd> }
            <dt>{ texts.body }</dt><dd class="mono">{ body }</dd>
            { for message.file.and_then(|file| file.goes_at).map(|at| goes(app, at)) }
        </>
    }
}

/// When it will be deleted with its file.
#[inline(never)]
fn goes(app: &AppContext, at: store::StoreTime) -> Html {
    let name = Retention::of(app.ui.language).card_goes;
    html! { <><dt>{ name }</dt><dd class="mono">{ app.ui.zone.date_time(at) }</dd></> }
}

#[inline(never)]
fn put_here(app: &AppContext, mark: &Mark) -> Html {
    let onclick = {
        let (app, time) = (app.clone(), mark.time);
        Callback::from(move |_: MouseEvent| {
            hand::put(&app, time);
            app.ui.dispatch(UiAction::SelectMark(None));
        })
    };
    html! { <button type="button" class="btn sm" {onclick}>{ app.texts.timeline.put_here }</button> }
}

#[inline(never)]
fn cluster(app: &AppContext, queue: QueueId, marks: &[Mark]) -> Html {
    let texts = &app.texts.timeline;
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else { return html! {} };
    let mut tags: Vec<u8> = marks.iter().map(|mark| mark.tag).collect();
    tags.sort_unstable();
    tags.dedup();
    let tag = |tag: u8| html! { <span class="chip">{ tag_mark(tag.into()) }{ speech::tag_name(app, tag) }</span> };
    let clock = |mark: &Mark| app.ui.zone.time(mark.time);
    html! {
        <>
            <div class="row"><b>{ format!("Q{queue} #{}–{}", first.offset, last.offset) }</b>
                <span class="muted">{ fill(texts.cluster, &[&count(marks.len() as i64)]) }</span></div>
            <dl><dt>{ texts.stored }</dt><dd class="mono">{ fill(texts.from_to, &[&clock(first), &clock(last)]) }</dd></dl>
            <div class="row">{ for tags.into_iter().map(tag) }</div>
        </>
    }
}
