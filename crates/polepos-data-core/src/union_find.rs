//! Disjoint sets of the numbers from 0: which belong together, when all one learns is pairs that do.
//!
//! Union by size and path halving (R. E. Tarjan and J. van Leeuwen, Worst-case analysis of set union
//! algorithms, 1984): O(log* n) amortised for what follows a path to its root. The members of a
//! component form a ring, so that they are found in O(their number), and two rings become one by
//! exchanging two links.

/// A partition of `0..len()` into components that only ever grow together.
///
/// A number costs eight bytes; there is room for `Forest::MAX` of them.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    /// The number above, or below zero for a root: minus the size of its component.
    parents: Vec<i32>,
    /// The next of the same component, in a ring.
    ring: Vec<u32>,
    roots: usize,
}

/// There is no room for so many numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl Forest {
    /// How many numbers there can be.
    pub const MAX: usize = i32::MAX as usize;

    /// Make a partition of nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many numbers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.parents.len()
    }

    /// Whether there is no number yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parents.is_empty()
    }

    /// How many components there are.
    #[must_use]
    pub fn components(&self) -> usize {
        self.roots
    }

    /// Add the next `count` numbers, each a component of its own.
    ///
    /// # Errors
    /// `Full`, and nothing is added, when there would be more than `MAX`.
    pub fn extend(&mut self, count: usize) -> Result<(), Full> {
        let len = self.len();
        let after = len.checked_add(count).filter(|&after| after <= Self::MAX).ok_or(Full)?;
        let (first, end) = (u32::try_from(len), u32::try_from(after));
        let (Ok(first), Ok(end)) = (first, end) else { return Err(Full) };
        self.parents.resize(after, -1);
        self.ring.extend(first..end);
        self.roots += count;
        Ok(())
    }

    /// Take the last numbers away again, down to `len`, all of which have to be alone.
    pub fn truncate(&mut self, len: usize) {
        self.roots -= self.len().saturating_sub(len);
        self.parents.truncate(len);
        self.ring.truncate(len);
    }

    /// Return the root of a number's component, and shorten the path to it.
    ///
    /// # Panics
    /// When the number is not below `len()`.
    #[inline]
    pub fn find(&mut self, number: usize) -> usize {
        let mut at = number;
        loop {
            let Ok(above) = usize::try_from(self.parents[at]) else { return at };
            let higher = self.parents[above];
            let Ok(next) = usize::try_from(higher) else { return above };
            self.parents[at] = higher;
            at = next;
        }
    }

    /// Return the root of a number's component and change nothing. O(log n).
    ///
    /// # Panics
    /// When the number is not below `len()`.
    #[must_use]
    pub fn root(&self, number: usize) -> usize {
        let mut at = number;
        while let Ok(above) = usize::try_from(self.parents[at]) {
            at = above;
        }
        at
    }

    /// Return how many numbers the component of a number has.
    ///
    /// # Panics
    /// When the number is not below `len()`.
    pub fn size(&mut self, number: usize) -> usize {
        let root = self.find(number);
        self.parents[root].unsigned_abs() as usize
    }

    /// Make one component of those of two numbers; return its root.
    ///
    /// The larger component gives the root, the left one if they are equally large.
    ///
    /// # Panics
    /// When one of the numbers is not below `len()`.
    #[inline]
    pub fn join(&mut self, left: usize, right: usize) -> usize {
        let (left, right) = (self.find(left), self.find(right));
        if left == right {
            return left;
        }
        let (mine, theirs) = (self.parents[left], self.parents[right]);
        let (root, other) = if mine <= theirs { (left, right) } else { (right, left) };
        self.parents[root] = mine + theirs;
        self.parents[other] = i32::try_from(root).unwrap_or(i32::MAX); // which `extend` rules out
        self.ring.swap(root, other);
        self.roots -= 1;
        root
    }

    /// Put a number that is alone below a root, whatever the sizes: to make again what there was.
    ///
    /// # Panics
    /// When one of the numbers is not below `len()`.
    pub fn put_below(&mut self, number: usize, root: usize) {
        if number != root && self.find(number) == number && self.find(root) == root {
            self.parents[root] += self.parents[number];
            self.parents[number] = i32::try_from(root).unwrap_or(i32::MAX); // as in `join`
            self.ring.swap(number, root);
            self.roots -= 1;
        }
    }

    /// Iterate over the members of a number's component, beginning with it.
    ///
    /// # Panics
    /// When the number is not below `len()`.
    pub fn members(&self, number: usize) -> impl Iterator<Item = usize> + '_ {
        let next = move |&at: &usize| {
            Some(self.ring[at] as usize).filter(|&following| following != number)
        };
        std::iter::successors(Some(number), next)
    }

    /// How many bytes of the heap this takes.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        (self.parents.capacity() + self.ring.capacity()) * size_of::<u32>()
    }
}

#[cfg(test)]
mod tests {
    use super::Forest;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// What a partition is in the plainest way: a set for each component.
    fn joined(model: &mut Vec<BTreeSet<usize>>, left: usize, right: usize) {
        let at = |model: &Vec<BTreeSet<usize>>, n| model.iter().position(|set| set.contains(&n));
        let (Some(i), Some(j)) = (at(model, left), at(model, right)) else { panic!("not there") };
        if i != j {
            let other = model[j].clone();
            model[i].extend(other);
            model.remove(j);
        }
    }

    proptest! {
        #![proptest_config(crate::amounts::usual())]

        #[test]
        fn a_forest_is_a_partition(joins in prop::collection::vec((0..40_usize, 0..40_usize), 0..80)) {
            let mut forest = Forest::new();
            forest.extend(40).unwrap();
            let mut model: Vec<BTreeSet<usize>> = (0..40).map(|n| BTreeSet::from([n])).collect();
            for (left, right) in joins {
                let root = forest.join(left, right);
                joined(&mut model, left, right);
                prop_assert_eq!(root, forest.find(left));
                prop_assert_eq!(root, forest.root(right));
            }
            prop_assert_eq!(forest.components(), model.len());
            for set in &model {
                for &number in set {
                    prop_assert_eq!(&forest.members(number).collect::<BTreeSet<_>>(), set);
                    prop_assert_eq!(forest.size(number), set.len());
                }
            }
        }
    }

    #[test]
    fn the_larger_component_gives_the_root_and_the_left_one_of_two_as_large() {
        let mut forest = Forest::new();
        forest.extend(5).unwrap();
        assert_eq!(forest.join(3, 1), 3);
        assert_eq!(forest.join(0, 1), 3);
        assert_eq!(forest.join(2, 4), 2);
        assert_eq!(forest.join(4, 0), 3);
    }

    #[test]
    fn what_is_alone_can_be_taken_away_again() {
        let mut forest = Forest::new();
        forest.extend(3).unwrap();
        forest.join(0, 1);
        forest.truncate(2);
        assert_eq!((forest.len(), forest.components()), (2, 1));
        assert!(forest.extend(usize::MAX).is_err());
        forest.extend(1).unwrap();
        assert_eq!(forest.find(2), 2);
    }

    #[test]
    #[cfg_attr(miri, ignore = "too large to be interpreted")]
    fn paths_grow_short_even_in_a_chain_of_a_million() {
        let mut forest = Forest::new();
        forest.extend(1_000_000).unwrap();
        for n in 1..1_000_000 {
            forest.join(n - 1, n);
        }
        assert_eq!(forest.components(), 1);
        assert_eq!(forest.size(999_999), 1_000_000);
    }
}
