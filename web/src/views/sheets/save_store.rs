//! Saving the session as the store folder of a real broker: how large its files are, and how it goes out.
use super::Dialog;
use crate::context::{AppContext, use_app};
use crate::icons::Icon;
use crate::locale::{SaveStore, fill, saving_error};
use crate::saving::{Packing, Saved, SavingError, can_write_folders, download_store, save_into_folder};
use crate::ui::UiAction;
use crate::views::controls::{CopyButton, choose};
use crate::views::step_text::bytes;
use simulation::{FileSizes, RetentionView};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How a real broker is started inside the folder.
const START: &str = "mqbroker -n localhost:9876 -c broker.conf";
/// Bytes of a megabyte.
const MEGABYTE: f64 = 1_048_576.0;

#[derive(Clone, PartialEq)]
enum Stage {
    Choose,
    Writing(usize, usize),
    Saved(Saved),
    Failed(SavingError),
}

/// The window.
#[component]
pub fn SaveStoreSheet() -> Html {
    let app = use_app();
    let sizes = use_state(|| first_choice(&app.snapshot.retention));
    let stage = use_state(|| Stage::Choose);
    let texts = SaveStore::of(app.ui.language);
    let busy = matches!(*stage, Stage::Writing(..));
    let footer = html! {
        <>
            <span class="grow"></span>
            <button type="button" class="btn" onclick={choose(&app, UiAction::SetSheet(None))}>{ app.texts.common.close }</button>
            if can_write_folders() {
                <button type="button" class="btn" disabled={busy} onclick={into_folder(&app, *sizes, &stage)}>{ texts.into_folder }</button>
            }
            <button type="button" class="btn" disabled={busy} onclick={as_archive(&app, *sizes, &stage, Packing::TarGz)}>{ ".tar.gz" }</button>
            <button type="button" class="btn dark" disabled={busy} onclick={as_archive(&app, *sizes, &stage, Packing::Zip)}>{ ".zip" }</button>
        </>
    };
    html! {
        <Dialog title={texts.title} {footer}>
            <p class="soft">{ texts.intro }</p>
            { size_choice(&app, &sizes) }
            <p class="soft">{ texts.times }</p>
            <div class="how"><span>{ fill(texts.start, &[app.snapshot.version.release()]) }</span>
                <code class="mono">{ START }</code><CopyButton text={START} icon_only=true /></div>
            { outcome(&app, &stage) }
        </Dialog>
    }
}

/// Files as they are, where somebody has chosen their size; else small ones.
fn first_choice(retention: &RetentionView) -> FileSizes {
    if is_default(retention) { FileSizes::Small } else { FileSizes::AsTheyAre }
}

/// Whether the session's files are those of an installation where nothing is set.
fn is_default(retention: &RetentionView) -> bool {
    (retention.log_file_bytes, retention.queue_file_bytes) == (1 << 30, 6_000_000)
}

#[inline(never)]
fn size_choice(app: &AppContext, chosen: &UseStateHandle<FileSizes>) -> Html {
    let texts = SaveStore::of(app.ui.language);
    let retention = &app.snapshot.retention;
    let entries = (retention.queue_file_bytes / 20).to_string();
    let as_they_are = fill(texts.as_they_are_hint, &[&bytes(retention.log_file_bytes), &entries]);
    let choices = [
        (FileSizes::AsTheyAre, texts.as_they_are, as_they_are),
        (FileSizes::Small, texts.small, texts.small_hint.to_owned()),
        (FileSizes::Default, texts.default, texts.default_hint.to_owned()),
    ];
    let choices = choices.into_iter().filter(|(sizes, ..)| *sizes != FileSizes::AsTheyAre || !is_default(retention));
    let radio = |(sizes, name, hint): (FileSizes, &'static str, String)| {
        let set = chosen.setter();
        html! {
            <label class="option"><input type="radio" name="file-sizes" checked={**chosen == sizes}
                onchange={move |_| set.set(sizes)} /><span><b>{ name }</b><small>{ hint }</small></span></label>
        }
    };
    html! { <fieldset class="options"><legend>{ texts.sizes }</legend>{ for choices.map(radio) }</fieldset> }
}

#[inline(never)]
fn as_archive(
    app: &AppContext,
    sizes: FileSizes,
    stage: &UseStateHandle<Stage>,
    packing: Packing,
) -> Callback<MouseEvent> {
    let (app, stage) = (app.clone(), stage.setter());
    Callback::from(move |_| {
        let saved = app.session.read(|session| download_store(session.simulation(), sizes, packing));
        stage.set(saved.map_or_else(Stage::Failed, Stage::Saved));
    })
}

#[inline(never)]
fn into_folder(app: &AppContext, sizes: FileSizes, stage: &UseStateHandle<Stage>) -> Callback<MouseEvent> {
    let (app, stage) = (app.clone(), stage.setter());
    Callback::from(move |_| {
        let simulation = app.session.read(|session| session.simulation().clone());
        let told = stage.clone();
        let saved = save_into_folder(simulation, sizes, move |done, count| told.set(Stage::Writing(done, count)));
        let stage = stage.clone();
        spawn_local(async move {
            match saved.await {
                Ok(Some(saved)) => stage.set(Stage::Saved(saved)),
                Ok(None) => stage.set(Stage::Choose),
                Err(error) => stage.set(Stage::Failed(error)),
            }
        });
    })
}

/// What has become of it.
#[inline(never)]
fn outcome(app: &AppContext, stage: &Stage) -> Html {
    let texts = SaveStore::of(app.ui.language);
    let megabytes = |bytes: f64| format!("{:.1}", bytes / MEGABYTE);
    match stage {
        Stage::Choose => Html::default(),
        Stage::Writing(done, count) => {
            let part = done * 100 / (*count).max(1);
            html! {
                <div class="bar" role="progressbar" aria-label={texts.writing} aria-valuemin="0" aria-valuemax="100"
                    aria-valuenow={part.to_string()}><i style={format!("width:{part}%")}></i></div>
            }
        }
        Stage::Saved(saved) => {
            let sizes = [megabytes(saved.bytes), megabytes(saved.unpacked)];
            let text = match &saved.name {
                Some(name) => fill(texts.saved, &[name, &sizes[0], &sizes[1]]),
                None => fill(texts.saved_folder, &[&sizes[1], &sizes[0]]),
            };
            html! { <p class="row" role="status">{ Icon::CHECK.small() }{ text }</p> }
        }
        Stage::Failed(error) => {
            html! { <div class="alert" role="alert">{ saving_error(app.ui.language, error) }</div> }
        }
    }
}
