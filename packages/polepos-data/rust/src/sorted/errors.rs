//! The errors that sorted sets and dicts share.

use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

use super::engine::ListEngine;

/// The error that says that a key or value is not where it was put.
#[cold]
#[must_use]
pub fn moved(key: &Bound<'_, PyAny>) -> PyErr {
    match key.repr() {
        Ok(key) => PyValueError::new_err(format!(
            "{key} is not where its order says: it has changed since"
        )),
        Err(error) => error,
    }
}

/// The error that says that comparisons have come between.
#[cold]
#[must_use]
pub fn changed(keys: &Bound<'_, ListEngine>) -> PyErr {
    match ListEngine::name(keys) {
        Ok(name) => PyRuntimeError::new_err(format!("{name} changed during a comparison")),
        Err(error) => error,
    }
}
