//! Files that are dropped anywhere on the widget.
use crate::context::{AppContext, use_app};
use crate::files::{is_yaml, read_text};
use crate::locale::{OpenStore, file_error};
use crate::ui::{Notice, Sheet, UiAction};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File};
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
            let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
            if let Some(file) = file {
                event.prevent_default();
                open_file(&app, file);
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

/// Shows the window that suits the file.
#[inline(never)]
fn open_file(app: &AppContext, file: File) {
    if !is_yaml(&file.name()) {
        app.ui.dispatch(UiAction::OpenArchive(file));
        return;
    }
    let app = app.clone();
    spawn_local(async move {
        match read_text(&file).await {
            Ok(text) => {
                app.ui.dispatch(UiAction::SetYaml(text.into()));
                app.ui.dispatch(UiAction::SetSheet(Some(Sheet::PasteYaml)));
            }
            Err(error) => {
                let title = OpenStore::of(app.ui.language).failed.to_owned();
                let what = file_error(app.ui.language, &error, &file.name());
                app.ui.dispatch(UiAction::SetNotice(Some(Notice { title, what })));
            }
        }
    });
}
