//! Combine sorted sets: the builtin set tells what is in the result, and the order is that of before.

use pyo3::prelude::*;
use pyo3::types::{PyList, PySet, PyString, PyTuple};

use super::changes;
use super::engine::ListEngine;
use super::set::{Engine, SetEngine};
use super::set_merge::merged;
use super::state::State;
use super::store::Displaced;

/// Take up a list and the set of the same values, in place of those that were here.
///
/// # Errors
/// `RuntimeError` while values are compared.
pub fn hold(
    slf: Engine<'_, '_>,
    values: &Bound<'_, ListEngine>,
    members: &Bound<'_, PySet>,
) -> PyResult<()> {
    let py = slf.py();
    let before = slf.get().list(py).ok();
    if let Some(list) = &before {
        ListEngine::free(list)?;
    }
    values.setattr("_called", slf.get_type().name()?)?;
    let needed = !values.get().read(py)?.tells_all();
    let members = needed.then(|| members.clone().unbind());
    let parts = slf.get().replace(py, values.clone().unbind(), members);
    match before {
        Some(list) if !list.is(values) => changes::clear(&list)?, // for iterators that read it
        _ => (),
    }
    drop(parts);
    Ok(())
}

/// Take up copies of the parts of another set, which is like this one.
///
/// # Errors
/// Those of copying a list, such as running out of memory.
pub fn copy(slf: Engine<'_, '_>, other: Engine<'_, '_>) -> PyResult<()> {
    let py = slf.py();
    let values = other.get().list(py)?.call_method0("copy")?.cast_into::<ListEngine>()?;
    let members = match other.get().members(py) {
        Some(members) => Some(members.call_method0("copy")?.cast_into::<PySet>()?.unbind()),
        None => None,
    };
    values.setattr("_called", slf.get_type().name()?)?;
    drop(slf.get().replace(py, values.unbind(), members));
    Ok(())
}

/// The values that are in a set or in any of some others.
///
/// # Errors
/// What iterating, hashes and comparisons raise.
pub fn union<'py>(
    slf: Engine<'_, 'py>,
    others: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, PyAny>> {
    if let Some(made) = merged(slf, "union", others)? {
        return Ok(made.into_any());
    }
    slf.call_method0("copy")?.call_method1("update", others)
}

/// A set like this one, of what an operation of the hash part gives.
///
/// # Errors
/// What iterating, hashes and comparisons raise.
pub fn combined<'py>(
    slf: Engine<'_, 'py>,
    operation: &Bound<'py, PyString>,
    others: &Bound<'py, PyTuple>,
) -> PyResult<Bound<'py, SetEngine>> {
    if let Some(made) = merged(slf, operation.to_str()?, others)? {
        return Ok(made);
    }
    let py = slf.py();
    let made = slf.call_method0("_like")?.cast_into::<SetEngine>()?;
    let list = made.get().list(py)?;
    let (values, members) = slf.get().parts(py)?;
    let state = values.get().read(py)?;
    let found = members.call_method1(operation, by_hash(others)?)?.cast_into::<PySet>()?;
    fill(&list, &found, &state, &members)?;
    drop(state);
    let before = made.get().replace(py, list.unbind(), Some(found.unbind()));
    drop(before);
    Ok(made)
}

/// Hold exactly what an operation of the hash part gives.
///
/// # Errors
/// What iterating, hashes and comparisons raise; then nothing has changed.
pub fn become_combined(
    slf: Engine<'_, '_>,
    operation: &Bound<'_, PyString>,
    others: &Bound<'_, PyTuple>,
) -> PyResult<()> {
    let py = slf.py();
    let values = slf.get().list(py)?;
    ListEngine::free(&values)?;
    let combined = combined(slf, operation, others)?;
    let (list, members) = (combined.get().list(py)?, combined.get().members(py));
    ListEngine::free(&values)?;
    let mut made = ListEngine::change(&list, State::take_all)?;
    ListEngine::change(&values, |state| {
        if let Displaced::Store(store) = &mut made {
            std::mem::swap(store, &mut state.store);
        }
    })?;
    let before = slf.get().replace(py, values.unbind(), members.map(Bound::unbind));
    drop((made, before));
    Ok(())
}

/// Other sets by their hash parts, which combine faster.
fn by_hash<'py>(others: &Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyTuple>> {
    let py = others.py();
    let each = others.iter().map(|other| match other.cast::<SetEngine>() {
        Ok(set) => set.get().parts(py).map(|(_, members)| members.into_any()),
        Err(_) => Ok(other),
    });
    PyTuple::new(py, each.collect::<PyResult<Vec<_>>>()?)
}

/// Fill an empty list with what was found; values of the set that it came of are in order already.
fn fill<'py>(
    list: &Bound<'py, ListEngine>,
    found: &Bound<'py, PySet>,
    state: &State,
    members: &Bound<'py, PySet>,
) -> PyResult<()> {
    let py = list.py();
    if found.len() * 4 <= members.len() {
        return changes::update(list, found.as_any());
    }
    let mut kept = Vec::with_capacity(found.len());
    for value in state.values() {
        if found.contains(value.bind(py))? {
            kept.push(value.clone_ref(py));
        }
    }
    let fresh = found.len() - kept.len().min(found.len());
    let keys = if state.is_keyed() {
        let of = PyList::new(py, &kept)?;
        Some(list.call_method1("_keys_of", (of,))?.extract()?)
    } else {
        None
    };
    changes::fill(list, kept, keys)?;
    if fresh == 0 {
        return Ok(());
    }
    changes::update(list, &found.call_method1("difference", (members,))?)
}
