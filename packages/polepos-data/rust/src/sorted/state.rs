//! What a sorted list holds: entries in one tree, and the function that gives their keys.

use std::ops::Range;

use polepos_data_core::sorted::Place;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;

use super::entry::{Alone, Entry, Keyed};
use super::kind::Kind;
use super::ordering::{not_ordered, refused};
use super::store::{Arrival, Displaced, Store, Taken, with_store};
use super::trees::{CALLED, MOST, Trees};
use crate::limits;

/// What a sorted list holds.
pub struct State {
    /// The entries in order.
    pub store: Store,
    /// The function from a value to its key, where that is not the value.
    pub order: Option<Py<PyAny>>,
    /// What errors call the container, where that is not its class.
    pub called: Option<Py<PyAny>>,
}

/// Values that lie side by side, for somebody who knows how long they do.
#[derive(Clone, Copy)]
pub struct RunOfValues {
    /// The address of the first.
    pub first: *const Py<PyAny>,
    /// How many there are.
    pub length: usize,
    /// How many bytes they are apart.
    pub stride: usize,
}

impl RunOfValues {
    /// None.
    pub const NONE: Self = Self { first: std::ptr::null(), length: 0, stride: 0 };

    /// The values of entries, which have them at their beginning.
    #[must_use]
    #[inline]
    pub fn of<E: Entry>(run: &[E]) -> Self {
        Self { first: run.as_ptr().cast(), length: run.len(), stride: size_of::<E>() }
    }
}

impl State {
    /// Nothing, in the order of values.
    #[must_use]
    pub fn new() -> Self {
        Self { store: Store::Alone(Trees::new()), order: None, called: None }
    }

    /// How many values there are.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        with_store!(&self.store, trees => trees.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The space that the keys are in.
    #[must_use]
    pub fn kind(&self) -> Kind {
        with_store!(&self.store, trees => trees.kind())
    }

