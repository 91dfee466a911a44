//! `get`, which is called most, as a C function put into the type by hand.
//!
//! To take apart the arguments as every method does costs half as much as to look up a key. `PyO3` does not
//! know that it is called here, so nothing is dropped that it would have to count down: a value goes from
//! the cache to the caller, and all else is done in the method `_get`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;

use pyo3::exceptions::PySystemError;
use pyo3::prelude::*;
use pyo3::{PyClass, ffi, intern};

use super::data::Object;

/// What the short way knows of a key.
pub enum Answer<'py> {
    /// Its value.
    Held(Bound<'py, PyAny>),
    /// It is not there.
    Missing,
    /// Nothing: ask the method `_get`.
    Elsewhere,
}

/// An engine that can answer `get` at once.
pub trait Quick: PyClass {
    /// Look up a key, which is use, and drop no object that is not bound.
    fn quick<'py>(slf: Borrowed<'_, 'py, Self>, key: &Bound<'py, PyAny>) -> PyResult<Answer<'py>>;
}

impl<'py> Answer<'py> {
    /// Return what was found, or that nothing was.
    #[inline]
    pub fn of(found: Option<Object>, py: Python<'py>) -> Self {
        found.map_or(Self::Missing, |value| Self::Held(value.into_bound(py)))
    }
}

/// Give the type of an engine the method `get`.
pub fn add_to<E: Quick>(py: Python<'_>) -> PyResult<()> {
    let class = py.get_type::<E>();
    let method = ffi::PyMethodDef {
        ml_name: c"get".as_ptr(),
        ml_meth: ffi::PyMethodDefPointer { PyCFunctionFastWithKeywords: get::<E> },
        ml_flags: ffi::METH_FASTCALL | ffi::METH_KEYWORDS,
        ml_doc: c"get($self, key, default=None)\n--\n\n\
Return the value of `key`, which is use, or `default`. O(1). Never calls `__missing__`."
            .as_ptr(),
    };
    // SAFETY: the definition is never freed, the class is one, and the result is a new reference or null
    // with an error set. A descriptor lets nothing but instances of its class through to the function.
    let descriptor = unsafe {
        let descriptor = ffi::PyDescr_NewMethod(class.as_type_ptr(), Box::leak(Box::new(method)));
        Bound::from_owned_ptr_or_err(py, descriptor)?
    };
    class.setattr("get", descriptor)
}

unsafe extern "C" fn get<E: Quick>(
    engine: *mut ffi::PyObject,
    arguments: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    let answer = || {
        if !names.is_null() || !(count == 1 || count == 2) {
            // SAFETY: these are the arguments of this call.
            return unsafe { elsewhere(engine, arguments, count, names) };
        }
        // SAFETY: the interpreter calls this with its lock held, with as many arguments as it says, all of
        // them alive until it returns, and with an engine of this class, see `add_to`.
        unsafe {
            let py = Python::assume_attached();
            let slf = Borrowed::from_ptr(py, engine).cast_unchecked::<E>();
            let key = Borrowed::from_ptr(py, *arguments);
            match E::quick(slf, &key) {
                Ok(Answer::Held(value)) => value.into_ptr(),
                Ok(Answer::Missing) if count == 2 => ffi::Py_NewRef(*arguments.add(1)),
                Ok(Answer::Missing) => ffi::Py_NewRef(ffi::Py_None()),
                Ok(Answer::Elsewhere) => elsewhere(engine, arguments, count, names),
                Err(error) => {
                    error.restore(py);
                    null_mut()
                }
            }
        }
    };
    catch_unwind(AssertUnwindSafe(answer)).unwrap_or_else(|_| {
        // SAFETY: the interpreter calls this with its lock held.
        let py = unsafe { Python::assume_attached() };
        PySystemError::new_err("the cache has failed").restore(py);
        null_mut()
    })
}

/// Call `_get` with the same arguments.
#[cold]
unsafe fn elsewhere(
    engine: *mut ffi::PyObject,
    arguments: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the interpreter lock is held; behind `count` arguments lie the values of as many more as there
    // are names, which are a tuple or null. Vectorcall takes the engine in front of them all.
    unsafe {
        let py = Python::assume_attached();
        let more = if names.is_null() { 0 } else { ffi::PyTuple_GET_SIZE(names) };
        let all = (0..count + more).map(|index| *arguments.offset(index));
        let all: Vec<_> = std::iter::once(engine).chain(all).collect();
        let given = (count + 1).cast_unsigned();
        ffi::PyObject_VectorcallMethod(intern!(py, "_get").as_ptr(), all.as_ptr(), given, names)
    }
}
