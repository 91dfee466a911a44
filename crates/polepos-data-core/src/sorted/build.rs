//! Trees of many elements at once: built from the leaves up, and taken apart again.

use super::arena::NONE;
use super::beginning::Beginning;
use super::inner::Inner;
use super::leaf::Up;
use super::space::Space;
use super::tree::Tree;

impl<S: Space> Tree<S> {
    /// A tree of elements that are in order already, at most [`Space::MOST`]. O(n), and no comparison.
    #[must_use]
    pub fn from_sorted(cx: S::Context<'_>, elements: Vec<S::Element>) -> Self {
        Self::from_columns(cx, elements, Vec::new())
    }

    /// A tree of elements that are in order already, and of their lanes, with nothing left out of them.
    ///
    /// Lanes are computed where there are not as many, and where keys have a beginning. O(n).
    #[must_use]
    pub fn from_columns(
        cx: S::Context<'_>,
        elements: Vec<S::Element>,
        lanes: Vec<S::Lane>,
    ) -> Self {
        debug_assert!(elements.len() <= S::MOST, "too many for a tree");
        let mut tree = Self::new();
        tree.length = elements.len();
        let full = S::LEAF - S::LEAF / 8;
        let mut level = Vec::with_capacity(elements.len() / full + 1);
        tree.lanes.reserve(level.capacity());
        let sizes = shares(elements.len(), full);
        let (mut elements, mut lanes) = (elements.into_iter(), lanes.into_iter());
        for size in sizes {
            let leaf = if level.is_empty() { tree.first } else { tree.link_after(tree.last) };
            let items = elements.by_ref().take(size).collect();
            tree.fill(cx, leaf, items, lanes.by_ref().take(size));
            level.push(leaf);
        }
        tree.build_above(cx, level);
        tree
    }

    /// Put levels of inner nodes over these leaves until there is one root.
    fn build_above(&mut self, cx: S::Context<'_>, mut level: Vec<u32>) {
        while level.len() > 1 {
            let mut above = Vec::with_capacity(level.len() / S::INNER + 1);
            let mut start = 0;
            for size in shares(level.len(), S::INNER - S::INNER / 8) {
                above.push(self.build_inner(cx, &level[start..start + size]));
                start += size;
            }
            self.height += 1;
            level = above;
        }
        self.root = level.first().copied().unwrap_or(self.first);
        self.hang(self.height, self.root, Up::ROOT);
    }

    /// Put an inner node over nodes of the highest level that there is.
    fn build_inner(&mut self, cx: S::Context<'_>, children: &[u32]) -> u32 {
        let mut sum = 0;
        let sums = children.iter().map(|&child| {
            sum += self.count(self.height, child);
            sum
        });
        let sums = sums.collect();
        let inner = Inner { children: children.to_vec(), sums, ..Inner::empty() };
        let id = self.inners.insert(inner);
        self.hang_children(self.height + 1, id, 0);
        self.relabel(cx, self.height + 1, id);
        id
    }

    /// All elements in order. O(n).
    #[must_use]
    pub fn into_elements(self) -> Vec<S::Element> {
        self.into_columns().0
    }

    /// All elements in order and, unless they depend on the node, their lanes.
    pub(super) fn into_columns(mut self) -> (Vec<S::Element>, Vec<S::Lane>) {
        let mut elements = Vec::with_capacity(self.length);
        let mut lanes = Vec::new();
        let mut leaf = self.first;
        while leaf != NONE {
            if !S::Beginning::KEPT {
                lanes.extend_from_slice(self.lanes.of(leaf));
            }
            let node = &mut self.leaves[leaf];
            elements.append(&mut node.items);
            leaf = node.next;
        }
        (elements, lanes)
    }

    /// Leave the tree empty, and hand out all elements in order. O(n).
    #[must_use]
    pub fn take_elements(&mut self) -> Vec<S::Element> {
        self.take().into_elements()
    }
}

/// The sizes of as few parts of a whole as hold at most `most` each, and as even as can be.
fn shares(whole: usize, most: usize) -> impl Iterator<Item = usize> {
    let parts = whole.div_ceil(most);
    (0..parts).map(move |part| whole * (part + 1) / parts - whole * part / parts)
}
