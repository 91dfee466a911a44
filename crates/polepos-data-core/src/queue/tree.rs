//! A heap of entries in an array, four below each, where the four share a line of the cache.
//!
//! The root is at place 3, so that the children of place `at` are the four of block `at - 2`, and a step
//! down reads one line of 64 bytes. A search for a place only reads; the move to it cannot fail.

use std::hint::black_box;

use super::entry::Entry;
use super::order::Order;

/// Where the first of all entries stands.
pub(crate) const ROOT: usize = 3;

#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Block([Entry; 4]);

const EMPTY: Block = Block([Entry::NONE; 4]);

#[inline]
const fn parent(at: usize) -> usize {
    at / 4 + 2
}

/// The array and the place after its last entry.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    blocks: Vec<Block>,
    end: usize,
}

impl Tree {
    pub(crate) const fn new() -> Self {
        Self { blocks: Vec::new(), end: ROOT }
    }

    /// Put entries in order, O(n) (R. W. Floyd, Algorithm 245: Treesort 3, 1964).
    pub(crate) fn build<O: Order>(
        entries: impl ExactSizeIterator<Item = Entry>,
        order: &O,
    ) -> Result<Self, O::Error> {
        let mut made = Self::new();
        made.blocks.reserve_exact((entries.len() + ROOT).div_ceil(4));
        for entry in entries {
            made.push(entry);
        }
        if made.len() > 1 {
            for at in (ROOT..=parent(made.end - 1)).rev() {
                let entry = made.get(at);
                let target = made.sink(at, entry, made.end, order)?;
                made.shift(at, target, entry, |_, _| ());
            }
        }
        Ok(made)
    }

    #[inline]
    pub(crate) const fn len(&self) -> usize {
        self.end - ROOT
    }

    /// The place after the last entry.
    #[inline]
    pub(crate) const fn end(&self) -> usize {
        self.end
    }

    #[inline]
    pub(crate) fn get(&self, at: usize) -> Entry {
        self.blocks[at / 4].0[at % 4]
    }

    #[inline]
    pub(crate) fn set(&mut self, at: usize, entry: Entry) {
        self.blocks[at / 4].0[at % 4] = entry;
    }

    /// Return the entries and where they stand.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, Entry)> {
        (ROOT..self.end).map(|at| (at, self.get(at)))
    }

    /// Put an entry last, wherever it belongs.
    #[inline]
    pub(crate) fn push(&mut self, entry: Entry) {
        if self.end == self.blocks.len() * 4 || self.blocks.is_empty() {
            self.grow();
        }
        self.end += 1;
        self.set(self.end - 1, entry);
    }

    fn grow(&mut self) {
        if self.blocks.len() == self.blocks.capacity() {
            self.blocks.reserve_exact(self.blocks.len() + 2);
        }
        self.blocks.push(EMPTY);
    }

    /// Take the last place away.
    #[inline]
    pub(crate) fn pop(&mut self) {
        self.end -= 1;
        if self.end.is_multiple_of(4) {
            self.blocks.truncate(self.end / 4);
        }
    }

    pub(crate) fn shrink(&mut self) {
        self.blocks.shrink_to_fit();
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.blocks.capacity() * size_of::<Block>()
    }

    /// Return where an entry that is to stand at `at` belongs, in a heap that ends before `end`. O(log n).
    #[inline]
    pub(crate) fn settle<O: Order>(
        &self,
        at: usize,
        entry: Entry,
        end: usize,
        order: &O,
    ) -> Result<usize, O::Error> {
        let target = self.climb(at, entry, order)?;
        if target == at { self.sink(at, entry, end, order) } else { Ok(target) }
    }

    /// Return where an entry gets to that moves up from `at`.
    #[inline]
    pub(crate) fn climb<O: Order>(
        &self,
        mut at: usize,
        entry: Entry,
        order: &O,
    ) -> Result<usize, O::Error> {
        while at > ROOT {
            let above = parent(at);
            if !order.precedes(entry, self.get(above))? {
                break;
            }
            at = above;
        }
        Ok(at)
    }

    /// Return where an entry gets to that moves down from `at`: down to the bottom first, and then up
    /// again, as most do not get far from there (I. Wegener, Bottom-up-heapsort, 1993).
    #[inline]
    pub(crate) fn sink<O: Order>(
        &self,
        at: usize,
        entry: Entry,
        end: usize,
        order: &O,
    ) -> Result<usize, O::Error> {
        let mut hole = at;
        let mut touched = 0;
        while (hole - 2) * 4 < end {
            let block = hole - 2;
            touched ^= self.touch(block * 4 - 2);
            hole = block * 4 + order.first_of(&self.family(block, end))?;
        }
        black_box(touched);
        while hole != at && order.precedes(entry, self.get(hole))? {
            hole = parent(hole);
        }
        Ok(hole)
    }

    /// Read from four blocks, one of which is needed as soon as it is known which one: until then, all of
    /// them are on their way from memory.
    #[inline]
    fn touch(&self, from: usize) -> u64 {
        let Some(blocks) = self.blocks.get(from..from + 4) else { return 0 };
        blocks.iter().fold(0, |touched, block| touched ^ block.0[0].lane)
    }

    #[inline]
    fn family(&self, block: usize, end: usize) -> [Entry; 4] {
        let mut family = self.blocks[block].0;
        if block * 4 + 4 > end {
            for vacant in &mut family[end % 4..] {
                *vacant = Entry::NONE;
            }
        }
        family
    }

    /// Move an entry from `at` to a target above or below, and what is between by a step the other way.
    #[inline]
    pub(crate) fn shift(
        &mut self,
        at: usize,
        target: usize,
        entry: Entry,
        mut moved: impl FnMut(Entry, usize),
    ) {
        let mut coming = entry;
        let mut place = target;
        if target < at {
            place = at;
            while place != target {
                let above = self.get(parent(place));
                self.set(place, above);
                moved(above, place);
                place = parent(place);
            }
        }
        while place != at && target > at {
            let going = self.get(place);
            self.set(place, coming);
            moved(coming, place);
            coming = going;
            place = parent(place);
        }
        self.set(place, coming);
        moved(coming, place);
    }
}
