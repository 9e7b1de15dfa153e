//! Which stretches of a function can be taken out: the stack has the same height before and behind them, and no branch
//! leads out of them.
use crate::points::Point;
use crate::stack::{effect, results};
use std::collections::BTreeSet;
use walrus::ir::{Block, IfElse, Instr, InstrSeqId, Loop, Visitor};
use walrus::{LocalFunction, Module, ValType};

/// What it costs to take a stretch out, in instructions.
#[derive(Clone, Copy)]
pub(crate) struct Price {
    /// The call in its place, with the stub behind it.
    pub(crate) call: usize,
    /// Each local that is given or comes back.
    pub(crate) local: usize,
}

impl Price {
    /// Measured: with 12, 16 and 22 for a call the first half of the page is 0.5, 0.7 and 1.2 % larger, and with 6 no
    /// smaller.
    pub(crate) const REAL: Self = Self { call: 8, local: 2 };
}

/// Where a stretch lies, and the values it leaves on the stack.
#[derive(Debug)]
pub(crate) struct Stretch {
    pub(crate) seq: InstrSeqId,
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) values: Vec<ValType>,
}

/// The stretches of a function that begin at cold points and are worth their price.
pub(crate) fn stretches(module: &Module, function: &LocalFunction, cold: Vec<Point>, price: Price) -> Vec<Stretch> {
    let mut finder = Finder { module, function, cold, price, found: Vec::new() };
    finder.walk(function.entry_block());
    finder.found
}

struct Finder<'a> {
    module: &'a Module,
    function: &'a LocalFunction,
    cold: Vec<Point>,
    price: Price,
    found: Vec<Stretch>,
}

impl Finder<'_> {
    /// Looks for cold stretches in a sequence that is run.
    fn walk(&mut self, seq: InstrSeqId) {
        let (function, mut at) = (self.function, 0);
        let instrs = &function.block(seq).instrs;
        let all = points_of(function, seq);
        while at < instrs.len() {
            if self.cold.contains(&Point { seq, at }) {
                let warm = all.iter().find(|next| **next > at && !self.cold.contains(&Point { seq, at: **next }));
                let to = warm.copied().unwrap_or(instrs.len());
                self.pieces(seq, at, to);
                at = to;
                continue;
            }
            inner(&instrs[at].0).into_iter().for_each(|inner| self.walk(inner));
            at += 1;
        }
    }

    /// Cuts a cold range where a branch leads out of it.
    fn pieces(&mut self, seq: InstrSeqId, from: usize, to: usize) {
        let function = self.function;
        let instrs = &function.block(seq).instrs[..to];
        let mut start = from;
        for (at, (instr, _)) in instrs.iter().enumerate().skip(from) {
            let ends = effect(self.module, function, instr).is_none();
            if ends || leads_out(self.module, function, instr) {
                let values = self.handed_over(instr);
                self.level(seq, start, at, &values);
                inner(instr).into_iter().for_each(|inner| self.pieces(inner, 0, function.block(inner).instrs.len()));
                start = at + 1;
            }
            if ends {
                return;
            }
        }
        let is_end = to == function.block(seq).instrs.len();
        let values = if is_end { results(self.module, function, seq) } else { Vec::new() };
        self.level(seq, start, to, &values);
    }

    /// The values that a branch or a return takes along.
    fn handed_over(&self, instr: &Instr) -> Vec<ValType> {
        match instr {
            Instr::Return(_) => self.module.types.results(self.function.ty()).to_vec(),
            // To a loop's start nothing is taken along.
            Instr::Br(branch) if self.is_loop(branch.block) => Vec::new(),
            Instr::Br(branch) => results(self.module, self.function, branch.block),
            _ => Vec::new(),
        }
    }

    fn is_loop(&self, seq: InstrSeqId) -> bool {
        let mut finder = Loops { wanted: seq, found: false };
        walrus::ir::dfs_in_order(&mut finder, self.function, self.function.entry_block());
        finder.found
    }

    /// Finds the longest parts of a range before and behind which the stack is equally high.
    fn level(&mut self, seq: InstrSeqId, from: usize, to: usize, values: &[ValType]) {
        if to <= from || self.weight(seq, from, to) < self.price.call {
            return;
        }
        let (mut height, mut heights) = (0_i64, vec![0]);
        for (instr, _) in &self.function.block(seq).instrs[from..to] {
            let (off, on) = effect(self.module, self.function, instr).expect("ranges end before other instructions");
            // While an instruction works the stack is lower than after it.
            let low = height - off as i64;
            height = low + on as i64;
            heights.push(height);
            if low < height && low < *heights.iter().min().expect("not empty") {
                // What lies below the range's start is used here: cut in two.
                let at = from + heights.len() - 1;
                self.level(seq, from, at - 1, &[]);
                self.level(seq, at, to, values);
                return;
            }
        }
        let low = *heights.iter().min().expect("not empty");
        let first = heights.iter().position(|height| *height == low).expect("it is one of them");
        let mut last = heights.iter().rposition(|height| *height == low).expect("it is one of them");
        let leaves = usize::try_from(height - low).unwrap_or(usize::MAX);
        let whole = leaves > 0 && leaves == values.len();
        if whole {
            last = heights.len() - 1;
        }
        if first > 0 {
            self.level(seq, from, from + first - 1, &[]);
        }
        if last > first && self.weight(seq, from + first, from + last) >= self.price.call {
            let values = if whole { values.to_vec() } else { Vec::new() };
            self.found.push(Stretch { seq, from: from + first, to: from + last, values });
        }
        if last < heights.len() - 1 {
            self.level(seq, from + last + 1, to, values);
        }
    }

    /// How many instructions a range has, with all inside.
    fn weight(&self, seq: InstrSeqId, from: usize, to: usize) -> usize {
        let instrs = &self.function.block(seq).instrs[from..to];
        let inside = |instr| {
            let inner = inner(instr).into_iter();
            inner.map(|inner| self.weight(inner, 0, self.function.block(inner).instrs.len())).sum::<usize>()
        };
        instrs.iter().map(|(instr, _)| 1 + inside(instr)).sum()
    }
}

