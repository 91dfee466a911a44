//! The methods of `SetEngine` that are called most, without the detour of a call through `PyO3`.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyType};

use super::set::SetEngine;
use super::set_changes as changes;
use crate::calls::{attached, one_argument};

/// Give the class these functions in the place of its methods.
///
/// # Errors
/// Those of setting attributes of a class.
pub fn quicken(class: &Bound<'_, PyType>) -> PyResult<()> {
    class.delattr("__setitem__")?; // it came with `__delitem__`
    // SAFETY: each takes an instance of the class and any value.
    unsafe {
        one_argument(class, "add", add)?;
        one_argument(class, "discard", discard)?;
        one_argument(class, "remove", remove)
    }
}

/// Do with an engine and a value what a method does.
///
/// # Safety
/// Python calls this as a method of one argument: both are live objects, the first an engine.
#[inline]
unsafe fn called(
    own: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
    method: impl FnOnce(&Bound<'_, SetEngine>, &Bound<'_, PyAny>) -> PyResult<Py<PyAny>>,
) -> *mut ffi::PyObject {
    // SAFETY: as the caller promises.
    unsafe {
        attached(|py| {
            let own = Borrowed::from_ptr(py, own);
            let own = own.cast_unchecked::<SetEngine>();
            method(&own, &Borrowed::from_ptr(py, value)).map(Py::into_ptr)
        })
    }
}

/// # Safety
/// Python calls this as a method of one argument.
unsafe extern "C" fn add(own: *mut ffi::PyObject, value: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called.
    unsafe { called(own, value, |set, value| changes::add(set, value).map(|()| value.py().None())) }
}

/// # Safety
/// Python calls this as a method of one argument.
unsafe extern "C" fn discard(
    own: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called.
    unsafe {
        called(own, value, |set, value| {
            let found = changes::discard(set, value)?;
            Ok(PyBool::new(value.py(), found).to_owned().into_any().unbind())
        })
    }
}

/// # Safety
/// Python calls this as a method of one argument.
unsafe extern "C" fn remove(
    own: *mut ffi::PyObject,
    value: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called.
    unsafe {
        called(own, value, |set, value| changes::remove(set, value).map(|()| value.py().None()))
    }
}
