//! Places: where an element is, as a leaf and an offset, and how places and positions turn into
//! each other.

use super::arena::{NONE, narrow};
use super::space::Space;
use super::tree::Tree;

/// Where an element is, or the end; good until the tree changes.
///
/// A place of another time or tree names some element or none; it is safe to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub(super) leaf: u32,
    pub(super) offset: u32,
}

impl Place {
    pub(super) fn new(leaf: u32, offset: usize) -> Self {
        Self { leaf, offset: narrow(offset) }
    }
}

impl<S: Space> Tree<S> {
    /// The place of the first element; the end if there is none.
    #[must_use]
    pub fn first(&self) -> Place {
        Place::new(self.first, 0)
    }

    /// The place after the last element.
    #[must_use]
    pub fn end(&self) -> Place {
        Place::new(self.last, self.leaves[self.last].items.len())
    }

    /// The element at a place; none at the end.
    #[must_use]
    #[inline]
    pub fn get(&self, place: Place) -> Option<&S::Element> {
        self.leaves.get(place.leaf)?.items.get(place.offset as usize)
    }

    /// The element at a position. O(log n).
    #[must_use]
    #[inline]
    pub fn at(&self, position: usize) -> Option<&S::Element> {
        self.get(self.place(position))
    }

    /// The first element. O(1).
    #[must_use]
    pub fn first_element(&self) -> Option<&S::Element> {
        self.leaves[self.first].items.first()
    }

    /// The last element. O(1).
    #[must_use]
    pub fn last_element(&self) -> Option<&S::Element> {
        self.leaves[self.last].items.last()
    }

    /// The place after this one; the end stays.
    #[must_use]
    #[inline]
    pub fn next(&self, place: Place) -> Place {
        let Some(leaf) = self.leaves.get(place.leaf) else {
            return self.end();
        };
        let offset = place.offset as usize + 1;
        if offset > leaf.items.len() {
            return self.normal(Place::new(place.leaf, leaf.items.len()));
        }
        self.normal(Place::new(place.leaf, offset))
    }

    /// The place before this one; none before the first.
    #[must_use]
    #[inline]
    pub fn previous(&self, place: Place) -> Option<Place> {
        if let Some(offset) = place.offset.checked_sub(1) {
            return Some(Place { offset, ..place });
        }
        let before = self.leaves.get(place.leaf)?.previous;
        let offset = self.leaves.get(before)?.items.len().checked_sub(1)?;
        Some(Place::new(before, offset))
    }

    /// The same place, named by the leaf that its element is in.
    #[inline]
    pub(super) fn normal(&self, place: Place) -> Place {
        if (place.offset as usize) < self.lanes.length(place.leaf) {
            return place;
        }
        let next = self.leaves[place.leaf].next;
        if next == NONE { place } else { Place { leaf: next, offset: 0 } }
    }

    /// How many elements are before a place. O(log n).
    #[must_use]
    #[inline]
    pub fn position(&self, place: Place) -> usize {
        let Some(leaf) = self.leaves.get(place.leaf) else {
            return self.length;
        };
        let mut position = place.offset;
        let mut up = leaf.up;
        while let Some(inner) = self.inners.get(up.parent) {
            position += inner.before(up.slot as usize);
            up = inner.up;
        }
        position as usize
    }

    /// The place of the element at a position; the end if there is none. O(log n).
    #[must_use]
    #[inline]
    pub fn place(&self, position: usize) -> Place {
        if position >= self.length {
            return self.end();
        }
        let mut rest = narrow(position);
        let mut node = self.root;
        for _ in 0..self.height {
            let inner = &self.inners[node];
            let slot = inner.sums.partition_point(|&sum| sum <= rest);
            rest -= inner.before(slot);
            node = inner.children[slot];
        }
        Place { leaf: node, offset: rest }
    }
}
