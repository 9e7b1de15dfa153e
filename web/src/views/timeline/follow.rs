//! What follows the handle and the group: bands under the marks; flags, ghosts, strikes and the handle's line over them.
use super::cluster::Kind;
use super::labels::{self, Side};
use super::landing::{Landing, Tint};
use super::svg::{at, percent, px, stretch, text, upright};
use super::ticks::ticks;
use super::view::View;
use crate::context::AppContext;
use simulation::Lane;
use store::{QueueOffset, StoreTime};
use yew::prelude::*;

/// A pole stands so far left of the message that is next.
const POLE_PX: f64 = 11.0;

/// The date at the left end of the ruler, as places that labels keep away from.
const DATE_PX: [f64; 2] = [24.0, 54.0];

/// Where the poles of one lane stand, in pixels.
struct Poles {
    flag: Option<f64>,
    ghost: Option<f64>,
}

impl View {
    /// The pole before a message, or the now line when there is none.
    fn pole(&self, time: Option<StoreTime>) -> f64 {
        match time {
            Some(time) => self.scale.x(time) - POLE_PX,
            None => self.scale.x(self.now),
        }
    }

    fn poles(&self, lane: &Lane, landing: Option<&Landing>) -> Poles {
        let flag = lane.next.map(|_| self.pole(lane.next_time));
        let ghost = landing.filter(|landing| landing.from != Some(landing.to)).map(|landing| self.pole(landing.time));
        Poles { flag, ghost }
    }

    fn x_percent(&self, x: f64) -> f64 {
        x * 100.0 / self.scale.width_px
    }

    fn landing<'a>(&self, landings: &'a [Landing], lane: usize) -> Option<&'a Landing> {
        let queue = self.lanes.timeline.lanes[lane].queue;
        landings.iter().find(|landing| landing.queue == queue)
    }
}

/// The tinted stretches, which lie under the marks.
pub(super) fn bands(view: &View, landings: &[Landing]) -> Html {
    let lane = |(index, lane): (usize, &Lane)| {
        let landing = view.landing(landings, index)?;
        let (tint, _) = landing.band.as_ref()?;
        let poles = view.poles(lane, Some(landing));
        let (from, to) = ends(view, landing, &poles)?;
        let (from, to) = (view.x_percent(from), view.x_percent(to));
        let (y, height) = (view.layout.lane_top(index) + 1.0, view.layout.lane - 1.0);
        let older = landing.older.as_ref().map(|(until, _)| view.scale.percent(*until).clamp(from, to));
        Some(html! {
            <>
            if *tint == Tint::Again {
                { stretch("again", from, to, y, height) }
                { stretch("again-h", from, to, y + height - 2.0, 2.0) }
            } else {
                { stretch("skipped", from, to, y, height) }
                { stretch("skipped-h", from, to, y, height) }
            }
            if let Some(until) = older {
                { stretch("older", from, until, y, height) }
                { stretch("older-h", from, until, y, height) }
                { stretch("older-f", from, until, y + height - 2.0, 2.0) }
            }
            </>
        })
    };
    let lanes = view.lanes.timeline.lanes.iter().enumerate();
    html! { <>{ for lanes.map(|at| lane(at).unwrap_or_default()) }</> }
}

fn ends(view: &View, landing: &Landing, poles: &Poles) -> Option<(f64, f64)> {
    let ghost = poles.ghost?;
    let other = if landing.to_now { view.scale.x(view.now) } else { poles.flag? };
    // Far outside the plot is far enough: a huge number of pixels is not drawn well.
    let limit = |x: f64| x.clamp(-20.0, view.scale.width_px + 20.0);
    Some((limit(ghost.min(other)), limit(ghost.max(other))))
}

/// Flags, ghosts and labels of all lanes, which lie over the marks.
pub(super) fn flags(app: &AppContext, view: &View, landings: &[Landing]) -> Html {
    let lane = |(index, lane): (usize, &Lane)| {
        let landing = view.landing(landings, index);
        let poles = view.poles(lane, landing);
        html! {
            <>
                { strikes(view, index, landing) }
                { pennants(app, view, index, lane, landing, &poles) }
                { drawn(landing, |landing| band_label(view, index, landing, &poles)) }
            </>
        }
    };
    html! { <>{ for view.lanes.timeline.lanes.iter().enumerate().map(lane) }</> }
}

/// Messages that would be skipped are struck through.
fn strikes(view: &View, lane: usize, landing: Option<&Landing>) -> Html {
    let Some(landing) = landing.filter(|landing| matches!(landing.band, Some((Tint::Skipped, _)))) else {
        return html! {};
    };
    let skipped = |offset: QueueOffset| landing.from.is_some_and(|from| offset >= from) && offset < landing.to;
    let marks = view.lanes.marks(lane);
    let glyphs = view.lanes.glyphs[lane].iter().filter(|glyph| glyph.kind != Kind::Cluster);
    let strikes = glyphs.flat_map(|glyph| {
        (glyph.first..=glyph.last).filter(|mark| skipped(marks[*mark].offset)).map(|mark| {
            let y = view.layout.mark_y(lane) + view.stacked(glyph, mark).0;
            at(view.x_percent(glyph.x), y, html! { <line class="strike" x1="-10" x2="10" y1="0" y2="0" /> })
        })
    });
    html! { <>{ for strikes }</> }
}

