//! One session with several faces: the page and the JavaScript interface hold the same one.
//!
//! Every change keeps the same order: change, release the borrow, then tell the watchers. A watcher may therefore read
//! the session, change it again, or leave.
use simulation::{Command, CommandError, Event, HistoryStep, Session, Simulation, StepLabel};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::Callback;

/// A session that clones share.
#[derive(Clone)]
pub struct SharedSession(Rc<Shared>);

struct Shared {
    session: RefCell<Session>,
    revision: Cell<u64>,
    watchers: RefCell<Vec<(u64, Callback<()>)>>,
    next_watcher: Cell<u64>,
}

impl SharedSession {
    /// Takes over a session.
    pub fn new(session: Session) -> Self {
        Self(Rc::new(Shared {
            session: RefCell::new(session),
            revision: Cell::new(0),
            watchers: RefCell::default(),
            next_watcher: Cell::new(0),
        }))
    }

    /// Carries a command out. On an error nothing has changed and nobody is told.
    pub fn apply(&self, command: &Command) -> Result<Vec<Event>, CommandError> {
        let events = self.0.session.borrow_mut().apply(command)?;
        self.tell();
        Ok(events)
    }

    /// Goes on with another simulation, as one step that can be undone.
    pub fn open(&self, label: String, simulation: Simulation) -> Result<(), CommandError> {
        self.0.session.borrow_mut().open(label, simulation)?;
        self.tell();
        Ok(())
    }

    /// Takes the last step back; false when there is none.
    pub fn undo(&self) -> bool {
        let moved = self.0.session.borrow_mut().undo();
        self.tell_if(moved)
    }

    /// Takes back everything up to the last step of this kind, and that too; false, and nothing
    /// is taken back, when it is not among the steps.
    #[inline(never)]
    pub fn undo_through(&self, label: &StepLabel) -> bool {
        let is_it = |step: &HistoryStep| !step.undone && step.label == *label;
        let is_past = self.read(|session| session.history().iter().any(is_it));
        let mut session = self.0.session.borrow_mut();
        let mut found = !is_past;
        while !found {
            found = session.last_step() == label;
            if !session.undo() {
                break;
            }
        }
        drop(session);
        self.tell_if(is_past)
    }

    /// Takes the last undone step again; false when there is none.
    pub fn redo(&self) -> bool {
        let moved = self.0.session.borrow_mut().redo();
        self.tell_if(moved)
    }

    /// Looks at the session. Do not keep what is borrowed, and do not change the session meanwhile.
    pub fn read<R>(&self, look: impl FnOnce(&Session) -> R) -> R {
        look(&self.0.session.borrow())
    }

    /// Grows with every change.
    pub fn revision(&self) -> u64 {
        self.0.revision.get()
    }

    /// Calls back after every change, for as long as the returned value lives.
    #[must_use = "the watcher leaves when it is dropped"]
    pub fn watch(&self, callback: Callback<()>) -> Watcher {
        let id = self.0.next_watcher.get();
        self.0.next_watcher.set(id + 1);
        self.0.watchers.borrow_mut().push((id, callback));
        Watcher { shared: self.0.clone(), id }
    }

    fn tell_if(&self, moved: bool) -> bool {
        if moved {
            self.tell();
        }
        moved
    }

    fn tell(&self) {
        self.0.revision.set(self.0.revision.get() + 1);
        let watchers = self.0.watchers.borrow().clone();
        for (_, watcher) in watchers {
            watcher.emit(());
        }
    }
}

impl PartialEq for SharedSession {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Someone who wants to hear of changes; dropping it ends that.
pub struct Watcher {
    shared: Rc<Shared>,
    id: u64,
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.shared.watchers.borrow_mut().retain(|(id, _)| *id != self.id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watched() -> (SharedSession, Rc<Cell<u32>>, Watcher) {
        let (session, told) = (SharedSession::new(Session::article()), Rc::new(Cell::new(0)));
        let watcher = session.watch(Callback::from({
            let told = told.clone();
            move |()| told.set(told.get() + 1)
        }));
        (session, told, watcher)
    }

    #[test]
    fn every_change_is_told_once_and_a_refused_one_never() {
        let (session, told, _watcher) = watched();
        session.apply(&Command::Advance { by_ms: 5 }).expect("time goes forward");
        assert!(session.undo() && session.redo());
        assert_eq!((told.get(), session.revision()), (3, 3));
        session.apply(&Command::Advance { by_ms: -1 }).expect_err("time does not go back");
        assert!(!session.redo());
        assert_eq!((told.get(), session.revision()), (3, 3));
    }

    #[test]
    fn a_watcher_that_is_dropped_hears_nothing_more() {
        let (session, told, watcher) = watched();
        drop(watcher);
        session.apply(&Command::AdvanceToNext).expect("something is due");
        assert_eq!(told.get(), 0);
    }

    #[test]
    fn a_watcher_may_change_the_session_and_leave() {
        let session = SharedSession::new(Session::article());
        let kept = Rc::new(RefCell::new(None));
        let watcher = session.watch(Callback::from({
            let (session, kept) = (session.clone(), kept.clone());
            move |()| {
                kept.borrow_mut().take();
                session.undo();
            }
        }));
        *kept.borrow_mut() = Some(watcher);
        let before = session.read(|session| session.simulation().now());
        session.apply(&Command::Advance { by_ms: 5 }).expect("time goes forward");
        assert_eq!(session.read(|session| session.simulation().now()), before);
    }
}
