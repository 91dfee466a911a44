//! A trie: keys by their bytes, in order, and the questions that prefixes ask.
//!
//! An adaptive radix tree (V. Leis, A. Kemper, T. Neumann: The Adaptive Radix Tree, 2013): a node
//! branches by one byte and is of one of five kinds, for up to 4, 10, 16, 48 or 256 branches. There is one
//! only where keys part, and a key that shares no more with others is a leaf at once. What the keys
//! below a node have in common is not kept in it, only its length; a search skips it and looks at
//! the whole key where it ends, as in Patricia (D. R. Morrison, 1968). So a search reads few bytes of
//! each node, and one key.
//!
//! No key is compared with another by anything but its bytes, so nothing here can fail half-way.
//! Nothing is recursive: keys may be as long as memory allows, and each be the prefix of the next.

mod change;
mod cursor;
mod fuzzy;
mod link;
mod node;
mod nodes;
mod order;
mod pack;
mod prefix;
mod slab;
mod small;
mod sort;
#[cfg(test)]
mod sound;
#[cfg(test)]
mod tests;
mod text;
mod wide;

pub use cursor::{Cursor, Direction, Leaves};
pub use order::{Bound, Side};
pub use prefix::{Below, Prefixes};
pub use sort::order;
pub use text::{Meeting, Text, meeting};

pub use link::MOST;
use link::{Kind, Link};
use nodes::Nodes;
use slab::Slab;

/// What makes a trie refuse a key: there are 2^29 of them, or it is longer than 2^32 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excess;

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf<K, V> {
    /// The key, the first that was given with these bytes.
    pub key: K,
    /// The value that was given last.
    pub value: V,
}

/// Where a leaf is, until it is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(usize);

/// A mapping from texts to values.
#[derive(Clone, Debug)]
pub struct Trie<K, V> {
    root: Link,
    nodes: Nodes,
    leaves: Slab<Option<Leaf<K, V>>>,
}

impl<K, V> Default for Trie<K, V> {
    fn default() -> Self {
        Self { root: Link::NONE, nodes: Nodes::default(), leaves: Slab::default() }
    }
}

impl<K, V> Trie<K, V> {
    /// Returns how many keys there are. O(1).
    #[must_use]
    pub fn len(&self) -> usize {
        self.leaves.used()
    }

    /// Tells whether there are none. O(1).
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Tells whether so many keys more find room. O(1).
    #[must_use]
    pub fn has_room(&self, more: usize) -> bool {
        MOST - self.len() >= more
    }

    /// Returns the leaf in a place, `None` if it has been removed. O(1).
    #[must_use]
    pub fn leaf(&self, place: Place) -> Option<&Leaf<K, V>> {
        self.leaves.items.get(place.0)?.as_ref()
    }

    /// Returns the value in a place, to be changed. O(1).
    pub fn value_mut(&mut self, place: Place) -> Option<&mut V> {
        Some(&mut self.leaves.items.get_mut(place.0)?.as_mut()?.value)
    }

    /// Returns how many bytes the trie has allocated, keys and values apart. O(1).
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.nodes.bytes() + self.leaves.bytes()
    }

    /// Visits all leaves, in no order. O(n).
    pub fn unordered(&self) -> impl Iterator<Item = &Leaf<K, V>> {
        self.leaves.items.iter().flatten()
    }

    /// Returns the leaf that a link leads to.
    fn leaf_at(&self, at: Link) -> Option<&Leaf<K, V>> {
        match at.kind() {
            Kind::Leaf => self.leaves.items.get(at.place())?.as_ref(),
            _ => None,
        }
    }

    /// Returns any leaf below a link. O(log n): of two branches the smaller one has at most half.
    fn witness(&self, mut at: Link) -> Link {
        while let Some((slot, first)) = self.nodes.after(at, 0) {
            let second = self.nodes.after(at, slot + 1).map_or(first, |(_, second)| second);
            let smaller = !first.is_leaf() && self.count_at(second) < self.count_at(first);
            at = if smaller { second } else { first };
        }
        at
    }

    /// Returns how many leaves are below a link.
    fn count_at(&self, at: Link) -> u32 {
        match self.nodes.head(at) {
            Some(head) => head.count,
            None => u32::from(at.is_leaf()),
        }
    }
}

impl<K: Text, V> Trie<K, V> {
    /// Returns the place of a key's leaf. O(length of the key).
    #[must_use]
    pub fn find(&self, bytes: &[u8]) -> Option<Place> {
        let mut at = self.root;
        loop {
            match at.kind() {
                Kind::Leaf => break,
                Kind::Nowhere => return None,
                _ => at = self.nodes.step(at, bytes),
            }
        }
        let found = self.leaf_at(at)?;
        found.key.is(bytes).then_some(Place(at.place()))
    }

    /// Returns the leaf of a key. O(length of the key).
    #[must_use]
    pub fn get(&self, bytes: &[u8]) -> Option<&Leaf<K, V>> {
        let mut at = self.root;
        loop {
            match at.kind() {
                Kind::Leaf => break,
                Kind::Nowhere => return None,
                _ => at = self.nodes.step(at, bytes),
            }
        }
        self.leaf_at(at).filter(|leaf| leaf.key.is(bytes))
    }

    /// Returns a leaf whose key agrees with as many bytes as any key does. O(length of the bytes).
    fn nearest(&self, bytes: &[u8]) -> Link {
        let mut at = self.root;
        while !at.is_leaf() {
            let next = self.nodes.step(at, bytes);
            if next.is_none() {
                return self.witness(at);
            }
            at = next;
        }
        at
    }
}
