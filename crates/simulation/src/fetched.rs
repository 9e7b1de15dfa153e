//! What a consumer has fetched of a queue and not handled yet.
use std::ops::Range;
use std::sync::Arc;
use store::QueueOffset;

/// Offsets, oldest first. They are kept as stretches of neighbours, a thousand messages in a row are one, and taking
/// from the front copies nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Fetched {
    stretches: Arc<Vec<Range<QueueOffset>>>,
    /// The stretch that holds the oldest one.
    stretch: usize,
    /// How many of that stretch have been taken.
    taken: i64,
    len: usize,
}

impl Fetched {
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// Adds a later one.
    pub(crate) fn push_back(&mut self, offset: QueueOffset) {
        let stretches = Arc::make_mut(&mut self.stretches);
        stretches.drain(..self.stretch);
        self.stretch = 0;
        match stretches.last_mut() {
            Some(last) if last.end == offset => last.end = offset.plus(1),
            _ => stretches.push(offset..offset.plus(1)),
        }
        self.len += 1;
    }

    /// Takes the oldest.
    pub(crate) fn pop_front(&mut self) -> Option<QueueOffset> {
        let stretch = self.stretches.get(self.stretch)?;
        let offset = stretch.start.plus(self.taken);
        self.taken += 1;
        self.len -= 1;
        if offset.plus(1) == stretch.end {
            (self.stretch, self.taken) = (self.stretch + 1, 0);
        }
        if self.len == 0 {
            self.clear();
        }
        Some(offset)
    }

    /// Adds later ones, in order.
    pub(crate) fn extend(&mut self, offsets: &[QueueOffset]) {
        offsets.iter().for_each(|offset| self.push_back(*offset));
    }
}

#[cfg(test)]
mod tests {
    use super::Fetched;
    use std::collections::VecDeque;
    use store::QueueOffset;

    #[test]
    fn it_hands_out_what_a_plain_queue_does() {
        let (mut fetched, mut plain, mut seed, mut next) = (Fetched::default(), VecDeque::new(), 7_u64, 0);
        for _ in 0..5_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            if seed >> 63 == 0 {
                assert_eq!(fetched.pop_front(), plain.pop_front());
            } else {
                next += [1, 1, 1, 2, 9][usize::try_from(seed >> 40).expect("24 bits") % 5];
                fetched.push_back(QueueOffset(next));
                plain.push_back(QueueOffset(next));
            }
            assert_eq!((fetched.len(), fetched.is_empty()), (plain.len(), plain.is_empty()));
        }
    }
}
