//! The whole range above the view: how many messages when, and the frame that says which part is in view.
use super::geometry::{self, Scale, span_ms};
use super::hand;
use super::svg::{at, level, percent, px, stretch};
use crate::context::AppContext;
use crate::shared_session::SharedSession;
use crate::ui::UiAction;
use simulation::Window;
use std::cell::RefCell;
use std::rc::Rc;
use store::TopicName;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// A bar with its gap.
const BAR_PX: f64 = 11.66;
/// How near to an end of the frame a hand takes that end.
const END_PX: f64 = 8.0;

/// What a hand has taken hold of.
#[derive(Clone, Copy)]
enum Grip {
    Left,
    Right,
    /// The middle, with the pointer's place and the view when it was taken.
    Middle(f64, Window),
    /// A new frame from here.
    New(f64),
}

/// The overview with its frame.
#[hook]
pub(super) fn use_overview(app: &AppContext, width_px: f64) -> Html {
    let grip: Rc<RefCell<Option<Grip>>> = use_mut_ref(|| None);
    let scale = Scale::new(hand::whole(app), width_px);
    let window = app.ui.window;
    let edge = |time| scale.percent(time).clamp(0.0, 100.0);
    let (from, to) = (edge(window.from), edge(window.to));

    let onpointerdown = {
        let grip = grip.clone();
        Callback::from(move |event: PointerEvent| {
            let Some((over, x)) = place(&event).filter(|_| event.button() == 0) else { return };
            // Without capture the drag still works while the pointer stays over the range.
            let _ = over.set_pointer_capture(event.pointer_id());
            *grip.borrow_mut() = Some(taken(&scale, window, x));
        })
    };
    let onpointermove = {
        let (grip, app) = (grip.clone(), app.clone());
        Callback::from(move |event: PointerEvent| {
            let Some((grip, (_, x))) = (*grip.borrow()).zip(place(&event)) else { return };
            let window = dragged(&scale, app.ui.window, grip, x);
            if window != app.ui.window {
                app.ui.dispatch(UiAction::SetWindow(window));
            }
        })
    };
    let onpointerup = Callback::from(move |_: PointerEvent| *grip.borrow_mut() = None);
    let texts = &app.texts.timeline;
    let clock = |time| app.ui.zone.date_time(time);
    html! {
        <div class="over" {onpointerdown} {onpointermove} onpointerup={onpointerup.clone()} onpointercancel={onpointerup}
            role="img" aria-label={format!("{}: {}", texts.overview, crate::locale::fill(texts.overview_text, &[&clock(window.from), &clock(window.to)]))}>
            <svg class="tl" height="40" aria-hidden="true">
                { back(app, &scale) }
                <Bars session={app.session.clone()} revision={app.revision} topic={app.ui.topic.clone()} {scale} />
                { level("tick", 35.5) }
                { stretch("brush", from, to, 5.0, 31.0) }
                <rect class="brush-e" x={percent(from)} width={percent(to - from)} y="5.5" height="30" rx="3" />
                { for [from, to].map(|x| at(x.clamp(0.0, 99.9), 13.0, html! { <rect class="brush-h" x="-3" width="6" height="14" rx="2" /> })) }
                { for app.ui.handle.map(|time| at(edge(time), 0.0, html! { <path class="hcap" d="M-4 3h8l-4 5.5z" /> })) }
                { date(app, &scale) }
            </svg>
        </div>
    }
}

/// What lies between the handle and now.
fn back(app: &AppContext, scale: &Scale) -> Html {
    let Some(time) = app.ui.handle else { return html! {} };
    let edge = |time| scale.percent(time).clamp(0.0, 100.0);
    stretch("oback", edge(time), edge(app.snapshot.now), 14.0, 22.0)
}

fn date(app: &AppContext, scale: &Scale) -> Html {
    let first = app.ui.zone.date_time(scale.window.from);
    let seconds = first.split('.').next().unwrap_or_default().to_owned();
    html! { <text class="date" x="0" y="12">{ seconds }</text> }
}

