//! What the plot draws with: the view's scale, the lanes in it, and what becomes of marks that come close.
use super::cluster::{self, Glyph};
use super::geometry::Scale;
use super::layout::Layout;
use crate::context::AppContext;
use crate::ui::Mode;
use simulation::{Detail, LaneContent, Mark, Timeline};
use std::ops::Deref;
use std::rc::Rc;
use store::StoreTime;
use yew::prelude::*;

/// Width of a density bar with its gap.
const BAR_PX: f64 = 7.0;

/// A value that is handed on by reference and is new when it is another allocation: comparing costs nothing.
#[derive(Debug)]
pub(crate) struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    pub(crate) fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// The plot of one revision, group and view. One pointer: many callbacks keep a copy.
#[derive(Clone, Debug)]
pub(crate) struct View(Rc<Plotted>);

/// What the plot is drawn from.
#[derive(Debug, PartialEq)]
pub(crate) struct Plotted {
    pub(crate) scale: Scale,
    pub(crate) layout: Layout,
    pub(crate) lanes: Shared<Lanes>,
    pub(crate) now: StoreTime,
}

/// The lanes and what is drawn of their marks.
#[derive(Debug)]
pub(crate) struct Lanes {
    pub(crate) timeline: Timeline,
    /// One list a lane; empty where the lane has melted.
    pub(crate) glyphs: Vec<Vec<Glyph>>,
}

impl Lanes {
    /// The marks of a lane; none where it has melted.
    pub(crate) fn marks(&self, lane: usize) -> &[Mark] {
        match self.timeline.lanes.get(lane).map(|lane| &lane.content) {
            Some(LaneContent::Marks(marks)) => marks,
            _ => &[],
        }
    }
}

impl PartialEq for View {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Deref for View {
    type Target = Plotted;

    fn deref(&self) -> &Plotted {
        &self.0
    }
}

impl View {
    /// The glyph nearest to a point of the plot, if it is within reach: lane and index.
    pub(crate) fn hit(&self, x: f64, y: f64, reach_px: f64) -> Option<(usize, usize)> {
        let lane = self.layout.lane_at(y)?;
        let glyphs = self.lanes.glyphs.get(lane)?;
        let near = |glyph: &Glyph| (glyph.x - x).abs();
        let (index, glyph) = glyphs.iter().enumerate().min_by(|a, b| near(a.1).total_cmp(&near(b.1)))?;
        (near(glyph) <= reach_px).then_some((lane, index))
    }

    /// Which of a glyph's marks is meant by a pointer at this height: in a stack the nearest one.
    pub(crate) fn nearest(&self, lane: usize, glyph: usize, y: f64) -> usize {
        let glyph = &self.lanes.glyphs[lane][glyph];
        let middle = self.layout.mark_y(lane);
        let distance = |index: &usize| (middle + self.stacked(glyph, *index).0 - y).abs();
        (glyph.first..=glyph.last).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(glyph.first)
    }

    /// Where a lane's mark stands in a stack, above or below the middle, and how much smaller it is.
    pub(crate) fn stacked(&self, glyph: &Glyph, index: usize) -> (f64, f64) {
        let count = glyph.last - glyph.first + 1;
        if glyph.kind != cluster::Kind::Stack {
            return (0.0, 1.0);
        }
        let step = if self.layout.low() { 9.0 } else { 14.0 };
        let middle = (count - 1) as f64 / 2.0;
        // Three in a lane reach up into the labels' room: the upper ones stand 3.5 px higher.
        let lift = if count == 3 && !self.layout.low() { 3.5 } else { 0.0 };
        (((index - glyph.first) as f64 - middle) * step - lift, 0.86)
    }
}

/// Asks the simulation for what is in view, again only when something that matters has changed.
#[hook]
pub(crate) fn use_view(app: &AppContext, width_px: f64, height_px: f64) -> Option<View> {
    let melted = use_mut_ref(|| false);
    let ui = &app.ui;
    let key = (app.revision, ui.topic.clone(), ui.group.clone(), ui.mode, ui.window, width_px);
    let lanes = use_memo(key, |_| {
        let mut melted = melted.borrow_mut();
        let lanes = ask(app, &Scale::new(ui.window, width_px), &mut melted);
        lanes.map(Shared::new)
    });
    let lanes = (*lanes).clone()?;
    Some(View(Rc::new(Plotted {
        scale: Scale::new(ui.window, width_px),
        layout: Layout::new(ui.size, lanes.timeline.lanes.len(), height_px),
        lanes,
        now: app.snapshot.now,
    })))
}

fn ask(app: &AppContext, scale: &Scale, melted: &mut bool) -> Option<Lanes> {
    let ui = &app.ui;
    let group = (ui.mode == Mode::Rewind).then_some(&ui.group);
    let buckets = (scale.width_px / BAR_PX).ceil().max(1.0) as usize;
    let ask = |marks_max| {
        let detail = Detail { marks_max, buckets };
        app.session.read(|session| session.simulation().timeline(&ui.topic, group, ui.window, detail))
    };
    let timeline = ask(cluster::marks_max(*melted))?;
    let glyphs: Vec<_> = timeline.lanes.iter().map(|lane| lane_glyphs(&lane.content, scale)).collect();
    let dense = timeline.lanes.iter().any(|lane| matches!(lane.content, LaneContent::Density(_)));
    *melted = dense || cluster::melts(&glyphs, *melted);
    if *melted {
        // All lanes melt together, so that their heights can be compared.
        let timeline = ask(0)?;
        let glyphs = vec![Vec::new(); timeline.lanes.len()];
        return Some(Lanes { timeline, glyphs });
    }
    Some(Lanes { timeline, glyphs })
}

fn lane_glyphs(content: &LaneContent, scale: &Scale) -> Vec<Glyph> {
    match content {
        LaneContent::Marks(marks) => cluster::glyphs(marks, |mark| scale.x(mark.time)),
        LaneContent::Density(_) => Vec::new(),
    }
}
