//! Removal of one element, or of a range leaf by leaf.

use std::ops::Range;

use super::arena::narrow;
use super::place::Place;
use super::rebalance::least;
use super::space::Space;
use super::tree::Tree;

impl<S: Space> Tree<S> {
    /// Take out the element at a place; none at the end. O(log n), and no comparison.
    #[inline]
    pub fn remove(&mut self, cx: S::Context<'_>, place: Place) -> Option<S::Element> {
        let Place { leaf, offset } = place;
        let offset = offset as usize;
        let element = self.pick(leaf, offset)?;
        self.count_fewer(leaf, 1);
        let greatest = offset == self.lanes.length(leaf);
        self.settle(cx, leaf, greatest);
        Some(element)
    }

    /// Take out the first element. O(log n).
    #[inline]
    pub fn pop_first(&mut self, cx: S::Context<'_>) -> Option<S::Element> {
        self.remove(cx, self.first())
    }

    /// Take out the last element. O(log n).
    #[inline]
    pub fn pop_last(&mut self, cx: S::Context<'_>) -> Option<S::Element> {
        let place = self.previous(self.end())?;
        self.remove(cx, place)
    }

    /// Take out the elements at these positions; what lies beyond the end is left out.
    ///
    /// O(k + log n) for k elements: whole leaves go at once.
    pub fn remove_range(&mut self, cx: S::Context<'_>, range: Range<usize>) -> Vec<S::Element> {
        let Range { start, end } = range;
        let mut rest = end.min(self.length).saturating_sub(start);
        let mut taken = Vec::with_capacity(rest);
        while rest > 0 {
            let Place { leaf, offset } = self.place(start);
            let from = offset as usize;
            let to = self.lanes.length(leaf).min(from + rest);
            if to <= from {
                break;
            }
            self.cut(leaf, from..to, &mut taken);
            let greatest = from == self.lanes.length(leaf);
            self.count_fewer(leaf, narrow(to - from));
            self.settle(cx, leaf, greatest);
            rest -= to - from;
        }
        taken
    }

    /// Make a leaf and what hangs over it right after a removal, with `greatest` if that was at
    /// the leaf's end.
    #[inline]
    fn settle(&mut self, cx: S::Context<'_>, leaf: u32, greatest: bool) {
        let length = self.lanes.length(leaf);
        if length == 0 {
            self.drop_leaf(cx, leaf);
            self.compact(cx);
            return;
        }
        if greatest {
            self.refresh(cx, 0, leaf);
        }
        // What shrinks at an end may be empty soon: nothing is moved about for it.
        if length < least(S::LEAF) && leaf != self.first && leaf != self.last {
            self.balance_leaf(cx, leaf);
            self.compact(cx);
        }
    }

    /// Build the tree anew if most of its memory is that of leaves that are gone. Seldom enough to
    /// cost nothing much: two leaves at least have gone for each that is left.
    fn compact(&mut self, cx: S::Context<'_>) {
        if self.leaves.mostly_free() {
            let (elements, lanes) = self.take().into_columns();
            *self = Self::from_columns(cx, elements, lanes);
        }
    }
}
