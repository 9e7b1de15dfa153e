//! The widget inside a text: header, timeline, answer, feed.
use super::clock::play_buttons;
use super::feed::Feed;
use super::timeline::TimelineCard;
use crate::context::use_app;
use yew::prelude::*;

/// 640 × 360, or the width of a phone.
#[component]
pub fn Mini() -> Html {
    let app = use_app();
    html! {
        <div class="mini">
            <header>
                <b>{ app.ui.topic.as_str() }</b>
                <span class="muted">{ app.texts.group.read_by }</span>
                <span>{ app.ui.group.as_str() }</span>
                <span class="grow"></span>
                { play_buttons(&app) }
                <span class="chip">{ app.snapshot.version.name() }</span>
            </header>
            <div class="inst"><TimelineCard /></div>
            <Feed />
        </div>
    }
}
