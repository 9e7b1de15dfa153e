//! The table of the chosen version: its rows are the lanes.
use super::answer::Answer;
use crate::context::AppContext;
use crate::locale::{count, fill};
use simulation::PreviewRow;
use yew::prelude::*;

/// Head, rows and totals.
pub(super) fn table(app: &AppContext, answer: &Answer) -> Html {
    let texts = &app.texts.preview;
    let columns = || {
        let widths = [19, 19, 26, 18, 18];
        html! { <colgroup>{ for widths.map(|width| html! { <col style={format!("width:{width}%")} /> }) }</colgroup> }
    };
    let head = |text: &'static str| html! { <th scope="col">{ text }</th> };
    html! {
        <>
            { super::question(app) }
            <div class="rail p-head" aria-hidden="true"><table class="ptab">{ columns() }<thead><tr>
                { for [texts.min_max, texts.now_at, texts.would_be, texts.again, texts.skipped].map(head) }
            </tr></thead></table></div>
            <div class="rail p-body"><table class="ptab" aria-label={texts.table}>{ columns() }
                <thead class="vh"><tr>{ for [texts.queue, texts.now_at, texts.would_be, texts.again, texts.skipped].map(head) }</tr></thead>
                <tbody>{ for answer.preview().iter().flat_map(|preview| &preview.rows).map(|row| line(app, row)) }</tbody>
            </table></div>
            { totals(app, answer) }
        </>
    }
}

fn line(app: &AppContext, row: &PreviewRow) -> Html {
    let texts = &app.texts.preview;
    let place =
        |offset: Option<store::QueueOffset>| offset.map_or(texts.no_place.to_owned(), |offset| offset.to_string());
    let there = match row.time_there {
        _ if row.kept => texts.kept.to_owned(),
        Some(time) => app.ui.zone.time(time),
        None => texts.the_end.to_owned(),
    };
    let number = |count_of: i64, class: &'static str| match count_of {
        0 => html! { <td><span class="zero">{ "–" }</span></td> },
        number => html! { <td><span class={classes!("n", class)}>{ count(number) }</span></td> },
    };
    html! {
        <tr>
            <th scope="row"><span class="vh">{ format!("Q{}", row.queue) }</span><span class="soft">{ format!("{} – {}", row.min, row.max) }</span></th>
            <td><span class="n">{ place(row.now_at) }</span></td>
            <td><span class="n">{ row.would_be_at.to_string() }</span><small>{ there }</small></td>
            { number(row.again, "amber") }
            { number(row.skipped, "skip") }
        </tr>
    }
}

fn totals(app: &AppContext, answer: &Answer) -> Html {
    let texts = &app.texts.preview;
    let Some(preview) = answer.preview() else { return html! { <div class="rail p-sum"></div> } };
    let sum = |number: i64, class: &'static str, word: &'static str| {
        html! { <span class={if number == 0 { "muted" } else { class }}><b>{ count(number) }</b>{ word }</span> }
    };
    // Nobody can count what lies before the oldest kept message: its store times went with it.
    let gone = fill(texts.n_unreachable, &[&preview.unreachable.map_or("?".to_owned(), count)]);
    html! {
        <div class="rail p-sum">
            { sum(preview.again, "amber", texts.again_word) }
            { sum(preview.skipped, "skip", texts.skipped_word) }
            <span class={classes!("u", preview.unreachable.is_some_and(|gone| gone > 0).then_some("skip"))}>{ gone }</span>
        </div>
    }
}
