//! The method of `DictEngine` that is called most, without the detour of a call through `PyO3`.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::dict::DictEngine;
use super::dict_changes::peek;
use super::only_argument::Arguments;
use super::positions::Index;
use crate::calls::{arguments, attached};

/// Give the class this function in the place of its method.
///
/// # Errors
/// Those of setting attributes of a class.
pub fn quicken(class: &Bound<'_, PyType>) -> PyResult<()> {
    // SAFETY: the function takes an engine first, as it says.
    unsafe { arguments(class, "peekitem", peekitem) }
}

/// # Safety
/// Python calls this with an engine, an array of arguments, and the names of the last of them.
unsafe extern "C" fn peekitem(
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called: `own` is an engine, and arguments are as many as they say.
    unsafe {
        attached(|py| {
            let index = match (Arguments { given, count, names }).only(py, "peekitem", "index")? {
                Some(index) => index.extract()?,
                None => Index::LAST,
            };
            let own = Borrowed::from_ptr(py, own);
            let item = peek(&own.cast_unchecked::<DictEngine>(), index)?;
            Ok(item.into_pyobject(py)?.into_ptr())
        })
    }
}