fn pennants(
    app: &AppContext,
    view: &View,
    index: usize,
    lane: &Lane,
    landing: Option<&Landing>,
    poles: &Poles,
) -> Html {
    let low = view.layout.low();
    let flag_text = lane.next.map(|next| {
        let word = !low && labels::shows_next_word(view.scale.width_px);
        if word { crate::locale::fill(app.texts.timeline.next_n, &[&next.to_string()]) } else { next.to_string() }
    });
    let ghost_text = landing.map(|landing| landing.to.to_string()).unwrap_or_default();
    let flag_at = poles.flag.zip(lane.next.map(|next| next.0));
    let ghost_at = poles.ghost.zip(landing.map(|landing| landing.to.0));
    let band_end = landing.filter(|landing| landing.to_now).map(|_| (view.scale.x(view.now), i64::MAX));
    let mut taken = raised(view, index);
    let flag =
        flag_at.zip(flag_text).map(|(at, text)| Pennant::new(view, at, ghost_at, &text).clear_of(view, &mut taken));
    let ghost = ghost_at.map(|at| Pennant::new(view, at, flag_at.or(band_end), &ghost_text).clear_of(view, &mut taken));
    taken.extend(landing.and_then(|landing| band_text(view, landing, poles)));
    let harm = landing.is_some_and(|landing| landing.older.is_some());
    let ghost_style = if harm { ["bpole", "bpen", "bpen-t"] } else { ["gpole", "gpen", "gpen-t"] };
    let other = |(names, to, time): &(String, QueueOffset, Option<StoreTime>)| {
        let pennant = Pennant::new(view, (view.pole(*time), to.0), Some((f64::MAX, to.0)), &format!("{names}: {to}"));
        pennant.clear_of(view, &mut taken).draw(view, index, ["vpole", "vpen", "vpen-t"])
    };
    let others: Html = landing.iter().filter(|_| !low).flat_map(|landing| landing.others.iter()).map(other).collect();
    let ghost_drawn = drawn(ghost.as_ref(), |ghost| ghost.draw(view, index, ghost_style));
    let flag_drawn = drawn(flag.as_ref(), |flag| flag.draw(view, index, ["pole", "pen", "pen-t"]));
    html! { <>{ others }{ flag_drawn }{ ghost_drawn }</> }
}

/// What may be missing keeps its place: elements are matched by their place, and a flag must not become a ghost.
fn drawn<T>(what: Option<T>, draw: impl FnOnce(T) -> Html) -> Html {
    what.map(draw).unwrap_or_default()
}

/// A pole with a number on it.
struct Pennant {
    x: f64,
    side: Side,
    width: f64,
    text: String,
    /// So far from the pole it hangs, to cover nothing.
    off: f64,
    /// So far below the others it hangs where there is no room beside them.
    down: f64,
}

impl Pennant {
    /// A place out of view is shown at the edge, with an arrow: numbers are never dropped.
    fn new(view: &View, at: (f64, i64), other: Option<(f64, i64)>, text: &str) -> Self {
        let (x, end) = (at.0, view.scale.width_px);
        let (x, side, text) = if x < 0.0 {
            (0.0, Side::Right, format!("‹ {text}"))
        } else if x > end {
            (end, Side::Left, format!("{text} ›"))
        } else {
            (x, labels::side(at, other), text.to_owned())
        };
        let width = if view.layout.low() { 6.0 + text.chars().count() as f64 * 6.0 } else { labels::pennant_px(&text) };
        // At the edge of the plot a pennant turns inwards.
        let side = match side {
            Side::Left if x < width => Side::Right,
            Side::Right if x + width > end => Side::Left,
            side => side,
        };
        Self { x, side, width, text, off: 0.0, down: 0.0 }
    }

    /// Makes way for what is there already, and takes its place.
    fn clear_of(mut self, view: &View, taken: &mut Vec<(f64, f64)>) -> Self {
        match labels::pennant_off(self.x, self.side, self.width, taken, view.scale.width_px) {
            Some(off) => self.off = off,
            None => self.down = 16.0,
        }
        taken.push(labels::pennant_range(self.x, self.side, self.width, self.off));
        self
    }

