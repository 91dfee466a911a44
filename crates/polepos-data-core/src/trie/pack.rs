//! Copies of a trie that lie in memory in the order of its keys.

use super::link::Link;
use super::node::Slot;
use super::{Leaf, Trie};

impl<K, V> Trie<K, V> {
    /// Returns the trie with its leaves and nodes in the order of keys, and nothing free between. O(n).
    ///
    /// What a search or a walk meets one after the other is then side by side in memory.
    #[must_use]
    pub fn packed(mut self) -> Self {
        let nodes = std::mem::take(&mut self.nodes);
        let leaves = &mut self.leaves;
        let shape = Self { nodes, root: self.root, ..Self::default() };
        shape.moved(leaves.used(), |place| leaves.take(place))
    }

    /// Returns another trie with copies of the leaves, packed. O(n).
    #[must_use]
    pub fn copied(&self, copy: impl Fn(&Leaf<K, V>) -> Leaf<K, V>) -> Self {
        self.moved(self.len(), |place| self.leaves.items.get(place)?.as_ref().map(&copy))
    }

    /// Makes a trie of this shape from leaves that come from elsewhere.
    fn moved(&self, size: usize, mut leaf: impl FnMut(usize) -> Option<Leaf<K, V>>) -> Self {
        let mut made = Self::default();
        made.leaves.items.reserve_exact(size);
        made.root = made.copy_link(self, self.root, &mut leaf);
        let mut stack: Vec<(Link, Link, Slot)> = vec![(self.root, made.root, 0)];
        while let Some((theirs, ours, slot)) = stack.last_mut() {
            let Some((found, child)) = self.nodes.after(*theirs, *slot) else {
                stack.pop();
                continue;
            };
            *slot = found + 1;
            let ours = *ours;
            let copy = made.copy_link(self, child, &mut leaf);
            let byte = self.nodes.byte(*theirs, found);
            made.nodes.replace(ours, byte, copy);
            if !copy.is_leaf() {
                stack.push((child, copy, 0));
            }
        }
        made.nodes.shrink_to_fit();
        made
    }

    /// Copies what a link leads to; a node still has the other trie's branches.
    fn copy_link(
        &mut self,
        other: &Self,
        at: Link,
        leaf: &mut impl FnMut(usize) -> Option<Leaf<K, V>>,
    ) -> Link {
        if at.is_leaf() {
            return leaf(at.place()).map_or(Link::NONE, |leaf| self.put(leaf));
        }
        self.nodes.adopt(&other.nodes, at)
    }
}
