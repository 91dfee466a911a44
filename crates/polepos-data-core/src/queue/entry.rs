//! What stands in the heap: 16 bytes that order themselves where priorities are numbers.

/// Where the record of a key is.
pub type Slot = u32;

/// How many keys a queue can hold, those counted whose slots have not been closed yet.
pub const MOST: usize = if cfg!(test) { 500 } else { (u32::MAX >> 1) as usize };

/// A priority's lane, and beside it when it was given (of equals, the older comes first) and its slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What orders it as far as that can be told by a number.
    pub lane: u64,
    /// The sequence in the upper half and the slot in the lower one.
    tail: u64,
}

impl Entry {
    /// What stands where there is no entry: after all others.
    pub const NONE: Self = Self { lane: u64::MAX, tail: u64::MAX };

    /// Make an entry.
    #[must_use]
    #[inline]
    pub fn new(lane: u64, sequence: u32, slot: Slot) -> Self {
        Self { lane, tail: u64::from(sequence) << 32 | u64::from(slot) }
    }

    /// Return the slot of the key that it stands for.
    #[must_use]
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the lower half is what is asked for")]
    pub const fn slot(self) -> Slot {
        self.tail as u32
    }

    /// Return the number that says which of two entries is older: that of the smaller one.
    #[must_use]
    #[inline]
    pub const fn sequence(self) -> u32 {
        (self.tail >> 32) as u32
    }

    /// Tell whether this is `NONE`.
    #[must_use]
    #[inline]
    pub const fn is_none(self) -> bool {
        self.tail == u64::MAX
    }

    /// Tell whether the lane, and of equal lanes the age, puts this before the other.
    #[must_use]
    #[inline]
    pub fn is_before(self, other: Self) -> bool {
        self.whole() < other.whole()
    }

    /// Compared as one number, without a branch.
    #[inline]
    fn whole(self) -> u128 {
        u128::from(self.lane) << 64 | u128::from(self.tail)
    }
}

/// Return a place or a count, none of which passes twice `MOST`, in the 32 bits that it is stored in.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "there are no more than MOST entries")]
pub(crate) const fn narrow(count: usize) -> u32 {
    count as u32
}
