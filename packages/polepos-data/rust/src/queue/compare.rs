//! Hash and compare Python objects, as a dict and a heap do it.

use pyo3::ffi;
use pyo3::prelude::*;

use super::Object;

/// Return the hash of a key.
#[inline]
pub(super) fn hash_of(key: &Bound<'_, PyAny>) -> PyResult<u64> {
    // SAFETY: the object is alive and the interpreter attached.
    let hash = unsafe { ffi::PyObject_Hash(key.as_ptr()) };
    if hash == -1 {
        return Err(PyErr::fetch(key.py()));
    }
    Ok(hash.cast_unsigned() as u64)
}

/// Tell whether two keys of one hash are the same, asking the one that is held.
#[inline]
pub(super) fn same_key(known: &Object, key: &Bound<'_, PyAny>) -> PyResult<bool> {
    if known.as_ptr() == key.as_ptr() {
        return Ok(true);
    }
    // SAFETY: both are alive, and what is held stays so as the queue is borrowed.
    match unsafe { ffi::PyObject_RichCompareBool(known.as_ptr(), key.as_ptr(), ffi::Py_EQ) } {
        -1 => Err(PyErr::fetch(key.py())),
        answer => Ok(answer == 1),
    }
}

/// Tell whether a newer rank comes before an older one: by one comparison, that of `<`.
///
/// The reference compares tuples, for which None is equal to None; by itself it does not compare.
#[inline]
pub(super) fn overtakes(
    py: Python<'_>,
    newer: &Object,
    older: &Object,
    reverse: bool,
) -> PyResult<bool> {
    let (less, than) = if reverse { (older, newer) } else { (newer, older) };
    if !reverse && less.as_ptr() == than.as_ptr() && less.is_none(py) {
        return Ok(false);
    }
    // SAFETY: both are alive: they are in a queue that is borrowed, or on their way to it.
    let answer = unsafe {
        let answer = ffi::PyObject_RichCompare(less.as_ptr(), than.as_ptr(), ffi::Py_LT);
        Bound::from_owned_ptr_or_err(py, answer)?
    };
    answer.is_truthy()
}
