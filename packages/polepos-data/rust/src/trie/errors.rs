//! What a trie refuses, and why.

use pyo3::exceptions::{PyKeyError, PyMemoryError, PyRuntimeError};
use pyo3::prelude::*;

use super::TrieEngine;

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

/// The error of a trie that is full, or of a key that is too long for it.
#[cold]
pub fn excess() -> PyErr {
    PyMemoryError::new_err("a trie holds less than 2**29 keys, of less than 2**32 bytes each")
}
