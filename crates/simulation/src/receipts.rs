//! How often a group has received each message, kept as stretches: a replay is one stretch, not a million numbers.
use std::collections::BTreeMap;
use std::sync::Arc;
use store::QueueOffset;

/// Counts for one queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Receipts {
    /// Start of a stretch → its end (excluded) and how often each message in it was received. Stretches neither touch
    /// with the same count nor overlap; what lies in none was never received.
    stretches: Arc<BTreeMap<QueueOffset, (QueueOffset, u32)>>,
}

impl Receipts {
    /// How often the message was received.
    pub(crate) fn times(&self, offset: QueueOffset) -> u32 {
        let before = self.stretches.range(..=offset).next_back();
        before.filter(|(_, (end, _))| offset < *end).map_or(0, |(_, (_, times))| *times)
    }

    /// Counts one more receipt, and says how many it has now.
    pub(crate) fn add(&mut self, offset: QueueOffset) -> u32 {
        let times = self.times(offset) + 1;
        let stretches = Arc::make_mut(&mut self.stretches);
        if times > 1 {
            cut_out(stretches, offset);
        }
        join(stretches, offset, times);
        times
    }
}

/// Leaves a hole of one message in the stretch that holds it.
#[inline(never)]
fn cut_out(stretches: &mut BTreeMap<QueueOffset, (QueueOffset, u32)>, offset: QueueOffset) {
    let (&start, &(end, times)) = stretches.range(..=offset).next_back().expect("a received message is in a stretch");
    stretches.remove(&start);
    if start < offset {
        stretches.insert(start, (offset, times));
    }
    if offset.plus(1) < end {
        stretches.insert(offset.plus(1), (end, times));
    }
}

/// Fills the hole, and grows together with neighbours of the same count.
fn join(stretches: &mut BTreeMap<QueueOffset, (QueueOffset, u32)>, offset: QueueOffset, times: u32) {
    let (mut start, mut end) = (offset, offset.plus(1));
    let left = stretches.range(..offset).next_back().map(|(start, stretch)| (*start, *stretch));
    if let Some((left, (left_end, left_times))) = left
        && left_end == offset
        && left_times == times
    {
        stretches.remove(&left);
        start = left;
    }
    if let Some((right_end, right_times)) = stretches.get(&end).copied()
        && right_times == times
    {
        stretches.remove(&end);
        end = right_end;
    }
    stretches.insert(start, (end, times));
}

#[cfg(test)]
mod tests {
    use super::Receipts;
    use store::QueueOffset;

    #[test]
    fn counts_are_those_of_a_plain_list_whatever_the_order() {
        let mut seed = 7_u64;
        let (mut receipts, mut plain) = (Receipts::default(), vec![0_u32; 40]);
        for _ in 0..2_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(seed >> 33).expect("31 bits") % plain.len();
            plain[at] += 1;
            assert_eq!(receipts.add(QueueOffset(at as i64)), plain[at]);
        }
        for (at, times) in plain.iter().enumerate() {
            assert_eq!(receipts.times(QueueOffset(at as i64)), *times);
        }
    }

    #[test]
    fn a_replay_is_one_stretch() {
        let mut receipts = Receipts::default();
        (0..1_000).chain(500..1_000).for_each(|at| {
            receipts.add(QueueOffset(at));
        });
        assert_eq!(receipts.stretches.len(), 2);
    }
}
