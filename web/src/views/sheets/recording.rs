//! A recording of a real cluster beside the session: the same questions to both.
use super::Dialog;
use crate::context::AppContext;
use crate::icons::Icon;
use crate::locale::{Story, fill};
use crate::ui::UiAction;
use crate::views::controls::choose;
use notation::recording::{Beside, Recording, Row};
use yew::prelude::*;

/// The window; empty as long as no recording was opened.
#[inline(never)]
pub(super) fn recording(app: &AppContext) -> Html {
    let Some(recording) = &app.ui.recording else { return Html::default() };
    let texts = Story::of(app.ui.language);
    let rows = app.session.read(|session| recording.beside(session.simulation()));
    let different = rows.iter().filter(|row| row.here != row.there).count();
    let verdict =
        if different == 0 { texts.all_equal.to_owned() } else { fill(texts.differ, &[&different.to_string()]) };
    let footer = html! {
        <><span class="grow"></span>
        <button type="button" class="btn dark" onclick={choose(app, UiAction::SetSheet(None))}>{ app.texts.common.close }</button></>
    };
    html! {
        <Dialog title={texts.title} {footer}>
            <p class="soft">{ fill(texts.intro, &[file_name(&recording.scenario), &release(&recording.broker)]) }</p>
            { broken_off(app, recording) }
            <p class="row" role="status">{ for (different == 0).then(|| Icon::CHECK.small()) }<b>{ verdict }</b></p>
            <table class="files">
                <thead><tr><td></td><td class="r">{ texts.here }</td><td class="r">{ texts.there }</td></tr></thead>
                <tbody>{ for rows.iter().map(|row| table_row(app, row)) }</tbody>
            </table>
            <p class="soft">{ texts.times }</p>
        </Dialog>
    }
}

fn table_row(app: &AppContext, row: &Beside) -> Html {
    let number = |answer: Option<i64>| answer.map_or_else(|| "–".to_owned(), |answer| answer.to_string());
    html! {
        <tr class={classes!((row.here != row.there).then_some("bad"))}>
            <td class="p">{ what(app, &row.row) }</td><td class="r">{ number(row.here) }</td><td class="r">{ number(row.there) }</td>
        </tr>
    }
}

fn what(app: &AppContext, row: &Row) -> String {
    let texts = Story::of(app.ui.language);
    match row {
        Row::Stored(topic, queue) => fill(texts.stored, &[topic.as_str(), &queue.to_string()]),
        Row::Bodies(topic) => fill(texts.bodies, &[topic.as_str()]),
        Row::Received(group) => fill(texts.received, &[group.as_str()]),
        Row::Again(group) => fill(texts.again, &[group.as_str()]),
        Row::Committed(group, queue) => fill(texts.committed, &[group.as_str(), &queue.to_string()]),
    }
}

fn broken_off(app: &AppContext, recording: &Recording) -> Html {
    let Some(why) = &recording.broken_off else { return Html::default() };
    html! { <div class="alert" role="alert">{ fill(Story::of(app.ui.language).broken_off, &[why]) }</div> }
}

/// `V5_3_3` as people write it.
fn release(broker: &str) -> String {
    broker.trim_start_matches('V').replace('_', ".")
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
