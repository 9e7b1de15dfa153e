//! How a group's consumers found their first offsets, queue by queue, in words.
use super::group::consume_from_text;
use crate::context::AppContext;
use crate::locale::{Starts, fill};
use simulation::{FirstStart, FirstStartStep, GroupView, NotFoundReason, ZeroReason};
use yew::prelude::*;

/// Whether the setting was used, and behind it what each queue was asked and answered.
pub(super) fn first_start(app: &AppContext, group: &GroupView) -> Html {
    let said = used_text(app, group);
    if group.first_start.is_empty() {
        return html! { <span class="muted">{ said }</span> };
    }
    html! {
        <details class="way">
            <summary class="muted">{ said }</summary>
            <ul>{ for group.first_start.iter().map(|start| html! { <li><b>{ format!("Q{} ", start.queue) }</b>{ way(app, start) }</li> }) }</ul>
        </details>
    }
}

/// Whether the last first start read the setting, and if not, what came before it.
fn used_text(app: &AppContext, group: &GroupView) -> String {
    let texts = &app.texts.group;
    let trails = &group.first_start;
    let used = trails.iter().filter(|trail| trail.setting_used).count();
    let any = |wanted: fn(&FirstStartStep) -> bool| trails.iter().any(|trail| trail.steps.iter().any(wanted));
    if trails.is_empty() {
        let committed = group.queues.iter().any(|queue| queue.committed.is_some());
        (if committed { texts.not_used_committed } else { texts.not_started }).to_owned()
    } else if used == trails.len() {
        texts.used_everywhere.to_owned()
    } else if used > 0 {
        fill(texts.used_in, &[&used.to_string(), &trails.len().to_string()])
    } else if any(|step| matches!(step, FirstStartStep::AnswersZero { .. })) {
        texts.not_used_zero.to_owned()
    } else {
        texts.not_used_committed.to_owned()
    }
}

/// `no offset → broker: not found, trimmed → TIMESTAMP 11:01:48.000 → 4`.
fn way(app: &AppContext, start: &FirstStart) -> String {
    let mut steps: Vec<String> = start.steps.iter().map(|step| step_words(app, step)).collect();
    steps.push(start.first.to_string());
    steps.dedup();
    steps.join(" → ")
}

fn step_words(app: &AppContext, step: &FirstStartStep) -> String {
    let texts = Starts::of(app.ui.language);
    match step {
        FirstStartStep::Committed { offset } => fill(texts.committed, &[&offset.to_string()]),
        FirstStartStep::NothingCommitted => texts.nothing_committed.to_owned(),
        FirstStartStep::AnswersZero { why: ZeroReason::FirstMessageInMemory } => texts.zero_in_memory.to_owned(),
        FirstStartStep::AnswersZero { why: ZeroReason::EmptyQueue } => texts.zero_empty.to_owned(),
        FirstStartStep::NotFound { why: NotFoundReason::Trimmed } => texts.not_found_trimmed.to_owned(),
        FirstStartStep::NotFound { why: NotFoundReason::FirstMessageOnDisk } => texts.not_found_on_disk.to_owned(),
        FirstStartStep::NotFound { why: NotFoundReason::EmptyQueue } => texts.not_found_empty.to_owned(),
        FirstStartStep::Setting { consume_from } => consume_from_text(consume_from),
        FirstStartStep::LastOffset { offset } => fill(texts.last, &[&offset.to_string()]),
        FirstStartStep::FirstOffset => texts.first.to_owned(),
        FirstStartStep::Searched { time, own_default, offset } => {
            let text = if *own_default { texts.searched_default } else { texts.searched };
            fill(text, &[&app.ui.zone.date_time(*time), &offset.to_string()])
        }
        FirstStartStep::Corrected { from, to } => fill(texts.corrected, &[&from.to_string(), &to.to_string()]),
    }
}
