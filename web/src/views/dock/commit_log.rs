//! One record of the commit log: its fields, and its bytes. What is pointed at is lit in both.
use super::blank;
use crate::context::{AppContext, use_app};
use crate::icons::tag_mark;
use crate::locale::{Retention, count, fill};
use crate::ui::{Sheet, UiAction};
use crate::views::controls::choose;
use store::{Field, LogOffset, QueueId, QueueOffset, Store, StoreTime};
use yew::prelude::*;

/// Bytes of a row.
const ROW_BYTES: usize = 16;
/// Bytes that are drawn: a body can be 4 MiB long.
const BYTES_MAX: usize = 1024;

/// What is shown of a record.
#[derive(Clone, PartialEq)]
struct Shown {
    log: LogOffset,
    file: LogOffset,
    bytes: Vec<u8>,
    size: usize,
    fields: Vec<Field>,
    tag: String,
}

/// The tab.
#[component]
pub fn CommitLogTab() -> Html {
    let app = use_app();
    let texts = &app.texts.dock;
    let lit = use_state(|| None::<usize>);
    let place = chosen(&app);
    let record = use_memo((app.revision, app.ui.topic.clone(), place), |(_, _, place)| {
        let (queue, offset) = (*place)?;
        app.session.read(|session| look(session.simulation().broker().store(), &app.ui.topic, queue, offset))
    });
    let (Some((queue, offset)), Some(record)) = (place, record.as_ref()) else {
        return blank(texts.no_message, texts.no_message_hint);
    };
    let tag = app.topic().and_then(|topic| topic.tags.iter().position(|tag| *tag == record.tag)).unwrap_or(usize::MAX);
    let place = format!("commitlog/{:020} + {}", record.file.0, count(record.log.0 - record.file.0));
    let field = |(number, field): (usize, &Field)| {
        let light = || {
            let lit = lit.setter();
            move || lit.set(Some(number))
        };
        let (enter, focus) = (light(), light());
        html! {
            <div class={(*lit == Some(number)).then_some("lit")} tabindex="0" onmouseenter={move |_| enter()} onfocus={move |_| focus()}>
                <dt>{ field.name }</dt><dd title={field.value.clone()}>{ value(&app, field) }</dd>
            </div>
        }
    };
    html! {
        <>
            <div class="row bar-row">
                { tag_mark(tag) }<b>{ format!("Q{queue} #{offset}") }</b>
                <span class="muted mono">{ place }</span><span class="grow"></span>
                { retention_button(&app) }
                <span class="muted nowrap">{ fill(texts.bytes, &[&count(i64::try_from(record.size).unwrap_or(i64::MAX))]) }</span>
            </div>
            <div class="pane hex">
                <dl class="fields">{ for record.fields.iter().enumerate().map(field) }</dl>
                <div class="bytes" aria-hidden="true">{ for (0..record.bytes.len()).step_by(ROW_BYTES).map(|start| row(record, start, *lit, &lit)) }
                    if record.size > record.bytes.len() {
                        <div class="muted">{ texts.more_bytes }</div>
                    }
                </div>
            </div>
        </>
    }
}

/// The way to the log's files and when they go.
#[inline(never)]
fn retention_button(app: &AppContext) -> Html {
    html! {
        <button type="button" class="btn sm" aria-haspopup="dialog"
            onclick={choose(app, UiAction::SetSheet(Some(Sheet::Retention)))}>{ Retention::of(app.ui.language).open }</button>
    }
}

/// The chosen message; without one, where the handle lands in the dock's queue.
#[inline(never)]
pub(super) fn chosen(app: &AppContext) -> Option<(QueueId, QueueOffset)> {
    app.ui.selected_mark.filter(|(queue, _)| *queue == app.ui.dock_queue).or_else(|| {
        let queue = app.topic()?.queues.iter().find(|view| view.queue == app.ui.dock_queue)?;
        let landing = landing(app)?;
        let last = queue.max.plus(-1);
        (last >= queue.min).then(|| (queue.queue, landing.clamp(queue.min, last)))
    })
}

/// Where a search for the handle's time lands in the dock's queue.
pub(super) fn landing(app: &AppContext) -> Option<QueueOffset> {
    let (topic, queue, time) = (&app.ui.topic, app.ui.dock_queue, app.ui.handle?);
    app.session.read(|session| session.simulation().probes(topic, queue, time)).map(|probes| probes.answer)
}

#[inline(never)]
fn look(store: &Store, topic: &store::TopicName, queue: QueueId, offset: QueueOffset) -> Option<Shown> {
    let record = store.message(topic, queue, offset).ok()?;
    let log = record.log_offset();
    let bytes = record.bytes();
    let file = store.log().files().iter().rev().map(|file| file.start).find(|start| *start <= log)?;
    Some(Shown {
        log,
        file,
        bytes: bytes[..bytes.len().min(BYTES_MAX)].to_vec(),
        size: bytes.len(),
        fields: record.fields(),
        tag: record.tags().unwrap_or_default().to_owned(),
    })
}

/// Times are shown as times; their number stands in the bytes.
fn value(app: &AppContext, field: &Field) -> String {
    match (field.name, field.value.parse()) {
        ("bornTime" | "storeTime", Ok(ms)) => app.ui.zone.date_time(StoreTime(ms)),
        _ => field.value.clone(),
    }
}

/// One row of bytes; each field's bytes are one run, so that they can be lit together.
fn row(record: &Shown, start: usize, lit: Option<usize>, set: &UseStateHandle<Option<usize>>) -> Html {
    let end = (start + ROW_BYTES).min(record.bytes.len());
    let runs = record.fields.iter().enumerate().filter_map(|(number, field)| {
        let (from, to) = (field.start.max(start), (field.start + field.len).min(end));
        (from < to).then(|| {
            let text: String = record.bytes[from..to].iter().map(|byte| format!("{byte:02x} ")).collect();
            let set = set.setter();
            html! { <span class={(lit == Some(number)).then_some("lit")} onmouseenter={move |_| set.set(Some(number))}>{ text }</span> }
        })
    });
    html! { <div><u>{ format!("{start:03x}  ") }</u>{ for runs }</div> }
}
