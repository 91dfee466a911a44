//! Compare as Python does. All of this may run foreign code, and may fail.

use pyo3::exceptions::PyException;
use pyo3::ffi;
use pyo3::prelude::*;
use std::ffi::c_int;

/// Whether `a < b`.
///
/// # Errors
/// What the comparison raises.
#[inline]
pub fn less(py: Python<'_>, a: &Py<PyAny>, b: &Py<PyAny>) -> PyResult<bool> {
    told(py, a, b, ffi::Py_LT)
}

/// Whether `a is b or a == b`.
///
/// # Errors
/// What the comparison raises.
#[inline]
pub fn same(py: Python<'_>, a: &Py<PyAny>, b: &Py<PyAny>) -> PyResult<bool> {
    told(py, a, b, ffi::Py_EQ)
}

/// Whether `a != a`, which is what makes it NaN.
///
/// # Errors
/// What the comparison raises.
pub fn is_nan(py: Python<'_>, a: &Py<PyAny>) -> PyResult<bool> {
    // SAFETY: the object is alive, and the interpreter lock is held (`py`). The result is a new
    // reference, or null with an error set, as `from_owned_ptr_or_err` expects.
    let answer = unsafe {
        let answer = ffi::PyObject_RichCompare(a.as_ptr(), a.as_ptr(), ffi::Py_NE);
        Bound::from_owned_ptr_or_err(py, answer)?
    };
    answer.is_truthy()
}

/// What an error in a search for `key` comes to: nothing is found if the key is a NaN, which some
/// types refuse to compare.
///
/// # Errors
/// The error itself, for all other keys.
#[cold]
pub fn forgive_nan(py: Python<'_>, error: PyErr, key: &Py<PyAny>) -> PyResult<()> {
    if error.is_instance_of::<PyException>(py) && is_nan(py, key)? {
        return Ok(());
    }
    Err(error)
}

#[inline]
fn told(py: Python<'_>, a: &Py<PyAny>, b: &Py<PyAny>, operator: c_int) -> PyResult<bool> {
    // SAFETY: both objects are alive: who compares holds them, or a borrow of the tree that does; and
    // the interpreter lock is held (`py`).
    match unsafe { ffi::PyObject_RichCompareBool(a.as_ptr(), b.as_ptr(), operator) } {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(PyErr::fetch(py)),
    }
}
