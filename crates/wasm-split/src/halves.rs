//! The cut itself.
use crate::data;
use crate::graph::{Graph, Index, named};
use crate::outline;
use crate::profile::Profile;
use crate::stretches::Price;
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::Value;
use walrus::{
    ConstExpr, ElementItems, ElementKind, FunctionBuilder, FunctionId, FunctionKind, GlobalKind, ImportedFunction,
    Module, ModuleConfig, TableId,
};

/// The import module's name in the later half.
const FIRST: &str = "first";
/// An export by which a page sees that there is a later half to load.
const MARK: &str = "has_later_half";
/// The module's own export that loads the later half at once.
const ENSURE: &str = "ensure_later";

/// The two halves and what was moved.
pub(crate) struct Halves {
    pub(crate) first: Vec<u8>,
    pub(crate) later: Vec<u8>,
    pub(crate) moved: usize,
    pub(crate) stubs: usize,
    /// How many of the moved functions were stretches of others.
    pub(crate) stretches: usize,
}

pub(crate) fn cut(wasm: &[u8], profile: &Profile) -> Result<Halves, String> {
    let mut whole = Module::from_buffer(wasm).map_err(|error| error.to_string())?;
    let stretches = outline::outline(&mut whole, profile, Price::REAL);
    data::shorten_places(&mut whole);
    let wasm = &whole.emit_wasm();
    let mut first = parse(wasm)?;
    let graph = Graph::of(&first);
    let named = named(&first, &profile.functions);
    if named.is_empty() {
        return Err("no function has a name of the profile: was the name section stripped before?".to_owned());
    }
    // What loads the later half can't be in it.
    let kept = first.exports.get_func(ENSURE).map(|ensure| graph.reached_from(ensure.index())).unwrap_or_default();
    let named = named.difference(&kept).copied().collect();
    let moved = graph.only_through(&named);
    let stubs: Vec<Index> = graph.entered(&moved).into_iter().collect();
    let slot = main_table(&first)?.1;
    let constants = data::for_later(&first, &moved);
    let mut later = parse(wasm)?;
    data::keep(&mut later, &constants, true);
    data::keep(&mut first, &constants, false);
    let needed = make_later(&mut later, &moved, &stubs, slot)?;
    make_first(&mut first, &moved, &stubs, slot, &needed)?;
    Ok(Halves { first: first.emit_wasm(), later: later.emit_wasm(), moved: moved.len(), stubs: stubs.len(), stretches })
}

fn parse(wasm: &[u8]) -> Result<Module, String> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    config.parse(wasm).map_err(|error| error.to_string())
}

/// The table of functions, and how many slots it has.
fn main_table(module: &Module) -> Result<(TableId, u64), String> {
    let table = module.tables.main_function_table().map_err(|error| error.to_string())?;
    let table = table.ok_or("the module has no function table")?;
    Ok((table, module.tables.get(table).initial))
}

fn by_index(module: &Module) -> BTreeMap<Index, FunctionId> {
    module.funcs.iter().map(|function| (function.id().index(), function.id())).collect()
}

/// What the later half needs of the first one, by the name it is exported under.
struct Needed {
    functions: Vec<(String, Index)>,
    globals: Vec<(String, usize)>,
    tables: Vec<(String, usize)>,
    memories: Vec<(String, usize)>,
}

