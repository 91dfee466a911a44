//! Find what lies in numbered slots by its hash, without a tombstone for what was taken out.
//!
//! Open addressing with linear probing. A cell holds a slot and 32 bits of the mixed hash, so that
//! probing, growing and removing touch nothing but the cells; what lies in the slots is asked by who
//! keeps it, and only where those 32 bits agree. Removal shifts back what follows
//! (Knuth, The Art of Computer Programming 3, 6.4, algorithm R). Any number of cells will do, since a
//! place is found by multiplication (Lemire, Fast Random Integer Generation in an Interval, 2019): so the
//! table grows by halves. It is at most half full: 8 bytes a cell are 16 to 24 an entry, and a search in vain
//! looks at two cells where it would be nine with three in four taken.

/// Why there is no room for one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// There is no memory.
    Memory,
    /// There is no number: [`MOST`] are in use.
    Number,
}

/// The most cells: a place is found by a product of 64 bits, the upper half of which is left.
const CELLS: usize = if cfg!(test) { 2_000 } else { u32::MAX as usize };

/// The most slots that a table holds.
pub const MOST: usize = CELLS / 2;

#[derive(Clone, Copy)]
struct Cell {
    tag: u32,
    slot: u32,
}

const FREE: u32 = u32::MAX;
const EMPTY: Cell = Cell { tag: 0, slot: FREE };
const FEWEST: usize = 8;

/// Where a search has come to. It holds no borrow: the caller may compare as it likes between two
/// steps, and has to begin anew if the table was changed meanwhile.
#[derive(Debug, Clone, Copy)]
pub struct Probe {
    at: usize,
    tag: u32,
    /// The number of cells.
    of: usize,
}

/// Slots by hash. The slot `u32::MAX` is not to be used.
#[derive(Clone, Default)]
pub struct Table {
    cells: Vec<Cell>,
    len: usize,
}

impl Table {
    /// Return a table without anything, and without memory.
    #[must_use]
    pub const fn new() -> Self {
        Self { cells: Vec::new(), len: 0 }
    }

    /// Tell how many slots are in it.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Tell whether nothing is in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Tell how many bytes it takes beside itself.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.cells.capacity() * size_of::<Cell>()
    }

    /// Begin a search for a hash.
    #[inline]
    #[must_use]
    pub fn probe(&self, hash: u64) -> Probe {
        let tag = mixed(hash);
        Probe { at: self.home(tag), tag, of: self.cells.len() }
    }

    /// Return the next slot whose hash may be the one, if there is one. O(1) expected.
    #[inline]
    pub fn next(&self, probe: &mut Probe) -> Option<u32> {
        loop {
            let cell = self.cells.get(probe.at)?;
            if cell.slot == FREE {
                return None;
            }
            probe.at = self.after(probe.at);
            if cell.tag == probe.tag {
                return Some(cell.slot);
            }
        }
    }

    /// Return the first slot of a hash for which `matches` is true. O(1) expected.
    ///
    /// # Errors
    /// That of `matches`, at once.
    pub fn find<E>(
        &self,
        hash: u64,
        mut matches: impl FnMut(u32) -> Result<bool, E>,
    ) -> Result<Option<u32>, E> {
        let mut probe = self.probe(hash);
        while let Some(slot) = self.next(&mut probe) {
            if matches(slot)? {
                return Ok(Some(slot));
            }
        }
        Ok(None)
    }

    /// Make room for one more, so that `insert` cannot fail. O(1) amortised.
    ///
    /// # Errors
    /// `Full` when there is no memory or number; nothing has changed then.
    #[inline]
    pub fn reserve(&mut self) -> Result<(), Full> {
        if (self.len + 1) * 2 <= self.cells.len() { Ok(()) } else { self.grow() }
    }

    #[cold]
    fn grow(&mut self) -> Result<(), Full> {
        if self.len >= MOST {
            return Err(Full::Number);
        }
        let more = (self.cells.len() + self.cells.len() / 2).clamp(FEWEST, CELLS);
        let mut cells = Vec::new();
        cells.try_reserve_exact(more).map_err(|_| Full::Memory)?;
        cells.resize(more, EMPTY);
        for cell in std::mem::replace(&mut self.cells, cells) {
            if cell.slot != FREE {
                self.put(cell);
            }
        }
        Ok(())
    }

    /// Add a slot with its hash; there has to be room, see `reserve`. O(1) expected.
    #[inline]
    pub fn insert(&mut self, hash: u64, slot: u32) {
        debug_assert!(slot != FREE && self.len < self.cells.len());
        self.put(Cell { tag: mixed(hash), slot });
        self.len += 1;
    }

    /// Add a slot where a search for its hash has ended in vain, if nothing was taken out since.
    ///
    /// There has to be room, see `reserve`; that may have been called in between. O(1) expected.
    #[inline]
    pub fn insert_at(&mut self, end: Probe, slot: u32) {
        debug_assert!(slot != FREE && self.len < self.cells.len());
        let cell = Cell { tag: end.tag, slot };
        if end.of == self.cells.len() {
            self.put_from(end.at, cell);
        } else {
            self.put(cell);
        }
        self.len += 1;
    }

    #[inline]
    fn put(&mut self, cell: Cell) {
        self.put_from(self.home(cell.tag), cell);
    }

    #[inline]
    fn put_from(&mut self, mut at: usize, cell: Cell) {
        while self.cells[at].slot != FREE {
            at = self.after(at);
        }
        self.cells[at] = cell;
    }

    /// Take out a slot that is there, with its hash. O(1) expected.
    #[inline]
    pub fn remove(&mut self, hash: u64, slot: u32) {
        let mut hole = self.home(mixed(hash));
        while self.cells[hole].slot != slot {
            if self.cells[hole].slot == FREE {
                return; // it was not there
            }
            hole = self.after(hole);
        }
        self.len -= 1;
        let mut at = hole;
        loop {
            at = self.after(at);
            let cell = self.cells[at];
            if cell.slot == FREE {
                break;
            }
            if self.steps(self.home(cell.tag), at) >= self.steps(hole, at) {
                self.cells[hole] = cell;
                hole = at;
            }
        }
        self.cells[hole] = EMPTY;
    }

    /// Take everything out, and give the memory back. O(1).
    pub fn clear(&mut self) {
        *self = Self::new();
    }

    #[inline]
    fn after(&self, at: usize) -> usize {
        if at + 1 == self.cells.len() { 0 } else { at + 1 }
    }

    #[inline]
    fn steps(&self, from: usize, to: usize) -> usize {
        if to >= from { to - from } else { to + self.cells.len() - from }
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation)] // the product is less than the number of cells, << 32
    fn home(&self, tag: u32) -> usize {
        ((u64::from(tag) * self.cells.len() as u64) >> 32) as usize
    }
}

