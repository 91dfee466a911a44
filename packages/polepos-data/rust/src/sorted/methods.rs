//! The methods of `ListEngine` that Python sees.
#![expect(clippy::doc_markdown, reason = "these are the docstrings of Python methods")]

use std::ops::Range;

use pyo3::exceptions::PyValueError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyList, PySlice, PyString};

use super::changes;
use super::engine::{Holding, ListEngine};
use super::listing::{Part, listed};
use super::neighbours::{Side, neighbour};
use super::ordering::in_order;
use super::positions::{self, Index, Run, bounds};
use super::questions;
use super::state::State;
use super::store::Store;
use super::trees::Trees;
use super::walk::SortedIterator;

type Any<'py> = Bound<'py, PyAny>;

#[pymethods]
impl ListEngine {
    #[new]
    fn new() -> Self {
        Self::empty()
    }

    // --------------------------------------------------------------------------- as a sequence

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.read(py)?.len())
    }

    /// Tell whether an equal value is here. O(log n) comparisons.
    fn __contains__(&self, value: &Any<'_>) -> PyResult<bool> {
        questions::contains(self, value)
    }

    /// Return the value at a position, or the list of those in a slice. O(log n) each way.
    fn __getitem__<'py>(own: &Bound<'py, Self>, at: &Any<'py>) -> PyResult<Any<'py>> {
        positions::item(own, at)
    }

    /// Delete the value at a position, or those in a slice.
    fn __delitem__(own: &Bound<'_, Self>, at: &Any<'_>) -> PyResult<()> {
        if let Ok(slice) = at.cast::<PySlice>() {
            return changes::take_slice(own, slice);
        }
        changes::take_at(own, at.extract()?, "list index out of range").map(drop)
    }

    fn __iter__(own: &Bound<'_, Self>) -> PyResult<SortedIterator> {
        let length = own.get().read(own.py())?.len();
        Ok(SortedIterator::over(own, 0..length, false))
    }

    fn __reversed__(own: &Bound<'_, Self>) -> PyResult<SortedIterator> {
        let length = own.get().read(own.py())?.len();
        Ok(SortedIterator::over(own, 0..length, true))
    }

    /// Return all values in a list of their own. O(n).
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        listed(py, &*self.read(py)?, 0..usize::MAX, Part::Value)
    }

    /// Iterate over the values from one position to before another, lazily.
    ///
    /// With `reverse`, from the last of them to the first.
    #[pyo3(signature = (start=None, stop=None, reverse=false))]
    fn islice<'py>(
        own: &Bound<'py, Self>,
        start: Option<&Any<'py>>,
        stop: Option<&Any<'py>>,
        reverse: bool,
    ) -> PyResult<SortedIterator> {
        let run = Run::of(own, &bounds(own.py(), start, stop)?)?;
        Ok(SortedIterator::over(own, run.covered(), reverse))
    }

    // ------------------------------------------------------------------------------- by value

    /// Return the position of the first value that is not less, so before all that are equal.
    fn bisect_left(&self, value: &Any<'_>) -> PyResult<usize> {
        questions::bisect(self, value, State::lower)
    }

    /// Return the position of the first value that is greater, so after all that are equal.
    fn bisect_right(&self, value: &Any<'_>) -> PyResult<usize> {
        questions::bisect(self, value, State::upper)
    }

    /// Return the position of the first value that is greater, so after all that are equal.
    fn bisect(&self, value: &Any<'_>) -> PyResult<usize> {
        questions::bisect(self, value, State::upper)
    }

    /// Return how many values are neither less nor greater than this one, of those equal to it in a
    /// list that has a key. O(log n), and O(log n + those of the same key) with a key.
    fn count(&self, value: &Any<'_>) -> PyResult<usize> {
        questions::count(self, value)
    }

    /// Return the position of the first such value from `start` to before `stop`.
    ///
    /// Raise ValueError when there is none.
    #[pyo3(signature = (value, start=None, stop=None))]
    fn index<'py>(
        own: &Bound<'py, Self>,
        value: &Any<'py>,
        start: Option<&Any<'py>>,
        stop: Option<&Any<'py>>,
    ) -> PyResult<usize> {
        let found = questions::index(own, value, start, stop)?;
        let absent = |text| PyValueError::new_err(format!("{text} is not in list"));
        found.map_or_else(|| Err(value.repr().map_or_else(|error| error, absent)), Ok)
    }

    /// Iterate over the values from a minimum to a maximum, lazily; None is no bound.
    ///
    /// `inclusive` tells of both bounds whether they belong to it; with `reverse` the order is
    /// from the maximum down.
    #[pyo3(
        signature = (minimum=None, maximum=None, inclusive=None, reverse=false),
        text_signature = "($self, minimum=None, maximum=None, inclusive=(True, True), reverse=False)",
    )]
    fn irange<'py>(
        own: &Bound<'py, Self>,
        minimum: Option<&Any<'py>>,
        maximum: Option<&Any<'py>>,
        inclusive: Option<&Any<'py>>,
        reverse: bool,
    ) -> PyResult<SortedIterator> {
        SortedIterator::between(own, minimum, maximum, inclusive, reverse)
    }

    /// Tell of each of these values whether it is here.
    fn contains_many<'py>(&self, values: &Any<'py>) -> PyResult<Bound<'py, PyList>> {
        let py = values.py();
        let found = PyList::empty(py);
        for value in values.try_iter()? {
            found.append(PyBool::new(py, questions::contains(self, &value?)?))?;
        }
        Ok(found)
    }

    /// Return the last value that is not greater than this one, or the default.
    #[pyo3(signature = (value, default=None))]
    fn floor(&self, value: &Any<'_>, default: Option<Py<PyAny>>) -> PyResult<Option<Py<PyAny>>> {
        neighbour(self, value, default, Side::Before, State::upper)
    }

    /// Return the last value that is less than this one, or the default.
    #[pyo3(signature = (value, default=None))]
    fn lower(&self, value: &Any<'_>, default: Option<Py<PyAny>>) -> PyResult<Option<Py<PyAny>>> {
        neighbour(self, value, default, Side::Before, State::lower)
    }

    /// Return the first value that is not less than this one, or the default.
    #[pyo3(signature = (value, default=None))]
    fn ceiling(&self, value: &Any<'_>, default: Option<Py<PyAny>>) -> PyResult<Option<Py<PyAny>>> {
        neighbour(self, value, default, Side::After, State::lower)
    }

    /// Return the first value that is greater than this one, or the default.
    #[pyo3(signature = (value, default=None))]
    fn higher(&self, value: &Any<'_>, default: Option<Py<PyAny>>) -> PyResult<Option<Py<PyAny>>> {
        neighbour(self, value, default, Side::After, State::upper)
    }

    // -------------------------------------------------------------------------------- changes

    /// Add a value, after those equal to it. O(log n) comparisons.
    ///
    /// Raise ValueError for NaN, TypeError for a value that cannot be compared with the others,
    /// and RuntimeError from within a comparison; then nothing is added.
    fn add(own: &Bound<'_, Self>, value: &Any<'_>) -> PyResult<()> {
        changes::add(own, value.as_unbound())
    }

    /// Remove a value if it is here, and tell whether it was.
    ///
    /// Of several that are equal the first goes, or with `identical` the object that was given.
    #[pyo3(signature = (value, *, identical=false))]
    fn discard(own: &Bound<'_, Self>, value: &Any<'_>, identical: bool) -> PyResult<bool> {
        changes::discard(own, value.as_unbound(), identical)
    }

    /// Remove a value; raise ValueError if it is not here. O(log n) comparisons.
    ///
    /// Of several that are equal the first goes, or with `identical` the object that was given.
    #[pyo3(signature = (value, *, identical=false))]
    fn remove(own: &Bound<'_, Self>, value: &Any<'_>, identical: bool) -> PyResult<()> {
        if changes::discard(own, value.as_unbound(), identical)? {
            return Ok(());
        }
        Err(changes::missing(value))
    }

    /// Remove the value at a position, by default the last, and return it.
    ///
    /// Raise IndexError when there is none.
    #[pyo3(signature = (index=Index::LAST), text_signature = "($self, index=-1)")]
    fn pop(own: &Bound<'_, Self>, index: Index) -> PyResult<Py<PyAny>> {
        Ok(changes::take_at(own, index, "pop index out of range")?.value)
    }

    /// Add many values: all of them, or none if one cannot be compared or is NaN.
    ///
    /// O(k log k) comparisons for k values, and O(k log n) more, or those of one pass over all that
    /// is there where k is a good part of it.
    fn update(own: &Bound<'_, Self>, iterable: &Any<'_>) -> PyResult<()> {
        changes::update(own, iterable)
    }

    /// Remove all values. O(n), for they are all dropped.
    fn clear(own: &Bound<'_, Self>) -> PyResult<()> {
        changes::clear(own)
    }

    // --------------------------------------- what the Python half is built on: see `_pure.leaves`

    #[getter(_called)]
    fn called(own: &Bound<'_, Self>) -> PyResult<String> {
        Self::name(own)
    }

    #[setter(_called)]
    fn set_called(own: &Bound<'_, Self>, name: Py<PyString>) -> PyResult<()> {
        let before = Self::change(own, |state| state.called.replace(name.into_any()))?;
        drop(before);
        Ok(())
    }

    #[getter(_order)]
    fn order(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        Ok(self.read(py)?.order.as_ref().map(|order| order.clone_ref(py)))
    }

    /// Order by this function from now on; the list is empty then.
    #[setter(_order)]
    fn set_order(own: &Bound<'_, Self>, order: Py<PyAny>) -> PyResult<()> {
        let before = Self::change(own, |state| {
            let store = std::mem::replace(&mut state.store, Store::Keyed(Trees::new()));
            (store, state.order.replace(order))
        })?;
        drop(before);
        Ok(())
    }

    fn _make_empty(own: &Bound<'_, Self>) -> PyResult<()> {
        changes::clear(own)
    }

    fn _refill(own: &Bound<'_, Self>, values: &Any<'_>) -> PyResult<()> {
        changes::refill(own, values)
    }

    fn _fill(own: &Bound<'_, Self>, values: Vec<Py<PyAny>>, keys: Vec<Py<PyAny>>) -> PyResult<()> {
        changes::fill(own, values, Some(keys))
    }

    fn _in_order<'py>(
        own: &Bound<'py, Self>,
        values: &Bound<'py, PyList>,
    ) -> PyResult<(Bound<'py, PyList>, Bound<'py, PyList>)> {
        let sorted = PyList::new(own.py(), in_order(values)?)?;
        Ok((sorted.clone(), sorted))
    }

    fn _contents<'py>(
        &self,
        py: Python<'py>,
    ) -> PyResult<(Bound<'py, PyList>, Bound<'py, PyList>)> {
        let state = self.read(py)?;
        let values = listed(py, &state, 0..usize::MAX, Part::Value)?;
        let keys = if state.is_keyed() {
            listed(py, &state, 0..usize::MAX, Part::Key)?
        } else {
            values.clone()
        };
        Ok((values, keys))
    }

    fn _flat<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.to_list(py)
    }

    fn _copy_leaves(own: &Bound<'_, Self>, other: &Bound<'_, Self>) -> PyResult<()> {
        let py = own.py();
        let copied = other.get().read(py)?.copied(py);
        let before = Self::change(own, |state| std::mem::replace(&mut state.store, copied))?;
        drop(before);
        Ok(())
    }

    fn _call_order(&self, value: &Any<'_>) -> PyResult<Py<PyAny>> {
        let py = value.py();
        let key = self.read(py)?.key_of(py, value.as_unbound())?;
        Ok(key.unwrap_or_else(|| value.clone().unbind()))
    }

    fn _left_of(&self, key: &Any<'_>) -> PyResult<usize> {
        let state = self.read(key.py())?;
        Ok(state.position(state.lower(key.py(), key.as_unbound())?))
    }

    fn _right_of(&self, key: &Any<'_>) -> PyResult<usize> {
        let state = self.read(key.py())?;
        Ok(state.position(state.upper(key.py(), key.as_unbound())?))
    }

    fn _between<'py>(
        &self,
        py: Python<'py>,
        minimum: Option<&Any<'py>>,
        maximum: Option<&Any<'py>>,
        inclusive: &Any<'py>,
    ) -> PyResult<(usize, usize)> {
        let inclusive = questions::pair(Some(inclusive))?;
        let (minimum, maximum) = (minimum.map(Bound::as_unbound), maximum.map(Bound::as_unbound));
        let Range { start, end } = self.read(py)?.between(py, minimum, maximum, inclusive)?;
        Ok((start, end))
    }

    #[staticmethod]
    fn _position(place: usize) -> usize {
        place
    }

    fn _sought(&self, value: &Any<'_>) -> PyResult<Option<usize>> {
        let state = self.read(value.py())?;
        Ok(state.place_of(value.py(), value.as_unbound())?.map(|place| state.position(place)))
    }

    #[pyo3(signature = (first, last, *, reverse=false))]
    fn _walk(own: &Bound<'_, Self>, first: usize, last: usize, reverse: bool) -> SortedIterator {
        SortedIterator::over(own, first..last, reverse)
    }

    fn _free(own: &Bound<'_, Self>) -> PyResult<u64> {
        Self::free(own)?;
        Ok(own.get().version())
    }

    fn _comparing(own: &Bound<'_, Self>) -> Holding {
        Holding::of(own)
    }

    fn _heap_bytes(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.read(py)?.heap_bytes())
    }

    /// Return what holds these values: "Ints", "Texts", ...; "Anything" where Python compares.
    fn _kind(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("{:?}", self.read(py)?.kind()))
    }

    // ------------------------------------------------------------------------ for the collector

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.read_in_traverse().map_or(Ok(()), |state| state.traverse(&visit))
    }

    fn __clear__(own: &Bound<'_, Self>) {
        // Who reads just now keeps the list alive, so there is no cycle to break.
        if let Ok(displaced) = Self::change(own, State::take_all) {
            drop(displaced);
        }
    }
}
