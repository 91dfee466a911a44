//! A dict and a sorted list of its keys: `DictEngine`, what `SortedDict` derives from.
//!
//! The hash part is the dict that the engine itself is, so `d[k]` is the builtin's; the list is an
//! object of its own. What does the work is in `dict_changes`, `dict_batches` and `dict_items`.
#![allow(clippy::doc_markdown)] // documentation that Python shows

use std::sync::atomic::{AtomicU64, Ordering};

use pyo3::exceptions::{PyKeyError, PyRuntimeError};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PySlice, PyTuple};

use super::dict_items::{Items, Seen};
use super::engine::{Holding, ListEngine};
use super::missing::Given;
use super::positions::Index;
use super::walk::SortedIterator;
use super::{dict_batches as batches, dict_changes as changes};
use crate::cell::GilCell;

/// What keeps a dict in the order of its keys.
#[pyclass(extends = PyDict, subclass, frozen, module = "polepos.data._rust")]
pub struct DictEngine {
    keys: GilCell<Option<Py<ListEngine>>>,
    /// Grows with every value that is given to a key, so that iterators know what they have read.
    writes: AtomicU64,
}

/// A dict that is an engine too.
pub type Engine<'a, 'py> = &'a Bound<'py, DictEngine>;

impl DictEngine {
    /// The list of keys.
    ///
    /// # Errors
    /// `RuntimeError` when there is none: the object was not made as it should be.
    #[inline]
    pub fn keys<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, ListEngine>> {
        if let Ok(keys) = self.keys.read(py)
            && let Some(keys) = keys.as_ref()
        {
            return Ok(keys.bind(py).clone());
        }
        Err(PyRuntimeError::new_err("this dict has no list of its keys"))
    }

    /// How often values have been given to keys.
    #[inline]
    pub fn writes(&self) -> u64 {
        self.writes.load(Ordering::Relaxed)
    }

    /// Say that a key is about to be given a value.
    #[inline]
    pub fn count_write(&self) {
        self.writes.store(self.writes() + 1, Ordering::Relaxed);
    }
}

#[pymethods]
impl DictEngine {
    #[new]
    #[pyo3(signature = (*_items, **_named))]
    fn new(_items: &Bound<'_, PyTuple>, _named: Option<&Bound<'_, PyDict>>) -> Self {
        Self { keys: GilCell::new(None), writes: AtomicU64::new(0) }
    }

    /// The keys in order, as a sorted list.
    #[getter]
    fn _list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, ListEngine>> {
        self.keys(py)
    }

    /// Take up a list: an empty one, or that of the keys that are here, or will be.
    fn _hold(slf: Engine<'_, '_>, keys: &Bound<'_, ListEngine>) -> PyResult<()> {
        let py = slf.py();
        keys.setattr("_called", slf.get_type().name()?)?;
        let before = slf.get().keys.write(py).map(|mut held| held.replace(keys.clone().unbind()));
        drop(before);
        Ok(())
    }

    /// Take up copies of the items of another dict, which is like this one.
    fn _copy_items(slf: Engine<'_, '_>, other: Engine<'_, '_>) -> PyResult<()> {
        batches::copy(slf, other)
    }

    /// Give a key its value. Raise as `SortedList.add` does, and then change nothing.
    fn __setitem__(
        slf: Engine<'_, '_>,
        key: &Bound<'_, PyAny>,
        value: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        changes::set(slf, key, value)
    }

    fn __delitem__(slf: Engine<'_, '_>, key: &Bound<'_, PyAny>) -> PyResult<()> {
        changes::delete(slf, key)
    }

