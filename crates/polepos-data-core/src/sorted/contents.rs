//! What leaves hold, elements and their lanes, changed together.

use std::ops::Range;

use super::beginning::Beginning;
use super::leaf::Leaf;
use super::space::Space;
use super::tree::Tree;

impl<S: Space> Tree<S> {
    /// Put an element at `offset` of a leaf, which is at most its length.
    #[inline]
    pub(super) fn put(
        &mut self,
        cx: S::Context<'_>,
        leaf: u32,
        offset: usize,
        element: S::Element,
    ) {
        self.admit(cx, leaf, S::key(&element));
        let node = &mut self.leaves[leaf];
        let lane = S::lane(cx, S::key(&element), node.beginning.skip());
        self.lanes.insert(leaf, offset, lane);
        node.grow();
        node.items.insert(offset, element);
    }

    /// Make the beginning of a leaf one that `key` has too.
    #[inline]
    fn admit(&mut self, cx: S::Context<'_>, leaf: u32, key: &S::Key) {
        if !S::Beginning::KEPT {
            return;
        }
        let own = S::beginning(cx, key);
        let node = &mut self.leaves[leaf];
        if node.items.is_empty() {
            node.beginning = own;
            return;
        }
        if own.against(&node.beginning).is_ne() {
            node.beginning = node.beginning.shared(&own);
            self.compute(cx, leaf);
        }
    }

    /// Take out the element at `offset` of a leaf, if there is one.
    #[inline]
    pub(super) fn pick(&mut self, leaf: u32, offset: usize) -> Option<S::Element> {
        let items = &mut self.leaves[leaf].items;
        if offset >= items.len() {
            return None;
        }
        self.lanes.cut(leaf, offset..offset + 1);
        Some(items.remove(offset))
    }

    /// Move the elements in a range of a leaf, which lies within, to the end of `taken`.
    pub(super) fn cut(&mut self, leaf: u32, range: Range<usize>, taken: &mut Vec<S::Element>) {
        self.lanes.cut(leaf, range.clone());
        taken.extend(self.leaves[leaf].items.drain(range));
    }

    /// Fill an empty leaf with elements in order; `lanes` are theirs, or none where they are still
    /// to be computed.
    pub(super) fn fill(
        &mut self,
        cx: S::Context<'_>,
        leaf: u32,
        items: Vec<S::Element>,
        lanes: impl ExactSizeIterator<Item = S::Lane>,
    ) {
        let known = !S::Beginning::KEPT && lanes.len() == items.len();
        self.leaves[leaf].items = items;
        if known {
            self.lanes.replace(leaf, lanes);
        } else {
            self.recompute(cx, leaf);
        }
    }

    /// Move the elements of a leaf from `at` on to the next one, which is empty.
    pub(super) fn part(&mut self, cx: S::Context<'_>, [left, right]: [u32; 2], at: usize) {
        let node = &mut self.leaves[left];
        let (items, beginning) = (node.items.split_off(at), node.beginning);
        node.items.shrink_to_fit();
        self.leaves[right].items = items;
        self.leaves[right].beginning = beginning;
        self.lanes.move_back(left, right, at);
        self.tighten_leaf(cx, left);
        self.tighten_leaf(cx, right);
    }

    /// Move the first elements of a leaf to the end of the one before it.
    pub(super) fn move_front(&mut self, cx: S::Context<'_>, [left, right]: [u32; 2], count: usize) {
        let moved: Vec<_> = self.leaves[right].items.drain(..count).collect();
        self.lanes.move_front(right, left, count);
        let items = &mut self.leaves[left].items;
        items.reserve_exact(count);
        items.extend(moved);
        self.mingle(cx, [left, right], left);
    }

    /// Move the elements of a leaf from `at` on to the front of the one after it.
    pub(super) fn move_back(&mut self, cx: S::Context<'_>, [left, right]: [u32; 2], at: usize) {
        let node = &mut self.leaves[left];
        let mut moved = node.items.split_off(at);
        node.items.shrink_to_fit();
        self.lanes.move_back(left, right, at);
        let items = &mut self.leaves[right].items;
        moved.reserve_exact(items.len());
        moved.append(items);
        *items = moved;
        self.mingle(cx, [left, right], right);
    }

    /// Make beginnings and lanes right after elements have come from a leaf into its neighbour
    /// `into`.
    fn mingle(&mut self, cx: S::Context<'_>, [left, right]: [u32; 2], into: u32) {
        if S::Beginning::KEPT && self.leaves[left].beginning != self.leaves[right].beginning {
            self.recompute(cx, into);
        }
        self.tighten_leaf(cx, left);
        self.tighten_leaf(cx, right);
    }

    /// Lengthen the beginning of a leaf to all that its keys share now.
    fn tighten_leaf(&mut self, cx: S::Context<'_>, leaf: u32) {
        if S::Beginning::KEPT && self.leaves[leaf].shared(cx) != self.leaves[leaf].beginning {
            self.recompute(cx, leaf);
        }
    }

    /// Compute the beginning and all lanes of a leaf.
    fn recompute(&mut self, cx: S::Context<'_>, leaf: u32) {
        self.leaves[leaf].beginning = self.leaves[leaf].shared(cx);
        self.compute(cx, leaf);
    }

    /// Compute all lanes of a leaf.
    fn compute(&mut self, cx: S::Context<'_>, leaf: u32) {
        let Leaf { items, beginning, .. } = &self.leaves[leaf];
        let skip = beginning.skip();
        let lanes = items.iter().map(|item| S::lane(cx, S::key(item), skip));
        self.lanes.replace(leaf, lanes);
    }
}
