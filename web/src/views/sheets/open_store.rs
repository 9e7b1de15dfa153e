//! Opening the store folder of a real broker: choose, read, look at the result, open.
use super::Dialog;
use crate::choice::suiting;
use crate::context::{AppContext, use_app};
use crate::files::{FileError, OpenedStore, Progress, open_store};
use crate::icons::Icon;
use crate::locale::{OpenStore, config_remark, count, file_error, fill, store_remark};
use crate::source::Source;
use crate::ui::{Sheet, UiAction};
use crate::views::controls::{CopyButton, choose};
use simulation::{Simulation, Snapshot, TopicView};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Remarks that are listed; the rest are counted.
const REMARKS_MAX: usize = 20;
/// The bar is drawn so often and no more: pieces come by the thousand.
const DRAW_EVERY_MS: f64 = 120.0;
/// Bytes of a megabyte.
const MEGABYTE: f64 = 1_048_576.0;

/// Where the window is.
#[derive(Clone)]
enum Stage {
    Choose,
    /// How far, and whether it is an archive.
    Reading(Progress, bool),
    Done(Rc<OpenedStore>),
    Failed(AttrValue, FileError),
}

/// The window.
#[component]
pub fn OpenStoreSheet() -> Html {
    let app = use_app();
    let stage = use_state(|| Stage::Choose);
    use_effect_with(app.ui.source.clone(), {
        let (stage, version) = (stage.setter(), app.snapshot.version);
        move |source| {
            let stopped = Rc::new(Cell::new(false));
            if let Some(source) = source.clone() {
                read(source, version, stage, stopped.clone());
            }
            // Another source, or a closed window: what is still being read is of no use.
            move || stopped.set(true)
        }
    });
    match &*stage {
        Stage::Choose => choosing(&app),
        Stage::Reading(progress, archive) => reading(&app, *progress, *archive),
        Stage::Done(store) => done(&app, store),
        Stage::Failed(name, error) => failed(&app, name, error, stage.setter()),
    }
}

#[inline(never)]
fn read(source: Source, version: broker::BrokerVersion, stage: UseStateSetter<Stage>, stopped: Rc<Cell<bool>>) {
    let archive = source.single().is_some();
    stage.set(Stage::Reading(Progress::default(), archive));
    spawn_local(async move {
        let progress = {
            let (stage, stopped, drawn) = (stage.clone(), stopped.clone(), Cell::new(0.0));
            move |progress| {
                let now = js_sys::Date::now();
                if !stopped.get() && now - drawn.get() >= DRAW_EVERY_MS {
                    drawn.set(now);
                    stage.set(Stage::Reading(progress, archive));
                }
                !stopped.get()
            }
        };
        let result = open_store(&source, version, progress).await;
        if stopped.get() {
            return;
        }
        stage.set(match result {
            Ok(store) => Stage::Done(Rc::new(store)),
            Err(FileError::Stopped) => Stage::Choose,
            Err(error) => Stage::Failed(source.name.into(), error),
        });
    });
}

#[inline(never)]
fn choosing(app: &AppContext) -> Html {
    let texts = OpenStore::of(app.ui.language);
    let ui = app.ui.dispatcher();
    let onchange = Callback::from(move |event: Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(source) = input.and_then(|input| Source::chosen(&input)) {
            ui.dispatch(UiAction::OpenStore(source));
        }
    });
    let footer = html! {
        <>{ Icon::LOCK.small() }{ texts.read_only }<span class="grow"></span>{ close_button(app, app.texts.common.cancel) }</>
    };
    html! {
        <Dialog title={texts.title} {footer}>
            <p class="soft">{ texts.intro }</p>
            <div class="drop">
                { Icon::FOLDER.html() }<b>{ texts.drop }</b><span class="muted">{ texts.needs }</span>
                <div class="row">
                    <label class="btn"><input type="file" webkitdirectory={true} onchange={onchange.clone()} />{ texts.choose_folder }</label>
                    <label class="btn quiet"><input type="file" accept=".zip,.gz,.tgz,.tar" {onchange} />{ texts.choose }</label>
                </div>
            </div>
        </Dialog>
    }
}

#[inline(never)]
fn reading(app: &AppContext, progress: Progress, archive: bool) -> Html {
    let texts = OpenStore::of(app.ui.language);
    let part = if progress.size > 0.0 { progress.read / progress.size * 100.0 } else { 0.0 };
    let number = |bytes: f64| format!("{:.1}", bytes / MEGABYTE);
    let text = fill(
        if archive { texts.progress } else { texts.progress_folder },
        &[&number(progress.read), &number(progress.size), &number(progress.unpacked)],
    );
    let footer = html! { <>{ texts.untouched }<span class="grow"></span>{ close_button(app, texts.stop) }</> };
    html! {
        <Dialog title={texts.reading} {footer}>
            <p class="soft">{ text }</p>
            <div class="bar" role="progressbar" aria-label={texts.reading} aria-valuemin="0" aria-valuemax="100"
                aria-valuenow={format!("{part:.0}")}><i style={format!("width:{part:.1}%")}></i></div>
        </Dialog>
    }
}