    /// Bytes that the entries take, without their objects.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        with_store!(&self.store, trees => trees.heap_bytes())
    }

    /// Whether values have keys of their own.
    #[must_use]
    pub fn is_keyed(&self) -> bool {
        matches!(self.store, Store::Keyed(_))
    }

    /// Whether a value is compared here without foreign code, and so without errors.
    ///
    /// A value fits an empty list too if its type is one of those that lists are made for.
    #[must_use]
    #[inline]
    pub fn fits(&self, value: &Py<PyAny>) -> bool {
        let Store::Alone(trees) = &self.store else { return false };
        trees.fits(value) || (trees.is_empty() && Kind::of(value).is_typed())
    }

    /// Whether there is room for one more.
    #[must_use]
    #[inline]
    pub fn has_room(&self) -> bool {
        limits::has_room(self.len(), 1, MOST)
    }

    /// Whether what is here, and nothing more, tells without foreign code which values are the same.
    #[must_use]
    pub fn tells_all(&self) -> bool {
        let Store::Alone(trees) = &self.store else { return false };
        trees.kind().is_typed() || trees.is_empty()
    }

    /// Where a value is that fits, or else where it belongs.
    ///
    /// # Errors
    /// None: comparing what fits does not fail.
    #[inline]
    pub fn find_or_place(
        &self,
        py: Python<'_>,
        value: &Py<PyAny>,
    ) -> PyResult<Result<Place, Place>> {
        match &self.store {
            Store::Alone(trees) if trees.fits(value) => trees.find_or_place(py, value),
            _ => self.upper(py, value).map(Err),
        }
    }

    /// The tree, where this value can be looked for in it without foreign code.
    #[inline]
    pub(super) fn quick(&self, value: &Py<PyAny>) -> Option<&Trees<Alone>> {
        let Store::Alone(trees) = &self.store else { return None };
        trees.fits(value).then_some(trees)
    }

    /// The key of a value, `None` where that is the value. Runs the key function.
    ///
    /// # Errors
    /// What the key function raises.
    #[inline]
    pub fn key_of(&self, py: Python<'_>, value: &Py<PyAny>) -> PyResult<Option<Py<PyAny>>> {
        match &self.order {
            None => Ok(None),
            Some(order) => order.call1(py, (value,)).map(Some),
        }
    }

    // ----------------------------------------------------------------------------- searches

    /// The first place whose key is not less than this one.
    ///
    /// # Errors
    /// What a comparison raises.
    #[inline]
    pub fn lower(&self, py: Python<'_>, key: &Py<PyAny>) -> PyResult<Place> {
        with_store!(&self.store, trees => trees.lower(py, key))
    }

    /// The first place whose key is greater than this one.
    ///
    /// # Errors
    /// What a comparison raises.
    #[inline]
    pub fn upper(&self, py: Python<'_>, key: &Py<PyAny>) -> PyResult<Place> {
        with_store!(&self.store, trees => trees.upper(py, key))
    }

    /// Where the first element equal to a value is, of those with its key.
    ///
    /// # Errors
    /// What a comparison raises.
    #[inline]
    pub fn sought(
        &self,
        py: Python<'_>,
        value: &Py<PyAny>,
        key: &Py<PyAny>,
        identical: bool,
    ) -> PyResult<Option<Place>> {
        with_store!(&self.store, trees => trees.sought(py, value, key, identical))
    }

    /// Where the first element equal to a value is; runs the key function.
    ///
    /// # Errors
    /// What a comparison or the key function raises.
    pub fn place_of(&self, py: Python<'_>, value: &Py<PyAny>) -> PyResult<Option<Place>> {
        let key = self.key_of(py, value)?;
        self.sought(py, value, key.as_ref().unwrap_or(value), false)
    }

    /// The positions of the keys in a range; `None` is no bound.
    ///
    /// # Errors
    /// What a comparison raises.
    pub fn between(
        &self,
        py: Python<'_>,
        minimum: Option<&Py<PyAny>>,
        maximum: Option<&Py<PyAny>>,
        inclusive: (bool, bool),
    ) -> PyResult<Range<usize>> {
        let bound = |key, before| {
            let place = if before { self.lower(py, key) } else { self.upper(py, key) };
            place.map(|place| self.position(place))
        };
        let first = minimum.map_or(Ok(0), |key| bound(key, inclusive.0))?;
        let last = maximum.map_or(Ok(self.len()), |key| bound(key, !inclusive.1))?;
        Ok(first..last.max(first))
    }

    /// The value at a place.
    #[must_use]
    #[inline]
    pub fn get(&self, place: Place) -> Option<&Py<PyAny>> {
        with_store!(&self.store, trees => trees.get(place).map(Entry::value))
    }

    /// The value at a position.
    #[must_use]
    #[inline]
    pub fn at(&self, position: usize) -> Option<&Py<PyAny>> {
        with_store!(&self.store, trees => trees.at(position).map(Entry::value))
    }

    /// How many values are before a place.
    #[must_use]
    #[inline]
    pub fn position(&self, place: Place) -> usize {
        with_store!(&self.store, trees => trees.position(place))
    }

    /// The place of a position.
    #[must_use]
    #[inline]
    pub fn place(&self, position: usize) -> Place {
        with_store!(&self.store, trees => trees.place(position))
    }

    /// The place before this one.
    #[must_use]
    pub fn previous(&self, place: Place) -> Option<Place> {
        with_store!(&self.store, trees => trees.previous(place))
    }

    /// The first of the values at these positions that lie side by side, or the last.
    ///
    /// Whoever keeps the address must look whether the list has changed before each use.
    #[must_use]
    pub fn run(&self, positions: Range<usize>, from_end: bool) -> RunOfValues {
        with_store!(&self.store, trees => RunOfValues::of(trees.run(positions, from_end)))
    }

    /// All values in order.
    #[must_use]
    pub fn values(&self) -> Box<dyn Iterator<Item = &Py<PyAny>> + '_> {
        with_store!(&self.store, trees => Box::new(trees.iter().map(Entry::value)))
    }

    // ------------------------------------------------------------- changes, in two parts each

    /// Make all comparisons that adding a value takes.
    ///
    /// # Errors
    /// What a comparison or the key function raises; `ValueError` for a key that is NaN;
    /// `OverflowError` where there is no room.
    #[inline]
    pub fn place_after(&self, py: Python<'_>, value: &Py<PyAny>) -> PyResult<Arrival> {
        limits::make_sure(CALLED, self.len(), 1, MOST)?;
        let own = self.key_of(py, value)?;
        let key = own.as_ref().unwrap_or(value);
        if refused(py, key)? {
            return Err(not_ordered(py, key));
        }
        let place = self.upper(py, key)?;
        Ok(Arrival { value: value.clone_ref(py), key: own, place })
    }

    /// Add a value where its place has been found. Nothing is compared or dropped.
    #[inline]
    pub fn insert(&mut self, py: Python<'_>, arrival: Arrival) {
        let Arrival { value, key, place } = arrival;
        with_store!(&mut self.store, trees => trees.insert(py, place, Entry::new(py, value, key)));
    }

    /// Take out the element at a place. Nothing is compared or dropped.
    #[inline]
    pub fn take(&mut self, py: Python<'_>, place: Place) -> Option<Taken> {
        match &mut self.store {
            Store::Alone(trees) => {
                trees.remove(py, place).map(|Alone(value)| Taken { value, key: None })
            }
            Store::Keyed(trees) => {
                trees.remove(py, place).map(|Keyed { value, key }| Taken { value, key: Some(key) })
            }
        }
    }

    /// Take out the elements at these positions.
    pub fn take_range(&mut self, py: Python<'_>, positions: Range<usize>) -> Displaced {
        match &mut self.store {
            Store::Alone(trees) => Displaced::Alone(trees.remove_range(py, positions)),
            Store::Keyed(trees) => Displaced::Keyed(trees.remove_range(py, positions)),
        }
    }

    /// Take out the elements at these rising positions, of which there may be many. O(n).
    pub fn take_each(
        &mut self,
        py: Python<'_>,
        positions: impl Iterator<Item = usize>,
    ) -> Displaced {
        match &mut self.store {
            Store::Alone(trees) => Displaced::Alone(trees.remove_each(py, positions)),
            Store::Keyed(trees) => Displaced::Keyed(trees.remove_each(py, positions)),
        }
    }

    /// Take out everything.
    pub fn take_all(&mut self) -> Displaced {
        let empty = match self.store {
            Store::Alone(_) => Store::Alone(Trees::new()),
            Store::Keyed(_) => Store::Keyed(Trees::new()),
        };
        Displaced::Store(std::mem::replace(&mut self.store, empty))
    }

    /// The same entries once more.
    #[must_use]
    pub fn copied(&self, py: Python<'_>) -> Store {
        match &self.store {
            Store::Alone(trees) => Store::Alone(trees.copied(py)),
            Store::Keyed(trees) => Store::Keyed(trees.copied(py)),
        }
    }

    /// Show the collector what is held. Objects of builtin types that hold nothing are passed over.
    ///
    /// # Errors
    /// What the collector says.
    pub fn traverse(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.order)?;
        visit.call(&self.called)?;
        match &self.store {
            Store::Alone(trees) if trees.kind().is_typed() => Ok(()),
            Store::Alone(trees) => trees.iter().try_for_each(|entry| visit.call(entry.value())),
            Store::Keyed(trees) => trees.iter().try_for_each(|entry| {
                visit.call(entry.value())?;
                visit.call(entry.key())
            }),
        }
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}
