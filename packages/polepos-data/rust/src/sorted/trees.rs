//! A tree in the space that fits its keys: it begins in that of the first and ends in that of all.

use std::ops::Range;

use polepos_data_core::sorted::{Place, Space, Tree};
use pyo3::prelude::*;

use super::batch::{sorted, sorted_by_beginning};
use super::compare::less;
use super::entry::{Alone, Entry};
use super::kind::Kind;
use super::numbers::{Anything, Floats, Ints, Pairs};
use super::texts::{Bytes, Texts};
use crate::limits;

/// The most elements that a tree holds, of any space.
pub const MOST: usize = <Ints<Alone> as Space>::MOST;

/// What errors call all that is kept in a tree.
pub const CALLED: &str = "a sorted container";

/// Elements in order, in one of the spaces.
pub enum Trees<E: Entry> {
    /// Of ints and bools.
    Ints(Tree<Ints<E>>),
    /// Of floats.
    Floats(Tree<Floats<E>>),
    /// Of strings.
    Texts(Tree<Texts<E>>),
    /// Of bytes.
    Bytes(Tree<Bytes<E>>),
    /// Of pairs of ints.
    Pairs(Tree<Pairs<E>>),
    /// Of anything.
    Anything(Tree<Anything<E>>),
}

/// Do the same with the tree of any space.
macro_rules! with_tree {
    ($trees:expr, $tree:ident => $body:expr) => {
        match $trees {
            Trees::Ints($tree) => $body,
            Trees::Floats($tree) => $body,
            Trees::Texts($tree) => $body,
            Trees::Bytes($tree) => $body,
            Trees::Pairs($tree) => $body,
            Trees::Anything($tree) => $body,
        }
    };
}

