//! What a trie refuses, and why.

use polepos_data_core::trie::MOST;
use pyo3::exceptions::{PyKeyError, PyOverflowError, PyRuntimeError};
use pyo3::prelude::*;

use super::TrieEngine;
use crate::limits;

/// The error of a key that is not here.
#[cold]
pub fn missing(key: impl Into<Py<PyAny>>) -> PyErr {
    PyKeyError::new_err((key.into(),))
}

/// The error of a change while Python code runs for another operation. None of a trie's runs any, so
/// nobody should see it.
#[cold]
pub fn busy() -> PyErr {
    PyRuntimeError::new_err("Trie changed during a comparison")
}

/// The error of a step of an iterator after a key came or went.
#[cold]
pub fn overtaken(engine: &Bound<'_, TrieEngine>) -> PyErr {
    match engine.get_type().name() {
        Ok(name) => PyRuntimeError::new_err(format!("{name} changed during iteration")),
        Err(error) => error,
    }
}

/// The error of a trie that is full.
#[cold]
pub fn full() -> PyErr {
    limits::overflow("a trie", MOST)
}

/// The error of a key that is too long.
#[cold]
pub fn too_long() -> PyErr {
    PyOverflowError::new_err("a trie takes keys of less than 2**32 bytes")
}
