//! What every view can reach: the session, what it looks like now, what the person chose, and the texts.
use crate::locale::{Texts, command_error};
use crate::shared_session::SharedSession;
use crate::ui::{Notice, Ui, UiAction};
use simulation::{Command, CommandError, Event, GroupView, Simulation, Snapshot, TopicView};
use std::ops::Deref;
use std::rc::Rc;
use yew::prelude::*;

/// The choices as they were when the page was drawn, and the way to choose.
///
/// Yew's own handle always shows the latest state, so two of them never differ and no view would hear of a change.
#[derive(Clone)]
pub struct UiHandle {
    drawn: Rc<Ui>,
    handle: UseReducerHandle<Ui>,
}

impl UiHandle {
    /// Takes the choices down as they are now.
    pub fn new(handle: UseReducerHandle<Ui>) -> Self {
        Self { drawn: Rc::new((*handle).clone()), handle }
    }

    /// Makes a choice.
    pub fn dispatch(&self, action: UiAction) {
        self.handle.dispatch(action);
    }

    /// Makes choices later, in callbacks.
    pub fn dispatcher(&self) -> UseReducerDispatcher<Ui> {
        self.handle.dispatcher()
    }

    /// The choices as they are now, for callbacks that outlive a drawing.
    pub fn latest(&self) -> Ui {
        (*self.handle).clone()
    }
}

impl Deref for UiHandle {
    type Target = Ui;

    fn deref(&self) -> &Ui {
        &self.drawn
    }
}

impl PartialEq for UiHandle {
    fn eq(&self, other: &Self) -> bool {
        self.drawn == other.drawn
    }
}

/// Handed down from [`crate::app::App`]. One pointer: nearly every view and callback keeps a copy.
#[derive(Clone)]
pub struct AppContext(Rc<Context>);

/// What is handed down.
pub struct Context {
    /// The session, to ask and to change.
    pub session: SharedSession,
    /// Which revision of the session this is; see [`SharedSession::revision`].
    pub revision: u64,
    /// What the session looked like at that revision.
    pub snapshot: Rc<Snapshot>,
    /// What the person chose, and the way to choose.
    pub ui: UiHandle,
    /// The texts of the chosen language.
    pub texts: &'static Texts,
}

impl Deref for AppContext {
    type Target = Context;

    fn deref(&self) -> &Context {
        &self.0
    }
}

impl PartialEq for AppContext {
    #[inline(never)]
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
            || (self.session == other.session && self.revision == other.revision && self.ui == other.ui)
    }
}

impl AppContext {
    /// For all views below.
    pub fn new(context: Context) -> Self {
        Self(Rc::new(context))
    }

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
