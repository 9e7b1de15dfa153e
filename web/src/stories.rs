//! Stories and recordings: a session as a text that can be played elsewhere, and what a real cluster did with it.
use crate::context::AppContext;
use crate::files::read_text_of;
use crate::locale::{OpenStore, Story, file_error, fill, recording_error};
use crate::saving::download_text;
use crate::ui::{Notice, UiAction};
use notation::journey::{Journey, write_story};
use notation::recording::Recording;
use std::rc::Rc;
use web_sys::File;

/// The largest story or recording; the readers have limits of their own.
const BYTES_MAX: f64 = 67_108_864.0;

/// Which of the two a file is, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `.txt`: what to do.
    Story,
    /// `.jsonl`: what was done.
    Recording,
}

impl Kind {
    /// `None` for other files.
    pub fn of(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        if name.ends_with(".txt") { Some(Self::Story) } else { name.ends_with(".jsonl").then_some(Self::Recording) }
    }
}

/// Gives everything that was done to the browser as a download, or tells why it has no story.
#[inline(never)]
pub fn save_story(app: &AppContext) {
    let texts = Story::of(app.ui.language);
    let Some(story) = app.session.read(|session| session.story()) else {
        return tell(app, texts.not_saved, texts.no_story.to_owned());
    };
    match write_story(&story) {
        Ok(text) => download_text("story.txt", &text),
        Err(error) => {
            let what = fill(texts.unwritable, &[&error.command.to_string(), &error.line]);
            tell(app, texts.not_saved, what);
        }
    }
}

/// Plays a story in place of the session, as one step; or lays a recording beside the session.
pub async fn open(app: &AppContext, kind: Kind, file: &File) {
    let failed = OpenStore::of(app.ui.language).failed;
    let text = match read_text_of(file, BYTES_MAX).await {
        Ok(text) => text,
        Err(error) => return tell(app, failed, file_error(app.ui.language, &error, &file.name())),
    };
    let read = match kind {
        Kind::Story => play(app, &file.name(), &text),
        Kind::Recording => lay_beside(app, &text),
    };
    if let Err(what) = read {
        tell(app, failed, format!("{}: {what}", file.name()));
    }
}

#[inline(never)]
fn play(app: &AppContext, name: &str, text: &str) -> Result<(), String> {
    let line = |line: usize, what: &str| fill(Story::of(app.ui.language).line, &[&line.to_string(), what]);
    let journey = Journey::parse(text).map_err(|error| line(error.line, &error.problem))?;
    let session = journey.play().map_err(|failure| line(failure.line, &failure.found))?;
    app.open(name.to_owned(), session.simulation().clone());
    Ok(())
}

#[inline(never)]
fn lay_beside(app: &AppContext, text: &str) -> Result<(), String> {
    let recording = Recording::parse(text).map_err(|error| recording_error(app.ui.language, &error))?;
    app.ui.dispatch(UiAction::SetRecording(Rc::new(recording)));
    Ok(())
}

fn tell(app: &AppContext, title: &str, what: String) {
    app.ui.dispatch(UiAction::SetNotice(Some(Notice { title: title.to_owned(), what })));
}
