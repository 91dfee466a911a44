//! A set and a sorted list of the same values: `SetEngine`, what `SortedSet` derives from.
//!
//! What is the same is told by the set, which is a builtin one; what comes first by the list. What does
//! the work is in `set_changes`, `set_batches` and `set_algebra`.
#![allow(clippy::doc_markdown)] // documentation that Python shows

use pyo3::exceptions::PyRuntimeError;
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
    parts: GilCell<Option<(Py<ListEngine>, Py<PySet>)>>,
}

/// A set in order.
pub type Engine<'a, 'py> = &'a Bound<'py, SetEngine>;

/// The values in order, and the same by hash.
pub type Parts<'py> = (Bound<'py, ListEngine>, Bound<'py, PySet>);

impl SetEngine {
    /// The two parts.
    ///
    /// # Errors
    /// `RuntimeError` when there are none: the object was not made as it should be.
    #[inline]
    pub fn parts<'py>(&self, py: Python<'py>) -> PyResult<Parts<'py>> {
        if let Ok(parts) = self.parts.read(py)
            && let Some((list, members)) = parts.as_ref()
        {
            return Ok((list.bind(py).clone(), members.bind(py).clone()));
        }
        Err(PyRuntimeError::new_err("this set has no list of its values"))
    }

    /// Take up other parts, and return those before for the caller to drop.
    pub fn replace(
        &self,
        py: Python<'_>,
        list: Py<ListEngine>,
        members: Py<PySet>,
    ) -> Option<(Py<ListEngine>, Py<PySet>)> {
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
        self.parts(py).map(|(list, _)| list)
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

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.parts(py)?.0.get().read(py)?.len())
    }

    fn __contains__(&self, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        self.parts(value.py())?.1.as_any().contains(value)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.parts(py)?.0.try_iter()?.into_any())
    }

    fn __reversed__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.parts(py)?.0.call_method0("__reversed__")
    }

    fn __getitem__<'py>(&self, at: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.parts(at.py())?.0.get_item(at)
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
