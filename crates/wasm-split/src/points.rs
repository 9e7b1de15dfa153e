//! The places in a function from which its code runs on without a choice.
use walrus::LocalFunction;
use walrus::ir::{Instr, InstrSeqId};

/// Before which instruction of a sequence such a stretch begins. It ends at the next point of the same sequence, or with
/// the sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) seq: InstrSeqId,
    pub(crate) at: usize,
}

/// A function's points in the order of its code: its start, each arm of an `if`, and what follows a block, a loop, an
/// `if` or a branch that may not be taken.
pub(crate) fn points(function: &LocalFunction) -> Vec<Point> {
    let mut points = vec![Point { seq: function.entry_block(), at: 0 }];
    collect(function, function.entry_block(), &mut points);
    points
}

fn collect(function: &LocalFunction, seq: InstrSeqId, points: &mut Vec<Point>) {
    let instrs = &function.block(seq).instrs;
    for (at, (instr, _)) in instrs.iter().enumerate() {
        match instr {
            Instr::Block(block) => collect(function, block.seq, points),
            Instr::Loop(body) => collect(function, body.seq, points),
            Instr::IfElse(arms) => {
                for arm in [arms.consequent, arms.alternative] {
                    if !function.block(arm).instrs.is_empty() {
                        points.push(Point { seq: arm, at: 0 });
                        collect(function, arm, points);
                    }
                }
            }
            Instr::BrIf(_) => {}
            _ => continue,
        }
        if at + 1 < instrs.len() {
            points.push(Point { seq, at: at + 1 });
        }
    }
}
