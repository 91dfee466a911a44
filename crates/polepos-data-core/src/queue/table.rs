//! Find slots by hash: open addressing in one array, where each cell tells 32 bits of its hash.
//!
//! A hash is spread by a multiplication, and its upper bits are where the search begins; so cells are
//! in the order of their hashes, and a larger table is filled from the smaller one front to back. What
//! is removed leaves no trace (Knuth, TAOCP 3, 6.4, Algorithm R).

use super::entry::Slot;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cell {
    tag: u32,
    slot: Slot,
}

const VACANT: Cell = Cell { tag: 0, slot: Slot::MAX };
const SMALLEST: u32 = 3;

/// The cells, as many as two to the power of `bits`.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    cells: Vec<Cell>,
    bits: u32,
    len: usize,
}

#[inline]
const fn tag_of(hash: u64) -> u32 {
    ((hash ^ (hash >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

impl Table {
    pub(crate) const fn new() -> Self {
        Self { cells: Vec::new(), bits: 0, len: 0 }
    }

    /// Make a table with room for so many.
    pub(crate) fn with_room(count: usize) -> Self {
        let mut made = Self::new();
        if count > 0 {
            made.resize(bits_for(count));
        }
        made
    }

    #[inline]
    const fn mask(&self) -> usize {
        self.cells.len() - 1
    }

    #[inline]
    const fn home(&self, tag: u32) -> usize {
        (tag >> (32 - self.bits)) as usize
    }

    /// Return the first slot of such a hash that is accepted. O(1) on average.
    ///
    /// Slots of other hashes are offered as well, though seldom.
    #[inline]
    pub(crate) fn find<E>(
        &self,
        hash: u64,
        mut accepts: impl FnMut(Slot) -> Result<bool, E>,
    ) -> Result<Option<Slot>, E> {
        if self.len == 0 {
            return Ok(None);
        }
        let tag = tag_of(hash);
        let mut at = self.home(tag);
        loop {
            let cell = self.cells[at];
            if cell == VACANT {
                return Ok(None);
            }
            if cell.tag == tag && accepts(cell.slot)? {
                return Ok(Some(cell.slot));
            }
            at = (at + 1) & self.mask();
        }
    }

    /// Read the cell where the search for a hash begins, so that it is at hand soon after.
    #[inline]
    pub(crate) fn touch(&self, hash: u64) -> u32 {
        if self.len == 0 { 0 } else { self.cells[self.home(tag_of(hash))].tag }
    }

    /// Add a slot that is not here.
    #[inline]
    pub(crate) fn insert(&mut self, hash: u64, slot: Slot) {
        if (self.len + 1) * 5 > self.cells.len() * 4 {
            self.resize(bits_for(self.len + 1));
        }
        self.put(Cell { tag: tag_of(hash), slot });
        self.len += 1;
    }

    #[inline]
    fn put(&mut self, cell: Cell) {
        let mut at = self.home(cell.tag);
        while self.cells[at] != VACANT {
            at = (at + 1) & self.mask();
        }
        self.cells[at] = cell;
    }

    /// Remove a slot, if it is here.
    #[inline]
    pub(crate) fn remove(&mut self, hash: u64, slot: Slot) {
        if self.len == 0 {
            return;
        }
        let mut at = self.home(tag_of(hash));
        while self.cells[at].slot != slot {
            if self.cells[at] == VACANT {
                return;
            }
            at = (at + 1) & self.mask();
        }
        self.close(at);
        self.len -= 1;
        if self.len * 8 < self.cells.len() && self.bits > SMALLEST {
            self.resize(bits_for(self.len * 2));
        }
    }

    /// Close the gap at a cell, by what would not be found any more behind it.
    #[inline]
    fn close(&mut self, mut gap: usize) {
        let mask = self.mask();
        let mut at = gap;
        loop {
            at = (at + 1) & mask;
            let cell = self.cells[at];
            if cell == VACANT {
                break;
            }
            let (from_home, from_gap) =
                (at.wrapping_sub(self.home(cell.tag)), at.wrapping_sub(gap));
            if from_home & mask >= from_gap & mask {
                self.cells[gap] = cell;
                gap = at;
            }
        }
        self.cells[gap] = VACANT;
    }

    fn resize(&mut self, bits: u32) {
        let old = std::mem::replace(&mut self.cells, vec![VACANT; 1 << bits]);
        self.bits = bits;
        for cell in old {
            if cell != VACANT {
                self.put(cell);
            }
        }
    }

    /// Give every slot another number. O(n).
    pub(crate) fn renumber_slots(&mut self, new: impl Fn(Slot) -> Slot) {
        for cell in &mut self.cells {
            if *cell != VACANT {
                cell.slot = new(cell.slot);
            }
        }
    }

    pub(crate) fn heap_bytes(&self) -> usize {
        self.cells.capacity() * size_of::<Cell>()
    }
}

/// Return the size of a table that is at most four fifths full with so many.
fn bits_for(count: usize) -> u32 {
    (count * 5).div_ceil(4).max(2).next_power_of_two().ilog2().max(SMALLEST)
}