/// Leaves the moved functions alone and imports everything else.
fn make_later(module: &mut Module, moved: &BTreeSet<Index>, stubs: &[Index], slot: u64) -> Result<Needed, String> {
    let ids = by_index(module);
    let (table, _) = main_table(module)?;
    module.start = None;
    let exports: Vec<_> = module.exports.iter().map(walrus::Export::id).collect();
    exports.into_iter().for_each(|export| module.exports.delete(export));
    let elements: Vec<_> = module.elements.iter().map(walrus::Element::id).collect();
    elements.into_iter().for_each(|element| module.elements.delete(element));
    let old: Vec<_> = module.imports.iter().map(walrus::Import::id).collect();
    for (index, id) in &ids {
        if !moved.contains(index) {
            let ty = module.funcs.get(*id).ty();
            let import = module.imports.add(FIRST, &format!("f{index}"), *id);
            module.funcs.get_mut(*id).kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
    }
    let mut needed = Needed { functions: Vec::new(), globals: Vec::new(), tables: Vec::new(), memories: Vec::new() };
    for id in module.globals.iter().map(walrus::Global::id).collect::<Vec<_>>() {
        let import = module.imports.add(FIRST, &format!("g{}", id.index()), id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
    for id in module.tables.iter().map(walrus::Table::id).collect::<Vec<_>>() {
        let import = module.imports.add(FIRST, &format!("t{}", id.index()), id);
        let table = module.tables.get_mut(id);
        table.import = Some(import);
        table.elem_segments.clear();
    }
    for id in module.memories.iter().map(walrus::Memory::id).collect::<Vec<_>>() {
        let import = module.imports.add(FIRST, &format!("m{}", id.index()), id);
        module.memories.get_mut(id).import = Some(import);
    }
    old.into_iter().for_each(|import| module.imports.delete(import));
    grow(module, table, stubs.len() as u64);
    let filled: Vec<FunctionId> = stubs.iter().map(|index| ids[index]).collect();
    let offset = ConstExpr::Value(Value::I32(i32::try_from(slot).map_err(|_| "the table is too large")?));
    let kind = ElementKind::Active { table, offset };
    let element = module.elements.add(kind, ElementItems::Functions(filled));
    module.tables.get_mut(table).elem_segments.insert(element);
    walrus::passes::gc::run(module);
    for (number, import) in module.imports.iter_mut().enumerate() {
        let name = short(number);
        import.name.clone_from(&name);
        match import.kind {
            walrus::ImportKind::Function(id) => needed.functions.push((name, id.index())),
            walrus::ImportKind::Global(id) => needed.globals.push((name, id.index())),
            walrus::ImportKind::Table(id) => needed.tables.push((name, id.index())),
            walrus::ImportKind::Memory(id) => needed.memories.push((name, id.index())),
            walrus::ImportKind::Tag(_) => return Err("exceptions can't be cut".to_owned()),
        }
    }
    Ok(needed)
}

/// Puts stubs in place of the moved functions, and exports what the later half needs.
fn make_first(
    module: &mut Module,
    moved: &BTreeSet<Index>,
    stubs: &[Index],
    slot: u64,
    needed: &Needed,
) -> Result<(), String> {
    let ids = by_index(module);
    let (table, _) = main_table(module)?;
    let check = check(module, table, slot)?;
    for (index, id) in ids.iter().filter(|(index, _)| moved.contains(index)) {
        let place = stubs.iter().position(|stub| stub == index).map(|place| slot + place as u64);
        stub(module, *id, table, place, check)?;
    }
    grow(module, table, stubs.len() as u64);
    for (name, index) in &needed.functions {
        module.exports.add(name, ids[index]);
    }
    for id in module.globals.iter().map(walrus::Global::id).collect::<Vec<_>>() {
        if let Some((name, _)) = needed.globals.iter().find(|(_, index)| *index == id.index()) {
            module.exports.add(name, id);
        }
    }
    for id in module.tables.iter().map(walrus::Table::id).collect::<Vec<_>>() {
        if let Some((name, _)) = needed.tables.iter().find(|(_, index)| *index == id.index()) {
            module.exports.add(name, id);
        }
    }
    for id in module.memories.iter().map(walrus::Memory::id).collect::<Vec<_>>() {
        if let Some((name, _)) = needed.memories.iter().find(|(_, index)| *index == id.index()) {
            module.exports.add(name, id);
        }
    }
    module.exports.add(MARK, table);
    walrus::passes::gc::run(module);
    Ok(())
}

fn grow(module: &mut Module, table: TableId, by: u64) {
    let table = module.tables.get_mut(table);
    table.initial += by;
    table.maximum = table.maximum.map(|maximum| maximum + by);
}

/// Short names for what the halves share, that no export of wasm-bindgen has: `~0`, `~1`, … `~a`, … `~10`.
fn short(mut number: usize) -> String {
    let mut digits = String::new();
    loop {
        let digit = u32::try_from(number % 36).expect("less than 36");
        digits.insert(0, char::from_digit(digit, 36).expect("a digit of base 36"));
        number /= 36;
        if number == 0 {
            return format!("~{digits}");
        }
    }
}

/// A function that has the later half loaded when the first of its slots is empty.
fn check(module: &mut Module, table: TableId, slot: u64) -> Result<FunctionId, String> {
    let ensure = module.exports.get_func(ENSURE).map_err(|_| format!("the module has no export `{ENSURE}`"))?;
    let slot = i32::try_from(slot).map_err(|_| "the table is too large")?;
    let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
    let empty = |then: &mut walrus::InstrSeqBuilder<'_>| {
        then.call(ensure);
    };
    builder.func_body().i32_const(slot).table_get(table).ref_is_null().if_else(None, empty, |_| {});
    Ok(builder.finish(Vec::new(), &mut module.funcs))
}

/// `f(a, b)` becomes `table[place](a, b)`; without a place nobody calls it any more.
fn stub(
    module: &mut Module,
    id: FunctionId,
    table: TableId,
    place: Option<u64>,
    check: FunctionId,
) -> Result<(), String> {
    let ty = module.funcs.get(id).ty();
    let (params, results) = module.types.params_results(ty);
    let (params, results) = (params.to_vec(), results.to_vec());
    let locals: Vec<_> = params.iter().map(|param| module.locals.add(*param)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
    let mut body = builder.func_body();
    match place {
        None => {
            body.unreachable();
        }
        Some(place) => {
            body.call(check);
            for local in &locals {
                body.local_get(*local);
            }
            body.i32_const(i32::try_from(place).map_err(|_| "the table is too large")?);
            body.call_indirect(ty, table);
        }
    }
    module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(locals));
    Ok(())
}
