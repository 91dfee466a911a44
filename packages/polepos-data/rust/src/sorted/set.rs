//! A set and a sorted list of the same values: `SetEngine`, what `SortedSet` derives from.
//!
//! What is the same is told by the set, which is a builtin one; what comes first by the list. What does
//! the work is in `set_changes`, `set_batches` and `set_algebra`.
#![allow(clippy::doc_markdown)] // documentation that Python shows

use pyo3::exceptions::{PyAttributeError, PyRuntimeError};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PySet, PySlice, PyString, PyTuple};

use super::engine::ListEngine;
use super::positions::Index;
use super::{set_algebra as algebra, set_batches as batches, set_changes as changes};
use crate::cell::GilCell;

/// What keeps a set in order.
#[pyclass(subclass, frozen, module = "polepos.data._rust")]
pub struct SetEngine {
    parts: GilCell<Option<Held>>,
}

/// The two parts, as they are kept. The set is made when it is first asked for: what came of an
/// operation on two sets may never be asked whether it has a value.
type Held = (Py<ListEngine>, Option<Py<PySet>>);

/// A set in order.
pub type Engine<'a, 'py> = &'a Bound<'py, SetEngine>;

/// The values in order, and the same by hash.
pub type Parts<'py> = (Bound<'py, ListEngine>, Bound<'py, PySet>);

impl SetEngine {
    /// The values in order.
    ///
    /// # Errors
    /// `RuntimeError` when there are none: the object was not made as it should be.
    #[inline]
    pub fn list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, ListEngine>> {
        if let Ok(parts) = self.parts.read(py)
            && let Some((list, _)) = parts.as_ref()
        {
            return Ok(list.bind(py).clone());
        }
        Err(PyRuntimeError::new_err("this set has no list of its values"))
    }

    /// The two parts.
    ///
    /// # Errors
    /// `RuntimeError` when there are none: the object was not made as it should be.
    #[inline]
    pub fn parts<'py>(&self, py: Python<'py>) -> PyResult<Parts<'py>> {
        if let Ok(parts) = self.parts.read(py)
            && let Some((list, Some(members))) = parts.as_ref()
        {
            return Ok((list.bind(py).clone(), members.bind(py).clone()));
        }
        self.hashed(py)
    }

    /// Make the set. No foreign code tells which values are equal, for they are of a builtin type.
    #[cold]
    fn hashed<'py>(&self, py: Python<'py>) -> PyResult<Parts<'py>> {
        let list = self.list(py)?;
        let members = PySet::new(py, list.get().read(py)?.values())?;
        let before = self.replace(py, list.clone().unbind(), Some(members.clone().unbind()));
        drop(before);
        Ok((list, members))
    }

    /// The values by hash, if that set has been made.
    #[must_use]
    pub fn members<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PySet>> {
        let parts = self.parts.read(py).ok()?;
        parts.as_ref()?.1.as_ref().map(|members| members.bind(py).clone())
    }

    /// Take up other parts, and return those before for the caller to drop.
    pub fn replace(
        &self,
        py: Python<'_>,
        list: Py<ListEngine>,
        members: Option<Py<PySet>>,
    ) -> Option<Held> {
        self.parts.write(py).ok()?.replace((list, members))
    }
}

#[pymethods]
impl SetEngine {
    #[new]
    #[pyo3(signature = (*_arguments, **_options))]
    fn new(_arguments: &Bound<'_, PyTuple>, _options: Option<&Bound<'_, PyDict>>) -> Self {
        Self { parts: GilCell::new(None) }
    }

    /// The values in order, as a sorted list.
    #[getter]
    fn _list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, ListEngine>> {
        self.list(py)
    }

    /// The values by hash.
    #[getter]
    fn _set<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PySet>> {
        self.parts(py).map(|(_, members)| members)
    }

    /// Take up a list and the set of the same values, in place of those that were here.
    fn _hold(
        slf: Engine<'_, '_>,
        values: &Bound<'_, ListEngine>,
        members: &Bound<'_, PySet>,
    ) -> PyResult<()> {
        algebra::hold(slf, values, members)
    }

    /// Take up copies of the parts of another set, which is like this one.
    fn _copy_parts(slf: Engine<'_, '_>, other: Engine<'_, '_>) -> PyResult<()> {
        algebra::copy(slf, other)
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.list(py)?.get().read(py)?.len())
    }

    fn __contains__(&self, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        self.parts(value.py())?.1.as_any().contains(value)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.list(py)?.try_iter()?.into_any())
    }

    fn __reversed__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.list(py)?.call_method0("__reversed__")
    }

    fn __getitem__<'py>(&self, at: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.list(at.py())?.get_item(at)
    }

    /// Refuse, as an object without this method does: the class loses it, and only the slot remains.
    #[allow(clippy::unused_self)] // a method has one
    fn __setitem__(&self, _at: &Bound<'_, PyAny>, _value: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(PyAttributeError::new_err("__setitem__"))
    }

    fn __delitem__(slf: Engine<'_, '_>, at: &Bound<'_, PyAny>) -> PyResult<()> {
        match at.cast::<PySlice>() {
            Ok(slice) => batches::delete_slice(slf, slice),
            Err(_) => changes::take_at(slf, at.extract()?).map(drop),
        }
    }

    /// Add a value if no equal one is here. Raise as `SortedList.add` does.
    fn add(slf: Engine<'_, '_>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        changes::add(slf, value)
    }

    /// Remove a value if it is here, and tell whether it was.
    fn discard(slf: Engine<'_, '_>, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        changes::discard(slf, value)
    }

    /// Remove a value; raise KeyError if it is not here.
    fn remove(slf: Engine<'_, '_>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        changes::remove(slf, value)
    }

    /// Remove the value at a position, by default the last, and return it.
    ///
    /// Raise IndexError when there is none.
    #[pyo3(signature = (index = Index::LAST), text_signature = "($self, index=-1)")]
    fn pop<'py>(slf: Engine<'_, 'py>, index: Index) -> PyResult<Bound<'py, PyAny>> {
        changes::take_at(slf, index)
    }

    /// Remove all values.
    fn clear(slf: Engine<'_, '_>) -> PyResult<()> {
        batches::clear(slf)
    }

    /// Add the values of all iterables, or none of them if one cannot be added.
    #[pyo3(signature = (*iterables))]
    fn update<'py>(
        slf: Engine<'_, 'py>,
        iterables: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, SetEngine>> {
        batches::update(slf, iterables)?;
        Ok(slf.clone())
    }

    /// Return the values that are in this set or in any of the others.
    #[pyo3(signature = (*iterables))]
    fn union<'py>(
        slf: Engine<'_, 'py>,
        iterables: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        algebra::union(slf, iterables)
    }

    /// Return a set of what an operation of the hash part gives; nothing may change meanwhile.
    #[pyo3(signature = (operation, *others))]
    fn _combined<'py>(
        slf: Engine<'_, 'py>,
        operation: &Bound<'py, PyString>,
        others: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, SetEngine>> {
        algebra::combined(slf, operation, others)
    }

    /// Hold exactly what an operation of the hash part gives.
    #[pyo3(signature = (operation, *others))]
    fn _become<'py>(
        slf: Engine<'_, 'py>,
        operation: &Bound<'py, PyString>,
        others: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, SetEngine>> {
        algebra::become_combined(slf, operation, others)?;
        Ok(slf.clone())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        let Ok(parts) = self.parts.read_in_traverse() else { return Ok(()) };
        let Some((list, members)) = parts.as_ref() else { return Ok(()) };
        visit.call(list)?;
        visit.call(members)
    }
}
