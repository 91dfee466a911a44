//! Give a class derived from `dict` the lookups of `dict` itself, as slots.
//!
//! `dict.__getitem__` and `dict.__contains__` are methods, so a class written in Python that derives
//! from `dict` looks the method up and calls it for each `d[k]` (its flag is `METH_COEXIST`). A slot
//! wrapper of the same function in a class between the two is taken over as it is: `d[k]` is then as
//! fast as in a dict, and what a subclass defines itself still comes first.

use std::ffi::c_void;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::calls::slot;

/// Put `dict`'s own `__getitem__` and `__contains__` into a class derived from it, as slot wrappers.
///
/// # Errors
/// Those of setting an attribute of a class, such as running out of memory.
pub fn take_over_lookups(class: &Bound<'_, PyType>) -> PyResult<()> {
    // SAFETY: `dict` is a static type that has been ready since Python started.
    let (mapping, sequence) =
        unsafe { (ffi::PyDict_Type.tp_as_mapping, ffi::PyDict_Type.tp_as_sequence) };
    // SAFETY: both tables are static, and never change.
    let lookups = unsafe { ((*mapping).mp_subscript, (*sequence).sq_contains) };
    if let (Some(subscript), Some(contains)) = lookups {
        // SAFETY: they are the functions of these slots, and take any dict, from which `class` derives.
        unsafe {
            slot(class, "__getitem__", subscript as *mut c_void)?;
            slot(class, "__contains__", contains as *mut c_void)?;
        }
    }
    Ok(())
}

/// Whether `mapping[key]` is what a dict does, and so may be asked of the dict directly.
#[must_use]
pub fn looks_up_as_dict(mapping: &Bound<'_, PyAny>) -> bool {
    // SAFETY: the type is alive as long as its instance; the tables of a type that is ready do not go
    // away while it lives, and the interpreter lock is held, so nobody changes them meanwhile.
    unsafe {
        let own = (*ffi::Py_TYPE(mapping.as_ptr())).tp_as_mapping;
        let dict = ffi::PyDict_Type.tp_as_mapping;
        if own.is_null() {
            return false;
        }
        match ((*own).mp_subscript, (*dict).mp_subscript) {
            (Some(own), Some(dict)) => std::ptr::fn_addr_eq(own, dict),
            _ => false,
        }
    }
}
