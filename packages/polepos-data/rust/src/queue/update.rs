//! `update`, which takes a key and its priority, or what holds many of them.

use pyo3::ffi;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use super::change::{Value, put};
use super::signature::{Call, Method, Parts};

/// The method of the engine.
pub(super) static UPDATE: Method = Method::new(
    c"update",
    function,
    c"update($self, /, *arguments, **more)\n--\n\n\
Give a key a priority, and keep its value unless there is a new one. O(log n).\n\n\
`update(key, priority)` adds the key if it is new. `update(data)` does the same for every key of a\n\
mapping, of a queue (with its values) or of an iterable of pairs or triples: for all of them, or for\n\
none if one priority cannot be compared. Among equal priorities a key counts as pushed last.",
);

unsafe extern "C" fn function(
    engine: *mut ffi::PyObject,
    arguments: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: the interpreter calls it as it calls every such function, and the descriptor has seen that
    // the engine is one.
    unsafe { Call { engine, arguments, count, names }.answer(update) }
}

fn update<'py>(parts: Parts<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
    if let (engine, [key, priority], _, None) = parts {
        put(engine, key, priority, Value::Kept)?;
        return Ok(engine.py().None().into_bound(engine.py()));
    }
    update_otherwise(parts)
}

/// Call the method in Python that sees to all other cases.
#[cold]
fn update_otherwise<'py>(
    (engine, given, by_name, names): Parts<'_, 'py>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = engine.py();
    let more = PyDict::new(py);
    for (name, argument) in names.into_iter().flatten().zip(by_name) {
        more.set_item(name, argument)?;
    }
    engine.call_method(intern!(py, "_update"), PyTuple::new(py, given)?, Some(&more))
}
