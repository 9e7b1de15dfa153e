//! Which locals are read later on, before they are written anew: what a stretch of code has to be given, and what it
//! has to give back, when it becomes a function of its own.
use std::collections::BTreeMap;
use walrus::LocalFunction;
use walrus::ir::{Instr, InstrSeqId, LocalId};

/// A set of one function's locals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Set(Vec<u64>);

impl Set {
    fn put(&mut self, local: usize) {
        if self.0.len() <= local / 64 {
            self.0.resize(local / 64 + 1, 0);
        }
        self.0[local / 64] |= 1 << (local % 64);
    }

    fn take(&mut self, local: usize) {
        if let Some(word) = self.0.get_mut(local / 64) {
            *word &= !(1 << (local % 64));
        }
    }

    fn has(&self, local: usize) -> bool {
        self.0.get(local / 64).is_some_and(|word| word & (1 << (local % 64)) != 0)
    }

    fn join(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(word, theirs)| *word |= theirs);
    }
}

/// The live locals before each instruction, and at the end of each sequence.
pub(crate) struct Live<'a> {
    function: &'a LocalFunction,
    numbers: BTreeMap<LocalId, usize>,
    /// By sequence, one set more than it has instructions.
    before: BTreeMap<InstrSeqId, Vec<Set>>,
    /// What is live where a branch to a sequence goes on.
    targets: BTreeMap<InstrSeqId, Set>,
}

impl<'a> Live<'a> {
    pub(crate) fn of(function: &'a LocalFunction) -> Self {
        let mut live = Self { function, numbers: BTreeMap::new(), before: BTreeMap::new(), targets: BTreeMap::new() };
        live.targets.insert(function.entry_block(), Set::default());
        live.sequence(function.entry_block(), Set::default());
        live
    }

    /// Whether a local is read on some way from there, before it is written.
    pub(crate) fn is(&self, local: LocalId, seq: InstrSeqId, at: usize) -> bool {
        let Some(number) = self.numbers.get(&local) else { return false };
        self.before[&seq][at].has(*number)
    }

    fn number(&mut self, local: LocalId) -> usize {
        let next = self.numbers.len();
        *self.numbers.entry(local).or_insert(next)
    }

    fn target(&self, seq: InstrSeqId) -> Set {
        self.targets.get(&seq).cloned().unwrap_or_default()
    }

    /// Goes through a sequence from its end; returns what is live at its start.
    fn sequence(&mut self, seq: InstrSeqId, after: Set) -> Set {
        let function = self.function;
        let instrs = &function.block(seq).instrs;
        let mut sets = vec![Set::default(); instrs.len() + 1];
        let mut live = after;
        sets[instrs.len()] = live.clone();
        for (at, (instr, _)) in instrs.iter().enumerate().rev() {
            live = self.instruction(instr, live);
            sets[at] = live.clone();
        }
        self.before.insert(seq, sets);
        live
    }

    fn instruction(&mut self, instr: &Instr, mut live: Set) -> Set {
        match instr {
            Instr::LocalGet(get) => live.put(self.number(get.local)),
            Instr::LocalSet(set) => live.take(self.number(set.local)),
            Instr::LocalTee(tee) => live.take(self.number(tee.local)),
            Instr::Br(branch) => live = self.target(branch.block),
            Instr::BrIf(branch) => live.join(&self.target(branch.block)),
            Instr::BrTable(table) => {
                live = self.target(table.default);
                table.blocks.iter().for_each(|block| live.join(&self.target(*block)));
            }
            Instr::Return(_) | Instr::Unreachable(_) => live = Set::default(),
            Instr::Block(block) => {
                self.targets.insert(block.seq, live.clone());
                live = self.sequence(block.seq, live);
            }
            Instr::IfElse(arms) => {
                self.targets.insert(arms.consequent, live.clone());
                self.targets.insert(arms.alternative, live.clone());
                let mut either = self.sequence(arms.consequent, live.clone());
                either.join(&self.sequence(arms.alternative, live));
                live = either;
            }
            Instr::Loop(body) => live = self.repeated(body.seq, &live),
            _ => {}
        }
        live
    }

    /// A branch to a loop goes on at its start, so what is live there is looked for until it grows no more.
    fn repeated(&mut self, seq: InstrSeqId, after: &Set) -> Set {
        let mut start = Set::default();
        loop {
            self.targets.insert(seq, start.clone());
            let mut again = self.sequence(seq, after.clone());
            again.join(&start);
            if again == start {
                return start;
            }
            start = again;
        }
    }
}
