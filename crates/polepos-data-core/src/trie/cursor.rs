//! Walks over the leaves of a trie, in the order of keys and against it.

use super::link::Link;
use super::node::Slot;
use super::prefix::Below;
use super::{Leaf, Place, Trie};

/// Where a walk goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// In the order of keys.
    Forward,
    /// Against the order of keys.
    Backward,
}

/// Beyond all slots of any node.
const BEYOND: Slot = Slot::MAX;

/// Where a walk is: between two leaves. It borrows nothing, and is of no use once a key came or went.
#[derive(Clone, Debug)]
pub struct Cursor {
    direction: Direction,
    /// What is walked next, before what is below `stack`.
    next: Link,
    /// The nodes above, each with the slot from which, or before which, the walk goes on.
    stack: Vec<(Link, Slot)>,
    /// The leaf at which the walk ends.
    stop: Option<Place>,
}

impl Cursor {
    /// Returns the cursor of a walk over nothing.
    #[must_use]
    pub const fn empty(direction: Direction) -> Self {
        Self { direction, next: Link::NONE, stack: Vec::new(), stop: None }
    }

    pub(super) const fn over(at: Link, direction: Direction) -> Self {
        Self { direction, next: at, stack: Vec::new(), stop: None }
    }

    pub(super) const fn within(stack: Vec<(Link, Slot)>, direction: Direction) -> Self {
        Self { direction, next: Link::NONE, stack, stop: None }
    }

    /// Lets the walk end before a leaf.
    #[must_use]
    pub(super) fn until(self, stop: Option<Place>) -> Self {
        Self { stop, ..self }
    }

    /// Takes a step, and returns the place of the leaf that it passes. O(1) on average.
    pub fn step<K, V>(&mut self, trie: &Trie<K, V>) -> Option<Place> {
        let leaf = self.descend(trie)?;
        let place = Place(leaf.place());
        if self.stop == Some(place) {
            self.stack.clear();
            return None;
        }
        Some(place)
    }

    /// Goes to the next leaf.
    fn descend<K, V>(&mut self, trie: &Trie<K, V>) -> Option<Link> {
        let first = std::mem::replace(&mut self.next, Link::NONE);
        if first.is_leaf() {
            return Some(first);
        }
        let forward = self.direction == Direction::Forward;
        if !first.is_none() {
            self.stack.push((first, if forward { 0 } else { BEYOND }));
        }
        while let Some((at, slot)) = self.stack.last_mut() {
            let found =
                if forward { trie.nodes.after(*at, *slot) } else { trie.nodes.before(*at, *slot) };
            let Some((found, child)) = found else {
                self.stack.pop();
                continue;
            };
            *slot = if forward { found + 1 } else { found };
            if child.is_leaf() {
                return Some(child);
            }
            self.stack.push((child, if forward { 0 } else { BEYOND }));
        }
        None
    }
}

/// The leaves of a part of a trie, in order.
#[derive(Clone, Debug)]
pub struct Leaves<'a, K, V> {
    trie: &'a Trie<K, V>,
    cursor: Cursor,
}

impl<'a, K, V> Leaves<'a, K, V> {
    /// Returns their places instead, without a look at them: who wants many of the leaves looks at
    /// them together then, and the processor need not wait for each.
    pub fn places(mut self) -> impl Iterator<Item = Place> + use<'a, K, V> {
        std::iter::from_fn(move || self.cursor.step(self.trie))
    }
}

impl<'a, K, V> Iterator for Leaves<'a, K, V> {
    type Item = &'a Leaf<K, V>;

    fn next(&mut self) -> Option<Self::Item> {
        let place = self.cursor.step(self.trie)?;
        self.trie.leaf(place)
    }
}

impl<K, V> Trie<K, V> {
    /// Returns the cursor of a walk over a part of the trie.
    #[must_use]
    pub const fn cursor(&self, part: Below, direction: Direction) -> Cursor {
        Cursor::over(part.0, direction)
    }

    /// Visits the leaves of a part of the trie in order. O(those).
    #[must_use]
    pub const fn leaves(&self, part: Below) -> Leaves<'_, K, V> {
        Leaves { trie: self, cursor: Cursor::over(part.0, Direction::Forward) }
    }
}
