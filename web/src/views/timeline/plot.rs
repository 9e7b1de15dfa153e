//! The plot: drawing order from the grid to the handle, and what a pointer or a wheel does on it.
use super::card::{CardAt, card};
use super::cluster::Kind;
use super::file_lines::file_lines;
use super::follow;
use super::geometry::{self, span_ms};
use super::grid::{Grid, GridProps};
use super::hand;
use super::handle::use_handle;
use super::landing::Landing;
use super::marks::Marks;
use super::names::{Names, Still};
use super::svg::{at, px};
use super::track::track;
use super::view::View;
use crate::context::AppContext;
use crate::ui::UiAction;
use simulation::{WaitingView, Window};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Element, WheelEvent};
use yew::prelude::*;

/// A pointer this near to a mark means it.
const HIT_PX: f64 = 12.0;
/// A hand that moved less than this has clicked.
const CLICK_PX: f64 = 4.0;
/// One notch of a wheel.
const NOTCH: f64 = 100.0;

#[derive(Clone, PartialEq, Properties)]
pub(super) struct PlotProps {
    pub(super) app: AppContext,
    pub(super) view: View,
    pub(super) landings: Rc<Vec<Landing>>,
    pub(super) spoken: AttrValue,
    pub(super) place: NodeRef,
}

/// Fingers or a mouse on the lanes: they pan, and two of them zoom.
#[derive(Default)]
struct Gesture {
    /// Each pointer with its place when it came, and now.
    pointers: Vec<(i32, f64, f64)>,
    window: Option<Window>,
    moved: bool,
}

/// The plot with everything in it.
#[component]
pub(super) fn Plot(props: &PlotProps) -> Html {
    let app = props.app.clone();
    let view = &props.view;
    let hover = use_state(|| None::<(usize, usize)>);
    let latest = use_mut_ref(|| (app.clone(), view.clone()));
    *latest.borrow_mut() = (app.clone(), view.clone());
    use_wheel(&props.place, &latest);
    let pointer = use_pointer(&app, view, &props.place, &hover);
    let waiting = use_waiting(&app);
    let handle = use_handle(&app, view, &props.spoken);
    let height = view.layout.height();
    let onopen = {
        let (app, view) = (app.clone(), view.clone());
        Callback::from(move |(lane, mark)| select(&app, &view, lane, mark))
    };
    let onfocus = {
        let hover = hover.setter();
        Callback::from(move |mark| hover.set(mark))
    };
    html! {
        <div class="plot" ref={props.place.clone()} onpointerdown={pointer.down} onpointermove={pointer.moved}
            onpointerup={pointer.up.clone()} onpointercancel={pointer.up} onpointerleave={pointer.leave} ondblclick={pointer.double}>
            <svg class="tl" height={px(height)} aria-hidden="true">
                <Grid ..GridProps::new(&app, view) />
                { follow::bands(view, &props.landings) }
                if view.lanes.timeline.files.len() > 1 { { file_lines(&app, view) } }
                <Marks view={view.clone()} {waiting} />
                { focus_ring(view, *hover) }
                { follow::flags(&app, view, &props.landings) }
                { follow::ruler(&app, view) }
            </svg>
            <div class="track">
                { track(&app, view) }
                { handle }
            </div>
            <Names app={Still(app.clone())} view={view.clone()} {onfocus} {onopen} />
            { open_card(&app, view, *hover) }
        </div>
    }
}

/// Delayed messages of the chosen topic, with the place of their tag.
#[hook]
fn use_waiting(app: &AppContext) -> Rc<Vec<(WaitingView, usize)>> {
    use_memo((app.revision, app.ui.topic.clone()), |(_, topic)| {
        let tags = app.topic().map(|topic| topic.tags.clone()).unwrap_or_default();
        let place = |tag: &str| tags.iter().position(|known| known == tag).unwrap_or(tags.len());
        let ours = app.snapshot.waiting.iter().filter(|waiting| waiting.topic == *topic);
        ours.map(|waiting| (waiting.clone(), place(&waiting.tag))).collect()
    })
}

/// The glyph that holds a lane's mark.
fn glyph_of(view: &View, lane: usize, mark: usize) -> Option<super::cluster::Glyph> {
    let glyphs = view.lanes.glyphs.get(lane)?;
    glyphs.iter().copied().find(|glyph| (glyph.first..=glyph.last).contains(&mark))
}

fn open_card(app: &AppContext, view: &View, hover: Option<(usize, usize)>) -> Html {
    let pinned = app.ui.selected_mark.and_then(|(queue, offset)| {
        let lane = view.lanes.timeline.lanes.iter().position(|lane| lane.queue == queue)?;
        let mark = view.lanes.marks(lane).iter().position(|mark| mark.offset == offset)?;
        Some((lane, mark))
    });
    let Some((lane, mark)) = hover.or(pinned) else { return html! {} };
    let Some(glyph) = glyph_of(view, lane, mark) else { return html! {} };
    card(app, &CardAt { view, lane, glyph, mark, pinned: pinned == Some((lane, mark)) })
}

