//! What is known of each key, in the order in which keys arrived.

use super::entry::{Slot, narrow};

/// A key, its hash, its priority, and a value beside it.
#[derive(Debug, Clone)]
pub struct Row<K, P, V> {
    /// The hash of the key.
    pub hash: u64,
    /// What it is found by.
    pub key: K,
    /// What it is handed out by.
    pub priority: P,
    /// What is kept beside.
    pub value: V,
}

/// What a change has taken out of the queue, for the caller to drop when nothing is borrowed any more.
#[derive(Debug)]
pub struct Displaced<K, P, V> {
    /// The key as it was given before.
    pub key: K,
    /// The priority that it had.
    pub priority: P,
    /// What that priority was compared by, where this was something else.
    pub rank: Option<P>,
    /// The value that it had, unless it keeps it.
    pub value: Option<V>,
}

/// A row for each slot, and nothing where a key has gone.
#[derive(Debug)]
pub(crate) struct Records<K, P, V> {
    rows: Vec<Option<Row<K, P, V>>>,
    /// What priorities are compared by where it is something else; empty while there is no such thing.
    ranks: Vec<Option<P>>,
    len: usize,
}

impl<K, P, V> Records<K, P, V> {
    pub(crate) const fn new() -> Self {
        Self { rows: Vec::new(), ranks: Vec::new(), len: 0 }
    }

    #[inline]
    pub(crate) const fn len(&self) -> usize {
        self.len
    }

    /// The slot of the row that comes next.
    #[inline]
    pub(crate) fn next_slot(&self) -> Slot {
        narrow(self.rows.len())
    }

    #[inline]
    pub(crate) fn get(&self, slot: Slot) -> Option<&Row<K, P, V>> {
        self.rows.get(slot as usize)?.as_ref()
    }

    /// Return what the priority of a slot is compared by.
    #[inline]
    pub(crate) fn rank(&self, slot: Slot) -> Option<&P> {
        match self.ranks.get(slot as usize) {
            Some(Some(rank)) => Some(rank),
            _ => Some(&self.get(slot)?.priority),
        }
    }

    /// Return the first row at this slot or after it, and its slot.
    #[inline]
    pub(crate) fn from(&self, slot: Slot) -> Option<(Slot, &Row<K, P, V>)> {
        let rows = self.rows.get(slot as usize..)?;
        let (skipped, row) =
            rows.iter().enumerate().find_map(|(at, row)| Some((at, row.as_ref()?)))?;
        Some((slot + narrow(skipped), row))
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (Slot, &Row<K, P, V>)> {
        self.rows.iter().enumerate().filter_map(|(at, row)| Some((narrow(at), row.as_ref()?)))
    }

    pub(crate) fn ranks(&self) -> impl Iterator<Item = &P> {
        self.ranks.iter().flatten()
    }

    #[inline]
    pub(crate) fn push(&mut self, row: Row<K, P, V>, rank: Option<P>) {
        if rank.is_some() || !self.ranks.is_empty() {
            self.ranks.resize_with(self.rows.len(), || None);
            self.ranks.push(rank);
        }
        if self.rows.len() == self.rows.capacity() {
            self.rows
                .reserve_exact(self.rows.len() / if self.rows.len() < 4096 { 1 } else { 4 } + 4);
        }
        self.rows.push(Some(row));
        self.len += 1;
    }

    /// Make room for exactly so many more.
    pub(crate) fn reserve(&mut self, more: usize) {
        self.rows.reserve_exact(more);
    }

    #[inline]
    pub(crate) fn take(&mut self, slot: Slot) -> Option<(Row<K, P, V>, Option<P>)> {
        let row = self.rows.get_mut(slot as usize)?.take()?;
        self.len -= 1;
        Some((row, self.set_rank(slot, None)))
    }

    /// Give what has a slot another priority and value; the key stays the first that came, as in a dict,
    /// and the equal one goes back.
    #[inline]
    pub(crate) fn change(
        &mut self,
        slot: Slot,
        key: K,
        priority: P,
        rank: Option<P>,
        value: Option<V>,
    ) -> Option<Displaced<K, P, V>> {
        let rank = self.set_rank(slot, rank);
        let row = self.rows.get_mut(slot as usize)?.as_mut()?;
        Some(Displaced {
            key,
            priority: std::mem::replace(&mut row.priority, priority),
            rank,
            value: value.map(|value| std::mem::replace(&mut row.value, value)),
        })
    }

    #[inline]
    fn set_rank(&mut self, slot: Slot, rank: Option<P>) -> Option<P> {
        if rank.is_some() && self.ranks.is_empty() {
            self.ranks.resize_with(self.rows.len(), || None);
        }
        match self.ranks.get_mut(slot as usize) {
            Some(known) => std::mem::replace(known, rank),
            None => rank,
        }
    }

    /// Say what all priorities are compared by, slot by slot.
    pub(crate) fn set_ranks(&mut self, ranks: Vec<Option<P>>) -> Vec<Option<P>> {
        std::mem::replace(&mut self.ranks, ranks)
    }

    /// Give the last slots free if their keys have gone. Amortised O(1).
    #[inline]
    pub(crate) fn trim(&mut self) {
        while let Some(None) = self.rows.last() {
            self.rows.pop();
        }
        self.ranks.truncate(self.rows.len());
    }

    /// Tell whether there is no room for another row, or too much for those that are here.
    #[inline]
    pub(crate) fn is_wasteful(&self) -> bool {
        let gone = self.rows.len() - self.len;
        if self.rows.len() == self.rows.capacity() {
            return gone * 2 > self.len + 16;
        }
        gone > self.len * 3 + 16
    }

    /// Close the gaps that were left by what has gone; return the new slot of each old one. O(n).
    pub(crate) fn compact(&mut self) -> Vec<Slot> {
        let mut next = 0;
        let mut new = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            new.push(next);
            next += Slot::from(row.is_some());
        }
        if !self.ranks.is_empty() {
            let mut gone = self.rows.iter().map(Option::is_none);
            self.ranks.retain(|_| !gone.next().unwrap_or(false));
            self.ranks.shrink_to_fit();
        }
        self.rows.retain(Option::is_some);
        self.rows.shrink_to(self.rows.len() + self.rows.len() / 2);
        new
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.rows.capacity() * size_of::<Option<Row<K, P, V>>>()
            + self.ranks.capacity() * size_of::<Option<P>>()
    }

    /// Return a copy, made by copying what is in it.
    pub(crate) fn copied(
        &self,
        key: impl Fn(&K) -> K,
        priority: impl Fn(&P) -> P,
        value: impl Fn(&V) -> V,
    ) -> Self {
        let copy = |row: &Row<K, P, V>| Row {
            hash: row.hash,
            key: key(&row.key),
            priority: priority(&row.priority),
            value: value(&row.value),
        };
        Self {
            rows: self.rows.iter().map(|row| row.as_ref().map(copy)).collect(),
            ranks: self.ranks.iter().map(|rank| rank.as_ref().map(&priority)).collect(),
            len: self.len,
        }
    }
}
