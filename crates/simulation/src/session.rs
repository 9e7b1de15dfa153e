//! History as a tree: undo goes to the parent, redo to the latest child, a new command grows a child.
use crate::command::Command;
use crate::error::{CommandError, Limit};
use crate::event::Event;
use crate::simulation::Simulation;
use store::StoreTime;

/// Steps that a session remembers: an hour of a busy hand. Time that passes counts as one step however long.
pub const HISTORY_MAX: usize = 10_000;

/// A simulation and the way to it, with all that was undone.
#[derive(Clone, Debug)]
pub struct Session {
    nodes: Vec<Node>,
    current: usize,
}

#[derive(Clone, Debug)]
struct Node {
    step: StepLabel,
    parent: Option<usize>,
    /// In order of growth: redo takes the last.
    children: Vec<usize>,
    simulation: Simulation,
}

/// What a step of the history was.
#[derive(Clone, Debug, PartialEq)]
pub enum StepLabel {
    /// The beginning.
    Start,
    /// A command.
    Command(Command),
    /// Something was opened or built in place of the simulation: a store folder, a scenario.
    Opened(String),
}

/// One step of the way from the beginning to the latest undone step.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryStep {
    /// What was done.
    pub label: StepLabel,
    /// The clock after it.
    pub at: StoreTime,
    /// Whether it is where the session is.
    pub current: bool,
    /// Whether it is undone: redo leads there.
    pub undone: bool,
}

impl Session {
    /// A session that begins with a simulation.
    pub fn new(simulation: Simulation) -> Self {
        let start = Node { step: StepLabel::Start, parent: None, children: Vec::new(), simulation };
        Self { nodes: vec![start], current: 0 }
    }

    /// The simulation as it is.
    pub fn simulation(&self) -> &Simulation {
        &self.nodes[self.current].simulation
    }

    /// Carries out a command and remembers it.
    ///
    /// # Errors
    /// Says why the command cannot be carried out; nothing has changed then.
    pub fn apply(&mut self, command: &Command) -> Result<Vec<Event>, CommandError> {
        let mut simulation = self.simulation().clone();
        let events = simulation.apply(command)?;
        if let Some(by_ms) = self.merges(command) {
            let node = &mut self.nodes[self.current];
            node.step = StepLabel::Command(Command::Advance { by_ms });
            node.simulation = simulation;
        } else {
            self.grow(StepLabel::Command(command.clone()), simulation)?;
        }
        Ok(events)
    }

    /// Puts another simulation in place of this one, as one step that can be undone.
    ///
    /// # Errors
    /// Only when the history is full.
    pub fn open(&mut self, label: String, simulation: Simulation) -> Result<(), CommandError> {
        self.grow(StepLabel::Opened(label), simulation)
    }

    /// Forgets the last step; `false` when there is none.
    pub fn undo(&mut self) -> bool {
        let parent = self.nodes[self.current].parent;
        self.current = parent.unwrap_or(self.current);
        parent.is_some()
    }

    /// Takes the step that was undone last; `false` when there is none.
    pub fn redo(&mut self) -> bool {
        let child = self.nodes[self.current].children.last().copied();
        self.current = child.unwrap_or(self.current);
        child.is_some()
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        self.nodes[self.current].parent.is_some()
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        !self.nodes[self.current].children.is_empty()
    }

    /// What undo would undo.
    pub fn last_step(&self) -> &StepLabel {
        &self.nodes[self.current].step
    }

    /// The way from the beginning to here, and on along the steps that redo would take.
    pub fn history(&self) -> Vec<HistoryStep> {
        let mut way: Vec<usize> = std::iter::successors(Some(self.current), |node| self.nodes[*node].parent).collect();
        way.reverse();
        let done = way.len();
        way.extend(std::iter::successors(self.latest_child(self.current), |node| self.latest_child(*node)));
        let step = |(index, node): (usize, usize)| HistoryStep {
            label: self.nodes[node].step.clone(),
            at: self.nodes[node].simulation.now(),
            current: node == self.current,
            undone: index >= done,
        };
        way.into_iter().enumerate().map(step).collect()
    }

    fn latest_child(&self, node: usize) -> Option<usize> {
        self.nodes[node].children.last().copied()
    }

    /// Time that passes after time that passed is one step, unless something branches off between the two.
    fn merges(&self, command: &Command) -> Option<i64> {
        let node = &self.nodes[self.current];
        let (StepLabel::Command(Command::Advance { by_ms: before }), Command::Advance { by_ms }) =
            (&node.step, command)
        else {
            return None;
        };
        node.children.is_empty().then(|| before.saturating_add(*by_ms))
    }

    fn grow(&mut self, step: StepLabel, simulation: Simulation) -> Result<(), CommandError> {
        if self.nodes.len() >= HISTORY_MAX {
            return Err(CommandError::Limit { what: Limit::History, max: HISTORY_MAX as u64 });
        }
        let node = Node { step, parent: Some(self.current), children: Vec::new(), simulation };
        self.nodes.push(node);
        let grown = self.nodes.len() - 1;
        self.nodes[self.current].children.push(grown);
        self.current = grown;
        Ok(())
    }
}
