//! What stands still behind the marks: ticks, the expired stretch, the future, lanes, now.
use super::svg::{at, level, px, stretch, upright};
use super::ticks::ticks;
use super::view::{Plotted, View};
use crate::context::AppContext;
use crate::zone::Zone;
use yew::prelude::*;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct GridProps {
    pub(super) view: View,
    pub(super) zone: Zone,
    pub(super) expired: AttrValue,
}

impl GridProps {
    pub(super) fn new(app: &AppContext, view: &View) -> Self {
        Self { view: view.clone(), zone: app.ui.zone.clone(), expired: app.texts.timeline.expired.into() }
    }
}

/// Drawn again when the view, the session or the zone changes; not when the handle moves.
#[component]
pub(super) fn Grid(props: &GridProps) -> Html {
    let Plotted { scale, layout, now, .. } = &*props.view;
    let (top, bottom) = (layout.ruler, layout.bottom());
    let tick = |tick: super::ticks::Tick| {
        let x = scale.percent(tick.time);
        if tick.label.is_none() {
            return upright("tick", x, top - 3.0, top);
        }
        html! { <>{ upright("tick m", x, top, bottom) }{ upright("tick", x, top - 6.0, top) }</> }
    };
    let now_x = scale.percent(*now);
    html! {
        <>
            <defs>
                <pattern id="h-gone" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="p-gone" d="M0 0V7" /></pattern>
                <pattern id="h-skip" width="6" height="6" patternUnits="userSpaceOnUse"><path class="p-skip" d="M1.5 0V6" /></pattern>
            </defs>
            { for ticks(scale, &props.zone).into_iter().map(tick) }
            if now_x < 100.0 { { stretch("future", now_x.max(0.0), 100.0, top, bottom - top) } }
            { expired(props, top, bottom) }
            { for (0..=layout.lanes).map(|lane| level("lane-line", layout.lane_top(lane) + 0.5)) }
            if (0.0..=100.0).contains(&now_x) { { upright("now", now_x, top - 8.0, bottom) } }
        </>
    }
}

/// Everything before the oldest kept file is gone.
fn expired(props: &GridProps, top: f64, bottom: f64) -> Html {
    let Plotted { scale, lanes, .. } = &*props.view;
    let Some(x) = lanes.timeline.expired_before.map(|time| scale.percent(time).min(100.0)) else { return html! {} };
    if x <= 0.0 {
        return html! {};
    }
    let width = super::labels::text_px(&props.expired) + 16.0;
    let label = html! {
        <><rect class="gone-b" x="-4" y="-3" width={px(width)} height="18" rx="3" /><text class="gone-t" y="10">{ props.expired.clone() }</text></>
    };
    html! {
        <>
            { stretch("gone-b", 0.0, x, top, bottom - top) }
            { stretch("gone-h", 0.0, x, top, bottom - top) }
            { upright("tick", x, top, bottom) }
            if x * scale.width_px / 100.0 > width + 8.0 {
                <g class="gone-l">{ at(800.0 / scale.width_px, top + 8.0, label) }</g>
            }
        </>
    }
}
