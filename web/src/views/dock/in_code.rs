//! What the handle's time is called in `mqadmin`, in Java and in Spring's YAML, and what each of them loses.
use crate::context::AppContext;
use crate::locale::fill;
use crate::views::controls::CopyButton;
use notation::time_text::{consume_timestamp_text, mqadmin_text};
use yew::prelude::*;

/// The tab.
pub(super) fn in_code(app: &AppContext) -> Html {
    let texts = &app.texts.dock;
    let Some(time) = app.ui.handle else { return super::blank(texts.no_handle, texts.no_handle_hint) };
    let (group, topic) = (app.ui.group.as_str(), app.ui.topic.as_str());
    let tool = mqadmin_text(time.0, &app.ui.zone);
    let setting = consume_timestamp_text(time.0, &app.ui.zone);
    let loses = if setting.lost_ms == 0 {
        texts.whole_seconds.to_owned()
    } else {
        fill(texts.loses, &[&setting.lost_ms.to_string()])
    };
    let zone = app.ui.zone.label(time);
    let force = app.ui.force.to_string();
    let command = [
        format!("mqadmin resetOffsetByTime -n 127.0.0.1:9876 \\\n  -g {group} -t {topic} \\\n  -s "),
        format!(" -f {force}"),
    ];
    let quoted = format!("\"{}\"", setting.text);
    let java = [
        "consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_TIMESTAMP);\nconsumer.setConsumeTimestamp("
            .to_owned(),
        ");".to_owned(),
    ];
    let yaml = ["consumeFromWhere: CONSUME_FROM_TIMESTAMP\nconsumeTimestamp: ".to_owned(), String::new()];
    html! {
        <div class="pane">
            { snippet("mqadmin", fill(texts.keeps_ms, &[&zone]), false, &command, &tool) }
            { snippet("Java", fill(texts.first_start_only, &[&loses, &zone]), setting.lost_ms > 0, &java, &quoted) }
            { snippet("application.yml", texts.binder_drops.to_owned(), true, &yaml, &setting.text) }
        </div>
    }
}

/// One way to write it: the time stands between the two parts and is marked.
fn snippet(name: &'static str, note: String, warns: bool, around: &[String; 2], time: &str) -> Html {
    let [before, after] = around;
    let all = format!("{before}{time}{after}");
    html! {
        <div class="snip">
            <div><b>{ name }</b><span class={if warns { "skip" } else { "muted" }}>{ note }</span><span class="grow"></span>
                <CopyButton text={all} /></div>
            <pre>{ before }<mark>{ time.to_owned() }</mark>{ after }</pre>
        </div>
    }
}
