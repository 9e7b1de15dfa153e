//! A map whose copies share everything but what they change.
use std::borrow::Borrow;
use std::sync::Arc;

/// An ordered map of a few entries. A clone copies one reference count; a change copies the table, which is one piece as
/// long as its entries, and the one value.
#[derive(Debug, PartialEq)]
pub(crate) struct SharedMap<K, V> {
    table: Arc<Vec<(K, Arc<V>)>>,
}

impl<K, V> SharedMap<K, V> {
    pub(crate) fn iter(&self) -> Iter<'_, K, V> {
        self.table.iter().map(|(key, value)| (key, value))
    }

    pub(crate) fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + Clone {
        self.table.iter().map(|(key, _)| key)
    }

    pub(crate) fn values(&self) -> impl DoubleEndedIterator<Item = &V> + Clone {
        self.table.iter().map(|(_, value)| value.as_ref())
    }

    pub(crate) fn len(&self) -> usize {
        self.table.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.table.is_empty()
    }
}

impl<K: Ord, V> SharedMap<K, V> {
    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().map(|at| self.table[at].1.as_ref())
    }

    pub(crate) fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.table.binary_search_by(|(other, _)| other.borrow().cmp(key))
    }
}

impl<K: Ord + Clone, V: Clone> SharedMap<K, V> {
    /// The value, to be changed.
    pub(crate) fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?; // nothing is copied for a key that is not there
        Some(Arc::make_mut(&mut Arc::make_mut(&mut self.table)[at].1))
    }

    /// The value, made if there is none.
    pub(crate) fn get_or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        if !self.contains_key(&key) {
            self.insert(key.clone(), V::default());
        }
        self.get_mut(&key).expect("it was made if it was missing")
    }

    pub(crate) fn insert(&mut self, key: K, value: V) {
        let place = self.place(&key);
        let table = Arc::make_mut(&mut self.table);
        match place {
            Ok(at) => table[at].1 = Arc::new(value),
            Err(at) => {
                table.reserve_exact(1);
                table.insert(at, (key, Arc::new(value)));
            }
        }
    }

    pub(crate) fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let at = self.place(key).ok()?;
        let (_, value) = Arc::make_mut(&mut self.table).remove(at);
        Some(Arc::unwrap_or_clone(value))
    }
}

impl<K, V> Clone for SharedMap<K, V> {
    fn clone(&self) -> Self {
        Self { table: Arc::clone(&self.table) }
    }
}

impl<K, V> Default for SharedMap<K, V> {
    fn default() -> Self {
        Self { table: Arc::default() }
    }
}

/// Keys and values, in order.
pub(crate) type Iter<'a, K, V> =
    std::iter::Map<std::slice::Iter<'a, (K, Arc<V>)>, fn(&'a (K, Arc<V>)) -> (&'a K, &'a V)>;

impl<'a, K, V> IntoIterator for &'a SharedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::SharedMap;

    #[test]
    fn a_copy_shares_what_it_does_not_change() {
        let mut first = SharedMap::default();
        first.insert(1, "one".to_owned());
        first.insert(2, "two".to_owned());
        let mut second = first.clone();
        second.get_mut(&1).expect("it is there").push('!');
        second.get_or_default(3).push('3');
        assert_eq!(second.remove(&9), None);
        let both =
            |map: &SharedMap<i32, String>| map.iter().map(|(key, text)| format!("{key}{text}")).collect::<Vec<_>>();
        assert_eq!(
            (both(&first), both(&second)),
            (vec!["1one".into(), "2two".into()], vec!["1one!".into(), "2two".into(), "33".into()])
        );
        let at = |map: &SharedMap<i32, String>| map.get(&2).map(std::ptr::from_ref);
        assert_eq!(at(&first), at(&second), "the value that nobody changed is one");
    }
}
