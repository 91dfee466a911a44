//! What inner nodes say of their children, kept true: counts, greatest keys, and where nodes hang.

use super::arena::{NONE, narrow};
use super::beginning::{Beginning, second};
use super::leaf::Up;
use super::space::Space;
use super::tree::Tree;

impl<S: Space> Tree<S> {
    /// Where a node hangs; `level` 0 is that of leaves.
    #[inline]
    pub(super) fn up(&self, level: u32, node: u32) -> Up {
        if level == 0 { self.leaves[node].up } else { self.inners[node].up }
    }

    /// Hang a node.
    pub(super) fn hang(&mut self, level: u32, node: u32, up: Up) {
        if level == 0 {
            self.leaves[node].up = up;
        } else {
            self.inners[node].up = up;
        }
    }

    /// How many elements are below a node.
    pub(super) fn count(&self, level: u32, node: u32) -> u32 {
        if level == 0 { narrow(self.lanes.length(node)) } else { self.inners[node].count() }
    }

    /// Hang all children of an inner node from the one at `from` on.
    pub(super) fn hang_children(&mut self, level: u32, parent: u32, from: usize) {
        for slot in from..self.inners[parent].children.len() {
            let child = self.inners[parent].children[slot];
            self.hang(level - 1, child, Up { parent, slot: narrow(slot) });
        }
    }

    /// Count `more` elements in a leaf.
    #[inline]
    pub(super) fn count_more(&mut self, leaf: u32, more: u32) {
        self.length += more as usize;
        let mut up = self.leaves[leaf].up;
        while up.parent != NONE {
            let inner = &mut self.inners[up.parent];
            inner.sums[up.slot as usize..].iter_mut().for_each(|sum| *sum += more);
            up = inner.up;
        }
    }

    /// Count `fewer` elements in a leaf.
    #[inline]
    pub(super) fn count_fewer(&mut self, leaf: u32, fewer: u32) {
        self.length -= fewer as usize;
        let mut up = self.leaves[leaf].up;
        while up.parent != NONE {
            let inner = &mut self.inners[up.parent];
            inner.sums[up.slot as usize..].iter_mut().for_each(|sum| *sum -= fewer);
            up = inner.up;
        }
    }

    /// Say upwards that the greatest key below a node is another.
    pub(super) fn refresh(&mut self, cx: S::Context<'_>, mut level: u32, mut node: u32) {
        loop {
            let Up { parent, slot } = self.up(level, node);
            if parent == NONE {
                return;
            }
            self.label(cx, level + 1, parent, slot as usize);
            if slot as usize + 1 < self.inners[parent].children.len() {
                return;
            }
            (level, node) = (level + 1, parent);
        }
    }

    /// The lane of the greatest key below a node.
    #[inline]
    fn greatest_lane(&self, level: u32, node: u32) -> Option<S::Lane> {
        let lanes = if level == 0 { self.lanes.of(node) } else { &self.inners[node].lanes };
        lanes.last().copied()
    }

    /// Compute the lane of one child of an inner node, and all if the beginning is shorter by it.
    pub(super) fn label(&mut self, cx: S::Context<'_>, level: u32, parent: u32, slot: usize) {
        let inner = &self.inners[parent];
        if !S::Beginning::KEPT {
            // Nothing is left out of lanes, so the child has this one, and the key need not be read.
            if let Some(lane) = self.greatest_lane(level - 1, inner.children[slot]) {
                self.inners[parent].lanes[slot] = lane;
            }
            return;
        }
        let Some(item) = self.greatest(level - 1, inner.children[slot]) else {
            return;
        };
        let key = S::key(item);
        let shared = inner.beginning.shared(&S::beginning(cx, key));
        if shared != inner.beginning || inner.lanes.len() == 1 {
            self.relabel(cx, level, parent);
            return;
        }
        let skip = inner.beginning.skip();
        let lane = S::lane(cx, key, skip);
        let tail = second(skip).map_or_else(S::Lane::default, |skip| S::lane(cx, key, skip));
        self.inners[parent].tails[slot] = tail;
        self.inners[parent].lanes[slot] = lane;
    }

    /// Compute the beginning and all lanes of an inner node.
    pub(super) fn relabel(&mut self, cx: S::Context<'_>, level: u32, node: u32) {
        let inner = &self.inners[node];
        let greatest = |&child: &u32| self.greatest(level - 1, child).map(S::key);
        let mut keys = inner.children.iter().filter_map(greatest);
        let beginning = match (keys.next(), keys.next_back()) {
            (Some(first), Some(last)) => S::beginning(cx, first).shared(&S::beginning(cx, last)),
            (Some(only), None) => S::beginning(cx, only),
            (None, _) => S::Beginning::default(),
        };
        let lanes = |skip| {
            let lane = |key| S::lane(cx, key, skip);
            inner
                .children
                .iter()
                .map(|child| greatest(child).map_or_else(S::Lane::default, lane))
                .collect()
        };
        let skip = beginning.skip();
        let tails = match second(skip) {
            _ if !S::Beginning::KEPT => Vec::new(),
            Some(skip) => lanes(skip),
            None => vec![S::Lane::default(); inner.children.len()],
        };
        let lanes = lanes(skip);
        let inner = &mut self.inners[node];
        inner.tails = tails;
        inner.beginning = beginning;
        inner.lanes = lanes;
    }

    /// Lengthen the beginning of an inner node to all that its keys share now.
    pub(super) fn tighten(&mut self, cx: S::Context<'_>, level: u32, node: u32) {
        if S::Beginning::KEPT {
            self.relabel(cx, level, node);
        }
    }
}
