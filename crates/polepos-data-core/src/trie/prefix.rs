//! Questions about prefixes: the keys that begin with a text, and the keys that a text begins with.

use super::link::Link;
use super::text::Text;
use super::{Place, Trie};

/// A part of a trie: all keys with a prefix.
#[derive(Clone, Copy, Debug)]
pub struct Below(pub(super) Link);

impl Below {
    /// Tells whether there are no such keys.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0.is_none()
    }
}

impl<K, V> Trie<K, V> {
    /// Returns the whole as a part.
    #[must_use]
    pub const fn whole(&self) -> Below {
        Below(self.root)
    }

    /// Returns how many keys a part has. O(1).
    #[must_use]
    pub fn count(&self, part: Below) -> usize {
        self.count_at(part.0) as usize
    }
}

impl<K: Text, V> Trie<K, V> {
    /// Returns the part with a prefix. O(length of the prefix).
    #[must_use]
    pub fn below(&self, prefix: &[u8]) -> Below {
        let mut at = self.root;
        while let Some(head) = self.nodes.head(at)
            && (head.depth as usize) < prefix.len()
        {
            at = self.nodes.step(at, prefix);
        }
        let Some(leaf) = self.leaf_at(self.witness(at)) else {
            return Below(Link::NONE);
        };
        let with_prefix = leaf.key.meet(prefix).common == prefix.len();
        Below(if with_prefix { at } else { Link::NONE })
    }

    /// Tells whether a key begins with a prefix and is longer. O(length of the prefix).
    #[must_use]
    pub fn has_longer(&self, prefix: &[u8]) -> bool {
        let Below(at) = self.below(prefix);
        match self.leaf_at(at) {
            Some(leaf) => leaf.key.meet(prefix).next.is_some(),
            None => !at.is_none(),
        }
    }

    /// Visits the keys that a text begins with, the shortest first. O(length of the text).
    #[must_use]
    pub fn prefixes<'a>(&'a self, text: &'a [u8]) -> Prefixes<'a, K, V> {
        let nearest = self.leaf_at(self.nearest(text));
        let common = nearest.map_or(0, |leaf| leaf.key.meet(text).common);
        Prefixes { trie: self, text, common, at: self.root }
    }

    /// Returns the longest key that a text begins with. O(length of the text).
    #[must_use]
    pub fn longest_prefix(&self, text: &[u8]) -> Option<Place> {
        let nearest = self.nearest(text);
        let meeting = self.leaf_at(nearest)?.key.meet(text);
        if meeting.next.is_none() {
            return Some(Place(nearest.place()));
        }
        Prefixes { trie: self, text, common: meeting.common, at: self.root }.last()
    }
}

/// The keys that a text begins with, from the shortest.
#[derive(Clone, Debug)]
pub struct Prefixes<'a, K, V> {
    trie: &'a Trie<K, V>,
    text: &'a [u8],
    /// How much of the text any key begins with: what is beyond has gone astray.
    common: usize,
    at: Link,
}

impl<K: Text, V> Iterator for Prefixes<'_, K, V> {
    type Item = Place;

    fn next(&mut self) -> Option<Place> {
        while let Some(head) = self.trie.nodes.head(self.at)
            && head.depth as usize <= self.common
        {
            let deeper = (head.depth as usize) < self.common;
            let step = || self.trie.nodes.step(self.at, self.text);
            self.at = if deeper { step() } else { Link::NONE };
            if !head.end.is_none() {
                return Some(Place(head.end.place()));
            }
        }
        let last = std::mem::replace(&mut self.at, Link::NONE);
        let leaf = self.trie.leaf_at(last)?;
        leaf.key.meet(self.text).next.is_none().then_some(Place(last.place()))
    }
}
