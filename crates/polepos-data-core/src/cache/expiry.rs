//! Know which slot is due first, in O(1) where deadlines come in order.
//!
//! Nearly always they do: one time to live, and a clock that goes forward. Those slots are chained; what
//! is out of order goes to a heap. Both know where each slot is, so what is replaced or removed leaves
//! nothing behind.

use super::chain::{ALONE, Chain, JOINT, Links, but_joint};
use crate::table::Full;

/// `before` of a slot without a deadline, and of one in the heap, whose place is in `after`.
const NEVER: u32 = u32::MAX;
const HEAPED: u32 = u32::MAX - 1;

#[derive(Clone, Copy)]
struct Due<T> {
    at: T,
    links: Links,
}

/// A slot out of order. The number lets equal deadlines be due as they came.
#[derive(Clone, Copy)]
struct Heaped<T> {
    at: T,
    number: u64,
    slot: u32,
}

/// The deadlines of slots, the earliest first; slot 0 has none.
#[derive(Clone)]
pub struct Expiry<T> {
    dues: Vec<Due<T>>,
    heap: Vec<Heaped<T>>,
    heaped: u64,
}

impl<T> Chain for Vec<Due<T>> {
    #[inline]
    fn links(&self, slot: u32) -> Links {
        self[slot as usize].links
    }

    #[inline]
    fn links_mut(&mut self, slot: u32) -> &mut Links {
        &mut self[slot as usize].links
    }
}