/// Spread a hash, of which Python fills the low bits only for a small int, over 32 bits.
///
/// The two halves of a long product, folded (Wang Yi, wyhash, 2019).
#[inline]
#[allow(clippy::cast_possible_truncation)] // the halves are what is wanted
fn mixed(hash: u64) -> u32 {
    let product = u128::from(hash) * 0x9E37_79B9_7F4A_7C15;
    (((product >> 64) as u64 ^ product as u64) >> 32) as u32
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Check that every slot is found from its home, with no free cell on the way.
    fn check(table: &Table, model: &[(u64, u32)]) {
        let taken = table.cells.iter().filter(|cell| cell.slot != FREE).count();
        assert_eq!((table.len(), taken), (model.len(), model.len()));
        assert!(table.len() * 2 <= table.cells.len());
        for &(hash, slot) in model {
            assert_eq!(table.find(hash, |other| Ok::<_, ()>(other == slot)), Ok(Some(slot)));
        }
    }

    proptest! {
        #![proptest_config(crate::amounts::usual())]

        #[test]
        fn it_holds_what_was_put_in_and_not_taken_out(
            steps in prop::collection::vec((any::<bool>(), 0_u64..40, any::<usize>()), 0..crate::amounts::steps(300)),
            spread in prop::sample::select(vec![1_u64, 1 << 32, 1 << 61, 0]),
        ) {
            let (mut table, mut model) = (Table::new(), Vec::new());
            for (slot, (adds, number, which)) in (0_u32..).zip(steps) {
                if adds || model.is_empty() {
                    let hash = number.wrapping_mul(spread);
                    let mut probe = table.probe(hash);
                    while table.next(&mut probe).is_some() {}
                    table.reserve().unwrap();
                    if which % 2 == 0 {
                        table.insert(hash, slot);
                    } else {
                        table.insert_at(probe, slot);
                    }
                    model.push((hash, slot));
                } else {
                    let (hash, slot) = model.swap_remove(which % model.len());
                    table.remove(hash, slot);
                    prop_assert_eq!(table.find(hash, |other| Ok::<_, ()>(other == slot)), Ok(None));
                }
                check(&table, &model);
            }
        }
    }

    #[test]
    fn a_comparison_that_fails_ends_the_search() {
        let mut table = Table::new();
        table.reserve().unwrap();
        table.insert(7, 1);
        assert_eq!(table.find(7, |_| Err("no")), Err("no"));
        assert_eq!(table.find(8, |_| Err("no")), Ok(None));
    }

    #[test]
    fn what_is_not_there_is_not_taken_out() {
        let mut table = Table::new();
        table.reserve().unwrap();
        table.insert(7, 1);
        table.remove(7, 2);
        assert_eq!(table.len(), 1);
    }
}
