//! Let a class be called without a detour: functions in C's manner instead of `PyO3`'s for what is hot.
//!
//! A method of a `pyclass` takes its arguments apart first, which costs as much as a search in a
//! sorted list. A function given here is called by Python itself. It takes what it knows at once, and
//! leaves everything else to `attached`, where Rust may do whatever it likes.

use std::ffi::{CString, c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{iter, ptr, slice};

use pyo3::exceptions::PySystemError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple, PyType};

unsafe extern "C" {
    /// Not declared by `pyo3::ffi`; every build of Python exports it.
    fn PyDescr_NewWrapper(
        owner: *mut ffi::PyTypeObject,
        base: *mut ffi::wrapperbase,
        wrapped: *mut c_void,
    ) -> *mut ffi::PyObject;
}

/// What a function answers when an error is set.
pub trait Failed {
    /// The answer that says so.
    const FAILED: Self;
}

impl Failed for *mut ffi::PyObject {
    const FAILED: Self = ptr::null_mut();
}

impl Failed for c_int {
    const FAILED: Self = -1;
}

/// Do what a function called by Python does, with errors and panics turned into Python's.
///
/// # Safety
/// The caller has been called by Python, with the interpreter lock held.
pub unsafe fn attached<R: Failed>(call: impl FnOnce(Python<'_>) -> PyResult<R>) -> R {
    Python::attach(|py| {
        let done = catch_unwind(AssertUnwindSafe(|| call(py)));
        let broken =
            |_panic| Err(PySystemError::new_err("polepos.data has met a state it excludes"));
        done.unwrap_or_else(broken).unwrap_or_else(|error| {
            error.restore(py);
            R::FAILED
        })
    })
}

/// Try what is quick; a panic there, which nobody knows of, is as if it could not be done.
#[inline]
pub fn quietly<R>(call: impl FnOnce() -> Option<R>) -> Option<R> {
    catch_unwind(AssertUnwindSafe(call)).unwrap_or(None)
}

/// Call the method that a function stands in for, with all that the function was called with.
///
/// # Errors
/// What the method raises.
///
/// # Safety
/// Python has called the function with these.
#[cold]
pub unsafe fn instead(
    method: &Bound<'_, PyAny>,
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> PyResult<*mut ffi::PyObject> {
    // SAFETY: there are as many arguments as `count` says, and after them one for each of the names; all
    // of them, and `own`, live until the call is over. The result is a new reference, or null with an
    // error set.
    unsafe {
        let by_name = if names.is_null() { 0 } else { ffi::PyTuple_GET_SIZE(names) };
        let all = slice::from_raw_parts(given, usize::try_from(count + by_name)?);
        let with_own: Vec<_> = iter::once(own).chain(all.iter().copied()).collect();
        let by_position = usize::try_from(count)? + 1;
        let called =
            ffi::PyObject_Vectorcall(method.as_ptr(), with_own.as_ptr(), by_position, names);
        Ok(Bound::from_owned_ptr_or_err(method.py(), called)?.into_ptr())
    }
}

/// Replace a method that takes arguments by position and by name; it keeps its signature and docstring.
///
/// # Errors
/// Those of asking for and setting attributes of a class.
///
/// # Safety
/// `call` may be called with an instance of `class`, or of what derives from it, and any arguments.
pub unsafe fn arguments(
    class: &Bound<'_, PyType>,
    name: &str,
    call: ffi::PyCFunctionFastWithKeywords,
) -> PyResult<()> {
    let before = class.getattr(name)?;
    let (signature, text) = (before.getattr("__text_signature__")?, before.getattr("__doc__")?);
    let text = CString::new(format!("{name}{signature}\n--\n\n{text}"))?;
    let definition = ffi::PyMethodDef {
        ml_name: CString::new(name)?.into_raw(),
        ml_meth: ffi::PyMethodDefPointer { PyCFunctionFastWithKeywords: call },
        ml_flags: ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
        ml_doc: text.into_raw(),
    };
    let definition = Box::into_raw(Box::new(definition)); // as long as the class, which is for ever
    // SAFETY: the definition and its texts are never freed. The function is of the manner that the flags
    // say, and takes what it is called with, as the caller says. The result is a new reference, or null
    // with an error set.
    let method = unsafe {
        let method = ffi::PyDescr_NewMethod(class.as_type_ptr(), definition);
        Bound::from_owned_ptr_or_err(class.py(), method)?
    };
    class.setattr(name, method)
}

/// Replace the function in a slot that `tuple` has too, under its name there.
///
/// # Errors
/// Those of asking for and setting attributes of a class.
///
/// # Safety
/// `slot` is a function as that slot has them, for instances of `class` and what derives from it.
pub unsafe fn slot(class: &Bound<'_, PyType>, name: &str, slot: *mut c_void) -> PyResult<()> {
    let py = class.py();
    let name = PyString::intern(py, name);
    let of_tuple = py.get_type::<PyTuple>().getattr(&name)?;
    // SAFETY: types are static or alive, and only their addresses are compared.
    if unsafe { ffi::Py_TYPE(of_tuple.as_ptr()) != &raw mut ffi::PyWrapperDescr_Type } {
        return Ok(()); // another Python than we know: all goes on as before
    }
    // SAFETY: it is a slot wrapper, as its type says, so it begins with these fields; its base is a
    // static description of the slot, of which the caller says that the function is for it.
    let wrapper = unsafe {
        let base = (*of_tuple.as_ptr().cast::<ffi::PyWrapperDescrObject>()).d_base;
        Bound::from_owned_ptr_or_err(py, PyDescr_NewWrapper(class.as_type_ptr(), base, slot))?
    };
    class.setattr(name, wrapper)
}