    fn draw(&self, view: &View, lane: usize, [pole, pen, label]: [&'static str; 3]) -> Html {
        let low = view.layout.low();
        let (top, height, base) = if low { (1.0, 12.0, 10.6) } else { (3.0, 15.0, 14.3) };
        let down = self.down.min(view.layout.lane - height - top);
        let left = labels::pennant_range(0.0, self.side, self.width, self.off).0;
        let rope = if self.side == Side::Left { -self.off } else { self.off };
        let inside = html! {
            <>
                <line class={pole} y1="1" y2={px(view.layout.lane - 1.0)} />
                <line class={pole} x2={px(rope)} y1="2" y2="2" />
                <rect class={pen} x={px(left)} y={px(top + down)} width={px(self.width)} height={px(height)} rx="2.5" />
                <text class={classes!(label, low.then_some("sm"))} x={px(left + self.width / 2.0)} y={px(base + down)} text-anchor="middle">{ self.text.clone() }</text>
            </>
        };
        at(view.x_percent(self.x), view.layout.lane_top(lane), inside)
    }
}

/// Stacks whose upper mark stands as high as a pennant, with the numbers beside them.
fn raised(view: &View, lane: usize) -> Vec<(f64, f64)> {
    let pennant = if view.layout.low() { 13.0 } else { 18.0 };
    let middle = view.layout.mark_y(lane) - view.layout.lane_top(lane);
    let marks = view.lanes.marks(lane);
    let high = view.lanes.glyphs[lane].iter().filter(|glyph| middle + view.stacked(glyph, glyph.first).0 < pennant);
    let number = |offset: QueueOffset| labels::text_px(&offset.to_string());
    high.map(|glyph| {
        let text = if view.layout.low() {
            0.0
        } else {
            8.0 + number(marks[glyph.first].offset) + number(marks[glyph.last].offset)
        };
        (glyph.x - 8.0, glyph.x + 8.0 + text)
    })
    .collect()
}

/// Where the label of a lane's stretch stands, if it does.
fn band_text(view: &View, landing: &Landing, poles: &Poles) -> Option<(f64, f64)> {
    let ((from, to), (_, text)) = ends(view, landing, poles).zip(landing.band.as_ref())?;
    let to = to.min(view.scale.width_px);
    let shown = !view.layout.low() && labels::shows_band_label(to - from.max(0.0), text);
    shown.then(|| (to - 7.0 - labels::text_px(text), to - 7.0))
}

fn band_label(view: &View, lane: usize, landing: &Landing, poles: &Poles) -> Html {
    let Some(((from, to), (tint, text))) = ends(view, landing, poles).zip(landing.band.as_ref()) else {
        return html! {};
    };
    let y = view.layout.lane_top(lane) + 14.3;
    let label = |class: &'static str, from: f64, to: f64, text: &str| {
        let (from, to) = (from.max(0.0), to.min(view.scale.width_px));
        if view.layout.low() || !labels::shows_band_label(to - from, text) {
            return html! {};
        }
        at(view.x_percent(to), y, html! { <text {class} x="-7" text-anchor="end">{ text.to_owned() }</text> })
    };
    let class = if *tint == Tint::Again { "again-t" } else { "skip-t" };
    let older = landing.older.as_ref().map(|(until, text)| (view.scale.x(*until).clamp(from, to), text));
    html! {
        <>
            { label(class, older.as_ref().map_or(from, |(until, _)| *until), to, text) }
            { for older.map(|(until, text)| label("skip-t", from, until, text)) }
        </>
    }
}

/// Ruler labels, and the line of the handle from its cap to its pill.
pub(super) fn ruler(app: &AppContext, view: &View) -> Html {
    let (scale, layout) = (&view.scale, &view.layout);
    let y = layout.ruler - 11.0;
    let now_x = Some(scale.x(view.now)).filter(|x| (0.0..=scale.width_px).contains(x));
    let handle_x = app.ui.handle.map(|time| scale.x(time)).filter(|x| (0.0..=scale.width_px).contains(x));
    // The labels are times of day; which day that is must be said when it is not the clock's.
    let zone = &app.ui.zone;
    let date = Some(zone.day(scale.window.from)).filter(|day| *day != zone.day(view.now));
    let of_date = date.iter().flat_map(|_| DATE_PX);
    let taken: Vec<f64> = now_x.into_iter().chain(handle_x).chain(of_date).collect();
    let tick = |tick: super::ticks::Tick| {
        let (x, label) = (scale.x(tick.time), tick.label?);
        let room = labels::text_px(&label) / 2.0;
        let inside = x >= room && x <= scale.width_px - room;
        (inside && labels::ruler_label_clear(x, &label, &taken)).then(|| text("rt", scale.percent(tick.time), y, label))
    };
    html! {
        <>
            { for ticks(scale, zone).into_iter().filter_map(tick) }
            { for date.map(|date| html! { <text class="day" x="4" y={px(y)}>{ date }</text> }) }
            if let Some(x) = now_x {
                { text("now-t", view.x_percent(x.clamp(12.0, scale.width_px - 12.0)), y, app.texts.timeline.now) }
            }
            if let Some(x) = handle_x {
                { upright("hline", view.x_percent(x), layout.ruler - 7.0, layout.bottom() + 10.0) }
                <svg x={percent(view.x_percent(x))}><path class="hcap" d={format!("M-6 {}h12l-6 8z", px(layout.ruler - 10.0))} /></svg>
            }
        </>
    }
}
