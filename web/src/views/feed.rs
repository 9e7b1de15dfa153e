//! The log of a group's handler: one line a message, newest last, replays in amber.
use crate::context::AppContext;
use crate::icons::{Icon, tag_mark};
use crate::locale::{Language, Retention, fill, ordinal};
use crate::shared_session::SharedSession;
use crate::zone::Zone;
use simulation::FeedLine;
use store::GroupName;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Lines that are kept in view; older ones are in the broker, not in the log.
const LINES_MAX: usize = 200;
/// This near to the end counts as at the end, in pixels.
const END_PX: i32 = 6;

/// What the log depends on; nothing else makes it draw again, so that a moving handle costs it nothing.
#[derive(Clone, PartialEq, Properties)]
#[expect(missing_docs, reason = "the names say it")]
pub struct FeedProps {
    pub session: SharedSession,
    pub revision: u64,
    pub group: GroupName,
    pub received: u64,
    pub tags: Vec<String>,
    pub language: Language,
    pub zone: Zone,
}

/// The log of the chosen group.
pub fn feed(app: &AppContext) -> Html {
    let received = app.group().map_or(0, |group| group.received);
    let tags = app.topic().map(|topic| topic.tags.clone()).unwrap_or_default();
    html! {
        <Feed session={app.session.clone()} revision={app.revision} group={app.ui.group.clone()} {received} {tags}
            language={app.ui.language} zone={app.ui.zone.clone()} />
    }
}

/// It follows the end until it is scrolled up, and then says how many are new.
#[component]
fn Feed(props: &FeedProps) -> Html {
    let lines = props.session.read(|session| session.simulation().feed(&props.group, LINES_MAX));
    let place = use_node_ref();
    let received = props.received;
    // `Some`: scrolled up when so many had been received.
    let left_at = use_state(|| None::<u64>);
    use_effect_with((received, props.group.clone(), *left_at), {
        let place = place.clone();
        move |(_, _, left_at)| {
            if let (None, Some(log)) = (left_at, place.cast::<HtmlElement>()) {
                log.set_scroll_top(log.scroll_height());
            }
        }
    });
    let onscroll = {
        let left_at = left_at.clone();
        Callback::from(move |event: Event| {
            let Some(log) = event.target_dyn_into::<HtmlElement>() else { return };
            let at_end = log.scroll_height() - log.scroll_top() - log.client_height() <= END_PX;
            match (at_end, *left_at) {
                (true, Some(_)) => left_at.set(None),
                (false, None) => left_at.set(Some(received)),
                _ => {}
            }
        })
    };
    let follow = {
        let left_at = left_at.setter();
        Callback::from(move |_: MouseEvent| left_at.set(None))
    };
    let new = left_at.map_or(0, |count| received.saturating_sub(count));
    let texts = &props.language.texts().group;
    html! {
        <div class="feed-box">
            if lines.is_empty() {
                <div class="blank"><b>{ texts.feed_empty }</b>{ texts.feed_empty_hint }</div>
            }
            <ol class="feed" aria-label={texts.feed} tabindex="0" ref={place} {onscroll}>
                { for lines.iter().map(|line| row(props, line)) }
            </ol>
            if new > 0 {
                <button type="button" class="btn sm new" onclick={follow}>{ Icon::DOWN.small() }{ fill(texts.new_lines, &[&new.to_string()]) }</button>
            }
        </div>
    }
}

fn row(props: &FeedProps, line: &FeedLine) -> Html {
    let texts = &props.language.texts().group;
    let time = props.zone.time(line.at);
    let (seconds, ms) = time.split_at(time.len() - ".000".len());
    let tag = props.tags.iter().position(|tag| *tag == line.tag).unwrap_or(usize::MAX);
    let again = line.times > 1;
    html! {
        <li class={again.then_some("again")}>
            <span class="t">{ seconds }<span class="ms">{ ms }</span></span>
            <span class="m">{ tag_mark(tag) }<span class="qn">{ format!("Q{} #{}", line.queue, line.offset) }</span></span>
            <span class="x">{ fill(texts.log_line, &[&if line.gone { gone(props) } else { line.body.clone() }]) }</span>
            if again {
                <span class="twice">{ ordinal(props.language, texts.nth_time, line.times) }</span>
            }
        </li>
    }
}

/// In place of a body that went with its file: the client has printed it, but nobody holds it any more.
#[inline(never)]
fn gone(props: &FeedProps) -> String {
    Retention::of(props.language).body_gone.to_owned()
}