impl<T: Copy + PartialOrd + Default> Default for Expiry<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Copy + PartialOrd + Default> Expiry<T> {
    /// Return a queue of nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { dues: Vec::new(), heap: Vec::new(), heaped: 0 }
    }

    /// Tell how many bytes it takes beside itself.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.dues.capacity() * size_of::<Due<T>>() + self.heap.capacity() * size_of::<Heaped<T>>()
    }

    /// Return what is due first: when, and its slot. O(1).
    #[inline]
    #[must_use]
    pub fn first(&self) -> Option<(T, u32)> {
        let slot = self.dues.first().and_then(|joint| but_joint(joint.links.after));
        let line = slot.map(|slot| (self.dues[slot as usize].at, slot));
        match (line, self.heap.first()) {
            (Some(first), Some(top)) if top.at < first.0 => Some((top.at, top.slot)),
            (None, Some(top)) => Some((top.at, top.slot)),
            _ => line,
        }
    }

    /// Return when a slot is due, if ever. O(1).
    #[inline]
    #[must_use]
    pub fn at(&self, slot: u32) -> Option<T> {
        let due = self.dues.get(slot as usize)?;
        (slot != JOINT && due.links.before != NEVER).then_some(due.at)
    }

    /// Make room for a deadline of any slot up to this, so that `set` cannot fail. O(1) amortised.
    ///
    /// # Errors
    /// `Full` when there is no memory; nothing is due that was not.
    #[inline]
    pub fn reserve(&mut self, slot: u32) -> Result<(), Full> {
        let needed = slot as usize + 1;
        if needed > self.dues.len() {
            self.grow(needed)?;
        }
        if self.heap.len() < self.heap.capacity() { Ok(()) } else { self.grow_heap() }
    }

    #[cold]
    fn grow(&mut self, needed: usize) -> Result<(), Full> {
        let never = Due { at: T::default(), links: Links { before: NEVER, after: JOINT } };
        let goal = needed.max(self.dues.len() + self.dues.len() / 2).max(4);
        self.dues.try_reserve_exact(goal - self.dues.len()).map_err(|_| Full::Memory)?;
        if self.dues.is_empty() {
            self.dues.push(Due { links: ALONE, ..never });
        }
        self.dues.resize(goal, never);
        Ok(())
    }

    #[cold]
    fn grow_heap(&mut self) -> Result<(), Full> {
        self.heap.try_reserve(1).map_err(|_| Full::Memory)
    }

    /// Let a slot be due at a time in place of any other; there has to be room, see `reserve`.
    ///
    /// O(1) if nothing in the chain is later, else O(log n).
    #[inline]
    pub fn set(&mut self, slot: u32, at: T) {
        self.unset(slot);
        let last = self.dues[JOINT as usize].links.before;
        self.dues[slot as usize].at = at;
        if last == JOINT || self.dues[last as usize].at <= at {
            self.dues.put_last(slot);
        } else {
            self.push(slot, at);
        }
    }

    /// Let a slot be due at a time, or never; there has to be room, see `reserve`.
    #[inline]
    pub fn put(&mut self, slot: u32, at: Option<T>) {
        match at {
            Some(at) => self.set(slot, at),
            None => self.unset(slot),
        }
    }

    /// Let a slot be due no more. O(1), or O(log n) if it was out of order.
    #[inline]
    pub fn unset(&mut self, slot: u32) {
        let Some(due) = self.dues.get(slot as usize) else { return };
        match due.links.before {
            NEVER => return,
            HEAPED => self.take_out(due.links.after as usize),
            _ => self.dues.part(slot),
        }
        self.dues[slot as usize].links.before = NEVER;
    }

    // --------------------------------------------------------------------------------------- heap

    #[cold]
    fn push(&mut self, slot: u32, at: T) {
        self.heaped += 1;
        self.heap.push(Heaped { at, number: self.heaped, slot });
        self.up(self.heap.len() - 1);
    }

    #[cold]
    fn take_out(&mut self, place: usize) {
        let Some(last) = self.heap.pop() else { return };
        if place < self.heap.len() {
            self.heap[place] = last;
            self.down(place);
            self.up(place);
        }
    }

    fn up(&mut self, mut place: usize) {
        let moved = self.heap[place];
        while place > 0 && earlier(&moved, &self.heap[(place - 1) / 2]) {
            self.lay(place, self.heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }
        self.lay(place, moved);
    }

    fn down(&mut self, mut place: usize) {
        let moved = self.heap[place];
        loop {
            let left = 2 * place + 1;
            let Some(mut child) = self.heap.get(left).copied() else { break };
            let mut next = left;
            if let Some(right) = self.heap.get(left + 1).filter(|right| earlier(right, &child)) {
                (child, next) = (*right, left + 1);
            }
            if !earlier(&child, &moved) {
                break;
            }
            self.lay(place, child);
            place = next;
        }
        self.lay(place, moved);
    }

    #[allow(clippy::cast_possible_truncation)] // no more places than slots
    fn lay(&mut self, place: usize, heaped: Heaped<T>) {
        self.heap[place] = heaped;
        self.dues[heaped.slot as usize].links = Links { before: HEAPED, after: place as u32 };
    }

    #[cfg(test)]
    pub(super) fn check(&self) {
        let after = |&slot: &u32| but_joint(self.dues[slot as usize].links.after);
        let joint = self.dues.first().and_then(|joint| but_joint(joint.links.after));
        let chained: Vec<u32> = std::iter::successors(joint, after).collect();
        let times: Vec<T> = chained.iter().map(|&slot| self.dues[slot as usize].at).collect();
        assert!(times.is_sorted());
        for (place, heaped) in self.heap.iter().enumerate() {
            assert!(place == 0 || !earlier(heaped, &self.heap[(place - 1) / 2]));
            let links = self.dues[heaped.slot as usize].links;
            assert_eq!((links.before, links.after as usize), (HEAPED, place));
        }
        let due = self.dues.iter().skip(1).filter(|due| due.links.before != NEVER).count();
        assert_eq!(due, chained.len() + self.heap.len());
    }
}

#[inline]
fn earlier<T: PartialOrd>(one: &Heaped<T>, other: &Heaped<T>) -> bool {
    one.at < other.at || (one.at == other.at && one.number < other.number)
}
