//! The consume queue around the place where the handle lands: 20 bytes a message.
use super::commit_log::landing;
use super::{blank, queue_choice};
use crate::context::AppContext;
use crate::icons::tag_mark;
use crate::locale::count;
use crate::ui::UiAction;
use store::{QueueEntry, QueueOffset};
use yew::prelude::*;

/// Entries shown before the landing.
const BEFORE: i64 = 4;
/// Entries shown in all.
const ENTRIES: i64 = 12;
/// Bytes of an entry: log offset 8, size 4, tag code 8.
const PARTS: [usize; 2] = [8, 12];

/// The tab.
#[inline(never)]
pub(super) fn consume_queue(app: &AppContext) -> Html {
    let texts = &app.texts.dock;
    let Some(queue) = app.topic().and_then(|topic| topic.queues.iter().find(|view| view.queue == app.ui.dock_queue))
    else {
        return blank(texts.no_queue, texts.no_queue_hint);
    };
    let landing = landing(app).unwrap_or(queue.max);
    let first = QueueOffset((landing.0 - BEFORE).min(queue.max.0 - ENTRIES).max(queue.min.0));
    let last = QueueOffset((first.0 + ENTRIES).min(queue.max.0));
    let rows: Vec<_> = app.session.read(|session| {
        let queue = session.simulation().broker().store().queue(&app.ui.topic, queue.queue);
        let entries = (first.0..last.0).map(QueueOffset);
        entries.filter_map(|offset| Some((offset, queue?.entry(offset)?))).collect()
    });
    html! {
        <>
            <div class="row bar-row">{ queue_choice(app) }
                <span class="muted mono nowrap">{ format!("consumequeue/{}/{}", app.ui.topic, queue.queue) }</span></div>
            <div class="scroll" tabindex="0">
                if rows.is_empty() {
                    { blank(texts.nothing_to_probe, texts.nothing_to_probe_hint) }
                } else {
                    <table class="probe entries">
                        <thead><tr><th>{ "#" }</th><th>{ texts.entry_parts }</th><th class="d">{ texts.log_at }</th><th><span class="vh">{ app.texts.producer.tag }</span></th></tr></thead>
                        <tbody>
                            { for rows.iter().map(|(offset, entry)| row(app, *offset, entry, *offset == landing)) }
                            if landing >= queue.max {
                                <tr class="cur"><td>{ landing.0 }</td><td colspan="3">{ texts.end_of_queue }</td></tr>
                            }
                        </tbody>
                    </table>
                }
            </div>
        </>
    }
}

fn row(app: &AppContext, offset: QueueOffset, entry: &QueueEntry, current: bool) -> Html {
    let bytes = entry.encode();
    let hex = |part: &[u8]| part.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
    let (log, rest) = bytes.split_at(PARTS[0]);
    let (size, code) = rest.split_at(PARTS[1] - PARTS[0]);
    let tags = app.topic().map(|topic| topic.tags.as_slice()).unwrap_or_default();
    let tag = tags.iter().position(|tag| !tag.is_empty() && store::tag_code(Some(tag)) == entry.tag_code);
    let select = super::super::controls::choose(app, UiAction::SelectMark(Some((app.ui.dock_queue, offset))));
    html! {
        <tr class={current.then_some("cur")} key={offset.0}>
            <td><button type="button" class="link" onclick={select}>{ offset.0 }</button></td>
            <td class="ts"><span class={current.then_some("amber")}>{ hex(log) }</span>{ " " }<span class="muted">{ hex(size) }</span>{ " " }<span class="soft">{ hex(code) }</span></td>
            <td class="ts d">{ count(entry.log_offset.0) }</td>
            <td>{ for tag.map(tag_mark) }</td>
        </tr>
    }
}