struct Loops {
    wanted: InstrSeqId,
    found: bool,
}

impl Visitor<'_> for Loops {
    fn visit_loop(&mut self, body: &Loop) {
        self.found |= body.seq == self.wanted;
    }
}

pub(crate) fn inner(instr: &Instr) -> Vec<InstrSeqId> {
    match instr {
        Instr::Block(Block { seq }) | Instr::Loop(Loop { seq }) => vec![*seq],
        Instr::IfElse(IfElse { consequent, alternative }) => vec![*consequent, *alternative],
        _ => Vec::new(),
    }
}

/// The points of one sequence, in order.
fn points_of(function: &LocalFunction, seq: InstrSeqId) -> Vec<usize> {
    let instrs = &function.block(seq).instrs;
    let parts = |instr: &Instr| matches!(instr, Instr::Block(_) | Instr::Loop(_) | Instr::IfElse(_) | Instr::BrIf(_));
    let behind = instrs.iter().enumerate().filter(|(_, (instr, _))| parts(instr)).map(|(at, _)| at + 1);
    behind.filter(|at| *at < instrs.len()).collect()
}

/// Whether a branch inside an instruction goes somewhere outside of it.
fn leads_out(module: &Module, function: &LocalFunction, instr: &Instr) -> bool {
    let mut ways = Ways::default();
    ways.look(module, function, instr);
    ways.out || !ways.targets.is_subset(&ways.inside)
}

#[derive(Default)]
struct Ways {
    targets: BTreeSet<InstrSeqId>,
    inside: BTreeSet<InstrSeqId>,
    out: bool,
}

impl Ways {
    fn look(&mut self, module: &Module, function: &LocalFunction, instr: &Instr) {
        match instr {
            Instr::Br(branch) => drop(self.targets.insert(branch.block)),
            Instr::BrIf(branch) => drop(self.targets.insert(branch.block)),
            Instr::BrTable(table) => self.targets.extend(table.blocks.iter().chain([&table.default])),
            Instr::Unreachable(_) => {}
            // A return, or an instruction that is not known here and may be anything.
            _ => self.out |= effect(module, function, instr).is_none(),
        }
        for seq in inner(instr) {
            self.inside.insert(seq);
            function.block(seq).instrs.iter().for_each(|(instr, _)| self.look(module, function, instr));
        }
    }
}
