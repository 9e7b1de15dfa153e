//! Which constants only the later half needs.
//!
//! The linker leaves every constant in a segment of its own (`--no-merge-data-segments`), so a number in the code, or in
//! a constant, that lies in or a little before a segment may be its address. Whatever the first half's code may point to,
//! and whatever that may point to in turn, stays in the first half; the rest goes along with the later one.
use crate::graph::Index;
use std::collections::BTreeSet;
use std::ops::Range;
use walrus::ir::{self, Instr, Value, Visitor};
use walrus::{ConstExpr, DataId, DataKind, FunctionId, Module};

/// An address may lie that far before its constant: compilers count from a little before a table.
const BEFORE: u64 = 16;
/// Kept constants that lie closer than this are written as one: a segment's head costs about as much.
const GAP: u64 = 12;

struct Segment {
    id: DataId,
    start: u64,
    bytes: Vec<u8>,
}

/// Numbers in the first half's code that may be addresses of what it reads.
///
/// What is only handed to a moved function is not among them: who follows it is the later half, which is there by then.
/// So the places and the words of panics go along with the code that prints them.
struct Numbers<'a> {
    module: &'a Module,
    moved: &'a BTreeSet<Index>,
    found: Vec<u64>,
}

impl Numbers<'_> {
    /// How many of the instructions before a call only push what it is called with.
    fn handed_on(&self, before: &[(Instr, ir::InstrLocId)], callee: FunctionId) -> usize {
        if !self.moved.contains(&callee.index()) {
            return 0;
        }
        let parameters = self.module.types.params(self.module.funcs.get(callee).ty()).len();
        let pushes =
            |(instr, _): &&(Instr, _)| matches!(instr, Instr::Const(_) | Instr::LocalGet(_) | Instr::GlobalGet(_));
        before.iter().rev().take(parameters).take_while(pushes).count()
    }
}

impl<'a> Visitor<'a> for Numbers<'_> {
    fn start_instr_seq(&mut self, seq: &'a ir::InstrSeq) {
        let mut handed_on = 0;
        for (at, (instr, _)) in seq.instrs.iter().enumerate().rev() {
            if let Instr::Call(call) = instr {
                handed_on = self.handed_on(&seq.instrs[..at], call.func);
                continue;
            }
            let is_handed_on = handed_on > 0;
            handed_on = handed_on.saturating_sub(1);
            let Instr::Const(number) = instr else { continue };
            match number.value {
                Value::I32(number) if !is_handed_on => self.found.push(u64::from(number as u32)),
                // Two pointers, or a pointer and a length, stored at once.
                Value::I64(number) if !is_handed_on => {
                    self.found.extend([number as u64 & 0xFFFF_FFFF, number as u64 >> 32]);
                }
                _ => {}
            }
        }
    }

    fn visit_load(&mut self, load: &ir::Load) {
        self.found.push(load.arg.offset);
    }

    fn visit_store(&mut self, store: &ir::Store) {
        self.found.push(store.arg.offset);
    }
}

/// Segments that the first half can do without.
pub(crate) fn for_later(module: &Module, moved: &BTreeSet<Index>) -> BTreeSet<usize> {
    let segments = segments(module);
    let exact = places(&segments);
    let pointed_at = |address| {
        let near = pointed_at(&segments, address);
        near.filter(|at| !exact.contains(at) || segments[*at].start == address).collect::<Vec<_>>()
    };
    let mut kept = vec![false; segments.len()];
    let mut numbers = Numbers { module, moved, found: Vec::new() };
    for (id, function) in module.funcs.iter_local() {
        if !moved.contains(&id.index()) {
            ir::dfs_in_order(&mut numbers, function, function.entry_block());
        }
    }
    let mut ahead: Vec<usize> = numbers.found.iter().flat_map(|number| pointed_at(*number)).collect();
    while let Some(at) = ahead.pop() {
        if std::mem::replace(&mut kept[at], true) {
            continue;
        }
        let first_word = (segments[at].start.next_multiple_of(4) - segments[at].start) as usize;
        let words = segments[at].bytes.get(first_word..).unwrap_or_default().chunks_exact(4);
        let words = words.map(|word| u64::from(u32::from_le_bytes(word.try_into().expect("four bytes"))));
        ahead.extend(words.flat_map(pointed_at));
    }
    segments.iter().zip(kept).filter(|(_, kept)| !kept).map(|(segment, _)| segment.id.index()).collect()
}

/// Constants that say where in the source a panic is (`core::panic::Location`: file, its length, line, column). Nobody
/// counts from them to something else, so only their own address points at them.
fn places(segments: &[Segment]) -> BTreeSet<usize> {
    (0..segments.len()).filter(|at| file_of(segments, *at).is_some()).collect()
}

/// The segment with the name of a place's file, and where in it the name lies; nothing when it is not a place.
fn file_of(segments: &[Segment], place: usize) -> Option<(usize, Range<usize>)> {
    let bytes = &segments[place].bytes;
    let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    if bytes.len() != 16 {
        return None;
    }
    let (start, length) = (u64::from(word(0)), word(4) as usize);
    let file = segments.partition_point(|segment| segment.start <= start).checked_sub(1)?;
    let from = (start - segments[file].start) as usize;
    let name = from..from.checked_add(length)?;
    segments[file].bytes.get(name.clone())?.ends_with(b".rs").then_some((file, name))
}

