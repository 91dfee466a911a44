//! Ask the Python half about orders: what it says of NaN is the same in both backends.

use polepos_data_core::sorted::Space;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyList;

use super::compare::is_nan;
use super::entry::Alone;
use super::kind::Kind;
use super::texts::{Bytes, Texts};
use super::trees::{CALLED, MOST, Trees};
use crate::limits;

const MODULE: &str = "polepos.data._pure.ordering";

/// The error that says that NaN has no place in an order.
#[cold]
pub fn not_ordered(py: Python<'_>, key: &Py<PyAny>) -> PyErr {
    let error =
        PyModule::import(py, MODULE).and_then(|module| module.call_method1("not_ordered", (key,)));
    error.map_or_else(|error| error, PyErr::from_value)
}

/// These values in order.
///
/// # Errors
/// What a comparison raises; `ValueError` for NaN among them.
pub fn in_order(values: &Bound<'_, PyList>) -> PyResult<Vec<Py<PyAny>>> {
    if let Some(typed) = typed(values) {
        let entries = typed.sorted(values.py());
        return Ok(entries.into_iter().map(|Alone(value)| value).collect());
    }
    sort_anything(values)?;
    Ok(values.iter().map(Bound::unbind).collect())
}

/// A tree of these values.
///
/// # Errors
/// What iterating or a comparison raises; `ValueError` for NaN among them; `OverflowError` where they are
/// too many.
pub fn tree_of(given: &Bound<'_, PyAny>) -> PyResult<Trees<Alone>> {
    let py = given.py();
    if let Ok(values) = given.cast_exact::<PyList>()
        && let Some(typed) = typed(values)
    {
        limits::make_sure(CALLED, 0, values.len(), MOST)?;
        return Ok(typed.tree(py)); // and nobody has had occasion to change the list
    }
    let values = list_of(given)?;
    limits::make_sure(CALLED, 0, values.len(), MOST)?;
    if let Some(typed) = typed(&values) {
        return Ok(typed.tree(py));
    }
    sort_anything(&values)?;
    let entries = values.iter().map(|value| Alone(value.unbind())).collect();
    Ok(Trees::from_sorted(py, Kind::Anything, entries))
}

/// A list of its own of what can be iterated.
///
/// # Errors
/// What iterating raises.
pub fn list_of<'py>(given: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
    // SAFETY: the object is alive and the interpreter lock is held; the result is a new reference to a
    // list, or null with an error set.
    unsafe {
        let list = ffi::PySequence_List(given.as_ptr());
        Ok(Bound::from_owned_ptr_or_err(given.py(), list)?.cast_into_unchecked())
    }
}

/// Values of one kind that runs no foreign code.
struct Typed {
    kind: Kind,
    entries: Vec<Alone>,
    /// Whether they are texts, or bytes, in order.
    in_order: bool,
}

impl Typed {
    fn sorted(self, py: Python<'_>) -> Vec<Alone> {
        if self.in_order { self.entries } else { Trees::sorted(py, self.kind, self.entries) }
    }

    fn tree(self, py: Python<'_>) -> Trees<Alone> {
        if self.in_order {
            return Trees::from_sorted(py, self.kind, self.entries);
        }
        Trees::of(py, self.kind, self.entries)
    }
}

/// The values of a list, if they are all of one kind that runs no foreign code.
///
/// Whether texts are in order is seen on the way: to read them once more would take longer.
fn typed(values: &Bound<'_, PyList>) -> Option<Typed> {
    let py = values.py();
    let kind = Kind::of(values.get_item(0).ok()?.as_unbound());
    if !kind.is_typed() {
        return None;
    }
    let mut entries: Vec<Alone> = Vec::with_capacity(values.len());
    let mut in_order = matches!(kind, Kind::Texts | Kind::Bytes);
    let earlier = |a: &Py<PyAny>, b: &Py<PyAny>| {
        let less = match kind {
            Kind::Texts => Texts::<Alone>::less(py, a, b),
            _ => Bytes::<Alone>::less(py, a, b),
        };
        less.unwrap_or(true)
    };
    for value in values.iter() {
        let value = value.unbind();
        if Kind::of(&value) != kind {
            return None;
        }
        if in_order && let Some(Alone(before)) = entries.last() {
            in_order = !earlier(&value, before);
        }
        entries.push(Alone(value));
    }
    Some(Typed { kind, entries, in_order })
}

fn sort_anything(values: &Bound<'_, PyList>) -> PyResult<()> {
    let py = values.py();
    let ordering = PyModule::import(py, MODULE)?;
    if let Err(error) = values.sort() {
        if error.is_instance_of::<pyo3::exceptions::PyException>(py) {
            ordering.call_method1("explain", (error.value(py), values))?;
        }
        return Err(error);
    }
    if values.iter().any(|value| may_be_nan(&value)) {
        ordering.call_method1("refuse_nan", (values,))?;
    }
    Ok(())
}

/// Whether a value is a number, which may be NaN, as its type says. Runs no foreign code.
#[inline]
fn may_be_nan(value: &Bound<'_, PyAny>) -> bool {
    // SAFETY: the object is alive, and so are its type and the table of what a number can do.
    unsafe {
        let numbers = (*ffi::Py_TYPE(value.as_ptr())).tp_as_number;
        !numbers.is_null() && (*numbers).nb_float.is_some()
    }
}

/// Values in order, and their keys where they have keys of their own.
pub type Arranged = (Vec<Py<PyAny>>, Option<Vec<Py<PyAny>>>);

/// The values given, in order, with their keys in a list that has keys.
///
/// # Errors
/// What a comparison or the key function raises; `ValueError` for NaN among the keys.
pub fn arranged(
    list: &Bound<'_, PyAny>,
    keyed: bool,
    values: &Bound<'_, PyList>,
) -> PyResult<Arranged> {
    if !keyed {
        return Ok((in_order(values)?, None));
    }
    let (values, keys): (Vec<Py<PyAny>>, Vec<Py<PyAny>>) =
        list.call_method1("_in_order", (values,))?.extract()?;
    Ok((values, Some(keys)))
}

/// Whether a key is NaN, which typed keys are not.
///
/// # Errors
/// What the comparison raises.
pub fn refused(py: Python<'_>, key: &Py<PyAny>) -> PyResult<bool> {
    Ok(!Kind::of(key).is_typed() && is_nan(py, key)?)
}
