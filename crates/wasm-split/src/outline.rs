//! Stretches of code that no page runs at first become functions of their own, which then go to the later half.
//!
//! What a stretch reads of the function's locals it is given, and what it writes and others read it gives back.
use crate::live::Live;
use crate::points::points;
use crate::profile::{self, Profile};
use crate::stretches::{Price, Stretch, inner, stretches};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{Call, Instr, InstrLocId, InstrSeqId, LocalGet, LocalId, LocalSet};
use walrus::{FunctionBuilder, FunctionId, LocalFunction, Module, ValType};

/// Begins the name of a function that was a stretch of another one.
pub(crate) const PREFIX: &str = "cold~";

/// Takes the profile's cold stretches out of their functions; returns how many.
pub(crate) fn outline(module: &mut Module, profile: &Profile, price: Price) -> usize {
    let functions: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let mut taken = 0;
    for id in functions {
        let name = module.funcs.get(id).name.clone().unwrap_or_default();
        let function = module.funcs.get(id).kind.unwrap_local();
        let points = points(function);
        let Some(cold) = profile.cold(&profile::short(&name), points.len()) else { continue };
        let cold = points.iter().zip(cold).filter(|(_, cold)| **cold).map(|(point, _)| *point).collect();
        // Taken from behind, so that the places of the earlier ones stay right.
        let mut found = stretches(module, function, cold, price);
        found.sort_by_key(|stretch| (stretch.seq, std::cmp::Reverse(stretch.from)));
        let plans: Vec<Plan> = {
            let live = Live::of(function);
            found.iter().filter_map(|stretch| Plan::of(module, function, &live, stretch, price)).collect()
        };
        for plan in plans {
            take_out(module, id, &plan, taken);
            taken += 1;
        }
    }
    taken
}

/// A stretch with what it is given and what it gives back.
struct Plan {
    seq: InstrSeqId,
    from: usize,
    to: usize,
    values: Vec<ValType>,
    given: Vec<(LocalId, ValType)>,
    back: Vec<(LocalId, ValType)>,
}

impl Plan {
    /// Nothing when handing over costs as much as the stretch.
    fn of(module: &Module, function: &LocalFunction, live: &Live<'_>, stretch: &Stretch, price: Price) -> Option<Self> {
        let Stretch { seq, from, to, ref values } = *stretch;
        let mut used = Used::default();
        let instrs = &function.block(seq).instrs[from..to];
        instrs.iter().for_each(|(instr, _)| used.look(function, instr));
        let typed = |local: &LocalId| (*local, module.locals.get(*local).ty());
        let given: Vec<_> = used.all().filter(|local| live.is(**local, seq, from)).map(typed).collect();
        let back: Vec<_> = used.written.iter().filter(|local| live.is(**local, seq, to)).map(typed).collect();
        let pays = used.weight >= price.call + price.local * (given.len() + back.len());
        pays.then(|| Self { seq, from, to, values: values.clone(), given, back })
    }
}

#[derive(Default)]
struct Used {
    read: BTreeSet<LocalId>,
    written: BTreeSet<LocalId>,
    weight: usize,
}

impl Used {
    fn look(&mut self, function: &LocalFunction, instr: &Instr) {
        self.weight += 1;
        match instr {
            Instr::LocalGet(get) => drop(self.read.insert(get.local)),
            Instr::LocalSet(set) => drop(self.written.insert(set.local)),
            Instr::LocalTee(tee) => drop(self.written.insert(tee.local)),
            _ => {}
        }
        for seq in inner(instr) {
            function.block(seq).instrs.iter().for_each(|(instr, _)| self.look(function, instr));
        }
    }

    fn all(&self) -> impl Iterator<Item = &LocalId> {
        self.read.union(&self.written)
    }
}

/// Moves the stretch into a function of its own and leaves a call.
fn take_out(module: &mut Module, id: FunctionId, plan: &Plan, number: usize) {
    let params: Vec<ValType> = plan.given.iter().map(|(_, ty)| *ty).collect();
    let returned: Vec<ValType> = plan.values.iter().copied().chain(plan.back.iter().map(|(_, ty)| *ty)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &params, &returned);
    builder.name(format!("{PREFIX}{number}"));
    let mut copy = Copy { locals: BTreeMap::new(), seqs: BTreeMap::new() };
    let mut args = Vec::new();
    for (local, ty) in &plan.given {
        let new = module.locals.add(*ty);
        copy.locals.insert(*local, new);
        args.push(new);
    }
    let function = module.funcs.get(id).kind.unwrap_local();
    let mut used = Used::default();
    let stretch: Vec<(Instr, InstrLocId)> = function.block(plan.seq).instrs[plan.from..plan.to].to_vec();
    stretch.iter().for_each(|(instr, _)| used.look(function, instr));
    for local in used.all() {
        if !copy.locals.contains_key(local) {
            let ty = module.locals.get(*local).ty();
            let new = module.locals.add(ty);
            copy.locals.insert(*local, new);
        }
    }
    let body = builder.func_body_id();
    copy.sequence(module.funcs.get(id).kind.unwrap_local(), &mut builder, body, &stretch);
    for (local, _) in &plan.back {
        builder.func_body().local_get(copy.locals[local]);
    }
    let cold = builder.finish(args, &mut module.funcs);
    let mut call: Vec<Instr> = plan.given.iter().map(|(local, _)| LocalGet { local: *local }.into()).collect();
    call.push(Call { func: cold }.into());
    call.extend(plan.back.iter().rev().map(|(local, _)| Instr::from(LocalSet { local: *local })));
    let call = call.into_iter().map(|instr| (instr, InstrLocId::default()));
    let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
    function.block_mut(plan.seq).instrs.splice(plan.from..plan.to, call);
}

/// Copies instructions into another function.
struct Copy {
    locals: BTreeMap<LocalId, LocalId>,
    seqs: BTreeMap<InstrSeqId, InstrSeqId>,
}

impl Copy {
    fn sequence(
        &mut self,
        from: &LocalFunction,
        to: &mut FunctionBuilder,
        seq: InstrSeqId,
        instrs: &[(Instr, InstrLocId)],
    ) {
        for (instr, at) in instrs {
            for inner in inner(instr) {
                let new = to.dangling_instr_seq(from.block(inner).ty).id();
                self.seqs.insert(inner, new);
                self.sequence(from, to, new, &from.block(inner).instrs);
            }
            let mut instr = instr.clone();
            self.rename(&mut instr);
            to.instr_seq(seq).instrs_mut().push((instr, *at));
        }
    }

    /// Points an instruction to the new function's locals and sequences.
    fn rename(&self, instr: &mut Instr) {
        match instr {
            Instr::LocalGet(get) => get.local = self.locals[&get.local],
            Instr::LocalSet(set) => set.local = self.locals[&set.local],
            Instr::LocalTee(tee) => tee.local = self.locals[&tee.local],
            Instr::Block(block) => block.seq = self.seqs[&block.seq],
            Instr::Loop(body) => body.seq = self.seqs[&body.seq],
            Instr::IfElse(arms) => {
                arms.consequent = self.seqs[&arms.consequent];
                arms.alternative = self.seqs[&arms.alternative];
            }
            Instr::Br(branch) => branch.block = self.seqs[&branch.block],
            Instr::BrIf(branch) => branch.block = self.seqs[&branch.block],
            Instr::BrTable(table) => {
                table.blocks.iter_mut().for_each(|block| *block = self.seqs[block]);
                table.default = self.seqs[&table.default];
            }
            _ => {}
        }
    }
}