#[inline(never)]
fn done(app: &AppContext, store: &Rc<OpenedStore>) -> Html {
    let texts = OpenStore::of(app.ui.language);
    let report = &store.opened.store;
    let snapshot = store.simulation.snapshot();
    let remarks: Vec<String> = (report.remarks.iter().map(|remark| store_remark(app.ui.language, remark)))
        .chain(store.opened.config.iter().map(|remark| config_remark(app.ui.language, remark)))
        .chain(late_times(app, &store.simulation))
        .collect();
    let open = open_callback(app, store);
    let messages = count(i64::try_from(report.records).unwrap_or(i64::MAX));
    let label = if remarks.is_empty() { texts.open.to_owned() } else { fill(texts.open_good, &[&messages]) };
    let footer = html! {
        <>{ texts.undo_hint }<span class="grow"></span>{ close_button(app, app.texts.common.cancel) }
        if !report.nothing_left() {
            <button type="button" class="btn dark" onclick={open}>{ label }</button>
        }</>
    };
    html! {
        <Dialog title={if report.nothing_left() { texts.failed } else if remarks.is_empty() { texts.done } else { texts.damaged }} {footer}>
            <p class="mono small soft">{ &store.name }</p>
            <div class="stat">
                <div><b>{ messages }</b><span>{ texts.messages }</span></div>
                <div><b>{ snapshot.topics.len() }</b><span>{ texts.topics }</span></div>
                <div><b>{ snapshot.groups.len() }</b><span>{ texts.groups }</span></div>
                { stored(app, &snapshot) }
            </div>
            if report.nothing_left() {
                <p>{ texts.nothing_left }</p>
            }
            if !remarks.is_empty() {
                { remark_list(&remarks, report.remarks_left_out + store.opened.config_left_out) }
            }
            <table class="files"><tbody>{ for by_size(&snapshot).into_iter().map(|topic| topic_row(app, topic)) }</tbody></table>
        </Dialog>
    }
}

/// What is to be said of queue files whose times say nothing about their messages.
#[inline(never)]
fn late_times(app: &AppContext, simulation: &Simulation) -> Option<String> {
    let store = simulation.broker().store();
    let queues = store.topics().flat_map(|topic| store.queues(topic));
    let (mut late, mut files) = (0, 0);
    for (_, queue) in queues {
        late += queue.late_files();
        files += queue.files().len();
    }
    (late > 0).then(|| fill(OpenStore::of(app.ui.language).late_times, &[&late.to_string(), &files.to_string()]))
}

#[inline(never)]
fn stored(app: &AppContext, snapshot: &Snapshot) -> Html {
    let times = snapshot.topics.iter().filter_map(|topic| topic.times);
    let Some((first, last)) = times.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1))) else {
        return Html::default();
    };
    let zone = &app.ui.zone;
    html! {
        <div class="grow"><span>{ OpenStore::of(app.ui.language).stored }</span><br />
            <span class="mono ink">{ format!("{} – {} {}", zone.date_time(first), zone.date_time(last), zone.label(last)) }</span></div>
    }
}

#[inline(never)]
fn remark_list(remarks: &[String], left_out: u64) -> Html {
    let more = remarks.len().saturating_sub(REMARKS_MAX) as u64 + left_out;
    html! {
        <ul class="alert" role="alert">
            { for remarks.iter().take(REMARKS_MAX).map(|remark| html! { <li>{ remark }</li> }) }
            if more > 0 {
                <li>{ format!("+ {more}") }</li>
            }
        </ul>
    }
}

/// How many messages a topic holds.
fn held(topic: &TopicView) -> i64 {
    topic.queues.iter().map(|queue| queue.max.since(queue.min)).sum()
}

/// The fullest topic first.
fn by_size(snapshot: &Snapshot) -> Vec<&TopicView> {
    let mut topics: Vec<_> = snapshot.topics.iter().collect();
    topics.sort_by_key(|topic| std::cmp::Reverse(held(topic)));
    topics
}

fn topic_row(app: &AppContext, topic: &TopicView) -> Html {
    let about =
        fill(OpenStore::of(app.ui.language).topic_holds, &[&topic.queues.len().to_string(), &count(held(topic))]);
    html! {
        <tr><td class="ok">{ Icon::CHECK.small() }</td><td class="p">{ topic.topic.as_str() }</td><td class="r">{ about }</td></tr>
    }
}

#[inline(never)]
fn open_callback(app: &AppContext, store: &Rc<OpenedStore>) -> Callback<MouseEvent> {
    let (app, store) = (app.clone(), store.clone());
    Callback::from(move |_| {
        let snapshot = store.simulation.snapshot();
        let label = fill(app.texts.steps.opened, &[&store.name]);
        if app.open(label, store.simulation.clone()) {
            app.ui.dispatch(UiAction::SetPlaying(false));
            suiting(&snapshot).into_iter().for_each(|action| app.ui.dispatch(action));
            app.ui.dispatch(UiAction::SetSheet(None));
        }
    })
}

#[inline(never)]
fn failed(app: &AppContext, name: &AttrValue, error: &FileError, stage: UseStateSetter<Stage>) -> Html {
    let texts = OpenStore::of(app.ui.language);
    let what = file_error(app.ui.language, error, name);
    let again = {
        let ui = app.ui.dispatcher();
        Callback::from(move |_: MouseEvent| {
            ui.dispatch(UiAction::SetSheet(Some(Sheet::OpenStore)));
            stage.set(Stage::Choose);
        })
    };
    let footer = html! {
        <>{ app.texts.common.session_unchanged }<span class="grow"></span>{ close_button(app, app.texts.common.cancel) }
        <button type="button" class="btn dark" onclick={again}>{ texts.again }</button></>
    };
    html! {
        <Dialog title={texts.failed} {footer}>
            <div class="alert" role="alert">{ what.clone() }</div>
            <div class="row"><CopyButton text={what} label={texts.copy_report} /></div>
        </Dialog>
    }
}

fn close_button(app: &AppContext, label: &'static str) -> Html {
    html! { <button type="button" class="btn" onclick={choose(app, UiAction::SetSheet(None))}>{ label }</button> }
}