#[derive(Clone, PartialEq, Properties)]
struct BarsProps {
    session: SharedSession,
    revision: u64,
    topic: TopicName,
    scale: Scale,
}

/// Drawn again when the session or the range changes; not when the handle or the frame moves.
#[component]
fn Bars(props: &BarsProps) -> Html {
    let buckets = (props.scale.width_px / BAR_PX).ceil() as usize;
    let counts = props.session.read(|session| session.simulation().overview(&props.topic, props.scale.window, buckets));
    // A single message is one step high while there are few; a crowd shares the height, by its root.
    let most = f64::from(counts.iter().copied().max().unwrap_or(0).max(4));
    let width = 100.0 / buckets.max(1) as f64;
    let bar = |(index, count): (usize, &u32)| {
        let share = f64::from(*count) / most;
        let height = if most > 16.0 { share.sqrt() } else { share } * 18.4;
        let x = percent(index as f64 * width);
        html! { <rect class="ob" {x} width={percent(width * 0.78)} y={px(35.0 - height)} height={px(height)} rx="1" /> }
    };
    html! { <>{ for counts.iter().enumerate().filter(|(_, count)| **count > 0).map(bar) }</> }
}

/// The overview and the pointer's place in it.
fn place(event: &PointerEvent) -> Option<(Element, f64)> {
    let over = event.target()?.dyn_into::<Element>().ok()?.closest(".over").ok()??;
    let left = over.get_bounding_client_rect().left();
    Some((over, f64::from(event.client_x()) - left))
}

#[inline(never)]
fn taken(scale: &Scale, window: Window, x: f64) -> Grip {
    let (from, to) = (scale.x(window.from).max(0.0), scale.x(window.to).min(scale.width_px));
    if (x - from).abs() <= END_PX {
        Grip::Left
    } else if (x - to).abs() <= END_PX {
        Grip::Right
    } else if x > from && x < to {
        Grip::Middle(x, window)
    } else {
        Grip::New(x)
    }
}

#[inline(never)]
fn dragged(scale: &Scale, window: Window, grip: Grip, x: f64) -> Window {
    let time = scale.time_at(x);
    match grip {
        Grip::Left => geometry::between(time.min(window.to.plus_ms(-geometry::SPAN_MIN_MS)), window.to),
        Grip::Right => geometry::between(window.from, time.max(window.from.plus_ms(geometry::SPAN_MIN_MS))),
        Grip::Middle(start, before) => geometry::pan(before, ((x - start) * scale.ms_per_px()).round() as i64),
        // A frame as short as a click is no wish for one.
        Grip::New(start) if (x - start).abs() < END_PX => {
            let middle = window.from.plus_ms(span_ms(window) / 2);
            geometry::pan(window, time.since_ms(middle))
        }
        Grip::New(start) => geometry::between(scale.time_at(start), time),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use store::StoreTime;

    fn window(from: i64, to: i64) -> Window {
        Window { from: StoreTime(from), to: StoreTime(to) }
    }

    /// A range of 10 s on 1000 px with 2 s to 4 s in view: drags from one pixel to another.
    fn check(start: f64, end: f64, expect: Window) {
        let scale = Scale::new(window(0, 10_000), 1000.0);
        let view = window(2000, 4000);
        assert_eq!(dragged(&scale, view, taken(&scale, view, start), end), expect);
    }

    #[test]
    fn the_middle_pans_the_ends_zoom_and_outside_draws_anew() {
        check(300.0, 350.0, window(2500, 4500));
        check(203.0, 100.0, window(1000, 4000));
        check(397.0, 700.0, window(2000, 7000));
        check(600.0, 800.0, window(6000, 8000));
        check(800.0, 600.0, window(6000, 8000));
    }

    #[test]
    fn an_end_does_not_cross_the_other() {
        check(200.0, 900.0, window(3980, 4000));
        check(400.0, 0.0, window(2000, 2020));
    }

    #[test]
    fn a_click_outside_brings_the_view_there() {
        check(800.0, 802.0, window(7020, 9020));
    }
}
