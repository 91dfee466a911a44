//! The tree itself: what it consists of, and what it says of itself without a search.

use super::arena::Arena;
use super::inner::Inner;
use super::lanes::Lanes;
use super::leaf::Leaf;
use super::space::Space;

/// Elements in the order of a [`Space`], reached by key and by position in O(log n).
///
/// Holds fewer than 2^32 elements ([`Space::MOST`]); who inserts asks first whether there is
/// [room](Tree::has_room).
pub struct Tree<S: Space> {
    pub(super) leaves: Arena<Leaf<S>>,
    pub(super) lanes: Lanes<S>,
    pub(super) inners: Arena<Inner<S>>,
    /// A leaf while `height` is 0, or else an inner node.
    pub(super) root: u32,
    /// How many levels of inner nodes there are.
    pub(super) height: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) length: usize,
}

impl<S: Space> Tree<S> {
    /// An empty tree.
    #[must_use]
    pub fn new() -> Self {
        let mut leaves = Arena::new();
        let root = leaves.insert(Leaf::empty());
        Self {
            leaves,
            lanes: Lanes::new(),
            inners: Arena::new(),
            root,
            height: 0,
            first: root,
            last: root,
            length: 0,
        }
    }

    /// How many elements there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Whether so many more elements find room.
    #[must_use]
    #[inline]
    pub const fn has_room(&self, more: usize) -> bool {
        more <= S::MOST.saturating_sub(self.length)
    }

    /// Leave the tree empty and hand out what it was; nothing is dropped here.
    #[must_use]
    pub fn take(&mut self) -> Self {
        std::mem::take(self)
    }

    /// Bytes of the heap that the tree takes, without what elements point to. O(nodes).
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        let leaves: usize = self.leaves.iter().map(Leaf::heap_bytes).sum();
        let inners: usize = self.inners.iter().map(Inner::heap_bytes).sum();
        self.leaves.heap_bytes()
            + self.inners.heap_bytes()
            + self.lanes.heap_bytes()
            + leaves
            + inners
    }
}

impl<S: Space> Default for Tree<S> {
    fn default() -> Self {
        Self::new()
    }
}
