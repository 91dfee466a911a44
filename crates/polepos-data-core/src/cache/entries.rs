//! Keep entries by key, in the order of their use.
//!
//! Entries lie in one vector and are chained by their slots, so an entry of two pointers is 32 bytes and a
//! use costs the cache lines of three entries. Who compares keys does it between `probe` and `next`,
//! without a borrow if it likes: a key's comparison may be foreign code. Nothing that changes
//! anything compares, or can fail after `reserve`.

use super::chain::{ALONE, Chain, JOINT, Links, but_joint};
use crate::table::{Full, MOST, Probe, Table};

#[derive(Clone)]
struct Entry<K, V> {
    /// None in the joint and in a free slot, which has the next free one in `links.after`.
    pair: Option<(K, V)>,
    hash: u64,
    links: Links,
}

/// Keys and values, found by hash, from the least to the most recently used.
pub struct Entries<K, V> {
    table: Table,
    held: Vec<Entry<K, V>>,
    free: u32,
}

impl<K, V> Chain for Vec<Entry<K, V>> {
    #[inline]
    fn links(&self, slot: u32) -> Links {
        self[slot as usize].links
    }

    #[inline]
    fn links_mut(&mut self, slot: u32) -> &mut Links {
        &mut self[slot as usize].links
    }
}

impl<K, V> Default for Entries<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> Entries<K, V> {
    /// Return none.
    #[must_use]
    pub fn new() -> Self {
        let joint = Entry { pair: None, hash: 0, links: ALONE };
        Self { table: Table::new(), held: vec![joint], free: JOINT }
    }

    /// Tell how many there are.
    #[inline]
    #[must_use]
    pub const fn len(&self) -> usize {
        self.table.len()
    }

