//! Say which of two entries comes first: by their lanes alone, or by comparing priorities that may fail.

use super::entry::{Entry, Slot};

/// An order of entries in which no two are equal.
pub trait Order {
    /// Why a comparison failed.
    type Error;

    /// Tell whether one entry comes before another.
    ///
    /// # Errors
    /// Fails as the comparison of their priorities does.
    fn precedes(&self, one: Entry, other: Entry) -> Result<bool, Self::Error>;

    /// Return which of four comes first; some may be [`Entry::NONE`], but not the first of them.
    ///
    /// # Errors
    /// Fails as the comparison of priorities does.
    #[inline]
    fn first_of(&self, family: &[Entry; 4]) -> Result<usize, Self::Error> {
        let mut first = 0;
        for at in 1..4 {
            if !family[at].is_none() && self.precedes(family[at], family[first])? {
                first = at;
            }
        }
        Ok(first)
    }
}

/// The order of lanes that are exact; of equal ones the older entry comes first. It cannot fail.
#[derive(Debug, Clone, Copy)]
pub struct ByLane;

impl Order for ByLane {
    type Error = std::convert::Infallible;

    #[inline]
    fn precedes(&self, one: Entry, other: Entry) -> Result<bool, Self::Error> {
        Ok(one.is_before(other))
    }

    /// A tournament of two rounds, which needs no branches: who wins cannot be foretold.
    #[inline]
    fn first_of(&self, family: &[Entry; 4]) -> Result<usize, Self::Error> {
        let left = usize::from(family[1].is_before(family[0]));
        let right = 2 + usize::from(family[3].is_before(family[2]));
        let is_right = usize::from(family[right].is_before(family[left]));
        Ok(left + (right - left) * is_right)
    }
}

/// The order of ranks, which are what priorities are compared by: one comparison for two entries.
#[derive(Debug, Clone, Copy)]
pub struct ByRank<R, F> {
    /// Returns the rank of what has a slot.
    pub rank: R,
    /// Tells of a newer and an older rank whether the newer comes first all the same.
    pub overtakes: F,
    /// Whether lanes decide where they differ.
    pub lanes: bool,
}

impl<'p, P: 'p, R, F, E> Order for ByRank<R, F>
where
    R: Fn(Slot) -> Option<&'p P>,
    F: Fn(&P, &P) -> Result<bool, E>,
{
    type Error = E;

    #[inline]
    fn precedes(&self, one: Entry, other: Entry) -> Result<bool, E> {
        if self.lanes && one.lane != other.lane {
            return Ok(one.lane < other.lane);
        }
        let is_newer = one.sequence() > other.sequence();
        let (newer, older) = if is_newer { (one, other) } else { (other, one) };
        let (Some(new), Some(old)) = ((self.rank)(newer.slot()), (self.rank)(older.slot())) else {
            return Ok(!is_newer); // every entry has a record
        };
        Ok((self.overtakes)(new, old)? == is_newer)
    }
}
