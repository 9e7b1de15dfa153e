//! History as a tree: undo goes to the parent, redo to the latest child, a new command grows a child.
use crate::command::Command;
use crate::error::{CommandError, Limit};
use crate::event::Event;
use crate::simulation::Simulation;
use broker::BrokerVersion;
use store::StoreTime;

/// Steps that a session remembers: an hour of a busy hand. Time that passes counts as one step however long.
pub const HISTORY_MAX: usize = 10_000;

/// Commands at most that are carried out again to come back to a step.
const REPLAYED_MAX: u32 = 8;
/// The same for what these commands made happen: well below a millisecond of work.
const REPLAYED_STEPS_MAX: u64 = 200;

/// A simulation and the way to it, with all that was undone.
///
/// Not every step keeps its simulation: one that is a few commands behind a kept one is made again from that.
#[derive(Clone, Debug)]
pub struct Session {
    nodes: Vec<Node>,
    current: usize,
    simulation: Simulation,
    /// What led to the beginning, when that can be told.
    prologue: Option<Story>,
}

/// Everything that was done, from a broker without a topic on.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The broker's version at the beginning.
    pub version: BrokerVersion,
    /// The clock at the beginning.
    pub at: StoreTime,
    /// What was done, in order.
    pub commands: Vec<Command>,
}

