//! Nodes that have become too small: joined with a neighbour, or filled from it.

use super::arena::NONE;
use super::inner::Inner;
use super::leaf::{Leaf, Up};
use super::space::Space;
use super::tree::Tree;

/// The fewest entries of a node that is not at an end, and has room for `most`.
///
/// Two nodes are joined if an eighth stays free, so that one insertion does not part them again.
pub(super) const fn least(most: usize) -> usize {
    (most * 3).div_ceil(8)
}

impl<S: Space> Tree<S> {
    /// Drop a leaf that is empty, unless it is the only one.
    pub(super) fn drop_leaf(&mut self, cx: S::Context<'_>, leaf: u32) {
        if self.height > 0 {
            let up = self.leaves[leaf].up;
            self.unlink(leaf);
            self.detach(cx, up);
        }
    }

    /// Take a leaf out of the chain, and give its number back.
    fn unlink(&mut self, leaf: u32) {
        self.lanes.clear(leaf);
        let node = self.leaves.remove(leaf, Leaf::empty());
        if node.previous == NONE {
            self.first = node.next;
        } else {
            self.leaves[node.previous].next = node.next;
        }
        if node.next == NONE {
            self.last = node.previous;
        } else {
            self.leaves[node.next].previous = node.previous;
        }
    }

    /// Take a child that holds nothing out of its parent, and parents that are empty by it.
    fn detach(&mut self, cx: S::Context<'_>, up: Up) {
        let (mut level, mut parent, mut slot) = (1, up.parent, up.slot as usize);
        while self.inners[parent].children.len() == 1 && parent != self.root {
            let up = self.inners.remove(parent, Inner::empty()).up;
            (level, parent, slot) = (level + 1, up.parent, up.slot as usize);
        }
        self.inners[parent].remove(slot);
        self.hang_children(level, parent, slot);
        if slot == self.inners[parent].children.len() {
            self.refresh(cx, level, parent);
        }
        self.balance_inner(cx, level, parent);
    }

    /// Join a leaf with its neighbour, or even the two out.
    pub(super) fn balance_leaf(&mut self, cx: S::Context<'_>, leaf: u32) {
        let Some((parent, slot, [left, right])) = self.neighbours(0, leaf) else {
            return;
        };
        let (low, high) = (self.lanes.length(left), self.lanes.length(right));
        if low + high <= S::LEAF * 7 / 8 {
            self.move_front(cx, [left, right], high);
            self.unlink(right);
            self.inners[parent].join(slot);
            self.hang_children(1, parent, slot + 1);
            self.balance_inner(cx, 1, parent);
            return;
        }
        let half = usize::midpoint(low, high);
        if low < half {
            self.move_front(cx, [left, right], half - low);
        } else {
            self.move_back(cx, [left, right], half);
        }
        self.recount(cx, 0, parent, slot);
    }

    /// Join an inner node with its neighbour, or even the two out; lower the root if it has one
    /// child.
    fn balance_inner(&mut self, cx: S::Context<'_>, level: u32, node: u32) {
        let (mut level, mut node) = (level, node);
        while self.inners[node].children.len() < least(S::INNER)
            && !self.is_first(level, node)
            && !self.is_last(level, node)
        {
            let Some((parent, slot, pair)) = self.neighbours(level, node) else {
                break;
            };
            if !self.join_or_even(cx, level, slot, pair) {
                return;
            }
            (level, node) = (level + 1, parent);
        }
        self.lower();
    }

    /// Join two neighbours, and tell whether their parent has lost a child by it.
    fn join_or_even(
        &mut self,
        cx: S::Context<'_>,
        level: u32,
        slot: usize,
        [left, right]: [u32; 2],
    ) -> bool {
        let parent = self.inners[left].up.parent;
        let node = self.inners.remove(right, Inner::empty());
        let from = self.inners[left].children.len();
        let total = from + node.children.len();
        self.inners[left].append(node);
        let joined = total <= S::INNER * 7 / 8;
        if joined {
            self.inners[parent].join(slot);
            self.hang_children(level + 1, parent, slot + 1);
            self.hang_children(level, left, from);
        } else {
            let mut node = self.inners[left].split(total / 2);
            node.up = Up { parent, slot: self.inners[left].up.slot + 1 };
            // The number that was just given back is the next to be given.
            let right = self.inners.insert(node);
            self.inners[parent].children[slot + 1] = right;
            self.hang_children(level, left, 0);
            self.hang_children(level, right, 0);
            self.relabel(cx, level, right);
        }
        self.relabel(cx, level, left);
        if !joined {
            self.recount(cx, level, parent, slot);
        }
        joined
    }

    /// Take roots away that have one child.
    fn lower(&mut self) {
        while self.height > 0 && self.inners[self.root].children.len() == 1 {
            let old = self.inners.remove(self.root, Inner::empty());
            let Some(&child) = old.children.first() else {
                return;
            };
            self.root = child;
            self.height -= 1;
            self.hang(self.height, child, Up::ROOT);
        }
    }

    /// A node and a neighbour under the same parent, in order, with the parent and the slot of the
    /// left one.
    fn neighbours(&self, level: u32, node: u32) -> Option<(u32, usize, [u32; 2])> {
        let Up { parent, slot } = self.up(level, node);
        let children = &self.inners.get(parent)?.children;
        let left = (slot as usize).saturating_sub(1);
        let pair = [*children.get(left)?, *children.get(left + 1)?];
        Some((parent, left, pair))
    }

    /// Say again how the elements are shared out between a child and the next one.
    fn recount(&mut self, cx: S::Context<'_>, level: u32, parent: u32, slot: usize) {
        let count = self.count(level, self.inners[parent].children[slot]);
        let inner = &mut self.inners[parent];
        inner.sums[slot] = inner.before(slot) + count;
        self.label(cx, level + 1, parent, slot);
    }
}
