//! Files that are dropped anywhere on the widget.
use crate::context::{AppContext, use_app};
use crate::files::{FileError, is_yaml, read_text};
use crate::locale::{OpenStore, file_error};
use crate::source::Source;
use crate::stories::{self, Kind};
use crate::ui::{Notice, Sheet, UiAction};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DataTransfer, DragEvent};
use yew::prelude::*;

/// What may be dropped on.
#[derive(Clone, PartialEq, Properties)]
#[expect(missing_docs, reason = "the name says it")]
pub struct DropZoneProps {
    pub children: Html,
}

/// Everything inside takes a store archive or a Spring file.
#[component]
pub fn DropZone(props: &DropZoneProps) -> Html {
    let app = use_app();
    let over = use_state(|| false);
    let ondragover = {
        let over = over.clone();
        Callback::from(move |event: DragEvent| {
            if has_files(&event) {
                event.prevent_default();
                if !*over {
                    over.set(true);
                }
            }
        })
    };
    let ondragleave = {
        let over = over.clone();
        // A drag that goes on to an element inside leaves this one as well; the next dragover sets it again.
        Callback::from(move |event: DragEvent| {
            if event.related_target().is_none() {
                over.set(false);
            }
        })
    };
    let ondrop = {
        let (app, over) = (app.clone(), over.setter());
        Callback::from(move |event: DragEvent| {
            over.set(false);
            if let Some(data) = event.data_transfer().filter(|_| has_files(&event)) {
                event.prevent_default();
                open_dropped(&app, &data);
            }
        })
    };
    html! {
        <div class="drop-zone" {ondragover} {ondragleave} {ondrop}>
            { props.children.clone() }
            if *over {
                <div class="dropping">{ OpenStore::of(app.ui.language).drop_hint }</div>
            }
        </div>
    }
}

fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().iter().any(|kind| kind == "Files"))
}

/// Shows the window that suits what was dropped.
#[inline(never)]
fn open_dropped(app: &AppContext, data: &DataTransfer) {
    let (app, source) = (app.clone(), Source::dropped(data));
    spawn_local(async move {
        match source.await {
            Ok(Some(source)) => open(&app, source).await,
            Ok(None) => {}
            Err(error) => tell(&app, &error, ""),
        }
    });
}

async fn open(app: &AppContext, source: Source) {
    if let Some((kind, file)) = source.single().and_then(|file| Some((Kind::of(&file.name())?, file))) {
        return stories::open(app, kind, file).await;
    }
    let Some(file) = source.single().filter(|file| is_yaml(&file.name())) else {
        app.ui.dispatch(UiAction::OpenStore(source));
        return;
    };
    match read_text(file).await {
        Ok(text) => {
            app.ui.dispatch(UiAction::SetYaml(text.into()));
            app.ui.dispatch(UiAction::SetSheet(Some(Sheet::PasteYaml)));
        }
        Err(error) => tell(app, &error, &file.name()),
    }
}

#[inline(never)]
fn tell(app: &AppContext, error: &FileError, name: &str) {
    let title = OpenStore::of(app.ui.language).failed.to_owned();
    let what = file_error(app.ui.language, error, name);
    app.ui.dispatch(UiAction::SetNotice(Some(Notice { title, what })));
}
