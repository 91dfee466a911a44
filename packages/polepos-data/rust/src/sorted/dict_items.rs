//! Iterate over the items or values of a sorted dict, in the order that an iterator of keys has.

use pyo3::ffi;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;

use super::dict::{DictEngine, Engine};
use super::dict_changes::value_of;
use crate::slots::looks_up_as_dict;

/// What an iterator gives for a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Key and value.
    Items,
    /// The value alone.
    Values,
}

/// An iterator over items or values. What ends the iterator of the keys ends this one.
#[pyclass(frozen, module = "polepos.data._rust")]
pub struct Items {
    mapping: Py<DictEngine>,
    keys: Py<PyAny>,
    seen: Seen,
    as_dict: bool,
}

impl Items {
    /// Iterate over what a dict has for these keys.
    ///
    /// # Errors
    /// `TypeError` if the keys cannot be iterated.
    pub fn new(slf: Engine<'_, '_>, keys: &Bound<'_, PyAny>, seen: Seen) -> PyResult<Self> {
        Ok(Self {
            mapping: slf.clone().unbind(),
            keys: keys.try_iter()?.into_any().unbind(),
            seen,
            as_dict: looks_up_as_dict(slf),
        })
    }
}

#[pymethods]
impl Items {
    fn __iter__(own: Py<Self>) -> Py<Self> {
        own
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        // SAFETY: `try_iter` has made sure that it is an iterator; the result is a new reference, or null
        // with or without an error.
        let key = unsafe {
            let key = ffi::PyIter_Next(self.keys.as_ptr());
            Bound::from_owned_ptr_or_opt(py, key)
        };
        let Some(key) = key else { return PyErr::take(py).map_or(Ok(None), Err) };
        let value = value_of(self.mapping.bind(py), &key, self.as_dict)?;
        match self.seen {
            Seen::Values => Ok(Some(value)),
            Seen::Items => Ok(Some((key, value).into_pyobject(py)?.into_any())),
        }
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.mapping)?;
        visit.call(&self.keys)
    }
}
