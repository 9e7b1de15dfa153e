//! Who calls whom, and which functions only the later half needs.
use crate::{outline, profile};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{self, Visitor};
use walrus::{ElementItems, ExportItem, FunctionId, FunctionKind, LocalFunction, Module};

/// A function by its place in the module: the same in every parse of the same bytes.
pub(crate) type Index = usize;

/// Calls inside the module.
pub(crate) struct Graph {
    calls: BTreeMap<Index, BTreeSet<Index>>,
    /// Called from outside, or through a table.
    pub(crate) roots: BTreeSet<Index>,
}

struct Calls(BTreeSet<Index>);

impl<'a> Visitor<'a> for Calls {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.0.insert(function.index());
    }
}

impl Graph {
    pub(crate) fn of(module: &Module) -> Self {
        let mut calls = BTreeMap::new();
        for (id, function) in module.funcs.iter_local() {
            calls.insert(id.index(), called_by(function));
        }
        let mut roots: BTreeSet<Index> = in_tables(module).iter().map(FunctionId::index).collect();
        roots.extend(module.start.iter().map(FunctionId::index));
        for export in module.exports.iter() {
            if let ExportItem::Function(id) = export.item {
                roots.insert(id.index());
            }
        }
        Self { calls, roots }
    }

    /// The named functions, and every local one that cannot be reached without them.
    pub(crate) fn only_through(&self, named: &BTreeSet<Index>) -> BTreeSet<Index> {
        let mut reached = BTreeSet::new();
        let mut ahead: Vec<Index> = self.roots.difference(named).copied().collect();
        while let Some(function) = ahead.pop() {
            if reached.insert(function) {
                let called = self.calls.get(&function).into_iter().flatten();
                ahead.extend(called.filter(|called| !named.contains(called)));
            }
        }
        self.calls.keys().copied().filter(|function| !reached.contains(function)).collect()
    }

    /// A function and all that it calls.
    pub(crate) fn reached_from(&self, function: Index) -> BTreeSet<Index> {
        let (mut reached, mut ahead) = (BTreeSet::new(), vec![function]);
        while let Some(function) = ahead.pop() {
            if reached.insert(function) {
                ahead.extend(self.calls.get(&function).into_iter().flatten());
            }
        }
        reached
    }

    /// Functions of `inside` that somebody outside of it calls or holds.
    pub(crate) fn entered(&self, inside: &BTreeSet<Index>) -> BTreeSet<Index> {
        let outside = self.calls.iter().filter(|(function, _)| !inside.contains(function));
        let called = outside.flat_map(|(_, called)| called.iter().copied());
        called.chain(self.roots.iter().copied()).filter(|function| inside.contains(function)).collect()
    }
}

fn called_by(function: &LocalFunction) -> BTreeSet<Index> {
    let mut calls = Calls(BTreeSet::new());
    ir::dfs_in_order(&mut calls, function, function.entry_block());
    calls.0
}

fn in_tables(module: &Module) -> Vec<FunctionId> {
    let items = module.elements.iter().flat_map(|element| match &element.items {
        ElementItems::Functions(functions) => functions.clone(),
        ElementItems::Expressions(..) => Vec::new(),
    });
    items.collect()
}

/// Local functions that a profile names. Where several functions have one name, all of them are meant.
pub(crate) fn named(module: &Module, profile: &BTreeSet<String>) -> BTreeSet<Index> {
    let local = module.funcs.iter().filter(|function| matches!(function.kind, FunctionKind::Local(_)));
    let is_named = |name: &str| name.starts_with(outline::PREFIX) || profile.contains(&profile::short(name));
    local
        .filter(|function| function.name.as_deref().is_some_and(is_named))
        .map(|function| function.id().index())
        .collect()
}
