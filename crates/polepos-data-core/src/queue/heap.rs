//! A heap that knows where each slot stands in it.

use super::entry::{Entry, Slot, narrow};
use super::order::Order;
use super::tree::{ROOT, Tree};

/// The entries in order, and for each slot the place of its entry.
#[derive(Debug, Clone)]
pub(crate) struct Heap {
    tree: Tree,
    places: Vec<u32>,
}

impl Heap {
    pub(crate) const fn new() -> Self {
        Self { tree: Tree::new(), places: Vec::new() }
    }

    /// Put entries in order whose slots are below `slots`. O(n).
    pub(crate) fn build<O: Order>(
        entries: impl ExactSizeIterator<Item = Entry>,
        slots: usize,
        order: &O,
    ) -> Result<Self, O::Error> {
        let mut made = Self { tree: Tree::build(entries, order)?, places: vec![0; slots] };
        for (at, entry) in made.tree.iter() {
            made.places[entry.slot() as usize] = narrow(at);
        }
        Ok(made)
    }

    pub(crate) const fn tree(&self) -> &Tree {
        &self.tree
    }

    #[inline]
    pub(crate) fn first(&self) -> Option<Entry> {
        (self.tree.len() > 0).then(|| self.tree.get(ROOT))
    }

    /// Return where the entry of a slot stands.
    #[inline]
    pub(crate) fn place(&self, slot: Slot) -> usize {
        self.places[slot as usize] as usize
    }

    #[inline]
    pub(crate) fn entry(&self, slot: Slot) -> Entry {
        self.tree.get(self.place(slot))
    }

    /// Return where a further entry belongs.
    #[inline]
    pub(crate) fn place_for<O: Order>(&self, entry: Entry, order: &O) -> Result<usize, O::Error> {
        self.tree.climb(self.tree.end(), entry, order)
    }

    /// Return where an entry belongs that takes the place of a slot's.
    #[inline]
    pub(crate) fn place_instead<O: Order>(
        &self,
        slot: Slot,
        entry: Entry,
        order: &O,
    ) -> Result<usize, O::Error> {
        self.tree.settle(self.place(slot), entry, self.tree.end(), order)
    }

    /// Return where the last entry belongs when that of a slot has gone.
    #[inline]
    pub(crate) fn place_of_last_without<O: Order>(
        &self,
        slot: Slot,
        order: &O,
    ) -> Result<usize, O::Error> {
        let (at, last) = (self.place(slot), self.tree.end() - 1);
        if at == last {
            return Ok(at);
        }
        self.tree.settle(at, self.tree.get(last), last, order)
    }

    /// Add an entry where it belongs; its slot is the next one, or one that is known.
    #[inline]
    pub(crate) fn push(&mut self, target: usize, entry: Entry) {
        let at = self.tree.end();
        self.tree.push(entry);
        self.note_slot(entry.slot());
        self.shift(at, target, entry);
    }

    /// Make room for the place of a slot.
    #[inline]
    pub(crate) fn note_slot(&mut self, slot: Slot) {
        if slot as usize >= self.places.len() {
            if self.places.len() == self.places.capacity() {
                self.places.reserve_exact(self.places.len() / 2 + 8);
            }
            self.places.resize(slot as usize + 1, 0);
        }
    }

    /// Let an entry stand where it belongs instead of that of a slot, which may be its own.
    #[inline]
    pub(crate) fn put_instead(&mut self, slot: Slot, target: usize, entry: Entry) {
        self.note_slot(entry.slot());
        self.shift(self.place(slot), target, entry);
    }

    /// Take the entry of a slot away; the last one goes where it belongs.
    #[inline]
    pub(crate) fn remove(&mut self, slot: Slot, target: usize) {
        let at = self.place(slot);
        let last = self.tree.get(self.tree.end() - 1);
        self.tree.pop();
        if at != self.tree.end() {
            self.shift(at, target, last);
        }
    }

    #[inline]
    fn shift(&mut self, at: usize, target: usize, entry: Entry) {
        let places = &mut self.places;
        self.tree.shift(at, target, entry, |moved, to| places[moved.slot() as usize] = narrow(to));
    }

    /// Give the entries other slots, all of which are below `slots`. O(n).
    pub(crate) fn renumber_slots(&mut self, slots: usize, new: impl Fn(Slot) -> Slot) {
        self.places.truncate(slots);
        for at in ROOT..self.tree.end() {
            let entry = self.tree.get(at);
            let slot = new(entry.slot());
            self.tree.set(at, Entry::new(entry.lane, entry.sequence(), slot));
            self.places[slot as usize] = narrow(at);
        }
        self.places.shrink_to_fit();
        self.tree.shrink();
    }

    /// Give the entries sequences from 0 on, in the order of those that they have. O(n log n).
    pub(crate) fn renumber_sequences(&mut self) -> u32 {
        let mut ages: Vec<_> = self.tree.iter().map(|(at, entry)| (entry.sequence(), at)).collect();
        ages.sort_unstable();
        for (sequence, &(_, at)) in ages.iter().enumerate() {
            let entry = self.tree.get(at);
            self.tree.set(at, Entry::new(entry.lane, narrow(sequence), entry.slot()));
        }
        narrow(ages.len())
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.tree.heap_bytes() + self.places.capacity() * size_of::<u32>()
    }
}
