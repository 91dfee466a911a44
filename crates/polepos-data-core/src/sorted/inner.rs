//! An inner node: its children, how many elements they hold, and lanes of their greatest keys.

use super::beginning::Beginning;
use super::leaf::Up;
use super::space::Space;

/// Children in order; the columns have one entry a child.
pub(super) struct Inner<S: Space> {
    /// The lane of each child's greatest key.
    pub(super) lanes: Vec<S::Lane>,
    /// The lanes of what follows in those keys, so that a tie seldom leads to the keys themselves;
    /// only where keys have a beginning.
    pub(super) tails: Vec<S::Lane>,
    /// The children: inner nodes, or leaves on the lowest level.
    pub(super) children: Vec<u32>,
    /// How many elements each child and those before it hold together.
    pub(super) sums: Vec<u32>,
    /// What the greatest keys of the children share.
    pub(super) beginning: S::Beginning,
    pub(super) up: Up,
}

impl<S: Space> Inner<S> {
    /// A node without children.
    pub(super) fn empty() -> Self {
        Self {
            lanes: Vec::new(),
            tails: Vec::new(),
            children: Vec::new(),
            sums: Vec::new(),
            beginning: S::Beginning::default(),
            up: Up::ROOT,
        }
    }

    /// How many elements there are below.
    pub(super) fn count(&self) -> u32 {
        self.sums.last().copied().unwrap_or(0)
    }

    /// How many elements there are in the children before `slot`.
    #[inline]
    pub(super) fn before(&self, slot: usize) -> u32 {
        slot.checked_sub(1).and_then(|left| self.sums.get(left)).copied().unwrap_or(0)
    }

    /// Put a child after the one at `slot`, which it has been split from and now holds `count`.
    pub(super) fn insert_after(&mut self, slot: usize, child: u32, count: u32) {
        let sum = self.before(slot) + count;
        self.children.insert(slot + 1, child);
        self.lanes.insert(slot + 1, self.lanes[slot]);
        if S::Beginning::KEPT {
            self.tails.insert(slot + 1, self.tails[slot]);
        }
        self.sums.insert(slot, sum);
    }

    /// Take out the child at `slot`, which holds nothing any more.
    pub(super) fn remove(&mut self, slot: usize) {
        self.children.remove(slot);
        self.forget(slot);
    }

    /// Take out the child after `slot`, whose elements the one at `slot` has taken over.
    pub(super) fn join(&mut self, slot: usize) {
        self.children.remove(slot + 1);
        self.forget(slot);
    }

    /// Take out what is said of the child at `slot`.
    fn forget(&mut self, slot: usize) {
        self.lanes.remove(slot);
        self.sums.remove(slot);
        if S::Beginning::KEPT {
            self.tails.remove(slot);
        }
    }

    /// Keep the children before `at`, and hand out a node of the rest.
    pub(super) fn split(&mut self, at: usize) -> Self {
        let before = self.before(at);
        let mut sums = self.sums.split_off(at);
        for sum in &mut sums {
            *sum -= before;
        }
        Self {
            lanes: self.lanes.split_off(at),
            tails: self.tails.split_off(at.min(self.tails.len())),
            children: self.children.split_off(at),
            sums,
            beginning: self.beginning,
            up: Up::ROOT,
        }
    }

    /// Take over all children of the node after this one; lanes are right only if the beginnings
    /// are the same.
    pub(super) fn append(&mut self, right: Self) {
        let before = self.count();
        self.lanes.extend(right.lanes);
        self.tails.extend(right.tails);
        self.children.extend(right.children);
        self.sums.extend(right.sums.into_iter().map(|sum| sum + before));
    }

    /// Bytes of the heap behind this node.
    pub(super) fn heap_bytes(&self) -> usize {
        (self.lanes.capacity() + self.tails.capacity()) * size_of::<S::Lane>()
            + (self.children.capacity() + self.sums.capacity()) * size_of::<u32>()
    }
}