#[derive(Clone, Debug)]
struct Node {
    step: StepLabel,
    parent: Option<usize>,
    /// The one that grew last: redo takes it.
    latest_child: Option<usize>,
    at: StoreTime,
    kept: Option<Box<Simulation>>,
    /// Commands since the last kept simulation, and what they made happen; 0 where this one is kept.
    replayed: (u32, u64),
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
        let start = Node {
            step: StepLabel::Start,
            parent: None,
            latest_child: None,
            at: simulation.now(),
            kept: Some(Box::new(simulation.clone())),
            replayed: (0, 0),
        };
        let is_empty = simulation.is_untouched();
        let prologue = is_empty.then(|| Story {
            version: simulation.broker().version(),
            at: simulation.now(),
            commands: Vec::new(),
        });
        Self { nodes: vec![start], current: 0, simulation, prologue }
    }

    /// A session that begins with a simulation to which this story has led.
    pub(crate) fn told(simulation: Simulation, story: Story) -> Self {
        Self { prologue: Some(story), ..Self::new(simulation) }
    }

    /// Everything that was done up to here, without what was undone. `None` when something was opened on the way: a
    /// store does not say how it came about.
    pub fn story(&self) -> Option<Story> {
        let mut story = self.prologue.clone()?;
        let way = self.history();
        for step in way.into_iter().filter(|step| !step.undone) {
            match step.label {
                StepLabel::Start => {}
                StepLabel::Command(command) => story.commands.push(command),
                StepLabel::Opened(_) => return None,
            }
        }
        Some(story)
    }

    /// The simulation as it is.
    pub fn simulation(&self) -> &Simulation {
        &self.simulation
    }

    /// Carries out a command and remembers it.
    ///
    /// # Errors
    /// Says why the command cannot be carried out; nothing has changed then.
    pub fn apply(&mut self, command: &Command) -> Result<Vec<Event>, CommandError> {
        let merged = self.merges(command);
        if merged.is_none() {
            self.check_room()?;
        }
        let before = self.simulation.steps_done();
        let events = self.simulation.apply(command)?;
        let steps = self.simulation.steps_done() - before;
        if let Some(by_ms) = merged {
            let node = &mut self.nodes[self.current];
            // One command of that length might be more than is allowed at once, so it is not carried out again.
            node.step = StepLabel::Command(Command::Advance { by_ms });
            node.at = self.simulation.now();
            node.kept = Some(Box::new(self.simulation.clone()));
            node.replayed = (0, 0);
        } else {
            let (commands, so_far) = self.nodes[self.current].replayed;
            let replayed = (commands + 1, so_far.saturating_add(steps));
            // It writes the whole log anew.
            let long = matches!(command, Command::ResizeFiles { .. });
            let keep = long || replayed.0 > REPLAYED_MAX || replayed.1 > REPLAYED_STEPS_MAX;
            self.grow(StepLabel::Command(command.clone()), (!keep).then_some(replayed));
        }
        Ok(events)
    }

    /// Puts another simulation in place of this one, as one step that can be undone.
    ///
    /// # Errors
    /// Only when the history is full.
    pub fn open(&mut self, label: String, simulation: Simulation) -> Result<(), CommandError> {
        self.check_room()?;
        self.simulation = simulation;
        self.grow(StepLabel::Opened(label), None);
        Ok(())
    }

    /// Forgets the last step; `false` when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(parent) = self.nodes[self.current].parent else { return false };
        self.simulation = self.made_again(parent);
        self.current = parent;
        true
    }

    /// Takes the step that was undone last; `false` when there is none.
    pub fn redo(&mut self) -> bool {
        let Some(child) = self.latest_child(self.current) else { return false };
        match &self.nodes[child].kept {
            Some(kept) => self.simulation = Simulation::clone(kept),
            None => carry_out_again(&mut self.simulation, &self.nodes[child].step),
        }
        self.current = child;
        true
    }

    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        self.nodes[self.current].parent.is_some()
    }

    /// Whether there is a step to redo.
    pub fn can_redo(&self) -> bool {
        self.nodes[self.current].latest_child.is_some()
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
            at: self.nodes[node].at,
            current: node == self.current,
            undone: index >= done,
        };
        way.into_iter().enumerate().map(step).collect()
    }

    fn latest_child(&self, node: usize) -> Option<usize> {
        self.nodes[node].latest_child
    }

    /// Time that passes after time that passed is one step, unless something branches off between the two.
    fn merges(&self, command: &Command) -> Option<i64> {
        let node = &self.nodes[self.current];
        let (StepLabel::Command(Command::Advance { by_ms: before }), Command::Advance { by_ms }) =
            (&node.step, command)
        else {
            return None;
        };
        node.latest_child.is_none().then(|| before.saturating_add(*by_ms))
    }

    fn check_room(&self) -> Result<(), CommandError> {
        if self.nodes.len() >= HISTORY_MAX {
            return Err(CommandError::Limit { what: Limit::History, max: HISTORY_MAX as u64 });
        }
        Ok(())
    }

    /// Remembers the simulation as it is. `replayed` says what it takes to make it again; without, it is kept.
    fn grow(&mut self, step: StepLabel, replayed: Option<(u32, u64)>) {
        let kept = replayed.is_none().then(|| Box::new(self.simulation.clone()));
        let (parent, at) = (Some(self.current), self.simulation.now());
        let grown = self.nodes.len();
        self.nodes.push(Node { step, parent, latest_child: None, at, kept, replayed: replayed.unwrap_or_default() });
        self.nodes[self.current].latest_child = Some(grown);
        self.current = grown;
    }

    /// The simulation of a step: the kept one, or the one before it that is kept and the commands since then.
    fn made_again(&self, node: usize) -> Simulation {
        let mut back = node;
        let mut steps = Vec::new();
        loop {
            let Node { step, parent, kept, .. } = &self.nodes[back];
            if let Some(kept) = kept {
                let mut simulation = Simulation::clone(kept);
                steps.into_iter().rev().for_each(|step| carry_out_again(&mut simulation, step));
                return simulation;
            }
            steps.push(step);
            back = parent.expect("the simulation of the first step is kept");
        }
    }
}

fn carry_out_again(simulation: &mut Simulation, step: &StepLabel) {
    let StepLabel::Command(command) = step else { unreachable!("what was opened is kept") };
    simulation.apply(command).expect("the same command on the same simulation was carried out before");
}
