//! A leaf: elements in order, and the beginning that their keys share.

use super::arena::NONE;
use super::beginning::Beginning;
use super::space::Space;

/// Where a node hangs: its parent, and which of the parent's children it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Up {
    pub(super) parent: u32,
    pub(super) slot: u32,
}

impl Up {
    /// Where the root hangs.
    pub(super) const ROOT: Self = Self { parent: NONE, slot: 0 };
}

/// Elements in order; their lanes are with those of all leaves, in the tree.
#[repr(align(64))]
pub(super) struct Leaf<S: Space> {
    pub(super) items: Vec<S::Element>,
    pub(super) beginning: S::Beginning,
    pub(super) up: Up,
    pub(super) previous: u32,
    pub(super) next: u32,
}

impl<S: Space> Leaf<S> {
    /// A leaf without elements or neighbours.
    pub(super) fn empty() -> Self {
        Self {
            items: Vec::new(),
            beginning: S::Beginning::default(),
            up: Up::ROOT,
            previous: NONE,
            next: NONE,
        }
    }

    /// Room for one more, if there is none: by doubling while small, then by quarters, so that
    /// little is wasted.
    #[inline]
    pub(super) fn grow(&mut self) {
        let length = self.items.len();
        if length == self.items.capacity() {
            self.items.reserve_exact(length.clamp(4, (S::LEAF / 4).max(4)));
        }
    }

    /// What the first and the last key share, and so, since they are in order, all.
    pub(super) fn shared(&self, cx: S::Context<'_>) -> S::Beginning {
        let (Some(first), Some(last)) = (self.items.first(), self.items.last()) else {
            return S::Beginning::default();
        };
        S::beginning(cx, S::key(first)).shared(&S::beginning(cx, S::key(last)))
    }

    /// Bytes of the heap behind this leaf.
    pub(super) fn heap_bytes(&self) -> usize {
        self.items.capacity() * size_of::<S::Element>()
    }
}
