//! The preview: what a rewind would do, one row a lane, beside the lanes.
use crate::context::use_app;
use yew::prelude::*;

/// The right side of the instrument.
#[component]
pub fn PreviewRail() -> Html {
    let app = use_app();
    html! { <div class="rail r-title" aria-label={app.texts.timeline.region}></div> }
}
