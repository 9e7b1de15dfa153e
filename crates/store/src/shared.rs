//! A vector that grows at its end and forgets its front, and whose copies share everything but their open end.
use std::{ops::Range, sync::Arc};

/// Elements in one chunk. A million elements are four thousand chunks.
pub(crate) const CHUNK: usize = 256;
/// Elements at most that a copy copies when it is written to; now and then it copies an open chunk as well.
const TAIL: usize = 16;

/// An append-only vector.
///
/// ```text
/// full    [chunk][chunk] …   frozen, shared between clones
/// recent  [ … ]              the open chunk; shared as well, as soon as there is a clone
/// tail    [·]                what was added while another clone held the open chunk; joins it when it is full
/// ```
/// A clone copies three reference counts. A thousand clones, each with one element more, take little more room than
/// a thousand small tails.
#[derive(Debug)]
pub struct SharedVec<T> {
    full: Arc<Vec<Arc<Vec<T>>>>,
    recent: Arc<Vec<T>>,
    tail: Arc<Vec<T>>,
    /// Full chunks at the front whose elements were forgotten.
    forgotten: usize,
}

impl<T> SharedVec<T> {
    /// How many elements there are, the forgotten ones among them: an element keeps its index.
    pub fn len(&self) -> usize {
        self.full.len() * CHUNK + self.recent.len() + self.tail.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.full.is_empty() && self.recent.is_empty() && self.tail.is_empty()
    }

    /// The element at `index`.
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<&T> {
        let (start, elements) = self.row(index);
        elements.get(index - start)
    }

    /// The newest element.
    pub fn last(&self) -> Option<&T> {
        self.tail.last().or_else(|| self.get(self.len().checked_sub(1)?))
    }

    /// All elements that are still there, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.full.iter().flat_map(|chunk| chunk.iter()).chain(self.recent.iter()).chain(self.tail.iter())
    }

    /// The elements of a range; what lies outside the vector is left out.
    pub fn iter_range(&self, range: Range<usize>) -> impl DoubleEndedIterator<Item = &T> {
        (range.start..range.end.min(self.len())).filter_map(|index| self.get(index))
    }

    /// The first index in `range` whose element does not fulfil `pred`, or the range's end.
    /// As with slices, the elements that fulfil it must come first.
    pub fn partition_point(&self, range: Range<usize>, mut pred: impl FnMut(&T) -> bool) -> usize {
        let (from, to) = (range.start.max(self.forgotten * CHUNK), range.end.min(self.len()));
        // The row whose first element does not fulfil it begins behind the place, and the row before holds it.
        let (mut low, mut high) = (from / CHUNK + 1, to.div_ceil(CHUNK));
        while low < high {
            let mid = low + (high - low) / 2;
            if self.get(mid * CHUNK).is_some_and(&mut pred) { low = mid + 1 } else { high = mid }
        }
        self.partition_in_chunk(low - 1, from..to, pred)
    }

    /// The same for the part of `range` that lies in one chunk.
    pub(crate) fn partition_in_chunk(
        &self,
        chunk: usize,
        range: Range<usize>,
        mut pred: impl FnMut(&T) -> bool,
    ) -> usize {
        let (mut from, to) = (range.start.max(chunk * CHUNK), range.end.min((chunk + 1) * CHUNK));
        while from < to {
            let (start, elements) = self.row(from);
            let end = to.min(start + elements.len());
            let inside = elements.get(from - start..end - start).unwrap_or_default();
            let place = from + place_in(inside, &mut pred);
            if place < end || inside.is_empty() {
                return place;
            }
            from = place;
        }
        from
    }

    /// The elements that lie in one row with the one at `index`, and the index of the first of them.
    #[inline(always)]
    fn row(&self, index: usize) -> (usize, &[T]) {
        if let Some(chunk) = self.full.get(index / CHUNK) {
            return (index / CHUNK * CHUNK, chunk);
        }
        let start = self.full.len() * CHUNK;
        let tail = start + self.recent.len();
        if index < tail { (start, &self.recent) } else { (tail, &self.tail) }
    }
}