fn focus_ring(view: &View, hover: Option<(usize, usize)>) -> Html {
    let found = hover.and_then(|(lane, mark)| Some((lane, mark, glyph_of(view, lane, mark)?)));
    let Some((lane, mark, glyph)) = found else { return html! {} };
    let dy = view.stacked(&glyph, mark).0;
    let x = glyph.x * 100.0 / view.scale.width_px;
    at(x, view.layout.mark_y(lane) + dy, html! { <circle class="mk-focus" r="11" /> })
}

fn select(app: &AppContext, view: &View, lane: usize, mark: usize) {
    let queue = view.lanes.timeline.lanes[lane].queue;
    if let Some(mark) = view.lanes.marks(lane).get(mark) {
        app.ui.dispatch(UiAction::SelectMark(Some((queue, mark.offset))));
    }
}

struct Pointer {
    down: Callback<PointerEvent>,
    moved: Callback<PointerEvent>,
    up: Callback<PointerEvent>,
    leave: Callback<PointerEvent>,
    double: Callback<MouseEvent>,
}

#[hook]
fn use_pointer(
    app: &AppContext,
    view: &View,
    place: &NodeRef,
    hover: &UseStateHandle<Option<(usize, usize)>>,
) -> Pointer {
    let gesture: Rc<RefCell<Gesture>> = use_mut_ref(Gesture::default);
    let down = {
        let (app, view, place, gesture) = (app.clone(), view.clone(), place.clone(), gesture.clone());
        Callback::from(move |event: PointerEvent| press(&app, &view, &place, &event, &mut gesture.borrow_mut()))
    };
    let moved = {
        let (app, view, place, gesture, hover) =
            (app.clone(), view.clone(), place.clone(), gesture.clone(), hover.clone());
        Callback::from(move |event: PointerEvent| {
            let Some((x, y)) = at_pointer(&place, &event) else { return };
            let mut gesture = gesture.borrow_mut();
            if !gesture.pointers.is_empty() {
                drag(&app, &view, &event, x, &mut gesture);
            } else if event.pointer_type() != "touch" {
                let found = view.hit(x, y, HIT_PX).map(|(lane, glyph)| (lane, view.nearest(lane, glyph, y)));
                if found != *hover {
                    hover.set(found);
                }
            }
        })
    };
    let up = {
        let (app, view, place, gesture) = (app.clone(), view.clone(), place.clone(), gesture);
        Callback::from(move |event: PointerEvent| {
            let mut gesture = gesture.borrow_mut();
            let was_ours = gesture.pointers.iter().any(|pointer| pointer.0 == event.pointer_id());
            gesture.pointers.retain(|pointer| pointer.0 != event.pointer_id());
            let click = was_ours && gesture.pointers.is_empty() && !gesture.moved && event.type_() == "pointerup";
            if let Some((x, y)) = at_pointer(&place, &event).filter(|_| click) {
                clicked(&app, &view, x, y);
            }
            gesture.window = gesture.window.map(|_| app.ui.window);
        })
    };
    let leave = {
        let hover = hover.setter();
        Callback::from(move |_| hover.set(None))
    };
    let double = {
        let (app, view, place) = (app.clone(), view.clone(), place.clone());
        Callback::from(move |event: MouseEvent| {
            let Some((x, y)) = at_pointer(&place, &event) else { return };
            if let Some((lane, glyph)) = view.hit(x, y, HIT_PX) {
                let mark = view.lanes.marks(lane)[view.nearest(lane, glyph, y)];
                hand::put(&app, mark.time);
            }
        })
    };
    Pointer { down, moved, up, leave, double }
}

/// The pointer's place in the plot.
fn at_pointer(place: &NodeRef, event: &MouseEvent) -> Option<(f64, f64)> {
    let rect = place.cast::<Element>()?.get_bounding_client_rect();
    Some((f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top()))
}

/// On the lanes a hand takes hold of the view; on the ruler and on the track it can only click.
#[inline(never)]
fn press(app: &AppContext, view: &View, place: &NodeRef, event: &PointerEvent, gesture: &mut Gesture) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let on = |selector: &str| target.as_ref().is_some_and(|target| target.closest(selector).ok().flatten().is_some());
    if event.button() != 0 || on(".handle") || on(".pop") {
        return;
    }
    let Some((x, y)) = at_pointer(place, event) else { return };
    if let Some(plot) = place.cast::<Element>() {
        // Without capture the drag still works while the pointer stays over the plot.
        let _ = plot.set_pointer_capture(event.pointer_id());
    }
    gesture.moved &= !gesture.pointers.is_empty();
    gesture.pointers.push((event.pointer_id(), x, x));
    gesture.pointers.iter_mut().for_each(|pointer| pointer.1 = pointer.2);
    gesture.window = view.layout.lane_at(y).map(|_| app.ui.window);
}