    /// Delete a key and return its value, or the default if it is not here.
    ///
    /// Raise KeyError without a default.
    #[pyo3(signature = (key, default = Given::nothing()))]
    fn pop<'py>(
        slf: Engine<'_, 'py>,
        key: &Bound<'py, PyAny>,
        default: Given<'py>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let value = changes::take(slf, key)?.or(default.0);
        value.ok_or_else(|| PyKeyError::new_err((key.clone().unbind(),)))
    }

    /// Delete the item at a position, by default the last, and return it.
    ///
    /// Raise KeyError when the dict is empty, and IndexError when there is no such position.
    #[pyo3(signature = (index = Index::LAST), text_signature = "($self, index=-1)")]
    fn popitem<'py>(slf: Engine<'_, 'py>, index: Index) -> PyResult<changes::Item<'py>> {
        if slf.as_super().is_empty() {
            let name = slf.get_type().name()?;
            return Err(PyKeyError::new_err(format!("{name} is empty")));
        }
        changes::take_at(slf, index)
    }

    /// Return the value of a key, after giving it the default if it was not here.
    #[pyo3(signature = (key, default = None))]
    fn setdefault<'py>(
        slf: Engine<'_, 'py>,
        key: &Bound<'py, PyAny>,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if let Some(value) = slf.as_super().get_item(key)? {
            return Ok(value);
        }
        let default = default.unwrap_or_else(|| slf.py().None().into_bound(slf.py()));
        changes::set(slf, key, &default)?;
        Ok(default)
    }

    /// Give keys their values: all of them, or none if one cannot be added.
    ///
    /// Takes what `dict.update` takes, and as long as `SortedList.update` takes for the new keys.
    #[pyo3(signature = (*items, **named))]
    fn update(
        slf: Engine<'_, '_>,
        items: &Bound<'_, PyTuple>,
        named: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<()> {
        batches::update(slf, items, named)
    }

    /// Delete everything. O(n), for all is dropped.
    fn clear(slf: Engine<'_, '_>) -> PyResult<()> {
        batches::clear(slf)
    }

    /// Delete the item at a position, or those in a slice: all of them, or none.
    fn _delete_at(slf: Engine<'_, '_>, at: &Bound<'_, PyAny>) -> PyResult<()> {
        match at.cast::<PySlice>() {
            Ok(slice) => batches::delete_slice(slf, slice),
            Err(_) => changes::take_at(slf, at.extract()?).map(drop),
        }
    }

    /// Return the item at a position, by default the last; raise IndexError if there is none.
    #[pyo3(signature = (index = Index::LAST), text_signature = "($self, index=-1)")]
    fn peekitem<'py>(slf: Engine<'_, 'py>, index: Index) -> PyResult<changes::Item<'py>> {
        changes::peek(slf, index)
    }

    fn __iter__<'py>(slf: Engine<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(slf.get().keys(slf.py())?.try_iter()?.into_any())
    }

    fn __reversed__<'py>(slf: Engine<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
        slf.get().keys(slf.py())?.call_method0("__reversed__")
    }

    /// Iterate over the values from a minimum to a maximum, as `SortedList.irange` does.
    #[pyo3(
        signature = (minimum=None, maximum=None, inclusive=None, reverse=false),
        text_signature = "($self, minimum=None, maximum=None, inclusive=(True, True), reverse=False)",
    )]
    fn irange<'py>(
        &self,
        py: Python<'py>,
        minimum: Option<&Bound<'py, PyAny>>,
        maximum: Option<&Bound<'py, PyAny>>,
        inclusive: Option<&Bound<'py, PyAny>>,
        reverse: bool,
    ) -> PyResult<SortedIterator> {
        SortedIterator::between(&self.keys(py)?, minimum, maximum, inclusive, reverse)
    }

    /// Iterate over items whose keys an iterator gives.
    fn _items_at(slf: Engine<'_, '_>, keys: &Bound<'_, PyAny>) -> PyResult<Items> {
        Items::new(slf, keys, Seen::Items)
    }

    /// Iterate over the values of the keys that an iterator gives.
    fn _values_at(slf: Engine<'_, '_>, keys: &Bound<'_, PyAny>) -> PyResult<Items> {
        Items::new(slf, keys, Seen::Values)
    }

    /// Refuse changes while foreign code runs that tells where keys are.
    fn _comparing(&self, py: Python<'_>) -> PyResult<Holding> {
        Ok(Holding::of(&self.keys(py)?))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.keys.read_in_traverse().map_or(Ok(()), |keys| visit.call(&*keys))
    }
}