/// [`slice::partition_point`], with a branch at each step instead of a conditional move: while a processor waits for an
/// element it reads on where it guesses. Natively that is three times as fast in a column of a million times.
#[inline(always)]
fn place_in<T>(elements: &[T], mut pred: impl FnMut(&T) -> bool) -> usize {
    let mut rest = elements;
    let mut low = 0;
    while !rest.is_empty() {
        let mid = rest.len() / 2;
        if pred(&rest[mid]) {
            low += mid + 1;
            rest = &rest[mid + 1..];
        } else {
            rest = &rest[..mid];
        }
    }
    low
}

impl<T: Clone> SharedVec<T> {
    /// Adds an element at the end.
    pub fn push(&mut self, element: T) {
        match Arc::get_mut(&mut self.recent) {
            Some(recent) if self.tail.is_empty() => {
                if recent.len() == recent.capacity() {
                    recent.reserve_exact(recent.len().max(TAIL).min(CHUNK - recent.len()));
                }
                recent.push(element);
            }
            _ => {
                writable(&mut self.tail, TAIL).push(element);
                if self.tail.len() < TAIL && self.recent.len() + self.tail.len() < CHUNK {
                    return;
                }
                join(&mut self.recent, &mut self.tail);
            }
        }
        if self.recent.len() == CHUNK {
            let frozen = std::mem::take(&mut self.recent);
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

impl<T: Clone> SharedVec<T> {
    /// Replaces the elements before `index` in the chunk that holds it, where forgetting left them.
    pub(crate) fn replace_before(&mut self, index: usize, with: impl Fn(&T) -> T) {
        let (start, inside) = (index / CHUNK * CHUNK, index % CHUNK);
        if self.full.len() > index / CHUNK {
            let chunk = &mut Arc::make_mut(&mut self.full)[index / CHUNK];
            Arc::make_mut(chunk)[..inside].iter_mut().for_each(|element| *element = with(element));
            return;
        }
        let recent = inside.min(self.recent.len());
        Arc::make_mut(&mut self.recent)[..recent].iter_mut().for_each(|element| *element = with(element));
        let tail = index - start - recent;
        Arc::make_mut(&mut self.tail)[..tail].iter_mut().for_each(|element| *element = with(element));
    }
}

/// Adds `tail` to the end of `all` and leaves it empty.
pub(crate) fn join<T: Clone>(all: &mut Arc<Vec<T>>, tail: &mut Arc<Vec<T>>) {
    let tail = std::mem::take(tail);
    writable(all, all.len() + tail.len()).extend_from_slice(&tail);
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
        Self { full: Arc::default(), recent: Arc::default(), tail: Arc::default(), forgotten: 0 }
    }
}

impl<T> Clone for SharedVec<T> {
    fn clone(&self) -> Self {
        Self {
            full: Arc::clone(&self.full),
            recent: Arc::clone(&self.recent),
            tail: Arc::clone(&self.tail),
            forgotten: self.forgotten,
        }
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
    fn clones_that_grow_apart_share_all_but_their_ends() {
        let mut kept: Vec<SharedVec<usize>> = vec![SharedVec::default()];
        for element in 0..3 * CHUNK {
            let mut next = kept[element].clone();
            next.push(element);
            kept.push(next);
        }
        for (len, copy) in kept.iter().enumerate() {
            assert!(copy.iter().copied().eq(0..len), "the copy of length {len}");
            assert_eq!((copy.get(len), copy.last().copied()), (None, len.checked_sub(1)));
            let places = [0, 1, len / 2, len.saturating_sub(TAIL), len];
            places.iter().for_each(|&at| assert_eq!(copy.partition_point(0..len, |&x| x < at), at.min(len)));
        }
        for every in [1, 2, 5, TAIL - 1, TAIL + 3, CHUNK + 1] {
            let (mut all, mut copy) = (SharedVec::default(), SharedVec::default());
            for element in 0..3 * CHUNK {
                if element % every == 0 {
                    copy = all.clone();
                }
                all.push(element);
            }
            assert!(all.iter().copied().eq(0..3 * CHUNK), "a clone after every {every} elements");
            assert!(copy.iter().copied().eq(0..(3 * CHUNK - 1) / every * every));
        }
        let mut rooms: Vec<usize> = kept.iter().map(|copy| copy.tail.capacity()).collect();
        rooms.sort_unstable();
        assert!(rooms[rooms.len() - 1] <= TAIL, "no copy copied more than a tail: {rooms:?}");
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
