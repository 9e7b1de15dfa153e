//! Where one file of the log ends and the next one begins: files are deleted whole.
use super::svg::{px, upright};
use super::view::View;
use crate::context::AppContext;
use crate::locale::{Retention, fill};
use simulation::LogFileView;
use store::StoreTime;
use yew::prelude::*;

/// A dotted line at each border in view; a hand on it is told which files meet there.
#[inline(never)]
pub(super) fn file_lines(app: &AppContext, view: &View) -> Html {
    let (top, bottom) = (view.layout.lane_top(0), view.layout.lane_top(view.layout.lanes));
    let border = |files: &[LogFileView]| {
        let x = files[0].until.map(|end| view.scale.percent(end)).filter(|x| (0.0..=100.0).contains(x))?;
        let place = super::svg::percent(x);
        let about = format!("{}\n{}", about(app, &files[0]), about(app, &files[1]));
        Some(html! {
            <>{ upright("file", x, top, bottom) }
            <line class="file-hit" x1={place.clone()} x2={place} y1={px(top)} y2={px(bottom)}><title>{ about }</title></line></>
        })
    };
    view.lanes.timeline.files.windows(2).filter_map(border).collect()
}

/// `commitlog/00000000000000004096: 11:01:47.702 – 11:02:00.760, goes at 2022-01-20 11:02:10.000`.
fn about(app: &AppContext, file: &LogFileView) -> String {
    let texts = Retention::of(app.ui.language);
    let time = |at: StoreTime| app.ui.zone.time(at);
    let until = file.until.map_or_else(String::new, time);
    let fate = match (file.gone_at, file.goes_at) {
        (Some(at), _) => fill(texts.gone, &[&app.ui.zone.date_time(at)]),
        (None, Some(at)) => fill(texts.goes, &[&app.ui.zone.date_time(at)]),
        (None, None) => texts.stays.to_owned(),
    };
    format!("commitlog/{:020}: {} – {until}, {fate}", file.start.0, time(file.from))
}
