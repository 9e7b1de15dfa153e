//! A vector that grows at its end and forgets its front, and whose copies share everything but their open end.
use std::{ops::Range, sync::Arc};

/// Elements in one chunk. A copy that is written to copies at most this many elements, so that a thousand steps of
/// history stay small; a million elements are four thousand chunks.
const CHUNK: usize = 256;

/// An append-only vector. Full chunks are frozen and shared between clones; a clone copies two reference counts,
/// and the first push after it copies the open chunk.
#[derive(Debug)]
pub struct SharedVec<T> {
    full: Arc<Vec<Arc<Vec<T>>>>,
    open: Arc<Vec<T>>,
    /// Full chunks at the front whose elements were forgotten.
    forgotten: usize,
}

impl<T> SharedVec<T> {
    /// How many elements there are, the forgotten ones among them: an element keeps its index.
    pub fn len(&self) -> usize {
        self.full.len() * CHUNK + self.open.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.full.is_empty() && self.open.is_empty()
    }

    /// The element at `index`.
    pub fn get(&self, index: usize) -> Option<&T> {
        match self.full.get(index / CHUNK) {
            Some(chunk) => chunk.get(index % CHUNK),
            None => self.open.get(index.checked_sub(self.full.len() * CHUNK)?),
        }
    }

    /// The newest element.
    pub fn last(&self) -> Option<&T> {
        self.get(self.len().checked_sub(1)?)
    }

    /// All elements that are still there, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.full.iter().flat_map(|chunk| chunk.iter()).chain(self.open.iter())
    }

    /// The elements of a range; what lies outside the vector is left out.
    pub fn iter_range(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = &T> {
        (range.start..range.end.min(self.len())).filter_map(|index| self.get(index))
    }

    /// The first index in `range` whose element does not fulfil `pred`, or the range's end.
    /// As with slices, the elements that fulfil it must come first.
    pub fn partition_point(&self, range: Range<usize>, mut pred: impl FnMut(&T) -> bool) -> usize {
        let (mut low, mut high) = (range.start.max(self.forgotten * CHUNK), range.end.min(self.len()));
        while low < high {
            let mid = low + (high - low) / 2;
            match self.get(mid) {
                Some(element) if pred(element) => low = mid + 1,
                _ => high = mid,
            }
        }
        low
    }
}

impl<T: Clone> SharedVec<T> {
    /// Adds an element at the end.
    pub fn push(&mut self, element: T) {
        let open = writable(&mut self.open, CHUNK);
        open.push(element);
        if open.len() == CHUNK {
            let frozen = std::mem::take(&mut self.open);
            Arc::make_mut(&mut self.full).push(frozen);
        }
    }

    /// Gives up elements before `index`, as far as they fill chunks.
    pub(crate) fn forget_before(&mut self, index: usize) {
        let until = (index / CHUNK).min(self.full.len());
        if until > self.forgotten {
            let nothing = Arc::new(Vec::new());
            let full = Arc::make_mut(&mut self.full);
            full[self.forgotten..until].iter_mut().for_each(|chunk| *chunk = Arc::clone(&nothing));
            self.forgotten = until;
        }
    }
}

/// The vector behind `shared`, copied first where it is shared, with room for `capacity` elements.
pub(crate) fn writable<T: Clone>(shared: &mut Arc<Vec<T>>, capacity: usize) -> &mut Vec<T> {
    if Arc::get_mut(shared).is_none_or(|open| open.capacity() == 0) {
        let mut copy = Vec::with_capacity(capacity.max(shared.len()));
        copy.extend_from_slice(shared);
        *shared = Arc::new(copy);
    }
    Arc::get_mut(shared).expect("it was copied if it was shared")
}

impl<T> Default for SharedVec<T> {
    fn default() -> Self {
        Self { full: Arc::default(), open: Arc::default(), forgotten: 0 }
    }
}

impl<T> Clone for SharedVec<T> {
    fn clone(&self) -> Self {
        Self { full: Arc::clone(&self.full), open: Arc::clone(&self.open), forgotten: self.forgotten }
    }
}

impl<T: Clone> FromIterator<T> for SharedVec<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        let mut all = Self::default();
        elements.into_iter().for_each(|element| all.push(element));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_keeps_its_own_end() {
        let mut first: SharedVec<usize> = (0..CHUNK + 5).collect();
        let second = first.clone();
        first.push(99);
        assert_eq!(first.len(), CHUNK + 6);
        assert_eq!(second.len(), CHUNK + 5);
        assert_eq!(first.last(), Some(&99));
        assert_eq!(second.last(), Some(&(CHUNK + 4)));
        assert!(Arc::ptr_eq(&first.full, &second.full), "full chunks are shared");
    }

    #[test]
    fn a_forgotten_front_leaves_the_rest_in_its_place() {
        let whole: SharedVec<usize> = (0..5 * CHUNK + 3).collect();
        for index in [0, 1, CHUNK, 3 * CHUNK + 1, 5 * CHUNK + 3] {
            let mut rest = whole.clone();
            rest.forget_before(index);
            rest.push(5 * CHUNK + 3);
            let first = index / CHUNK * CHUNK;
            assert_eq!(
                (rest.len(), rest.get(first), rest.last()),
                (5 * CHUNK + 4, Some(&first), rest.get(5 * CHUNK + 3))
            );
            assert_eq!(rest.iter().next(), Some(&first));
            assert_eq!(rest.partition_point(0..rest.len(), |&x| x < first + 2), first + 2);
            assert_eq!(first.checked_sub(1).and_then(|gone| rest.get(gone)), None);
        }
        assert_eq!(whole.iter().count(), whole.len(), "a clone keeps all");
    }

    #[test]
    fn every_length_around_a_chunk_reads_back() {
        for len in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
            let all: SharedVec<usize> = (0..len).collect();
            assert_eq!(all.iter().copied().collect::<Vec<_>>(), (0..len).collect::<Vec<_>>());
            assert_eq!(all.get(len), None);
            assert_eq!(all.is_empty(), len == 0);
            for at in 0..=len {
                assert_eq!(all.partition_point(0..len, |&x| x < at), at);
            }
            assert_eq!(all.iter_range(0..len + 7).count(), len);
        }
    }
}
