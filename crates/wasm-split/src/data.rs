//! Which constants only the later half needs.
//!
//! The linker leaves every constant in a segment of its own (`--no-merge-data-segments`), so a number in the code, or in
//! a constant, that lies in or right beside a segment may be its address. Whatever the first half's code may point to,
//! and whatever that may point to in turn, stays in the first half; the rest goes along with the later one.
use crate::graph::Index;
use std::collections::BTreeSet;
use walrus::ir::{self, Value, Visitor};
use walrus::{ConstExpr, DataId, DataKind, Module};

/// A pointer may be that far off its constant: compilers count from a little before a table, or to a little behind.
const BESIDE: u64 = 16;
/// Kept constants that lie closer than this are written as one: a segment's head costs about as much.
const GAP: u64 = 12;

struct Segment {
    id: DataId,
    start: u64,
    bytes: Vec<u8>,
}

/// Numbers in code that may be addresses.
#[derive(Default)]
struct Numbers(Vec<u64>);

impl<'a> Visitor<'a> for Numbers {
    fn visit_value(&mut self, value: &Value) {
        match value {
            Value::I32(number) => self.0.push(u64::from(*number as u32)),
            // Two pointers, or a pointer and a length, stored at once.
            Value::I64(number) => self.0.extend([*number as u64 & 0xFFFF_FFFF, *number as u64 >> 32]),
            _ => {}
        }
    }

    fn visit_load(&mut self, load: &ir::Load) {
        self.0.push(load.arg.offset);
    }

    fn visit_store(&mut self, store: &ir::Store) {
        self.0.push(store.arg.offset);
    }
}

/// Segments that the first half can do without.
pub(crate) fn for_later(module: &Module, moved: &BTreeSet<Index>) -> BTreeSet<usize> {
    let segments = segments(module);
    let mut kept = vec![false; segments.len()];
    let mut numbers = Numbers::default();
    for (id, function) in module.funcs.iter_local() {
        if !moved.contains(&id.index()) {
            ir::dfs_in_order(&mut numbers, function, function.entry_block());
        }
    }
    let mut ahead: Vec<usize> = numbers.0.iter().flat_map(|number| pointed_at(&segments, *number)).collect();
    while let Some(at) = ahead.pop() {
        if std::mem::replace(&mut kept[at], true) {
            continue;
        }
        let first_word = (segments[at].start.next_multiple_of(4) - segments[at].start) as usize;
        let words = segments[at].bytes.get(first_word..).unwrap_or_default().chunks_exact(4);
        let words = words.map(|word| u64::from(u32::from_le_bytes(word.try_into().expect("four bytes"))));
        ahead.extend(words.flat_map(|word| pointed_at(&segments, word)).collect::<Vec<_>>());
    }
    segments.iter().zip(kept).filter(|(_, kept)| !kept).map(|(segment, _)| segment.id.index()).collect()
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

/// The segments in which, or right beside which, an address lies.
fn pointed_at(segments: &[Segment], address: u64) -> std::ops::Range<usize> {
    let from = segments.partition_point(|segment| segment.start + segment.bytes.len() as u64 + BESIDE < address);
    let to = segments.partition_point(|segment| segment.start <= address + BESIDE);
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
