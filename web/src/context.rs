//! What every view can reach: the session, what it looks like now, what the person chose, and the texts.
use crate::locale::{Texts, command_error};
use crate::shared_session::SharedSession;
use crate::ui::{Notice, Ui, UiAction};
use simulation::{Command, CommandError, Event, GroupView, Simulation, Snapshot, TopicView};
use std::rc::Rc;
use yew::prelude::*;

/// Handed down from [`crate::app::App`].
#[derive(Clone)]
pub struct AppContext {
    /// The session, to ask and to change.
    pub session: SharedSession,
    /// Which revision of the session this is; see [`SharedSession::revision`].
    pub revision: u64,
    /// What the session looked like at that revision.
    pub snapshot: Rc<Snapshot>,
    /// What the person chose, and the way to choose.
    pub ui: UseReducerHandle<Ui>,
    /// The texts of the chosen language.
    pub texts: &'static Texts,
}

impl PartialEq for AppContext {
    fn eq(&self, other: &Self) -> bool {
        self.session == other.session && self.revision == other.revision && self.ui == other.ui
    }
}

impl AppContext {
    /// The chosen topic, when it exists.
    pub fn topic(&self) -> Option<&TopicView> {
        self.snapshot.topics.iter().find(|topic| topic.topic == self.ui.topic)
    }

    /// The chosen group, when it exists.
    pub fn group(&self) -> Option<&GroupView> {
        self.snapshot.groups.iter().find(|group| group.group == self.ui.group)
    }

    /// Carries a command out. What the broker or the simulation has against it becomes a notice.
    pub fn apply(&self, command: &Command) -> Option<Vec<Event>> {
        match self.session.apply(command) {
            Ok(events) => Some(events),
            Err(error) => {
                self.refuse(&error);
                None
            }
        }
    }

    /// Goes on with another simulation, as one step that can be undone; false when the session is full.
    pub fn open(&self, label: String, simulation: Simulation) -> bool {
        self.session.open(label, simulation).inspect_err(|error| self.refuse(error)).is_ok()
    }

    /// Tells why something could not be done.
    pub fn refuse(&self, error: &CommandError) {
        let what = command_error(self.ui.language, error);
        self.ui.dispatch(UiAction::SetNotice(Some(Notice { title: self.texts.common.not_done.into(), what })));
    }
}

/// The context of the widget that the calling component stands in.
#[hook]
pub fn use_app() -> AppContext {
    use_context::<AppContext>().expect("every view stands inside App")
}
