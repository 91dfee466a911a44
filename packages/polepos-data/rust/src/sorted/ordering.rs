//! Ask the Python half about orders: what it says of NaN is the same in both backends.

use pyo3::prelude::*;
use pyo3::types::PyList;

use super::compare::is_nan;
use super::entry::Alone;
use super::kind::Kind;
use super::trees::Trees;

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
    if let Some((kind, entries)) = typed(values) {
        let entries = Trees::sorted(values.py(), kind, entries);
        return Ok(entries.into_iter().map(|Alone(value)| value).collect());
    }
    sort_anything(values)?;
    Ok(values.iter().map(Bound::unbind).collect())
}

/// A tree of these values.
///
/// # Errors
/// What a comparison raises; `ValueError` for NaN among them.
pub fn tree_of(values: &Bound<'_, PyList>) -> PyResult<Trees<Alone>> {
    let py = values.py();
    if let Some((kind, entries)) = typed(values) {
        return Ok(Trees::of(py, kind, entries));
    }
    sort_anything(values)?;
    let entries = values.iter().map(|value| Alone(value.unbind())).collect();
    Ok(Trees::from_sorted(py, Kind::Anything, entries))
}

/// The values of a list and their kind, if they are all of one that runs no foreign code.
fn typed(values: &Bound<'_, PyList>) -> Option<(Kind, Vec<Alone>)> {
    let first = values.get_item(0).ok()?;
    let kind = Kind::of(first.as_unbound());
    let fits = |value: &Bound<'_, PyAny>| Kind::of(value.as_unbound()) == kind;
    if !kind.is_typed() || !values.iter().all(|value| fits(&value)) {
        return None;
    }
    Some((kind, values.iter().map(|value| Alone(value.unbind())).collect()))
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
    ordering.call_method1("refuse_nan", (values,)).map(drop)
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
