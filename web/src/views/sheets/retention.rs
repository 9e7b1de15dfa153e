//! The log's files: which are there, which are gone, when the next one goes, and the settings that decide it.
use super::Dialog;
use crate::context::{AppContext, use_app};
use crate::icons::Icon;
use crate::locale::{Retention as Texts, command_error, fill};
use crate::ui::UiAction;
use crate::views::controls::{CopyButton, choose, into_state, typed};
use crate::views::step_text::bytes;
use simulation::{Command, LogFileView, Retention, RetentionView};
use store::StoreTime;
use yew::prelude::*;

/// Rows that are drawn: the last ones that are gone, and the first ones that are there.
const ROWS_MAX: usize = 60;
/// Bytes of log and queue files that can be chosen.
const SIZES: [(i64, i64); 4] = [(4 << 10, 400), (16 << 10, 400), (1 << 20, 6_000), (1 << 30, 6_000_000)];
/// The command that asks for old files to be deleted.
const COMMAND: &str = "mqadmin deleteExpiredCommitLog -n localhost:9876 -c DefaultCluster";

/// The window.
#[component]
pub fn RetentionSheet() -> Html {
    let app = use_app();
    let texts = Texts::of(app.ui.language);
    let view = &app.snapshot.retention;
    let hours = use_state(|| view.settings.file_reserved_hours.to_string());
    let when = use_state(|| hours_text(&view.settings.delete_when));
    let max = use_state(|| view.settings.disk_max_used_percent.to_string());
    let disk = use_state(|| view.settings.disk_used_percent.to_string());
    let offset_ms = app.ui.zone.offset_ms(app.snapshot.now);
    let wanted = settings([&hours, &when, &max, &disk].map(|state| state.as_str()), offset_ms);
    let changed = wanted.as_ref() != Some(&view.settings);
    let refused = use_state(|| None::<String>);
    let carry_out = carry_out(&app, &refused);
    let save = {
        let wanted = wanted.clone();
        carry_out.reform(move |_: MouseEvent| wanted.clone().map(Command::SetRetention))
    };
    let delete = carry_out.reform(|_: MouseEvent| Some(Command::DeleteExpired));
    let field = |id: &'static str, label: &'static str, state: &UseStateHandle<String>, unit: AttrValue| {
        html! {
            <><label for={id}>{ label }</label><span class="field short"><input {id} class="mono" inputmode="numeric" value={(**state).clone()}
                oninput={into_state(state)} /><span class="muted small">{ unit }</span></span></>
        }
    };
    let footer = html! {
        <><span class="grow"></span>
        <button type="button" class="btn" onclick={choose(&app, UiAction::SetSheet(None))}>{ app.texts.common.close }</button>
        <button type="button" class="btn" title={COMMAND} onclick={delete}>{ texts.delete_now }</button>
        <button type="button" class="btn dark" disabled={!changed || wanted.is_none()} onclick={save}>{ texts.apply }</button></>
    };
    html! {
        <Dialog title={texts.title} {footer}>
            <p class="soft">{ texts.intro }</p>
            <div class="form tall flat">
                { field("file-reserved-time", "fileReservedTime", &hours, texts.hours.into()) }
                { field("delete-when", "deleteWhen", &when, app.ui.zone.label(app.snapshot.now).into()) }
                { field("disk-max", "diskMaxUsedSpaceRatio", &max, "%".into()) }
                { field("disk-used", texts.disk, &disk, "%".into()) }
                <p class="hint">{ if wanted.is_none() { texts.wrong } else { texts.disk_hint } }</p>
                <label for="file-size">{ texts.size }</label>{ sizes(&app, view, carry_out) }
                <p class="hint">{ texts.size_hint }</p>
            </div>
            if let Some(why) = &*refused { <div class="alert" role="alert">{ why.clone() }</div> }
            <p role="status"><b>{ next(&app, view) }</b></p>
            { files(&app) }
            <div class="row small"><code class="mono grow">{ COMMAND }</code><CopyButton text={COMMAND} icon_only=true /></div>
        </Dialog>
    }
}

/// Carries commands out. A refusal is shown in the window: what lies behind it can't be seen.
#[inline(never)]
fn carry_out(app: &AppContext, refused: &UseStateHandle<Option<String>>) -> Callback<Option<Command>> {
    let (app, refused) = (app.clone(), refused.setter());
    Callback::from(move |command: Option<Command>| {
        if let Some(command) = command {
            let answer = app.session.apply(&command);
            refused.set(answer.err().map(|error| command_error(app.ui.language, &error)));
        }
    })
}

