//! The position in a list that an index stands for.

use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;

use super::engine::ListEngine;
use super::positions::Index;

/// The position in a list that an index stands for.
///
/// # Errors
/// `IndexError` when there is no such position.
#[inline]
pub fn at(list: &Bound<'_, ListEngine>, index: Index) -> PyResult<usize> {
    let length = list.get().read(list.py())?.len();
    index.within(length).ok_or_else(out_of_range)
}

/// The error that says that a position is not one.
#[cold]
#[must_use]
pub fn out_of_range() -> PyErr {
    PyIndexError::new_err("list index out of range")
}
