//! The title row: which topic, read by which group, and what the signs mean.
use super::geometry;
use crate::context::AppContext;
use crate::icons::{tag_mark, tag_shape};
use crate::locale::{count, fill};
use crate::ui::{Mode, UiAction};
use crate::views::menu::{Menu, MenuItem};
use store::TopicName;
use yew::prelude::*;

/// Topic and group, as menus, and the legend.
pub(super) fn title(app: &AppContext) -> Html {
    let texts = &app.texts.timeline;
    let new_group = app.ui.mode == Mode::NewGroup;
    html! {
        <div class="i-title">
            <h2>{ topics(app) }</h2>
            <span class="muted">{ texts.read_by }</span>
            if new_group {
                <span class="nowrap">{ app.ui.new_group.name.clone() }</span>
                <span class="chip ok">{ texts.new }</span>
            } else {
                { groups(app) }
            }
            <span class="grow"></span>
            { legend(app) }
        </div>
    }
}

fn topics(app: &AppContext) -> Html {
    let texts = &app.texts.timeline;
    let names: Vec<_> = app.snapshot.topics.iter().map(|topic| topic.topic.clone()).collect();
    let item = |topic: &simulation::TopicView| {
        let messages: i64 = topic.queues.iter().map(|queue| queue.max.since(queue.min)).sum();
        MenuItem {
            text: topic.topic.to_string().into(),
            note: fill(texts.topic_note, &[&count(messages), &topic.queues.len().to_string()]).into(),
            checked: topic.topic == app.ui.topic,
        }
    };
    let items: Vec<_> = app.snapshot.topics.iter().map(item).collect();
    let onchoose = {
        let app = app.clone();
        Callback::from(move |index: usize| show_topic(&app, &names[index]))
    };
    let foot = if items.is_empty() { texts.no_topic } else { "" };
    html! { <Menu label={texts.topic} text={app.ui.topic.to_string()} {items} {onchoose} {foot} /> }
}

fn groups(app: &AppContext) -> Html {
    let texts = &app.texts.timeline;
    // A group with offsets on several topics has a line for each.
    let lines = || {
        app.snapshot.groups.iter().flat_map(|group| {
            std::iter::once(&group.settings.topic).chain(&group.other_topics).map(move |topic| (group, topic))
        })
    };
    let names: Vec<_> = lines().map(|(group, topic)| (group.group.clone(), topic.clone())).collect();
    let item = |(group, topic): (&simulation::GroupView, &TopicName)| {
        let reads = group.settings.topic == *topic;
        let lag = if reads { format!(" · {}", fill(texts.group_note, &[&count(group.lag)])) } else { String::new() };
        MenuItem {
            text: group.group.to_string().into(),
            note: format!("{topic}{lag}").into(),
            checked: group.group == app.ui.group && (app.ui.topic == *topic || group.other_topics.is_empty()),
        }
    };
    let items: Vec<_> = lines().map(item).collect();
    let onchoose = {
        let app = app.clone();
        Callback::from(move |index: usize| {
            let (group, topic) = &names[index];
            app.ui.dispatch(UiAction::ChooseGroup(group.clone()));
            // A group's flags stand on the topic that it reads.
            show_topic(&app, topic);
        })
    };
    html! { <Menu class="group-at" label={texts.group} text={app.ui.group.to_string()} {items} {onchoose} /> }
}

/// Chooses a topic, and brings its messages into view when none of them is.
#[inline(never)]
fn show_topic(app: &AppContext, name: &TopicName) {
    let Some(topic) = app.snapshot.topics.iter().find(|topic| topic.topic == *name) else { return };
    if app.ui.topic != *name {
        app.ui.dispatch(UiAction::ChooseTopic(name.clone()));
    }
    let window = app.ui.window;
    if let Some((first, last)) = topic.times.filter(|(first, last)| *last < window.from || *first >= window.to) {
        app.ui.dispatch(UiAction::SetWindow(geometry::fit(first, last)));
    }
}

/// Only what is there: its tags, and "read twice" after a replay.
fn legend(app: &AppContext) -> Html {
    let texts = &app.texts.timeline;
    let tags = app.topic().map(|topic| topic.tags.as_slice()).unwrap_or_default();
    let name = |tag: &str| if tag.is_empty() { texts.no_tag.to_owned() } else { tag.to_owned() };
    let new_group = app.ui.mode == Mode::NewGroup;
    let again = !new_group && app.group().is_some_and(|group| group.again > 0);
    html! {
        <div class="legend">
            { for tags.iter().enumerate().map(|(index, tag)| html! { <span>{ tag_mark(index) }{ name(tag) }</span> }) }
            <span class="w1">
                <svg class="tagmark" viewBox="-7 -7 14 14" aria-hidden="true" style="--c:var(--ink-2)"><circle class="mk open" r="5.2" /></svg>
                { texts.not_read }
            </span>
            if again {
                <span class="w1">
                    <svg class="tagmark" viewBox="-10 -10 20 20" aria-hidden="true">{ tag_shape(0, "") }<circle class="ring" r="8.6" /></svg>
                    { texts.received_twice }
                </span>
            }
            if !new_group { <span>{ flag("var(--flag)", "var(--flag)") }{ texts.reads_next }</span> }
            <span>{ flag("var(--surface)", "var(--amber-line)") }{ if new_group { texts.new_starts } else { texts.after_rewind } }</span>
        </div>
    }
}

fn flag(fill: &'static str, stroke: &'static str) -> Html {
    html! {
        <svg width="16" height="14" viewBox="0 0 16 14" aria-hidden="true">
            <path d="M2 0v14" {stroke} stroke-width="2" /><rect x="2.7" y="1.7" width="12" height="6.5" rx="1.5" {fill} {stroke} stroke-width="1.5" />
        </svg>
    }
}