/// One pointer pans; the distance between two zooms.
#[inline(never)]
fn drag(app: &AppContext, view: &View, event: &PointerEvent, x: f64, gesture: &mut Gesture) {
    if let Some(pointer) = gesture.pointers.iter_mut().find(|pointer| pointer.0 == event.pointer_id()) {
        pointer.2 = x;
    }
    gesture.moved |= gesture.pointers.iter().any(|pointer| (pointer.2 - pointer.1).abs() > CLICK_PX);
    let Some(start) = gesture.window.filter(|_| gesture.moved) else { return };
    let scale = super::geometry::Scale::new(start, view.scale.width_px);
    let window = match gesture.pointers.as_slice() {
        [a, b, ..] => {
            let (before, after) = ((a.1 - b.1).abs().max(1.0), (a.2 - b.2).abs().max(1.0));
            let middle = scale.time_at(f64::midpoint(a.1, b.1));
            geometry::zoom(start, middle, before / after)
        }
        [one] => geometry::pan(start, ((one.1 - one.2) * scale.ms_per_px()).round() as i64),
        [] => return,
    };
    if window != app.ui.window {
        app.ui.dispatch(UiAction::SetWindow(window));
    }
}

/// A mark opens its card, a cluster opens up, anything else on the lanes closes the card. On the ruler and on the track
/// the handle comes to the pointer.
#[inline(never)]
fn clicked(app: &AppContext, view: &View, x: f64, y: f64) {
    if view.layout.lane_at(y).is_none() {
        hand::put(app, hand::aimed(app, &view.scale, x, Some(super::snap::SNAP_PX), false));
        return;
    }
    let Some((lane, index)) = view.hit(x, y, HIT_PX) else {
        if app.ui.selected_mark.is_some() {
            app.ui.dispatch(UiAction::SelectMark(None));
        }
        return;
    };
    let glyph = view.lanes.glyphs[lane][index];
    let marks = &view.lanes.marks(lane)[glyph.first..=glyph.last];
    let times = marks.iter().map(|mark| mark.time);
    match (glyph.kind, times.clone().min(), times.max()) {
        (Kind::Cluster, Some(first), Some(last)) if first < last => {
            app.ui.dispatch(UiAction::SetWindow(geometry::fit(first, last)));
        }
        _ => select(app, view, lane, view.nearest(lane, index, y)),
    }
}

/// A wheel listener that may keep the page from scrolling, which the page's own listeners may not.
#[hook]
fn use_wheel(place: &NodeRef, latest: &Rc<RefCell<(AppContext, View)>>) {
    let (place, latest) = (place.clone(), latest.clone());
    use_effect_with((), move |()| {
        let listener = Closure::<dyn Fn(WheelEvent)>::new({
            let place = place.clone();
            move |event: WheelEvent| {
                let (app, view) = latest.borrow().clone();
                turned(&app, &view, &place, &event);
            }
        });
        let options = AddEventListenerOptions::new();
        options.set_passive(false);
        let plot = place.cast::<Element>();
        if let Some(plot) = &plot {
            let function = listener.as_ref().unchecked_ref();
            // Fails only without a document, and then there is nothing to turn a wheel on.
            let _ = plot.add_event_listener_with_callback_and_add_event_listener_options("wheel", function, &options);
        }
        move || {
            if let Some(plot) = plot {
                let _ = plot.remove_event_listener_with_callback("wheel", listener.as_ref().unchecked_ref());
            }
        }
    });
}

/// Ctrl zooms around the pointer, Shift or sideways pans; a plain wheel is the page's.
#[inline(never)]
fn turned(app: &AppContext, view: &View, place: &NodeRef, event: &WheelEvent) {
    let window = app.ui.window;
    let lines = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { NOTCH / 3.0 };
    let (dx, dy) = (event.delta_x() * lines, event.delta_y() * lines);
    let next = if event.ctrl_key() || event.meta_key() {
        let Some((x, _)) = at_pointer(place, event) else { return };
        geometry::zoom(window, view.scale.time_at(x), (dy / NOTCH / 3.0).exp2())
    } else if event.shift_key() || dx.abs() > dy.abs() {
        let by = if dx == 0.0 { dy } else { dx };
        geometry::pan(window, (by / NOTCH * span_ms(window) as f64 / 10.0).round() as i64)
    } else {
        return;
    };
    event.prevent_default();
    if next != window {
        app.ui.dispatch(UiAction::SetWindow(next));
    }
}
