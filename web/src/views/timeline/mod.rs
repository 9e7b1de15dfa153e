//! The timeline: lanes of messages by store time, and the handle under them.
use crate::context::use_app;
use yew::prelude::*;

/// Everything left of the preview.
#[component]
pub fn TimelineCard() -> Html {
    let app = use_app();
    html! {
        <>
            <div class="i-title"><h2>{ app.ui.topic.as_str() }</h2></div>
            <div class="g-track">{ app.texts.timeline.rewind_to }</div>
        </>
    }
}
