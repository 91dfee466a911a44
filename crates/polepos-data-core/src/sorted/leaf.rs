//! A leaf: elements in order, their lanes beside them, and the beginning that their keys share.

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

/// Elements in order.
///
/// On cache lines of its own, so that a search in a large tree waits for one of them and not two.
#[repr(align(64))]
pub(super) struct Leaf<S: Space> {
    pub(super) lanes: Vec<S::Lane>,
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
            lanes: Vec::new(),
            items: Vec::new(),
            beginning: S::Beginning::default(),
            up: Up::ROOT,
            previous: NONE,
            next: NONE,
        }
    }

    /// A leaf of these elements; `lanes` are theirs, or none where they are still to be computed.
    pub(super) fn of(cx: S::Context<'_>, items: Vec<S::Element>, lanes: Vec<S::Lane>) -> Self {
        let mut leaf = Self { lanes, items, ..Self::empty() };
        if S::Beginning::KEPT || leaf.lanes.len() != leaf.items.len() {
            leaf.beginning = leaf.shared(cx);
            leaf.compute(cx);
        }
        leaf
    }

    /// Put an element at `offset`, which is at most the length.
    #[inline]
    pub(super) fn insert(&mut self, cx: S::Context<'_>, offset: usize, item: S::Element) {
        self.admit(cx, S::key(&item));
        let lane = S::lane(cx, S::key(&item), self.beginning.skip());
        if self.items.len() == self.items.capacity() {
            self.grow();
        }
        self.lanes.insert(offset, lane);
        self.items.insert(offset, item);
    }

    /// Make the beginning one that `key` has too.
    fn admit(&mut self, cx: S::Context<'_>, key: &S::Key) {
        if !S::Beginning::KEPT {
            return;
        }
        let own = S::beginning(cx, key);
        if self.items.is_empty() {
            self.beginning = own;
            return;
        }
        if own.against(&self.beginning).is_ne() {
            self.beginning = self.beginning.shared(&own);
            self.compute(cx);
        }
    }

    /// Room for more: by doubling while small, then by quarters, so that little is wasted.
    fn grow(&mut self) {
        let length = self.items.len();
        let step = length.clamp(4, (S::LEAF / 4).max(4));
        self.items.reserve_exact(step);
        self.lanes.reserve_exact(step);
    }

    /// Take out the element at `offset`, if there is one.
    #[inline]
    pub(super) fn remove(&mut self, offset: usize) -> Option<S::Element> {
        if offset >= self.items.len() {
            return None;
        }
        self.lanes.remove(offset);
        Some(self.items.remove(offset))
    }

    /// Keep the elements before `at`, and hand out a leaf of the rest.
    pub(super) fn split(&mut self, cx: S::Context<'_>, at: usize) -> Self {
        let mut right = Self {
            lanes: self.lanes.split_off(at),
            items: self.items.split_off(at),
            beginning: self.beginning,
            ..Self::empty()
        };
        self.items.shrink_to_fit();
        self.lanes.shrink_to_fit();
        self.tighten(cx);
        right.tighten(cx);
        right
    }

    /// Take elements of the leaf after this one, which keeps those from `at` on.
    pub(super) fn take_front(&mut self, cx: S::Context<'_>, right: &mut Self, at: usize) {
        self.items.reserve_exact(at);
        self.items.extend(right.items.drain(..at));
        let lanes = right.lanes.drain(..at);
        if self.beginning == right.beginning {
            self.lanes.extend(lanes);
            self.tighten(cx);
        } else {
            drop(lanes);
            self.beginning = self.shared(cx);
            self.compute(cx);
        }
        right.tighten(cx);
    }

    /// Give the elements from `at` on to the leaf after this one.
    pub(super) fn give_back(&mut self, cx: S::Context<'_>, right: &mut Self, at: usize) {
        let mut middle = self.split(cx, at);
        let count = right.items.len();
        middle.take_front(cx, right, count);
        right.lanes = middle.lanes;
        right.items = middle.items;
        right.beginning = middle.beginning;
    }

    /// Lengthen the beginning to all that the keys share now.
    pub(super) fn tighten(&mut self, cx: S::Context<'_>) {
        if !S::Beginning::KEPT {
            return;
        }
        let shared = self.shared(cx);
        if shared != self.beginning {
            self.beginning = shared;
            self.compute(cx);
        }
    }

    /// What the first and the last key share, and so, since they are in order, all.
    fn shared(&self, cx: S::Context<'_>) -> S::Beginning {
        let (Some(first), Some(last)) = (self.items.first(), self.items.last()) else {
            return S::Beginning::default();
        };
        S::beginning(cx, S::key(first)).shared(&S::beginning(cx, S::key(last)))
    }

    /// Compute all lanes anew.
    fn compute(&mut self, cx: S::Context<'_>) {
        let skip = self.beginning.skip();
        self.lanes.clear();
        self.lanes.reserve_exact(self.items.len());
        self.lanes.extend(self.items.iter().map(|item| S::lane(cx, S::key(item), skip)));
    }

    /// Bytes of the heap behind this leaf.
    pub(super) fn heap_bytes(&self) -> usize {
        self.lanes.capacity() * size_of::<S::Lane>()
            + self.items.capacity() * size_of::<S::Element>()
    }
}
