//! The queue itself: what can be asked of it, and its changes in two parts, a plan and a write.

use std::hint::black_box;

use super::entry::{Entry, MOST, Slot};
use super::heap::Heap;
use super::order::{ByRank, Order};
use super::records::{Displaced, Records, Row};
use super::table::Table;

/// Keys with priorities, the first of them at hand.
///
/// A change of one key goes so: [`find`](Self::find) its slot; ask one of the `place_` functions where an
/// entry is going to stand, which makes all comparisons; and call what writes with the place that was
/// told. In between nothing may change. `version` counts changes.
#[derive(Debug)]
pub struct Queue<K, P, V> {
    pub(super) heap: Heap,
    pub(super) records: Records<K, P, V>,
    pub(super) table: Table,
    pub(super) sequence: u32,
    version: u64,
    arrivals: u64,
}

impl<K, P, V> Default for Queue<K, P, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, P, V> Queue<K, P, V> {
    /// Make an empty queue.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            heap: Heap::new(),
            records: Records::new(),
            table: Table::new(),
            sequence: 0,
            version: 0,
            arrivals: 0,
        }
    }

    /// Return how many keys there are.
    #[must_use]
    #[inline]
    pub const fn len(&self) -> usize {
        self.records.len()
    }

    /// Tell whether there is no key.
    #[must_use]
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Return the number of changes there have been.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Return how often a key has come or gone.
    #[must_use]
    pub const fn arrivals(&self) -> u64 {
        self.arrivals
    }

    /// Return how many bytes it has allocated.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.heap.heap_bytes() + self.records.heap_bytes() + self.table.heap_bytes()
    }

    /// Return the slot of a key by its hash; keys of that hash are compared until one is the same. O(1).
    ///
    /// # Errors
    /// Fails as the comparison does.
    #[inline]
    pub fn find<E>(
        &self,
        hash: u64,
        mut same: impl FnMut(&K) -> Result<bool, E>,
    ) -> Result<Option<Slot>, E> {
        self.table.find(hash, |slot| match self.records.get(slot) {
            Some(row) if row.hash == hash => same(&row.key),
            _ => Ok(false),
        })
    }

    /// Return what is held in a slot.
    #[must_use]
    #[inline]
    pub fn row(&self, slot: Slot) -> Option<&Row<K, P, V>> {
        self.records.get(slot)
    }

    /// Return what the priority in a slot is compared by.
    #[must_use]
    pub fn rank(&self, slot: Slot) -> Option<&P> {
        self.records.rank(slot)
    }

    /// Return the lane of the priority in a slot that is in use.
    #[must_use]
    pub fn lane(&self, slot: Slot) -> u64 {
        self.heap.entry(slot).lane
    }

    /// Return the slot of what comes first. O(1), without comparisons.
    #[must_use]
    #[inline]
    pub fn first(&self) -> Option<Slot> {
        self.heap.first().map(Entry::slot)
    }

    /// Return the first row at a slot or behind it, in the order in which keys arrived.
    #[must_use]
    #[inline]
    pub fn from(&self, slot: Slot) -> Option<(Slot, &Row<K, P, V>)> {
        self.records.from(slot)
    }

    /// Iterate over the rows in the order in which their keys arrived.
    pub fn rows(&self) -> impl Iterator<Item = (Slot, &Row<K, P, V>)> {
        self.records.iter()
    }

    /// Return the slots in the order in which their priorities were given. O(n log n).
    #[must_use]
    pub fn by_age(&self) -> Vec<Slot> {
        let mut entries: Vec<_> = self.heap.tree().iter().map(|(_, entry)| entry).collect();
        entries.sort_unstable_by_key(|entry| entry.sequence());
        entries.into_iter().map(Entry::slot).collect()
    }

    /// Iterate over what priorities are compared by, where it is something else: for the collector.
    pub fn ranks(&self) -> impl Iterator<Item = &P> {
        self.records.ranks()
    }

    /// Return the order of ranks, with that of a slot that is going to be there, or to be another one.
    ///
    /// `overtakes` tells of a newer and an older rank whether the newer comes first all the same.
    #[inline]
    pub fn by_rank<'q, E>(
        &'q self,
        coming: Option<(Slot, &'q P)>,
        lanes: bool,
        overtakes: impl Fn(&P, &P) -> Result<bool, E> + 'q,
    ) -> impl Order<Error = E> + 'q {
        let rank = move |slot| match coming {
            Some((new, rank)) if new == slot => Some(rank),
            _ => self.records.rank(slot),
        };
        ByRank { rank, overtakes, lanes }
    }

    // ------------------------------------------------------------------------------------- plans

    /// Tell whether there are slots for so many keys more.
    #[must_use]
    #[inline]
    pub fn has_room(&self, more: usize) -> bool {
        more <= MOST.saturating_sub(self.next_slot() as usize)
    }

    /// Return the slot that the next key gets.
    #[must_use]
    #[inline]
    pub fn next_slot(&self) -> Slot {
        self.records.next_slot()
    }

    #[inline]
    fn entry(&self, lane: u64, slot: Slot) -> Entry {
        Entry::new(lane, self.sequence, slot)
    }

    /// Return where a new key is going to stand. O(log n), mostly O(1).
    ///
    /// # Errors
    /// Fails as a comparison does.
    #[inline]
    pub fn place_new<O: Order>(&self, lane: u64, order: &O) -> Result<usize, O::Error> {
        self.heap.place_for(self.entry(lane, self.next_slot()), order)
    }

    /// Return where a key is going to stand that gets another priority. O(log n).
    ///
    /// # Errors
    /// Fails as a comparison does.
    #[inline]
    pub fn place_again<O: Order>(
        &self,
        slot: Slot,
        lane: u64,
        order: &O,
    ) -> Result<usize, O::Error> {
        self.heap.place_instead(slot, self.entry(lane, slot), order)
    }

    /// Return where a new key is going to stand that comes when that of a slot goes. O(log n).
    ///
    /// # Errors
    /// Fails as a comparison does.
    #[inline]
    pub fn place_instead<O: Order>(
        &self,
        slot: Slot,
        lane: u64,
        order: &O,
    ) -> Result<usize, O::Error> {
        self.heap.place_instead(slot, self.entry(lane, self.next_slot()), order)
    }

    /// Return where the last entry is going to stand when that of a slot has gone. O(log n).
    ///
    /// # Errors
    /// Fails as a comparison does.
    #[inline]
    pub fn place_without<O: Order>(&self, slot: Slot, order: &O) -> Result<usize, O::Error> {
        black_box(self.records.get(slot).map(|row| self.table.touch(row.hash)));
        self.heap.place_of_last_without(slot, order)
    }

    /// Tell whether the first of all comes before a new entry. At most one comparison.
    ///
    /// # Errors
    /// Fails as the comparison does.
    #[inline]
    pub fn is_first_before<O: Order>(&self, lane: u64, order: &O) -> Result<bool, O::Error> {
        let new = self.entry(lane, self.next_slot());
        self.heap.first().map_or(Ok(false), |first| order.precedes(first, new))
    }

    // ------------------------------------------------------------------------------------- writes

    /// Add a new key at the place that [`place_new`](Self::place_new) told. O(log n), mostly O(1).
    #[inline]
    pub fn insert(&mut self, place: usize, lane: u64, row: Row<K, P, V>, rank: Option<P>) {
        self.insert_only(place, lane, row, rank);
        self.tidy();
    }

    #[inline]
    pub(super) fn insert_only(
        &mut self,
        place: usize,
        lane: u64,
        row: Row<K, P, V>,
        rank: Option<P>,
    ) {
        debug_assert!(self.has_room(1), "a full queue");
        let slot = self.next_slot();
        self.heap.push(place, self.entry(lane, slot));
        self.table.insert(row.hash, slot);
        self.records.push(row, rank);
        self.arrivals += 1;
        self.count();
    }

    /// Give a key another priority, at the place that [`place_again`](Self::place_again) told; and another
    /// value unless that is `None`. O(log n).
    #[inline]
    pub fn change(
        &mut self,
        slot: Slot,
        place: usize,
        lane: u64,
        (key, priority, rank): (K, P, Option<P>),
        value: Option<V>,
    ) -> Option<Displaced<K, P, V>> {
        self.heap.put_instead(slot, place, self.entry(lane, slot));
        self.count();
        self.records.change(slot, key, priority, rank, value)
    }

    /// Let a new key come, at the place that [`place_instead`](Self::place_instead) told, when that of a
    /// slot goes. O(log n).
    #[inline]
    pub fn exchange(
        &mut self,
        slot: Slot,
        place: usize,
        lane: u64,
        row: Row<K, P, V>,
        rank: Option<P>,
    ) -> Option<(Row<K, P, V>, Option<P>)> {
        debug_assert!(self.has_room(1), "a full queue");
        let new = self.next_slot();
        self.heap.put_instead(slot, place, self.entry(lane, new));
        let gone = self.forget(slot);
        self.table.insert(row.hash, new);
        self.records.push(row, rank);
        self.count();
        self.tidy();
        gone
    }

    /// Remove what has a slot, when [`place_without`](Self::place_without) told where the last goes.
    /// O(log n).
    #[inline]
    pub fn remove(&mut self, slot: Slot, place: usize) -> Option<(Row<K, P, V>, Option<P>)> {
        self.heap.remove(slot, place);
        let gone = self.forget(slot);
        self.version += 1;
        self.tidy();
        gone
    }

    #[inline]
    fn forget(&mut self, slot: Slot) -> Option<(Row<K, P, V>, Option<P>)> {
        let gone = self.records.take(slot)?;
        self.table.remove(gone.0.hash, slot);
        self.arrivals += 1;
        Some(gone)
    }

    /// Say what the priority of each slot is compared by, where it is not the priority itself.
    pub fn set_ranks(&mut self, ranks: Vec<Option<P>>) -> Vec<Option<P>> {
        self.records.set_ranks(ranks)
    }

    /// Leave an empty queue, and return what was in this one. O(1).
    #[must_use]
    pub fn take(&mut self) -> Self {
        let (version, arrivals) = (self.version + 1, self.arrivals + 1);
        std::mem::replace(self, Self { version, arrivals, ..Self::new() })
    }

    /// Return a copy, made by copying what is in it. O(n).
    #[must_use]
    pub fn copied(
        &self,
        key: impl Fn(&K) -> K,
        priority: impl Fn(&P) -> P,
        value: impl Fn(&V) -> V,
    ) -> Self {
        let records = self.records.copied(key, priority, value);
        Self { heap: self.heap.clone(), records, table: self.table.clone(), ..*self }
    }

    // ------------------------------------------------------------------------------- housekeeping

    /// Note that the present sequence has been given away.
    #[inline]
    fn count(&mut self) {
        self.version += 1;
        self.skip_sequences(1);
    }

    /// Note that so many sequences have been given away; they start anew before they run out.
    #[inline]
    pub(super) fn skip_sequences(&mut self, count: u32) {
        self.sequence += count;
        if self.sequence > LAST_SEQUENCE {
            self.sequence = self.heap.renumber_sequences();
        }
    }

    /// Note a change of many keys, and whether some of them are new.
    pub(super) fn count_all(&mut self, arrived: bool) {
        self.version += 1;
        self.arrivals += u64::from(arrived);
    }

    /// Give up the gaps at the end of the slots, and close the others when there are many.
    #[inline]
    pub(super) fn tidy(&mut self) {
        self.records.trim();
        if self.records.is_wasteful() {
            self.compact();
        }
    }

    #[cold]
    fn compact(&mut self) {
        let new = self.records.compact();
        let slot = |old: Slot| new[old as usize];
        self.heap.renumber_slots(self.records.len(), slot);
        self.table.renumber_slots(slot);
    }
}

/// There are at least as many sequences above it as a batch can have keys.
pub(super) const LAST_SEQUENCE: u32 = if cfg!(test) { 200 } else { u32::MAX / 2 };
