//! Pasting a Spring file: what each line does, what will be built, and what will really happen at the start.
use super::Dialog;
use crate::context::{AppContext, use_app};
use crate::locale::{PasteYaml, fill};
use crate::spring::{Wanted, build, make_topics, wanted};
use crate::ui::{Toast, UiAction};
use crate::views::controls::{choose, typed};
use crate::views::group::consume_from_text;
use notation::spring_yaml::{
    BinderVersion, ImportError, Mark, MessageModel, Severity, SpringImport, read_spring_yaml, remark_text,
};
use simulation::{FirstStart, FirstStartStep, StepLabel};
use yew::prelude::*;

type Reading = Result<SpringImport, ImportError>;

/// The window. What was pasted stays when it is closed.
#[component]
pub fn PasteYamlSheet() -> Html {
    let app = use_app();
    let texts = PasteYaml::of(app.ui.language);
    let binder = use_state(BinderVersion::default);
    let text = app.ui.yaml.clone();
    let is_blank = text.trim().is_empty();
    let reading = use_memo((text.clone(), *binder), |(text, binder)| read_spring_yaml(text, *binder));
    let ready = (*reading).as_ref().ok().filter(|import| import.starts && !is_blank).cloned();
    let onbinder = {
        let binder = binder.setter();
        Callback::from(move |event: Event| binder.set(BinderVersion::named(&typed(&event)).unwrap_or_default()))
    };
    let footer = html! {
        <>
            <span class="row"><i class="key use"></i>{ texts.used }</span>
            <span class="row"><i class="key hint"></i>{ texts.dropped }</span>
            <span class="row"><i class="key ign"></i>{ texts.ignored }</span>
            <span class="grow"></span><span>{ texts.one_step }</span>
            <button type="button" class="btn" onclick={choose(&app, UiAction::SetSheet(None))}>{ app.texts.common.cancel }</button>
            <button type="button" class="btn dark" disabled={ready.is_none()} onclick={build_callback(&app, ready.clone())}>{ texts.build }</button>
        </>
    };
    let option = |version: &BinderVersion| {
        html! { <option value={version.name()} selected={*version == *binder}>{ version.name() }</option> }
    };
    html! {
        <Dialog class="wide" title={texts.title} {footer}>
            <label class="row"><span class="soft">{ texts.binder }</span>
                <span class="field pull"><select onchange={onbinder}>{ for BinderVersion::ALL.iter().map(option) }</select></span></label>
            <div class="sheet">
                { editor(&app, &text, is_blank, &reading) }
                <div class="built">
                    if !is_blank {
                        { match &*reading {
                            Ok(import) => result(&app, import),
                            Err(error) => broken(&app, &text, error),
                        } }
                    }
                </div>
            </div>
        </Dialog>
    }
}

/// The text with its line numbers, each marked with what its line does.
#[inline(never)]
fn editor(app: &AppContext, text: &AttrValue, is_blank: bool, reading: &Reading) -> Html {
    let texts = PasteYaml::of(app.ui.language);
    let lines = text.lines().count().max(1) + usize::from(text.ends_with('\n'));
    let columns = text.lines().map(|line| line.chars().count()).max().unwrap_or(0).max(40);
    let ui = app.ui.dispatcher();
    let oninput = Callback::from(move |event: InputEvent| ui.dispatch(UiAction::SetYaml(typed(&event).into())));
    let number = |line: usize| {
        let class = (!is_blank).then(|| line_class(reading, line)).flatten();
        html! { <li {class}>{ line }</li> }
    };
    html! {
        <div class="yaml">
            <ol aria-hidden="true">{ for (1..=lines).map(number) }</ol>
            <textarea aria-label="application.yml" spellcheck="false" autocomplete="off" wrap="off" placeholder={texts.placeholder}
                rows={(lines + 1).to_string()} cols={(columns + 2).to_string()} value={text.clone()} {oninput} />
        </div>
    }
}

#[inline(never)]
fn line_class(reading: &Reading, line: usize) -> Option<&'static str> {
    match reading {
        Err(error) => (error.line == line).then_some("err"),
        Ok(import) => import.line_marks.iter().find(|mark| mark.line == line).map(|mark| match mark.mark {
            Mark::Ignored => "ign",
            Mark::Used => "use",
            Mark::Misplaced => "hint",
        }),
    }
}

#[inline(never)]
fn result(app: &AppContext, import: &SpringImport) -> Html {
    let texts = PasteYaml::of(app.ui.language);
    let language = app.ui.language;
    let topics =
        import.topics.iter().map(|topic| item(texts.topic, &topic.name, &topic.lines, texts.queues.to_owned()));
    let producers = import.producers.iter().map(|producer| {
        let group = producer.group.as_deref().unwrap_or("–");
        item(texts.producer, &producer.binding, &producer.lines, format!("→ {} · {group}", producer.topic))
    });
    let groups = import.groups.iter().map(|group| {
        let settings =
            wanted(import, &app.ui.zone).into_iter().find(|one| Some(one.group.as_str()) == group.group.as_deref());
        let mut about = settings.map(|one| consume_from_text(&one.settings.consume_from)).unwrap_or_default();
        if group.message_model == MessageModel::Broadcasting {
            about.push_str(texts.broadcasting);
        }
        if !group.enabled {
            about.push_str(texts.disabled);
        }
        item(texts.group, group.group.as_deref().unwrap_or("–"), &group.lines, about)
    });
    let remarks = import.remarks.iter().map(|remark| {
        let class = match remark.severity {
            Severity::Stops | Severity::NoEffect => Some("bad"),
            Severity::Misplaced => Some("n"),
            Severity::Note => None,
        };
        let lines = join(&remark.lines());
        html! { <li {class}><span class="ln">{ fill(texts.line, &[&lines]) }</span><span>{ with_code(&remark_text(remark, language.into())) }</span></li> }
    });
    html! {
        <>
            <h4 class="sub"><b>{ texts.will_be_built }</b></h4>
            { for topics }{ for producers }{ for groups }
            <h4 class="sub"><b>{ texts.remarks }</b></h4>
            <ol class="rem">{ for remarks }</ol>
            { when_it_starts(app, import) }
        </>
    }
}

