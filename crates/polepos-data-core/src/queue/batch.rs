//! Change many keys at once: all of them, or none when a comparison fails.

use std::cell::Cell;

use super::entry::{Entry, Slot, narrow};
use super::heap::Heap;
use super::order::{ByLane, ByRank, Order};
use super::records::{Displaced, Row};
use super::state::Queue;
use super::table::Table;

/// What a batch has for one key.
#[derive(Debug)]
pub struct Given<K, P, V> {
    /// The hash of the key.
    pub hash: u64,
    /// The key.
    pub key: K,
    /// What orders its priority, as far as a number can.
    pub lane: u64,
    /// Its priority.
    pub priority: P,
    /// What that is compared by, where this is something else.
    pub rank: Option<P>,
    /// Its value; `None` keeps the one that is known.
    pub value: Option<V>,
}

/// Where the keys of a batch belong.
#[derive(Debug)]
pub struct Batch {
    /// The slot of each, which is one of the next ones where the key is new.
    slots: Vec<Slot>,
    /// Whether it is the last one of its slot.
    is_last: Vec<bool>,
    /// How many slots there are going to be.
    total: usize,
}

/// What stands for no index.
const NEVER: u32 = u32::MAX;

/// A batch of at least this part of the whole is put in order with it, not pushed one by one.
const PART: usize = 8;

impl Batch {
    fn new(slots: Vec<Slot>, total: usize) -> Self {
        let mut by_slot: Vec<_> = slots.iter().copied().zip(0..).collect();
        by_slot.sort_unstable();
        let mut is_last = vec![true; slots.len()];
        for pair in by_slot.windows(2) {
            is_last[pair[0].1] = pair[0].0 != pair[1].0;
        }
        Self { slots, is_last, total }
    }

    /// Return for each slot the last index in the batch that it has.
    fn latest(&self) -> Vec<u32> {
        let mut latest = vec![NEVER; self.total];
        for (index, &slot) in self.slots.iter().enumerate() {
            latest[slot as usize] = narrow(index);
        }
        latest
    }
}

impl<K, P, V> Queue<K, P, V> {
    /// Find the keys of a batch, and those that it has several times. O(k).
    ///
    /// # Errors
    /// Fails as the comparison of keys does.
    pub fn find_all<E>(
        &self,
        given: &[Given<K, P, V>],
        same: impl Fn(&K, &K) -> Result<bool, E>,
    ) -> Result<Batch, E> {
        let mut slots = Vec::with_capacity(given.len());
        let mut fresh: Vec<u32> = Vec::new(); // the index where each new key is first met
        let mut table = Table::with_room(given.len());
        let next = self.next_slot();
        for (index, each) in given.iter().enumerate() {
            let mut slot = self.find(each.hash, |key| same(key, &each.key))?;
            if slot.is_none() {
                let met = table.find(each.hash, |slot| {
                    let Some(&index) = fresh.get((slot - next) as usize) else { return Ok(false) };
                    let other = &given[index as usize];
                    if other.hash == each.hash { same(&other.key, &each.key) } else { Ok(false) }
                })?;
                slot = met.or_else(|| {
                    let slot = next + narrow(fresh.len());
                    fresh.push(narrow(index));
                    table.insert(each.hash, slot);
                    Some(slot)
                });
            }
            slots.extend(slot);
        }
        Ok(Batch::new(slots, next as usize + fresh.len()))
    }

    /// Tell whether a batch is so small that its keys had better be put in one by one.
    #[must_use]
    pub fn is_small(&self, batch: &Batch) -> bool {
        self.len() > batch.slots.len() * PART
    }

    /// Return the heap with a batch in it whose priorities are told by their lanes alone. O(n + k).
    #[must_use]
    pub fn arrange_by_lane(&self, batch: &Batch, given: &[Given<K, P, V>]) -> Arranged {
        let Ok(heap) = self.rebuilt(batch, given, &ByLane);
        Arranged(heap)
    }

    /// Return the heap with a batch in it; see [`Queue::by_rank`] for the order.
    ///
    /// O(n + k), but the comparisons of a small batch are O(k log n).
    ///
    /// # Errors
    /// Fails as a comparison of priorities does.
    pub fn arrange_by_rank<E>(
        &self,
        batch: &Batch,
        given: &[Given<K, P, V>],
        lanes: bool,
        overtakes: impl Fn(&P, &P) -> Result<bool, E>,
    ) -> Result<Arranged, E> {
        let latest = batch.latest();
        let placed = Cell::new(narrow(given.len())); // before this index, what is new counts
        let rank = |slot: Slot| {
            let index = *latest.get(slot as usize)?;
            if index >= placed.get() {
                return self.rank(slot);
            }
            let coming = given.get(index as usize)?;
            Some(coming.rank.as_ref().unwrap_or(&coming.priority))
        };
        let order = ByRank { rank, overtakes, lanes };
        if !self.is_small(batch) {
            return Ok(Arranged(self.rebuilt(batch, given, &order)?));
        }
        let mut heap = self.heap.clone();
        for (index, entry) in self.coming(batch, given) {
            placed.set(index + 1);
            if entry.slot() < self.next_slot() {
                let place = heap.place_instead(entry.slot(), entry, &order)?;
                heap.put_instead(entry.slot(), place, entry);
            } else {
                let place = heap.place_for(entry, &order)?;
                heap.push(place, entry);
            }
        }
        Ok(Arranged(heap))
    }

