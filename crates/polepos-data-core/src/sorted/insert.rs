//! Insertion: room is made by splitting full nodes; nothing is compared.

use super::arena::NONE;
use super::inner::Inner;
use super::leaf::{Leaf, Up};
use super::place::Place;
use super::space::Space;
use super::tree::Tree;

impl<S: Space> Tree<S> {
    /// Insert an element before a place, which [`upper_bound`](Tree::upper_bound) found for its key
    /// and nothing has changed since. There has to be [room](Tree::has_room). O(log n), and no
    /// comparison.
    #[inline]
    pub fn insert(&mut self, cx: S::Context<'_>, place: Place, element: S::Element) {
        debug_assert!(self.has_room(1), "a full tree");
        let Place { leaf, offset } = self.room(cx, place);
        let length = self.lanes.length(leaf);
        let offset = (offset as usize).min(length);
        let greatest = offset == length;
        self.put(cx, leaf, offset, element);
        self.count_more(leaf, 1);
        if greatest {
            self.refresh(cx, 0, leaf);
        }
    }

    /// A place like this one in a leaf that is not full.
    #[inline]
    fn room(&mut self, cx: S::Context<'_>, place: Place) -> Place {
        if self.lanes.length(place.leaf) < S::LEAF {
            return place;
        }
        self.split(cx, place)
    }

    /// Split the leaf of a place, and tell where the place has gone.
    ///
    /// What grows at an end leaves full leaves behind; all others are halved.
    fn split(&mut self, cx: S::Context<'_>, place: Place) -> Place {
        let Place { leaf, offset } = place;
        let offset = offset as usize;
        let at = if leaf == self.last && offset >= S::LEAF {
            S::LEAF
        } else if leaf == self.first && offset == 0 {
            S::LEAF / 8 + 1
        } else {
            S::LEAF / 2
        };
        let right = self.link_after(leaf);
        if at < S::LEAF {
            self.part(cx, [leaf, right], at);
        }
        self.attach(cx, 0, leaf, right);
        if offset > at || at == S::LEAF {
            return Place::new(right, offset - at);
        }
        place
    }

    /// Put an empty leaf into the chain after another.
    pub(super) fn link_after(&mut self, left: u32) -> u32 {
        let next = self.leaves[left].next;
        let id = self.leaves.insert(Leaf { previous: left, next, ..Leaf::empty() });
        self.leaves[left].next = id;
        if next == NONE {
            self.last = id;
        } else {
            self.leaves[next].previous = id;
        }
        id
    }

    /// Hang `right`, just split from `left`, after it, and split parents that are full by it.
    fn attach(&mut self, cx: S::Context<'_>, level: u32, left: u32, right: u32) {
        let (mut level, mut left, mut right) = (level, left, right);
        loop {
            if self.up(level, left).parent == NONE {
                self.raise(cx, level, [left, right]);
                return;
            }
            let Up { parent, slot } = self.up(level, left);
            let slot = slot as usize;
            let count = self.count(level, left);
            self.inners[parent].insert_after(slot, right, count);
            self.hang_children(level + 1, parent, slot + 1);
            self.label(cx, level + 1, parent, slot);
            if self.inners[parent].children.len() <= S::INNER {
                return;
            }
            let grows_at_end = self.is_last(level, right);
            level += 1;
            left = parent;
            right = self.split_inner(cx, level, parent, grows_at_end);
        }
    }

    /// Split an inner node that has one child too many.
    fn split_inner(&mut self, cx: S::Context<'_>, level: u32, node: u32, at_end: bool) -> u32 {
        let at = if at_end { S::INNER } else { S::INNER / 2 };
        let right = self.inners[node].split(at);
        let right = self.inners.insert(right);
        self.hang_children(level, right, 0);
        self.tighten(cx, level, node);
        self.tighten(cx, level, right);
        right
    }

    /// Whether a node is the last of its level.
    pub(super) fn is_last(&self, mut level: u32, mut node: u32) -> bool {
        loop {
            let Up { parent, slot } = self.up(level, node);
            let Some(inner) = self.inners.get(parent) else {
                return true;
            };
            if slot as usize + 1 < inner.children.len() {
                return false;
            }
            (level, node) = (level + 1, parent);
        }
    }

    /// Whether a node is the first of its level.
    pub(super) fn is_first(&self, mut level: u32, mut node: u32) -> bool {
        loop {
            let Up { parent, slot } = self.up(level, node);
            if parent == NONE {
                return true;
            }
            if slot > 0 {
                return false;
            }
            (level, node) = (level + 1, parent);
        }
    }

    /// Put a new root over these nodes.
    fn raise(&mut self, cx: S::Context<'_>, level: u32, children: [u32; 2]) {
        let left = self.count(level, children[0]);
        let sums = vec![left, left + self.count(level, children[1])];
        let children = children.to_vec();
        let root = self.inners.insert(Inner { children, sums, ..Inner::empty() });
        self.root = root;
        self.height = level + 1;
        self.hang_children(self.height, root, 0);
        self.relabel(cx, self.height, root);
    }
}
