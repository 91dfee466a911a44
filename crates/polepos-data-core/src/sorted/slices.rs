//! Elements in order, a leaf at a time or one by one, from both ends.

use std::ops::Range;

use super::place::Place;
use super::space::Space;
use super::tree::Tree;

/// Runs of elements in order, each a part of one leaf; see [`Tree::slices`].
pub struct Slices<'t, S: Space> {
    tree: &'t Tree<S>,
    front: Place,
    back: Place,
    rest: usize,
}

impl<S: Space> Tree<S> {
    /// The elements at these positions as a run a leaf, from either end. O(log n) to begin.
    #[must_use]
    pub fn slices(&self, range: Range<usize>) -> Slices<'_, S> {
        let end = range.end.min(self.length);
        let start = range.start.min(end);
        let (front, back) = (self.place(start), self.place(end));
        Slices { tree: self, front, back, rest: end - start }
    }

    /// The elements of one leaf from a place on, but no more than `most`.
    #[must_use]
    #[inline]
    pub fn from(&self, place: Place, most: usize) -> &[S::Element] {
        let rest =
            self.leaves.get(place.leaf).and_then(|leaf| leaf.items.get(place.offset as usize..));
        rest.and_then(|rest| rest.get(..most.min(rest.len()))).unwrap_or_default()
    }

    /// The elements of one leaf before a place, but no more than `most`: the last ones of them.
    #[must_use]
    #[inline]
    pub fn before(&self, place: Place, most: usize) -> &[S::Element] {
        let (mut leaf, mut end) = (self.leaves.get(place.leaf), place.offset as usize);
        if end == 0 {
            leaf = leaf.and_then(|leaf| self.leaves.get(leaf.previous));
            end = leaf.map_or(0, |leaf| leaf.items.len());
        }
        leaf.and_then(|leaf| leaf.items.get(end.saturating_sub(most)..end)).unwrap_or_default()
    }

    /// All elements in order, from either end.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &S::Element> {
        let all = Slices { tree: self, front: self.first(), back: self.end(), rest: self.length };
        all.flatten()
    }
}

impl<'t, S: Space> Iterator for Slices<'t, S> {
    type Item = &'t [S::Element];

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.rest == 0 {
            return None;
        }
        let leaf = self.tree.leaves.get(self.front.leaf)?;
        let from = self.front.offset as usize;
        let to = leaf.items.len().min(from.saturating_add(self.rest));
        let run = leaf.items.get(from..to)?;
        self.rest -= run.len();
        self.front = Place { leaf: leaf.next, offset: 0 };
        Some(run)
    }
}

impl<S: Space> DoubleEndedIterator for Slices<'_, S> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        if self.rest == 0 {
            return None;
        }
        let mut leaf = self.tree.leaves.get(self.back.leaf)?;
        let mut to = self.back.offset as usize;
        if to == 0 {
            leaf = self.tree.leaves.get(leaf.previous)?;
            to = leaf.items.len();
        }
        let from = to.saturating_sub(self.rest);
        let run = leaf.items.get(from..to)?;
        self.rest -= run.len();
        let before = self.tree.leaves.get(leaf.previous);
        let end = before.map_or(0, |before| before.items.len());
        self.back = Place::new(leaf.previous, end);
        Some(run)
    }
}
