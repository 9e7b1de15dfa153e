//! Where a new group starts, queue by queue: committed? what does the broker answer? is the setting read?
use super::answer::{Start, first_starts};
use crate::context::AppContext;
use crate::locale::{count, fill};
use crate::ui::FromWhere;
use simulation::{FirstStartStep, NotFoundReason, ZeroReason};
use yew::prelude::*;

/// Question, head, one line a lane, totals.
#[inline(never)]
pub(super) fn trail(app: &AppContext) -> Html {
    let texts = &app.texts.preview;
    let starts = first_starts(app);
    let used = starts.iter().filter(|start| start.decision.setting_used).count();
    let chip = fill(texts.used, &[&used.to_string(), &starts.len().to_string()]);
    html! {
        <>
            <div class="rail r-q"><h3>{ texts.where_start }</h3><span class="chip amber">{ chip }</span></div>
            <div class="rail p-head" aria-hidden="true"><div class="trail-h">
                { for [texts.committed, texts.answers, texts.setting, texts.starts_at].map(|text| html! { <span>{ text }</span> }) }
            </div></div>
            <div class="rail p-body"><ol class="trail">{ for starts.iter().map(|start| line(app, start)) }</ol></div>
            { totals(app, &starts) }
        </>
    }
}

/// What is shown of one decision.
struct Shown {
    class: &'static str,
    committed: String,
    answer: (&'static str, String),
    asked: bool,
}

#[inline(never)]
fn shown(app: &AppContext, start: &Start) -> Shown {
    let texts = &app.texts.preview;
    let mut shown = Shown {
        class: "used",
        committed: texts.no_place.to_owned(),
        answer: (texts.not_asked, String::new()),
        asked: false,
    };
    for step in &start.decision.steps {
        match step {
            FirstStartStep::Committed { offset } => {
                shown.class = "kept";
                shown.committed = offset.to_string();
            }
            FirstStartStep::AnswersZero { why } => {
                let why = match why {
                    ZeroReason::FirstMessageInMemory => texts.in_memory,
                    ZeroReason::EmptyQueue => texts.empty_queue,
                };
                (shown.class, shown.answer, shown.asked) = ("zero0", (texts.answers_zero, why.to_owned()), true);
            }
            FirstStartStep::NotFound { why } => {
                let why = match why {
                    NotFoundReason::Trimmed => fill(texts.trimmed, &[&min_of(app, start)]),
                    NotFoundReason::FirstMessageOnDisk => texts.on_disk.to_owned(),
                    NotFoundReason::EmptyQueue => texts.empty_queue.to_owned(),
                };
                (shown.answer, shown.asked) = ((texts.not_found, why), true);
            }
            _ => {}
        }
    }
    shown
}

fn min_of(app: &AppContext, start: &Start) -> String {
    let queues = app.topic().map(|topic| topic.queues.as_slice()).unwrap_or_default();
    queues.iter().find(|queue| queue.queue == start.queue).map(|queue| queue.min.to_string()).unwrap_or_default()
}

fn line(app: &AppContext, start: &Start) -> Html {
    let texts = &app.texts.preview;
    let Shown { class, committed, answer: (answer, why), asked } = shown(app, start);
    let used = start.decision.setting_used;
    let (setting, how) = setting(app, start);
    let lit = |this: &str| (class == this).then_some("lit");
    html! {
        <li class={class}>
            <span class="q0">{ format!("Q{}", start.queue) }</span>
            <span class={classes!("st", lit("kept"))}>{ committed }</span>
            <span class={classes!("st", lit("zero0"), (!asked).then_some("by"))}>
                if asked { <b>{ answer }</b><small>{ why }</small> } else { <s>{ answer }</s> }
            </span>
            <span class={classes!("st", used.then_some("lit"), (!used).then_some("by"))}>
                if used { <b>{ setting }</b><small>{ how }</small> } else { <s>{ setting }</s> }
            </span>
            <span class={classes!("fin", (!used).then_some("after-by"))}><b>{ start.first.to_string() }</b><small>{ fill(texts.receives, &[&count(start.receives)]) }</small></span>
        </li>
    }
}

#[inline(never)]
fn setting(app: &AppContext, start: &Start) -> (&'static str, String) {
    let texts = &app.texts.preview;
    match app.ui.new_group.from {
        FromWhere::Timestamp if app.ui.handle.is_none() => ("TIMESTAMP", texts.half_hour.to_owned()),
        FromWhere::Timestamp => {
            let clock = app.ui.zone.time(start.asked);
            ("TIMESTAMP", fill(texts.by_time, &[clock.split('.').next().unwrap_or_default()]))
        }
        FromWhere::First => ("FIRST", texts.by_first.to_owned()),
        FromWhere::Last => ("LAST", texts.by_last.to_owned()),
    }
}

fn totals(app: &AppContext, starts: &[Start]) -> Html {
    let texts = &app.texts.preview;
    let sum = |of: &dyn Fn(&Start) -> i64| -> i64 { starts.iter().map(of).sum() };
    let receives = sum(&|start| start.receives);
    let older = sum(&|start| start.older);
    let by_zero = sum(&|start| if start.decision.setting_used { 0 } else { start.receives });
    html! {
        <div class="rail p-sum">
            <span class="amber"><b>{ count(receives) }</b>{ texts.to_receive }</span>
            if older > 0 { <span class="skip"><b>{ count(older) }</b>{ texts.older_word }</span> }
            <span class="u">{ fill(texts.by_time_zero, &[&count(receives - by_zero), &count(by_zero)]) }</span>
        </div>
    }
}