/// Leaves out of the places' file names where this machine keeps its sources: the page is the same wherever it was
/// built, and smaller.
pub(crate) fn shorten_places(module: &mut Module) {
    let mut segments = segments(module);
    for place in 0..segments.len() {
        let Some((file, name)) = file_of(&segments, place) else { continue };
        let path = String::from_utf8_lossy(&segments[file].bytes[name.clone()]).into_owned();
        let kept = short_path(&path);
        let gone = path.len() - kept.len();
        segments[file].bytes[name.start..name.start + gone].fill(0);
        let start = segments[file].start + (name.start + gone) as u64;
        segments[place].bytes[0..4].copy_from_slice(&(start as u32).to_le_bytes());
        segments[place].bytes[4..8].copy_from_slice(&(kept.len() as u32).to_le_bytes());
    }
    for segment in segments {
        module.data.get_mut(segment.id).value = segment.bytes;
    }
}

/// `library/…` of Rust's own sources, `NAME-VERSION/…` of a crate.
fn short_path(path: &str) -> &str {
    let library = path.find("/library/").map(|at| &path[at + 1..]);
    let registry =
        || path.split_once("/registry/src/").and_then(|(_, rest)| rest.split_once('/')).map(|(_, path)| path);
    library.or_else(registry).unwrap_or(path)
}

/// Segments by their place in memory.
fn segments(module: &Module) -> Vec<Segment> {
    let active = module.data.iter().filter_map(|data| match &data.kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } => {
            Some(Segment { id: data.id(), start: u64::from(*start as u32), bytes: data.value.clone() })
        }
        _ => None,
    });
    let mut segments: Vec<Segment> = active.collect();
    segments.sort_by_key(|segment| segment.start);
    segments
}

/// The segments that an address may mean: the one in which it lies, those right behind it, and one that ends there when
/// no other begins there. Code that runs backwards from a constant's end names its start too, to know when to stop.
fn pointed_at(segments: &[Segment], address: u64) -> Range<usize> {
    let end = |segment: &Segment| segment.start + segment.bytes.len() as u64;
    let mut from = segments.partition_point(|segment| end(segment) <= address);
    let begins = segments.get(from).is_some_and(|segment| segment.start <= address);
    if !begins && from > 0 && end(&segments[from - 1]) == address {
        from -= 1;
    }
    let to = segments.partition_point(|segment| segment.start <= address + BEFORE);
    from..to.max(from)
}

/// Leaves only the named segments, or only the others, and writes neighbours as one.
pub(crate) fn keep(module: &mut Module, named: &BTreeSet<usize>, named_ones: bool) {
    let Some(memory) = module.memories.iter().next().map(walrus::Memory::id) else { return };
    let segments = segments(module);
    let mut written: Vec<(u64, Vec<u8>)> = Vec::new();
    let mut beside = false;
    for segment in &segments {
        if named.contains(&segment.id.index()) != named_ones {
            beside = false; // what lies between belongs to the other half, and must not be written over
            continue;
        }
        match written.last_mut() {
            Some((start, bytes)) if beside && segment.start < *start + bytes.len() as u64 + GAP => {
                bytes.resize((segment.start - *start) as usize, 0);
                bytes.extend(&segment.bytes);
            }
            _ => written.push((segment.start, segment.bytes.clone())),
        }
        beside = true;
    }
    for segment in segments {
        module.memories.get_mut(memory).data_segments.remove(&segment.id);
        module.data.delete(segment.id);
    }
    for (start, bytes) in written {
        let offset = ConstExpr::Value(Value::I32(start as u32 as i32));
        let id = module.data.add(DataKind::Active { memory, offset }, bytes);
        module.memories.get_mut(memory).data_segments.insert(id);
    }
}

#[cfg(test)]
mod tests {
    use super::{Segment, pointed_at, short_path};
    use walrus::Module;

    #[test]
    fn an_address_means_the_constant_around_it_and_those_a_little_behind_it() {
        let mut module = Module::default();
        let mut segment = |start: u64, length: usize| {
            let id = module.data.add(walrus::DataKind::Passive, Vec::new());
            Segment { id, start, bytes: vec![1; length] }
        };
        let segments = [segment(100, 10), segment(110, 40), segment(200, 8)];
        let check = |address: u64, meant: std::ops::Range<usize>| assert_eq!(pointed_at(&segments, address), meant);
        check(83, 0..0);
        check(84, 0..1);
        check(109, 0..2);
        check(110, 1..2); // where one begins, it is not the end of another
        check(150, 1..2); // here it can only be the end
        check(160, 2..2);
        check(190, 2..3);
        check(208, 2..3);
    }

    #[test]
    fn a_place_does_not_say_whose_machine_it_was() {
        let check = |path: &str, short: &str| assert_eq!(short_path(path), short);
        check("/opt/cargo/registry/src/index.crates.io-19/yew-0.23.0/src/app.rs", "yew-0.23.0/src/app.rs");
        check("/opt/rustup/toolchains/x/lib/rustlib/src/rust/library/core/src/str.rs", "library/core/src/str.rs");
        check("/rustc/59807616/library/alloc/src/fmt.rs", "library/alloc/src/fmt.rs");
        check("crates/store/src/store.rs", "crates/store/src/store.rs");
    }
}
