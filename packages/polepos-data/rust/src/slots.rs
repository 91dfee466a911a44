//! Give a class derived from `dict` the lookups of `dict` itself, as slots.
//!
//! `dict.__getitem__` and `dict.__contains__` are methods, so a class written in Python that derives
//! from `dict` looks the method up and calls it for each `d[k]` (its flag is `METH_COEXIST`). A slot
//! wrapper of the same function in a class between the two is taken over as it is: `d[k]` is then as
//! fast as in a dict, and what a subclass defines itself still comes first.

use std::ffi::c_void;

use pyo3::ffi;
use pyo3::intern;
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

/// Put `dict`'s own `__getitem__` and `__contains__` into a class derived from it, as slot wrappers.
///
/// # Errors
/// Those of setting an attribute of a class, such as running out of memory.
pub fn take_over_lookups(class: &Bound<'_, PyType>) -> PyResult<()> {
    let py = class.py();
    // SAFETY: `dict` is a static type that has been ready since Python started.
    let (mapping, sequence) =
        unsafe { (ffi::PyDict_Type.tp_as_mapping, ffi::PyDict_Type.tp_as_sequence) };
    // SAFETY: both tables are static, and never change.
    let lookups = unsafe { ((*mapping).mp_subscript, (*sequence).sq_contains) };
    if let (Some(subscript), Some(contains)) = lookups {
        wrap(class, intern!(py, "__getitem__"), subscript as *mut c_void)?;
        wrap(class, intern!(py, "__contains__"), contains as *mut c_void)?;
    }
    Ok(())
}

/// Wrap a slot function under a name that `tuple` has a wrapper for: of the same slot.
fn wrap(class: &Bound<'_, PyType>, name: &Bound<'_, PyString>, slot: *mut c_void) -> PyResult<()> {
    let py = class.py();
    let of_tuple = py.get_type::<PyTuple>().getattr(name)?;
    // SAFETY: types are static or alive, and only their addresses are compared.
    if unsafe { ffi::Py_TYPE(of_tuple.as_ptr()) != &raw mut ffi::PyWrapperDescr_Type } {
        return Ok(()); // another Python than we know: `d[k]` takes the long way, and works
    }
    // SAFETY: it is a slot wrapper, as its type says, so it begins with these fields; its base is a
    // static description of the slot (`mp_subscript`, `sq_contains`), and `slot` is a function of that
    // slot which takes any `dict`, from which `class` derives.
    let wrapper = unsafe {
        let base = (*of_tuple.as_ptr().cast::<ffi::PyWrapperDescrObject>()).d_base;
        Bound::from_owned_ptr_or_err(py, PyDescr_NewWrapper(class.as_type_ptr(), base, slot))?
    };
    class.setattr(name, wrapper)
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
