//! Read the arguments of a method that takes one, by position or by name.

use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;

/// What Python calls a method with, but for the object itself.
#[derive(Clone, Copy)]
pub struct Arguments {
    /// Those by position, and after them those by name.
    pub given: *const *mut ffi::PyObject,
    /// How many are given by position.
    pub count: ffi::Py_ssize_t,
    /// The names of the others, a tuple or null.
    pub names: *mut ffi::PyObject,
}

impl Arguments {
    /// The only argument, if it is there.
    ///
    /// # Errors
    /// `TypeError` for more of them, or another name.
    ///
    /// # Safety
    /// Python has called with these, and the call is not over as long as `'a`.
    #[inline]
    pub unsafe fn only<'a, 'py>(
        self,
        py: Python<'py>,
        method: &str,
        name: &str,
    ) -> PyResult<Option<Borrowed<'a, 'py, PyAny>>> {
        let Self { given, count, names } = self;
        // SAFETY: there are as many arguments as `count` says, and after them one for each of the names.
        unsafe {
            let named = if names.is_null() { 0 } else { ffi::PyTuple_GET_SIZE(names) };
            match (count, named) {
                (0, 0) => Ok(None),
                (1, 0) => Ok(Some(Borrowed::from_ptr(py, *given))),
                (0, 1) if Borrowed::from_ptr(py, ffi::PyTuple_GET_ITEM(names, 0)).eq(name)? => {
                    Ok(Some(Borrowed::from_ptr(py, *given)))
                }
                _ => Err(PyTypeError::new_err(format!("{method}() takes one argument: {name}"))),
            }
        }
    }
}