    /// Tell whether there is none.
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// Tell how many bytes they take beside themselves.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.table.bytes() + self.held.capacity() * size_of::<Entry<K, V>>()
    }

    // ------------------------------------------------------------------------------------ looking

    /// Begin a search for a hash.
    #[inline]
    #[must_use]
    pub fn probe(&self, hash: u64) -> Probe {
        self.table.probe(hash)
    }

    /// Return the next slot of a search with exactly this hash, and its key. O(1) expected.
    #[inline]
    pub fn next(&self, probe: &mut Probe, hash: u64) -> Option<(u32, &K)> {
        while let Some(slot) = self.table.next(probe) {
            let entry = &self.held[slot as usize];
            if let Some((key, _)) = &entry.pair
                && entry.hash == hash
            {
                return Some((slot, key));
            }
        }
        None
    }

    /// Return the slot of a key. `equal` is asked for keys of the same hash alone. O(1) expected.
    ///
    /// # Errors
    /// That of `equal`, at once.
    pub fn find<E>(
        &self,
        hash: u64,
        mut equal: impl FnMut(&K) -> Result<bool, E>,
    ) -> Result<Option<u32>, E> {
        let mut probe = self.probe(hash);
        while let Some((slot, key)) = self.next(&mut probe, hash) {
            if equal(key)? {
                return Ok(Some(slot));
            }
        }
        Ok(None)
    }

    /// Return what is in a slot, if it is in use.
    #[inline]
    #[must_use]
    pub fn get(&self, slot: u32) -> Option<(&K, &V)> {
        let (key, value) = self.held.get(slot as usize)?.pair.as_ref()?;
        Some((key, value))
    }

    /// Return the slot of the entry that was used longest ago.
    #[inline]
    #[must_use]
    pub fn oldest(&self) -> Option<u32> {
        but_joint(self.held[JOINT as usize].links.after)
    }

    /// Return the slot of the entry that was used last.
    #[inline]
    #[must_use]
    pub fn newest(&self) -> Option<u32> {
        but_joint(self.held[JOINT as usize].links.before)
    }

    /// List the slots from the least to the most recently used. O(n).
    pub fn slots(&self) -> impl Iterator<Item = u32> {
        let after = |&slot: &u32| but_joint(self.held[slot as usize].links.after);
        std::iter::successors(self.oldest(), after)
    }

    // ----------------------------------------------------------------------------------- changing

    /// Make room for one more, so that `push` cannot fail. O(1) amortised.
    ///
    /// # Errors
    /// `Full` when there is no memory or number; nothing has changed then.
    #[inline]
    pub fn reserve(&mut self) -> Result<(), Full> {
        if self.free == JOINT && self.held.len() == self.held.capacity() {
            self.grow()?;
        }
        self.table.reserve()
    }

    #[cold]
    fn grow(&mut self) -> Result<(), Full> {
        let left = (MOST + 1).saturating_sub(self.held.len()); // one is the joint
        if left == 0 {
            return Err(Full::Number);
        }
        let more = (self.held.len() / 2).max(4).min(left);
        self.held.try_reserve_exact(more).map_err(|_| Full::Memory)
    }

    /// Add a key that is not there, as the most recently used, and return its slot. O(1).
    ///
    /// There has to be room, see `reserve`. `end` is the search for it, that ended in vain; nothing was taken
    /// out since.
    #[inline]
    pub fn push(&mut self, end: Probe, hash: u64, key: K, value: V) -> u32 {
        let entry = Entry { pair: Some((key, value)), hash, links: ALONE };
        let slot = self.free;
        let slot = if slot == JOINT {
            self.held.push(entry);
            last_of(self.held.len())
        } else {
            self.free = self.held[slot as usize].links.after;
            self.held[slot as usize] = entry;
            slot
        };
        self.held.put_last(slot);
        self.table.insert_at(end, slot);
        slot
    }

    /// Return the slot that the next `push` will use.
    #[inline]
    #[must_use]
    pub fn next_slot(&self) -> u32 {
        if self.free == JOINT { last_of(self.held.len() + 1) } else { self.free }
    }

    /// Make an entry the most recently used. O(1).
    #[inline]
    pub fn touch(&mut self, slot: u32) {
        if self.held.links(JOINT).before != slot {
            self.held.part(slot);
            self.held.put_last(slot);
        }
    }

    /// Make an entry the least recently used. O(1).
    pub fn put_first(&mut self, slot: u32) {
        self.held.part(slot);
        let first = self.held.links(JOINT).after;
        *self.held.links_mut(slot) = Links { before: JOINT, after: first };
        self.held.links_mut(first).before = slot;
        self.held.links_mut(JOINT).after = slot;
    }

    /// Put another value into a slot in use, and return the old one. O(1).
    #[inline]
    pub fn replace(&mut self, slot: u32, value: V) -> Option<V> {
        let (_, held) = self.held[slot as usize].pair.as_mut()?;
        Some(std::mem::replace(held, value))
    }

    /// Take out what is in a slot. O(1).
    #[inline]
    pub fn remove(&mut self, slot: u32) -> Option<(K, V)> {
        let entry = &mut self.held[slot as usize];
        let pair = entry.pair.take()?;
        self.table.remove(entry.hash, slot);
        self.held.part(slot);
        self.held[slot as usize].links.after = self.free;
        self.free = slot;
        Some(pair)
    }

    /// Copy them all, each by `copy`. O(n).
    #[must_use]
    pub fn copied(&self, mut copy: impl FnMut(&K, &V) -> (K, V)) -> Self {
        let each = |entry: &Entry<K, V>| Entry {
            pair: entry.pair.as_ref().map(|(key, value)| copy(key, value)),
            ..*entry
        };
        let held = self.held.iter().map(each).collect();
        Self { table: self.table.clone(), held, free: self.free }
    }

    /// List what is in use, in the order of slots. O(capacity).
    pub fn pairs(&self) -> impl Iterator<Item = (&K, &V)> {
        self.held.iter().filter_map(|entry| entry.pair.as_ref().map(|(key, value)| (key, value)))
    }

    #[cfg(test)]
    pub(super) fn check(&self) {
        let slots: Vec<u32> = self.slots().collect();
        assert_eq!(slots.len(), self.len());
        assert_eq!(self.newest(), slots.last().copied());
        for &slot in &slots {
            let entry = &self.held[slot as usize];
            assert!(entry.pair.is_some());
            assert_eq!(self.held.links(entry.links.after).before, slot);
            assert_eq!(
                self.table.find(entry.hash, |other| Ok::<_, ()>(other == slot)),
                Ok(Some(slot))
            );
        }
        let next = |&slot: &u32| but_joint(self.held[slot as usize].links.after);
        let free = std::iter::successors(but_joint(self.free), next);
        let unused = free.inspect(|&slot| assert!(self.get(slot).is_none())).count();
        assert_eq!(self.held.len(), 1 + slots.len() + unused);
    }
}

/// Return the last index of a vector that `grow` keeps shorter than 2^32.
#[inline]
#[allow(clippy::cast_possible_truncation)] // see above
const fn last_of(len: usize) -> u32 {
    (len - 1) as u32
}
