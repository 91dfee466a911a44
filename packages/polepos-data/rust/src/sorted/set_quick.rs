//! The methods of `SetEngine` that are called most, without the detour of a call through `PyO3`.

use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyType};

use super::only_argument::Arguments;
use super::set::SetEngine;
use super::set_changes as changes;
use crate::calls::{arguments, attached};

/// Give the class these functions in the place of its methods.
///
/// # Errors
/// Those of setting attributes of a class.
pub fn quicken(class: &Bound<'_, PyType>) -> PyResult<()> {
    class.delattr("__setitem__")?; // it came with `__delitem__`
    // SAFETY: the functions take an engine first, as each of them says.
    unsafe {
        arguments(class, "add", add)?;
        arguments(class, "discard", discard)?;
        arguments(class, "remove", remove)
    }
}

/// Do with an engine and a value what a method does.
///
/// # Safety
/// Python calls this as a method: `own` is an engine, and the arguments are those of the call.
#[inline]
unsafe fn called(
    own: *mut ffi::PyObject,
    given: Arguments,
    name: &str,
    method: impl FnOnce(&Bound<'_, SetEngine>, &Bound<'_, PyAny>) -> PyResult<Py<PyAny>>,
) -> *mut ffi::PyObject {
    // SAFETY: as the caller promises.
    unsafe {
        attached(|py| {
            let own = Borrowed::from_ptr(py, own);
            let value = given.only(py, name, "value")?.ok_or_else(|| {
                PyTypeError::new_err(format!("{name}() missing 1 required argument: 'value'"))
            })?;
            method(&own.cast_unchecked::<SetEngine>(), &value).map(Py::into_ptr)
        })
    }
}

/// # Safety
/// Python calls this with an engine, an array of arguments, and the names of the last of them.
unsafe extern "C" fn add(
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called.
    unsafe {
        called(own, Arguments { given, count, names }, "add", |set, value| {
            changes::add(set, value).map(|()| value.py().None())
        })
    }
}

/// # Safety
/// Python calls this with an engine, an array of arguments, and the names of the last of them.
unsafe extern "C" fn discard(
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called.
    unsafe {
        called(own, Arguments { given, count, names }, "discard", |set, value| {
            let found = changes::discard(set, value)?;
            Ok(PyBool::new(value.py(), found).to_owned().into_any().unbind())
        })
    }
}

/// # Safety
/// Python calls this with an engine, an array of arguments, and the names of the last of them.
unsafe extern "C" fn remove(
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called.
    unsafe {
        called(own, Arguments { given, count, names }, "remove", |set, value| {
            changes::remove(set, value).map(|()| value.py().None())
        })
    }
}
