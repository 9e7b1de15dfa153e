//! What is said of a time and of a message, for screen readers and in short for eyes.
use super::landing::Landing;
use super::view::View;
use crate::context::AppContext;
use crate::locale::{count, fill};
use crate::ui::Mode;
use crate::views::preview::{Answer, Start};
use simulation::{Mark, RewindPreview};
use store::{QueueId, StoreTime};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

/// How long a stretch of time is, in the two units that matter: `22.000 s`, `3 h 12 min`.
pub(crate) fn duration(app: &AppContext, ms: i64) -> String {
    let texts = &app.texts.timeline;
    let (second, minute, hour, day) = (1000, 60_000, 3_600_000, 86_400_000);
    let two = |text: &str, a: i64, b: i64| fill(text, &[&count(a), &b.to_string()]);
    match ms {
        ms if ms < minute => fill(texts.seconds, &[&format!("{}.{:03}", ms / second, ms % second)]),
        ms if ms < hour => two(texts.minutes, ms / minute, ms % minute / second),
        ms if ms < day => two(texts.hours, ms / hour, ms % hour / minute),
        ms => two(texts.days, ms / day, ms % day / hour),
    }
}

/// The zone at a time, in words: "zone plus 8".
fn zone(app: &AppContext, at: StoreTime) -> String {
    let spoken = &app.texts.spoken;
    let minutes = app.ui.zone.offset_ms(at) / 60_000;
    if minutes == 480 {
        return spoken.beijing.to_owned();
    }
    let hours = match minutes.abs() % 60 {
        0 => (minutes.abs() / 60).to_string(),
        rest => format!("{}:{rest:02}", minutes.abs() / 60),
    };
    fill(if minutes < 0 { spoken.zone_minus } else { spoken.zone_plus }, &[&hours])
}

/// The messages of one lane that were stored in exactly this millisecond.
pub(crate) fn exactly_at(view: &View, time: StoreTime) -> Option<(QueueId, Vec<Mark>)> {
    view.lanes.timeline.lanes.iter().enumerate().find_map(|(index, lane)| {
        let here: Vec<Mark> = view.lanes.marks(index).iter().copied().filter(|mark| mark.time == time).collect();
        (!here.is_empty()).then_some((lane.queue, here))
    })
}

/// The handle's value in words.
pub(crate) fn handle(app: &AppContext, view: &View, answer: &Answer, landings: &[Landing]) -> String {
    let spoken = &app.texts.spoken;
    let Some(time) = app.ui.handle else { return spoken.no_time.to_owned() };
    let mut said = vec![fill(spoken.time, &[&app.ui.zone.date_time(time), &zone(app, time)])];
    if let Some(preview) = answer.preview() {
        let text = if preview.again == 1 { spoken.one_again_skipped } else { spoken.again_skipped };
        said.push(fill(text, &[&count(preview.again), &count(preview.skipped)]));
        if preview.unreachable != Some(0) {
            said.push(fill(spoken.expired, &[&gone(preview)]));
        }
    }
    if let Some((queue, marks)) = exactly_at(view, time) {
        let tag = tag_name(app, marks[0].tag);
        said.push(fill(spoken.on_message, &[&marks[0].offset.to_string(), &queue.to_string(), &tag]));
    }
    // The lane that goes back furthest says where it would be; all of them stand in the table.
    let moving = landings.iter().filter(|landing| landing.from != Some(landing.to));
    if let Some(landing) = moving.max_by_key(|landing| landing.from.map_or(0, |from| from.since(landing.to))) {
        said.push(fill(spoken.queue_at, &[&landing.queue.to_string(), &landing.to.to_string()]));
    }
    said.join(" ")
}

/// What is announced when the handle has come to rest.
#[inline(never)]
pub(crate) fn rest(app: &AppContext, answer: &Answer, starts: &[Start]) -> Option<String> {
    let spoken = &app.texts.spoken;
    if app.ui.mode == Mode::NewGroup {
        let receives = starts.iter().map(|start| start.receives).sum();
        let used = starts.iter().filter(|start| start.decision.setting_used).count();
        return Some(fill(spoken.would_receive, &[&count(receives), &used.to_string(), &starts.len().to_string()]));
    }
    let preview = answer.preview()?;
    Some(fill(spoken.rests, &[&count(preview.again), &count(preview.skipped), &gone(preview)]))
}

/// How many messages are gone; a question mark where nobody can know.
fn gone(preview: &RewindPreview) -> String {
    preview.unreachable.map_or("?".to_owned(), count)
}

/// The name of one of the topic's tags.
pub(crate) fn tag_name(app: &AppContext, tag: u8) -> String {
    let tags = app.topic().map(|topic| topic.tags.as_slice()).unwrap_or_default();
    match tags.get(usize::from(tag)).map(String::as_str) {
        Some("") | None => app.texts.timeline.no_tag.to_owned(),
        Some(tag) => tag.to_owned(),
    }
}

/// How often a message was received, in words.
pub(crate) fn times(app: &AppContext, times: u32) -> String {
    let texts = &app.texts.timeline;
    match times {
        0 => texts.not_yet.to_owned(),
        1 => texts.once.to_owned(),
        times => fill(texts.n_times, &[&times.to_string()]),
    }
}

/// One message in words.
pub(crate) fn mark(app: &AppContext, queue: QueueId, mark: &Mark) -> String {
    let values = [
        &queue.to_string(),
        &mark.offset.to_string(),
        &tag_name(app, mark.tag),
        &app.ui.zone.time(mark.time),
        &times(app, mark.received),
    ];
    fill(app.texts.spoken.mark, &values.map(String::as_str))
}

/// Gives the focus to something of the same widget.
#[inline(never)]
pub(crate) fn focus_on(target: Option<EventTarget>, selector: &str) {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    let root = element.and_then(|element| element.closest(".rr").ok().flatten());
    let found = root.and_then(|root| root.query_selector(selector).ok().flatten());
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        // A disabled button takes no focus, and then the focus stays where it is.
        let _ = found.focus();
    }
}
