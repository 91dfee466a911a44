//! Set algebra on sorted runs by linear merging, with comparisons that may fail.

use std::cmp::Ordering;

/// Which elements a merge keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// Those of the left run alone.
    pub left: bool,
    /// Those of both runs; the left one's element is kept.
    pub both: bool,
    /// Those of the right run alone.
    pub right: bool,
}

impl Keep {
    /// What is in either run.
    pub const UNION: Self = Self { left: true, both: true, right: true };
    /// What is in both runs.
    pub const INTERSECTION: Self = Self { left: false, both: true, right: false };
    /// What is in the left run only.
    pub const DIFFERENCE: Self = Self { left: true, both: false, right: false };
    /// What is in one run only.
    pub const SYMMETRIC_DIFFERENCE: Self = Self { left: true, both: false, right: true };
}

/// The elements of two sorted runs without repetitions that `keep` names, in order.
///
/// O(n + m), with at most as many comparisons.
///
/// # Errors
/// Whatever `compare` fails with.
pub fn merge<T: Copy, E>(
    left: impl IntoIterator<Item = T>,
    right: impl IntoIterator<Item = T>,
    keep: Keep,
    mut compare: impl FnMut(T, T) -> Result<Ordering, E>,
) -> Result<Vec<T>, E> {
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let mut kept = Vec::new();
    let (mut a, mut b) = (left.next(), right.next());
    while let (Some(x), Some(y)) = (a, b) {
        let order = compare(x, y)?;
        let (wanted, item) = match order {
            Ordering::Less => (keep.left, x),
            Ordering::Equal => (keep.both, x),
            Ordering::Greater => (keep.right, y),
        };
        if wanted {
            kept.push(item);
        }
        if order.is_le() {
            a = left.next();
        }
        if order.is_ge() {
            b = right.next();
        }
    }
    if keep.left {
        kept.extend(a.into_iter().chain(left));
    }
    if keep.right {
        kept.extend(b.into_iter().chain(right));
    }
    Ok(kept)
}
