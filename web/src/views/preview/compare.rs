//! The same rewind in every version, side by side; answers that differ from the chosen version's are blue.
use super::answer::Answer;
use crate::context::AppContext;
use crate::locale::{count, fill};
use broker::BrokerVersion;
use simulation::{PreviewRow, RewindPreview};
use yew::prelude::*;

/// Head, rows and totals, a column a version.
#[inline(never)]
pub(super) fn compare(app: &AppContext, answer: &Answer) -> Html {
    let texts = &app.texts.preview;
    let columns = || {
        let width = format!("width:{}%", 84 / answer.versions().len().max(1));
        html! { <colgroup><col style="width:16%" />{ for answer.versions().iter().map(|_| html! { <col style={width.clone()} /> }) }</colgroup> }
    };
    let head = |(version, _): &(BrokerVersion, RewindPreview)| {
        let chosen = *version == app.snapshot.version;
        html! { <th scope="col" class={chosen.then_some("sel")} aria-current={chosen.then_some("true")}><b>{ version.name() }</b></th> }
    };
    let heads = || answer.versions().iter().map(head);
    let rows = answer.preview().map(|preview| preview.rows.clone()).unwrap_or_default();
    html! {
        <>
            { super::question(app) }
            <div class="rail p-head" aria-hidden="true"><table class="ptab cmp">{ columns() }<thead><tr>
                <th scope="col">{ texts.now_at }</th>{ for heads() }
            </tr></thead></table></div>
            <div class="rail p-body"><table class="ptab cmp" aria-label={texts.table}>{ columns() }
                <thead class="vh"><tr><th scope="col">{ texts.now_at }</th>{ for heads() }</tr></thead>
                <tbody>{ for rows.iter().map(|row| line(app, answer, row)) }</tbody>
            </table></div>
            <div class="rail p-sum"><table class="ptab cmp">{ columns() }<tbody><tr>
                <th scope="row"><b>{ texts.again }</b></th>{ for answer.versions().iter().map(|at| total(app, answer, at)) }
            </tr></tbody></table></div>
        </>
    }
}

fn line(app: &AppContext, answer: &Answer, row: &PreviewRow) -> Html {
    let cell = |(version, preview): &(BrokerVersion, RewindPreview)| {
        let other = preview.rows.iter().find(|other| other.queue == row.queue)?;
        let class = class_of(*version == app.snapshot.version, other.would_be_at == row.would_be_at);
        let colour = (class == "sel").then_some(if other.skipped > 0 { "skip" } else { "amber" });
        Some(
            html! { <td {class}><span class={classes!("n", colour)}>{ other.would_be_at.to_string() }</span><small>{ outcome(app, other) }</small></td> },
        )
    };
    let now_at = row.now_at.map_or(app.texts.preview.no_place.to_owned(), |offset| offset.to_string());
    html! {
        <tr>
            <th scope="row"><span class="vh">{ format!("Q{}", row.queue) }</span><span class="n">{ now_at }</span></th>
            { for answer.versions().iter().filter_map(cell) }
        </tr>
    }
}

fn class_of(chosen: bool, same: bool) -> &'static str {
    match (chosen, same) {
        (true, _) => "sel",
        (_, true) => "same",
        _ => "diff",
    }
}

#[inline(never)]
fn outcome(app: &AppContext, row: &PreviewRow) -> String {
    let texts = &app.texts.preview;
    if row.skipped > 0 {
        fill(texts.n_skipped, &[&count(row.skipped)])
    } else if row.again > 0 {
        fill(texts.n_again, &[&count(row.again)])
    } else {
        texts.stays.to_owned()
    }
}

fn total(app: &AppContext, answer: &Answer, (version, preview): &(BrokerVersion, RewindPreview)) -> Html {
    let texts = &app.texts.preview;
    let same = answer.preview().is_some_and(|here| (here.again, here.skipped) == (preview.again, preview.skipped));
    let class = class_of(*version == app.snapshot.version, same);
    let skipped = fill(texts.n_skipped, &[&count(preview.skipped)]);
    html! { <td {class}><span class={classes!("n", (class == "sel").then_some("amber"))}>{ count(preview.again) }</span><small>{ skipped }</small></td> }
}