impl<E: Entry> Trees<E> {
    /// An empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::Anything(Tree::new())
    }

    /// A tree of keys of this kind, which are in order. O(n), and no comparison.
    #[must_use]
    pub fn from_sorted(py: Python<'_>, kind: Kind, entries: Vec<E>) -> Self {
        match kind {
            Kind::Ints => Self::Ints(Tree::from_sorted(py, entries)),
            Kind::Floats => Self::Floats(Tree::from_sorted(py, entries)),
            Kind::Texts => Self::Texts(Tree::from_sorted(py, entries)),
            Kind::Bytes => Self::Bytes(Tree::from_sorted(py, entries)),
            Kind::Pairs => Self::Pairs(Tree::from_sorted(py, entries)),
            Kind::Anything => Self::Anything(Tree::from_sorted(py, entries)),
        }
    }

    /// A tree of entries of this typed kind, in any order. O(n log n), and no foreign code.
    #[must_use]
    pub fn of(py: Python<'_>, kind: Kind, entries: Vec<E>) -> Self {
        match kind {
            Kind::Ints => {
                let (lanes, entries) = sorted::<Ints<E>>(py, entries);
                Self::Ints(Tree::from_columns(py, entries, lanes))
            }
            Kind::Floats => {
                let (lanes, entries) = sorted::<Floats<E>>(py, entries);
                Self::Floats(Tree::from_columns(py, entries, lanes))
            }
            Kind::Pairs => {
                let (lanes, entries) = sorted::<Pairs<E>>(py, entries);
                Self::Pairs(Tree::from_columns(py, entries, lanes))
            }
            _ => Self::from_sorted(py, kind, Self::sorted(py, kind, entries)),
        }
    }

    /// These entries in order; of a typed kind, so that no foreign code runs. O(n log n).
    #[must_use]
    pub fn sorted(py: Python<'_>, kind: Kind, entries: Vec<E>) -> Vec<E> {
        match kind {
            Kind::Ints => sorted::<Ints<E>>(py, entries).1,
            Kind::Floats => sorted::<Floats<E>>(py, entries).1,
            Kind::Texts => sorted_by_beginning::<Texts<E>>(py, entries),
            Kind::Bytes => sorted_by_beginning::<Bytes<E>>(py, entries),
            Kind::Pairs => sorted::<Pairs<E>>(py, entries).1,
            Kind::Anything => entries,
        }
    }

    /// The kind of keys that the tree is made for.
    #[must_use]
    #[inline]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Ints(_) => Kind::Ints,
            Self::Floats(_) => Kind::Floats,
            Self::Texts(_) => Kind::Texts,
            Self::Bytes(_) => Kind::Bytes,
            Self::Pairs(_) => Kind::Pairs,
            Self::Anything(_) => Kind::Anything,
        }
    }

    /// Whether a key is compared here without foreign code, and so without errors.
    #[must_use]
    #[inline]
    pub fn fits(&self, key: &Py<PyAny>) -> bool {
        self.kind().is_typed() && Kind::of(key) == self.kind()
    }

    /// How many elements there are.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        with_tree!(self, tree => tree.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether so many more find room.
    #[must_use]
    #[inline]
    pub fn has_room(&self, more: usize) -> bool {
        limits::has_room(self.len(), more, MOST)
    }

    // ------------------------------------------------------------------------------- by key

    /// The first place whose key is not less.
    ///
    /// # Errors
    /// What a comparison raises.
    #[inline]
    pub fn lower(&self, py: Python<'_>, key: &Py<PyAny>) -> PyResult<Place> {
        if self.fits(key) || self.kind() == Kind::Anything {
            return with_tree!(self, tree => tree.lower_bound(py, key));
        }
        with_tree!(self, tree => tree.partition(|other| less(py, other, key)))
    }

    /// The first place whose key is greater.
    ///
    /// # Errors
    /// What a comparison raises.
    #[inline]
    pub fn upper(&self, py: Python<'_>, key: &Py<PyAny>) -> PyResult<Place> {
        if self.fits(key) || self.kind() == Kind::Anything {
            return with_tree!(self, tree => tree.upper_bound(py, key));
        }
        with_tree!(self, tree => tree.partition(|other| less(py, key, other).map(|less| !less)))
    }

    /// The first place whose key is neither less nor greater, for a key that fits.
    ///
    /// # Errors
    /// None: comparing what fits does not fail.
    #[inline]
    pub fn find(&self, py: Python<'_>, key: &Py<PyAny>) -> PyResult<Option<Place>> {
        with_tree!(self, tree => tree.find(py, key))
    }

    /// What `find` finds, or else where a key belongs.
    ///
    /// # Errors
    /// None: comparing what fits does not fail.
    #[inline]
    pub fn find_or_place(&self, py: Python<'_>, key: &Py<PyAny>) -> PyResult<Result<Place, Place>> {
        with_tree!(self, tree => tree.find_or_place(py, key))
    }

    // -------------------------------------------------------------------------- by position

    /// The element at a place; none at the end.
    #[must_use]
    #[inline]
    pub fn get(&self, place: Place) -> Option<&E> {
        with_tree!(self, tree => tree.get(place))
    }

    /// The element at a position.
    #[must_use]
    #[inline]
    pub fn at(&self, position: usize) -> Option<&E> {
        with_tree!(self, tree => tree.at(position))
    }

    /// The place after the last element.
    #[must_use]
    pub fn end(&self) -> Place {
        with_tree!(self, tree => tree.end())
    }

    /// How many elements are before a place.
    #[must_use]
    #[inline]
    pub fn position(&self, place: Place) -> usize {
        with_tree!(self, tree => tree.position(place))
    }

    /// The place of a position.
    #[must_use]
    #[inline]
    pub fn place(&self, position: usize) -> Place {
        with_tree!(self, tree => tree.place(position))
    }

    /// The place after this one.
    #[must_use]
    pub fn next(&self, place: Place) -> Place {
        with_tree!(self, tree => tree.next(place))
    }

    /// The place before this one.
    #[must_use]
    pub fn previous(&self, place: Place) -> Option<Place> {
        with_tree!(self, tree => tree.previous(place))
    }

    /// The first of the elements at these positions that lie side by side, or the last ones.
    #[must_use]
    pub fn run(&self, positions: Range<usize>, from_end: bool) -> &[E] {
        let Range { start, end } = positions;
        let end = end.min(self.len());
        let most = end.saturating_sub(start);
        if from_end {
            return with_tree!(self, tree => tree.before(tree.place(end), most));
        }
        self.run_from(self.place(start), most)
    }

    /// The elements from a place on that lie side by side, but no more than `most`.
    #[must_use]
    #[inline]
    pub fn run_from(&self, place: Place, most: usize) -> &[E] {
        with_tree!(self, tree => tree.from(place, most))
    }

    /// Call with every run of the elements at these positions.
    pub fn each_run(&self, positions: Range<usize>, mut call: impl FnMut(&[E])) {
        with_tree!(self, tree => tree.slices(positions).for_each(&mut call));
    }

    /// All elements in order.
    #[must_use]
    pub fn iter(&self) -> Box<dyn Iterator<Item = &E> + '_> {
        with_tree!(self, tree => Box::new(tree.iter()))
    }

    /// Bytes that the tree takes, without its objects.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        with_tree!(self, tree => tree.heap_bytes())
    }

    // -------------------------------------------------------------- changes: nothing is compared

    /// Insert an element, for which there is room, at the place that has been found for it.
    #[inline]
    pub fn insert(&mut self, py: Python<'_>, place: Place, entry: E) {
        let kind = Kind::of(entry.key());
        if kind == self.kind() || self.kind() == Kind::Anything && !self.is_empty() {
            with_tree!(self, tree => tree.insert(py, place, entry));
            return;
        }
        self.insert_otherwise(py, place, kind, entry);
    }

    /// Insert an element that does not fit the space: choose it anew.
    #[cold]
    fn insert_otherwise(&mut self, py: Python<'_>, place: Place, kind: Kind, entry: E) {
        if self.is_empty() {
            *self = Self::from_sorted(py, kind, vec![entry]);
            return;
        }
        let position = self.position(place);
        self.convert(py, Kind::Anything);
        let place = self.place(position);
        with_tree!(self, tree => tree.insert(py, place, entry));
    }

    /// Move all elements to the space of a kind that holds them all.
    pub fn convert(&mut self, py: Python<'_>, kind: Kind) {
        if kind != self.kind() {
            let entries = self.take();
            *self = Self::from_sorted(py, kind, entries);
        }
    }

    /// Insert many elements, of this kind in all, each at the position that it has before any is inserted.
    pub fn insert_many(&mut self, py: Python<'_>, kind: Kind, added: Vec<(usize, E)>) {
        if self.is_empty() || added.len() > self.len() / 8 {
            let kind = if self.is_empty() { kind } else { self.kind().with(kind) };
            let merged = merge(self.take(), added);
            *self = Self::from_sorted(py, kind, merged);
            return;
        }
        self.convert(py, self.kind().with(kind));
        for (position, entry) in added.into_iter().rev() {
            let place = self.place(position);
            with_tree!(self, tree => tree.insert(py, place, entry));
        }
    }

    /// Take out the element at a place.
    #[inline]
    pub fn remove(&mut self, py: Python<'_>, place: Place) -> Option<E> {
        with_tree!(self, tree => tree.remove(py, place))
    }

    /// Take out the elements at these positions.
    pub fn remove_range(&mut self, py: Python<'_>, positions: Range<usize>) -> Vec<E> {
        with_tree!(self, tree => tree.remove_range(py, positions))
    }

    /// Take out the elements at these rising positions, of which there may be many. O(n).
    pub fn remove_each(
        &mut self,
        py: Python<'_>,
        positions: impl Iterator<Item = usize>,
    ) -> Vec<E> {
        let kind = self.kind();
        let mut kept = Vec::with_capacity(self.len());
        let mut removed = Vec::new();
        let mut positions = positions.peekable();
        for (at, entry) in self.take().into_iter().enumerate() {
            if positions.next_if_eq(&at).is_some() {
                removed.push(entry);
            } else {
                kept.push(entry);
            }
        }
        *self = Self::from_sorted(py, kind, kept);
        removed
    }

    /// The same entries once more.
    #[must_use]
    pub fn copied(&self, py: Python<'_>) -> Self {
        let entries = self.iter().map(|entry| entry.again(py)).collect();
        Self::from_sorted(py, self.kind(), entries)
    }

    /// Take out every element, in order.
    #[must_use]
    pub fn take(&mut self) -> Vec<E> {
        with_tree!(self, tree => tree.take_elements())
    }
}

/// Bring elements in order, and others that tell how many of them come before, together.
fn merge<E>(old: Vec<E>, added: Vec<(usize, E)>) -> Vec<E> {
    let mut merged = Vec::with_capacity(old.len() + added.len());
    let mut old = old.into_iter();
    let mut done = 0;
    for (position, entry) in added {
        merged.extend(old.by_ref().take(position.saturating_sub(done)));
        done = done.max(position);
        merged.push(entry);
    }
    merged.extend(old);
    merged
}

impl<E: Entry> Default for Trees<E> {
    fn default() -> Self {
        Self::new()
    }
}
