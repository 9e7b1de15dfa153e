//! The search by time, look by look, as the chosen version does it.
use super::lookup::LookupPane;
use super::{blank, queue_choice};
use crate::context::{AppContext, use_app};
use crate::icons::Icon;
use crate::locale::{Lookups, Probes as ProbeTexts, fill};
use crate::views::controls::{Choice, Segment, icon_button};
use broker::BrokerVersion;
use store::{Decision, Probe, Probes, QueueOffset, SearchRule, StoreTime};
use yew::prelude::*;

/// A queue range up to this long is drawn entry by entry.
const CELLS_MAX: i64 = 14;
/// Rows that are drawn; a walk over equal times can be ten thousand long.
const ROWS_MAX: usize = 200;

/// The tab: by time, or by key and id.
#[component]
pub fn SearchTab() -> Html {
    let app = use_app();
    let by_key = use_state(|| false);
    let onchoose = {
        let by_key = by_key.setter();
        Callback::from(move |place| by_key.set(place == 1))
    };
    html! {
        <>
            { kinds(&app, *by_key, onchoose) }
            if *by_key { <LookupPane /> } else { <TimeSearch /> }
        </>
    }
}

#[inline(never)]
fn kinds(app: &AppContext, by_key: bool, onchoose: Callback<usize>) -> Html {
    let texts = Lookups::of(app.ui.language);
    let choices = vec![Choice::text(texts.by_time), Choice::text(texts.by_key)];
    html! {
        <div class="row bar-row"><span class="muted">{ texts.by }</span>
            <Segment class="sm" label={texts.by} {choices} chosen={usize::from(by_key)} {onchoose} /></div>
    }
}

/// One row a look, a verdict below, and what the other rule says.
#[component]
pub fn TimeSearch() -> Html {
    let app = use_app();
    let texts = &app.texts.dock;
    let (queue, handle) = (app.ui.dock_queue, app.ui.handle);
    let probes = use_memo((app.revision, app.ui.topic.clone(), queue, handle), |(_, topic, queue, handle)| {
        app.session.read(|session| session.simulation().probes(topic, *queue, (*handle)?))
    });
    let shown = use_state(|| None::<usize>);
    use_effect_with((queue, handle, app.snapshot.version), {
        let shown = shown.setter();
        move |_| shown.set(None)
    });
    let rows = use_node_ref();
    use_effect_with((*shown, probes.clone()), {
        let rows = rows.clone();
        move |_| {
            // The row of the present step is the last one.
            if let Some(rows) = rows.cast::<web_sys::Element>() {
                rows.set_scroll_top(rows.scroll_height());
            }
        }
    });
    let Some(time) = handle else { return blank(texts.no_handle, texts.no_handle_hint) };
    let Some(probes) = probes.as_ref() else { return blank(texts.no_queue, texts.no_queue_hint) };
    let count = probes.probes.len();
    let at = shown.unwrap_or(count).min(count);
    let go = |to: usize| {
        let shown = shown.setter();
        Callback::from(move |_: MouseEvent| shown.set(Some(to)))
    };
    let steps = fill(texts.step_of, &[&at.to_string(), &count.to_string()]);
    html! {
        <>
            <div class="row bar-row">
                { queue_choice(&app) }
                <span class="soft nowrap">{ "t = " }<span class="mono">{ app.ui.zone.time(time) }</span></span>
                <span class="grow"></span>
                <span class="muted nowrap">{ steps }</span>
                <span class="join">
                    { icon_button(Icon::LEFT, texts.previous_step, go(at.saturating_sub(1)), at > 1) }
                    { icon_button(Icon::RIGHT, texts.next_step, go(at + 1), at < count) }
                </span>
            </div>
            <div class="scroll" tabindex="0" ref={rows}>{ table(&app, probes, time, at) }</div>
            { verdict(&app, probes, time, at >= count) }
        </>
    }
}

fn table(app: &AppContext, probes: &Probes, time: StoreTime, at: usize) -> Html {
    let texts = &app.texts.dock;
    if probes.probes.is_empty() {
        return blank(texts.nothing_to_probe, texts.nothing_to_probe_hint);
    }
    let range = (
        probes.probes.iter().map(|probe| probe.low.min(probe.mid)).min().unwrap_or_default(),
        probes.probes.iter().map(|probe| probe.high.max(probe.mid)).max().unwrap_or_default(),
    );
    let rows = probes.probes.iter().enumerate().take(at.min(ROWS_MAX));
    html! {
        <table class="probe">
            <thead><tr><th>{ "#" }</th><th>{ texts.entries }</th><th>{ texts.store_time }</th><th class="d">{ texts.distance }</th><th>{ texts.why }</th></tr></thead>
            <tbody>{ for rows.map(|(place, probe)| row(app, probe, place, place + 1 == at, time, range)) }</tbody>
        </table>
    }
}

