//! How many values an instruction takes from the stack and puts there.
use walrus::ir::{Instr, InstrSeqId, InstrSeqType};
use walrus::{LocalFunction, Module, ValType};

/// The values that a sequence leaves on the stack.
pub(crate) fn results(module: &Module, function: &LocalFunction, seq: InstrSeqId) -> Vec<ValType> {
    match function.block(seq).ty {
        InstrSeqType::Simple(value) => value.into_iter().collect(),
        InstrSeqType::MultiValue(ty) => module.types.results(ty).to_vec(),
    }
}

/// What comes off and what goes on; nothing for an instruction after which the code does not run on, or that is not
/// known here.
pub(crate) fn effect(module: &Module, function: &LocalFunction, instr: &Instr) -> Option<(usize, usize)> {
    let inner = |seq: InstrSeqId, condition: usize| match function.block(seq).ty {
        InstrSeqType::Simple(value) => (condition, value.iter().len()),
        InstrSeqType::MultiValue(ty) => (condition + module.types.params(ty).len(), module.types.results(ty).len()),
    };
    let call = |ty, target: usize| (module.types.params(ty).len() + target, module.types.results(ty).len());
    Some(match instr {
        Instr::Block(block) => inner(block.seq, 0),
        Instr::Loop(body) => inner(body.seq, 0),
        Instr::IfElse(arms) => inner(arms.consequent, 1),
        Instr::Call(of) => call(module.funcs.get(of.func).ty(), 0),
        Instr::CallIndirect(of) => call(of.ty, 1),
        Instr::LocalGet(_) | Instr::GlobalGet(_) | Instr::Const(_) | Instr::MemorySize(_) => (0, 1),
        Instr::RefNull(_) | Instr::RefFunc(_) | Instr::TableSize(_) => (0, 1),
        Instr::LocalTee(_) | Instr::Unop(_) | Instr::Load(_) | Instr::MemoryGrow(_) => (1, 1),
        Instr::RefIsNull(_) | Instr::TableGet(_) => (1, 1),
        Instr::LocalSet(_) | Instr::GlobalSet(_) | Instr::Drop(_) | Instr::BrIf(_) => (1, 0),
        Instr::Binop(_) | Instr::TableGrow(_) => (2, 1),
        Instr::Store(_) | Instr::TableSet(_) => (2, 0),
        Instr::Select(_) => (3, 1),
        Instr::MemoryCopy(_) | Instr::MemoryFill(_) | Instr::TableFill(_) => (3, 0),
        _ => return None,
    })
}