/// `04`, `04;16`.
fn hours_text(hours: &[u8]) -> String {
    hours.iter().map(|hour| format!("{hour:02}")).collect::<Vec<_>>().join(";")
}

/// What was typed, in the zone that the page shows; `None` for what is no number.
#[inline(never)]
fn settings([hours, when, max, disk]: [&str; 4], offset_ms: i64) -> Option<Retention> {
    let delete_when = when.split([';', ',', ' ']).map(str::trim).filter(|hour| !hour.is_empty());
    Some(Retention {
        file_reserved_hours: hours.trim().parse().ok()?,
        delete_when: delete_when.map(str::parse).collect::<Result<_, _>>().ok()?,
        disk_max_used_percent: max.trim().parse().ok()?,
        disk_used_percent: disk.trim().parse().ok()?,
        zone_offset_minutes: i32::try_from(offset_ms / 60_000).ok()?,
    })
}

#[inline(never)]
fn sizes(app: &AppContext, view: &RetentionView, carry_out: Callback<Option<Command>>) -> Html {
    let texts = Texts::of(app.ui.language);
    let now = (view.log_file_bytes, view.queue_file_bytes);
    let name = |(log, queue): (i64, i64)| fill(texts.sizes, &[&bytes(log), &(queue / 20).to_string()]);
    let onchange = carry_out.reform(move |event: Event| {
        let chosen = typed(&event).parse::<usize>().ok().and_then(|place| SIZES.get(place).copied());
        chosen.map(|(log_bytes, queue_bytes)| Command::ResizeFiles { log_bytes, queue_bytes })
    });
    let option = |(place, sizes): (usize, &(i64, i64))| {
        html! { <option value={place.to_string()} selected={*sizes == now}>{ name(*sizes) }</option> }
    };
    html! {
        <span class="field pull"><select id="file-size" {onchange}>
            if !SIZES.contains(&now) { <option selected=true>{ name(now) }</option> }
            { for SIZES.iter().enumerate().map(option) }
        </select></span>
    }
}

/// When the next file goes.
#[inline(never)]
fn next(app: &AppContext, view: &RetentionView) -> String {
    let texts = Texts::of(app.ui.language);
    match view.next_deletion {
        Some(at) => fill(texts.next, &[&moment(app, at)]),
        None => texts.next_never.to_owned(),
    }
}

/// The files, oldest first.
#[inline(never)]
fn files(app: &AppContext) -> Html {
    let texts = Texts::of(app.ui.language);
    let files = app.session.read(|session| session.simulation().log_files());
    let gone = files.iter().filter(|file| file.gone_at.is_some()).count();
    let first = gone.saturating_sub(ROWS_MAX / 2);
    let row = |file: &LogFileView| {
        let fate = match (file.gone_at, file.goes_at) {
            (Some(at), _) => fill(texts.gone, &[&moment(app, at)]),
            (None, Some(at)) => fill(texts.goes, &[&moment(app, at)]),
            (None, None) => texts.stays.to_owned(),
        };
        let until = file.until.map_or_else(String::new, |until| moment(app, until));
        html! {
            <tr class={file.gone_at.map(|_| "past")}>
                <td>{ for file.gone_at.is_none().then(|| Icon::FILE.small()) }</td>
                <td class="p">{ format!("{:020}", file.start.0) }</td>
                <td class="mono">{ format!("{} – {until}", moment(app, file.from)) }</td>
                <td class="r">{ fate }</td></tr>
        }
    };
    html! {
        <div class="scroll files-box" tabindex="0"><table class="files">
            <caption class="vh">{ texts.files }</caption>
            <tbody>{ for files.iter().skip(first).take(ROWS_MAX).map(row) }</tbody></table>
            if files.len() - first > ROWS_MAX { <p class="muted small">{ fill(texts.more, &[&(files.len() - first - ROWS_MAX).to_string()]) }</p> }
        </div>
    }
}

/// `2022-01-21 04:00:00`: files are spoken of in seconds.
fn moment(app: &AppContext, at: StoreTime) -> String {
    let text = app.ui.zone.date_time(at);
    text.split_once('.').map_or(text.clone(), |(seconds, _)| seconds.to_owned())
}