fn row(
    app: &AppContext,
    probe: &Probe,
    place: usize,
    current: bool,
    time: StoreTime,
    range: (QueueOffset, QueueOffset),
) -> Html {
    let stored = probe.store_time;
    let distance = stored.map_or("–".to_owned(), |stored| signed_seconds(stored.since_ms(time)));
    html! {
        <tr class={current.then_some("cur")} key={place}>
            <td>{ place + 1 }</td>
            <td>{ cells(probe, range) }</td>
            <td class="ts">{ stored.map_or("–".to_owned(), |stored| app.ui.zone.time(stored)) }</td>
            <td class="ts d">{ distance }</td>
            <td>{ why(app, probe.decision) }</td>
        </tr>
    }
}

/// Entries low to high with the probed one filled; as numbers where they are too many to draw.
#[inline(never)]
fn cells(probe: &Probe, (first, last): (QueueOffset, QueueOffset)) -> Html {
    if last.since(first) >= CELLS_MAX {
        return html! { <span class="mono">{ format!("{} … ", probe.low) }<b>{ probe.mid.0 }</b>{ format!(" … {}", probe.high) }</span> };
    }
    let cell = |offset: i64| {
        let class = if offset == probe.mid.0 {
            Some("mid")
        } else {
            (offset >= probe.low.0 && offset <= probe.high.0).then_some("in")
        };
        html! { <i {class}>{ offset }</i> }
    };
    html! { <span class="cells">{ for (first.0..=last.0).map(cell) }</span> }
}

/// `+20.227`, `−5.643`.
fn signed_seconds(ms: i64) -> String {
    let sign = if ms < 0 { '−' } else { '+' };
    format!("{sign}{}.{:03}", ms.abs() / 1000, ms.abs() % 1000)
}

#[inline(never)]
fn why(app: &AppContext, decision: Decision) -> &'static str {
    let texts = ProbeTexts::of(app.ui.language);
    match decision {
        Decision::FileTooOld => texts.file_too_old,
        Decision::FileTooYoung => texts.file_too_young,
        Decision::FileChosen => texts.file_chosen,
        Decision::LastFileTaken => texts.last_file_taken,
        Decision::EmptyFile => texts.empty_file,
        Decision::CornerAfterLast => texts.corner_after_last,
        Decision::CornerBeforeFirst => texts.corner_before_first,
        Decision::CornerPassed => texts.corner_passed,
        Decision::RecordGone => texts.record_gone,
        Decision::Unreadable => texts.unreadable,
        Decision::GoLeft => texts.go_left,
        Decision::GoRight => texts.go_right,
        Decision::Hit => texts.hit,
        Decision::WalkBack => texts.walk_back,
        Decision::WalkForward => texts.walk_forward,
        Decision::WalkEnd => texts.walk_end,
    }
}

/// What was found; and where a version with the other rule would land.
#[inline(never)]
fn verdict(app: &AppContext, probes: &Probes, time: StoreTime, done: bool) -> Html {
    let texts = &app.texts.dock;
    let other = other_version(app.snapshot.version);
    let other_answer = app.session.read(|session| {
        let broker = session.simulation().broker();
        broker.store().probes(&app.ui.topic, app.ui.dock_queue, other.behaviour().time_search, time).answer
    });
    let here = if done { probes.answer.to_string() } else { "?".to_owned() };
    let differs = other_answer != probes.answer;
    html! {
        <div class="verdict">
            <span class="cells"><i class="hit">{ here.clone() }</i></span>
            <span><b>{ fill(texts.lands_on, &[app.snapshot.version.name(), &here]) }</b>{ " " }{ rule_text(app, probes.rule) }</span>
            <span class="grow"></span>
            if done {
                <span class="cells"><i class={differs.then_some("alt")}>{ other_answer.0 }</i></span>
                <span><b>{ fill(texts.lands_on, &[other.name(), &other_answer.to_string()]) }</b>{ " " }{ rule_text(app, other.behaviour().time_search) }</span>
            }
        </div>
    }
}

/// A version with the other rule: 4.9 beside all others, 5.1 beside 4.9.
fn other_version(version: BrokerVersion) -> BrokerVersion {
    if version == BrokerVersion::V4_9 { BrokerVersion::V5_1 } else { BrokerVersion::V4_9 }
}

#[inline(never)]
fn rule_text(app: &AppContext, rule: SearchRule) -> &'static str {
    let texts = &app.texts.dock;
    match rule {
        SearchRule::NearestInFileByModificationTime => texts.rule_nearest,
        SearchRule::FirstAtOrAfter => texts.rule_first,
        SearchRule::LastAtOrBefore => texts.rule_last,
    }
}