fn item(what: &'static str, name: &str, lines: &[usize], about: String) -> Html {
    html! {
        <div class="it"><span class="w">{ what }</span><b>{ name.to_owned() }</b><span class="ln">{ join(lines) }</span>
            if !about.is_empty() { <span class="d">{ about }</span> }
        </div>
    }
}

/// Words between backticks are code.
#[inline(never)]
fn with_code(text: &str) -> Html {
    let part = |(place, part): (usize, &str)| {
        if place % 2 == 1 {
            html! { <code>{ part.to_owned() }</code> }
        } else {
            html! { { part.to_owned() } }
        }
    };
    text.split('`').enumerate().map(part).collect()
}

fn join(lines: &[usize]) -> String {
    lines.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}

/// Plays each group's first start through on the session as it is, with the file's topics in it.
#[inline(never)]
fn when_it_starts(app: &AppContext, import: &SpringImport) -> Html {
    let mut simulation = app.session.read(|session| session.simulation().clone());
    if make_topics(&mut simulation, import).is_err() {
        return Html::default();
    }
    let note = |one: Wanted| {
        let trails = simulation.preview_first_start(&one.group, &one.settings.topic, &one.settings.consume_from);
        html! {
            <div class="notice inf"><div><b>{ format!("{}: {}", PasteYaml::of(app.ui.language).when_it_starts, one.group) }</b>
                { start_text(app, &one, &trails) }</div></div>
        }
    };
    wanted(import, &app.ui.zone).into_iter().filter(|one| one.enabled).map(note).collect()
}

#[inline(never)]
fn start_text(app: &AppContext, one: &Wanted, trails: &[FirstStart]) -> String {
    let texts = PasteYaml::of(app.ui.language);
    let used = trails.iter().filter(|trail| trail.setting_used).count();
    let committed = trails.iter().any(|trail| matches!(trail.steps.first(), Some(FirstStartStep::Committed { .. })));
    if used == trails.len() && used > 0 {
        fill(texts.starts_setting, &[&consume_from_text(&one.settings.consume_from)])
    } else if used > 0 {
        fill(texts.starts_mixed, &[&used.to_string(), &trails.len().to_string()])
    } else if committed {
        texts.starts_committed.to_owned()
    } else {
        texts.starts_zero.to_owned()
    }
}

#[inline(never)]
fn broken(app: &AppContext, text: &AttrValue, error: &ImportError) -> Html {
    let texts = PasteYaml::of(app.ui.language);
    let place = fill(texts.line_column, &[&error.line.to_string(), &error.column.to_string()]);
    let repair = error.move_to_column().map(|column| {
        let (ui, repaired) = (app.ui.dispatcher(), moved(text, error.line, column));
        let onclick = Callback::from(move |_: MouseEvent| ui.dispatch(UiAction::SetYaml(repaired.clone().into())));
        html! { <div class="row"><button type="button" class="btn sm" {onclick}>{ fill(texts.move_to, &[&column.to_string()]) }</button></div> }
    });
    html! {
        <>
            <div class="alert" role="alert"><b>{ place }</b><br />{ error.text(app.ui.language.into()) }{ for repair }</div>
            <p class="soft small">{ texts.nothing_built }{ " " }{ app.texts.common.session_unchanged }</p>
        </>
    }
}

/// The text with one line's first word moved to a column, from 1.
#[inline(never)]
fn moved(text: &str, line: usize, column: usize) -> String {
    let shift = |(number, content): (usize, &str)| {
        if number + 1 == line {
            format!("{}{}", " ".repeat(column.saturating_sub(1)), content.trim_start())
        } else {
            content.to_owned()
        }
    };
    text.split('\n').enumerate().map(shift).collect::<Vec<_>>().join("\n")
}

/// Builds everything in one step, and shows it.
#[inline(never)]
fn build_callback(app: &AppContext, import: Option<SpringImport>) -> Callback<MouseEvent> {
    let app = app.clone();
    Callback::from(move |_| {
        let Some(import) = &import else { return };
        let mut simulation = app.session.read(|session| session.simulation().clone());
        if let Err(error) = build(&mut simulation, import, &app.ui.zone) {
            app.refuse(&error);
            return;
        }
        let text = fill(app.texts.steps.opened, &["application.yml"]);
        if !app.open(text.clone(), simulation) {
            return;
        }
        if let Some(topic) = import.topics.first() {
            app.ui.dispatch(UiAction::ChooseTopic(topic.name.as_str().into()));
        }
        if let Some(one) = wanted(import, &app.ui.zone).first() {
            app.ui.dispatch(UiAction::ChooseGroup(one.group.clone()));
        }
        let undo = Some(StepLabel::Opened(text.clone()));
        app.ui.dispatch(UiAction::SetToast(Some(Toast { text, undo })));
        app.ui.dispatch(UiAction::SetSheet(None));
    })
}

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn a_key_moves_to_its_column_and_nothing_else_does() {
        assert_eq!(moved("a:\n  b: 1\n c: 2\n", 3, 3), "a:\n  b: 1\n  c: 2\n");
    }
}