    fn rebuilt<O: Order>(
        &self,
        batch: &Batch,
        given: &[Given<K, P, V>],
        order: &O,
    ) -> Result<Heap, O::Error> {
        let latest = batch.latest();
        let staying = self.heap.tree().iter().map(|(_, entry)| entry);
        let staying = staying.filter(|entry| latest[entry.slot() as usize] == NEVER);
        let coming = self.coming(batch, given).map(|(_, entry)| entry);
        let entries: Vec<_> = staying.chain(coming).collect();
        Heap::build(entries.into_iter(), batch.total, order)
    }

    /// Return the entries that are to come, and their indices.
    fn coming(
        &self,
        batch: &Batch,
        given: &[Given<K, P, V>],
    ) -> impl Iterator<Item = (u32, Entry)> {
        let lasting = (0..).zip(&batch.is_last).filter(|(_, is_last)| **is_last);
        lasting.map(|(index, _)| {
            let (each, slot) = (&given[index as usize], batch.slots[index as usize]);
            (index, Entry::new(each.lane, self.sequence + index, slot))
        })
    }

    /// Write a batch whose heap is arranged. Returns what it has displaced.
    ///
    /// `own` makes the value of a new key that has none. O(n + k).
    pub fn write_all(
        &mut self,
        batch: &Batch,
        given: Vec<Given<K, P, V>>,
        arranged: Arranged,
        own: impl Fn(&K) -> V,
    ) -> Gone<K, P, V> {
        let known = self.next_slot();
        let fresh = batch.total - known as usize;
        self.records.reserve(fresh);
        self.reserve_table(fresh);
        let mut gone = Gone {
            heap: std::mem::replace(&mut self.heap, arranged.0),
            rows: Vec::new(),
            values: Vec::new(),
        };
        let count = narrow(given.len());
        for (index, each) in given.into_iter().enumerate() {
            let slot = batch.slots[index];
            let Given { hash, key, priority, rank, value, .. } = each;
            if slot >= self.next_slot() {
                let value = value.unwrap_or_else(|| own(&key));
                self.table.insert(hash, slot);
                self.records.push(Row { hash, key, priority, value }, rank);
            } else if slot >= known {
                let value = Some(value.unwrap_or_else(|| own(&key)));
                gone.rows.extend(self.records.change(slot, key, priority, rank, value));
            } else if batch.is_last[index] {
                gone.rows.extend(self.records.change(slot, key, priority, rank, value));
            } else {
                gone.rows.push(Displaced { key, priority, rank, value });
            }
        }
        self.count_all(self.next_slot() > known);
        self.skip_sequences(count);
        self.tidy();
        gone
    }

    /// Write a small batch whose priorities are told by their lanes alone. Returns what it has displaced.
    ///
    /// `own` makes the value of a new key that has none. O(k log n).
    pub fn write_each(
        &mut self,
        batch: &Batch,
        given: Vec<Given<K, P, V>>,
        own: impl Fn(&K) -> V,
    ) -> Gone<K, P, V> {
        let known = self.next_slot();
        let mut gone = Gone { heap: Heap::new(), rows: Vec::new(), values: Vec::new() };
        for (index, each) in given.into_iter().enumerate() {
            let slot = batch.slots[index];
            let Given { hash, key, lane, priority, rank, mut value } = each;
            if slot >= known {
                value = Some(value.unwrap_or_else(|| own(&key)));
            } else if !batch.is_last[index] {
                gone.values.extend(value.take());
            }
            if slot >= self.next_slot() {
                let Ok(place) = self.place_new(lane, &ByLane);
                let value = value.unwrap_or_else(|| own(&key));
                self.insert_only(place, lane, Row { hash, key, priority, value }, rank);
            } else {
                let Ok(place) = self.place_again(slot, lane, &ByLane);
                gone.rows.extend(self.change(slot, place, lane, (key, priority, rank), value));
            }
        }
        self.tidy();
        gone
    }

    fn reserve_table(&mut self, more: usize) {
        if self.is_empty() {
            self.table = Table::with_room(more);
        }
    }
}

/// A heap that is ready to take the place of another.
#[derive(Debug)]
pub struct Arranged(Heap);

/// What a batch has displaced, for the caller to drop when nothing is borrowed any more.
#[derive(Debug)]
pub struct Gone<K, P, V> {
    heap: Heap,
    rows: Vec<Displaced<K, P, V>>,
    values: Vec<V>,
}

impl<K, P, V> Gone<K, P, V> {
    /// Return how many keys had another priority before.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Tell whether no key had another priority before.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.values.is_empty() && self.heap.first().is_none()
    }
}
