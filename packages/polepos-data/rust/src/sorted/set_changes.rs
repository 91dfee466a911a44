//! Change a sorted set by one value: the hash part and the list, together whatever happens.
//!
//! As in `dict_changes`: foreign code is asked while the list is read, and before it is written.

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PySet;

use super::at::{at, out_of_range};
use super::engine::ListEngine;
use super::errors::{changed, moved};
use super::positions::Index;
use super::set::Engine;
use super::store::Arrival;
use super::trees::{CALLED, MOST};
use crate::limits;

/// Add a value if no equal one is here.
///
/// # Errors
/// What hashes and comparisons raise, and `OverflowError` where there is no room; then nothing has changed.
#[inline]
pub fn add(slf: Engine<'_, '_>, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = slf.py();
    if let Some(list) = slf.get().alone(value)? {
        ListEngine::free(&list)?;
        let state = list.get().read(py)?;
        let found = state.find_or_place(py, value.as_unbound())?;
        let Err(place) = found else { return Ok(()) };
        limits::make_sure(CALLED, state.len(), 1, MOST)?;
        drop(state);
        let arrival = Arrival { value: value.clone().unbind(), key: None, place };
        slf.get().count_change_alone();
        return ListEngine::change(&list, |state| state.insert(py, arrival));
    }
    let (values, members) = slf.get().parts(py)?;
    let list = values.get();
    ListEngine::free(&values)?;
    let state = list.read(py)?;
    if !state.fits(value.as_unbound()) || !state.has_room() {
        drop(state);
        return add_asking(&values, &members, value);
    }
    drop(state);
    let size = members.len();
    members.add(value)?;
    if members.len() == size {
        slf.get().count_question();
        return Ok(());
    }
    let arrival = list.read(py)?.place_after(py, value.as_unbound())?;
    ListEngine::change(&values, |state| state.insert(py, arrival))?;
    slf.get().count_change(&values)
}

/// Add a value, where telling whether it is here may run foreign code, or there may be no room.
fn add_asking(
    values: &Bound<'_, ListEngine>,
    members: &Bound<'_, PySet>,
    value: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let (py, list) = (value.py(), values.get());
    let state = list.read(py)?;
    if members.contains(value)? {
        return Ok(());
    }
    let arrival = state.place_after(py, value.as_unbound())?;
    let size = members.len();
    members.add(value)?;
    drop(state);
    if members.len() == size {
        return Err(changed(values)); // a value that was another before is the same now
    }
    let added = ListEngine::change(values, |state| state.insert(py, arrival));
    if added.is_err() {
        members.discard(value)?;
    }
    added
}

/// Remove a value if it is here, and tell whether it was.
///
/// # Errors
/// What hashes and comparisons raise; then nothing has changed.
#[inline]
pub fn discard(slf: Engine<'_, '_>, value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let py = slf.py();
    if let Some(list) = slf.get().alone(value)? {
        ListEngine::free(&list)?;
        let found = list.get().read(py)?.place_of(py, value.as_unbound())?;
        let Some(place) = found else { return Ok(false) };
        slf.get().count_change_alone();
        drop(ListEngine::change(&list, |state| state.take(py, place))?);
        return Ok(true);
    }
    let (values, members) = slf.get().parts(py)?;
    let list = values.get();
    ListEngine::free(&values)?;
    let state = list.read(py)?;
    if state.fits(value.as_unbound()) {
        drop(state);
        let found = discard_fitting(&values, &members, value)?;
        if found {
            slf.get().count_change(&values)?;
        } else {
            slf.get().count_question();
        }
        return Ok(found);
    }
    if !members.contains(value)? {
        return Ok(false);
    }
    let Some(place) = state.place_of(py, value.as_unbound())? else { return Err(moved(value)) };
    let stored = state.get(place).map(|stored| stored.clone_ref(py));
    members.discard(value)?;
    drop(state);
    let taken = ListEngine::change(&values, |state| state.take(py, place));
    if let Err(error) = taken {
        members.add(stored)?;
        return Err(error);
    }
    drop(taken);
    Ok(true)
}

/// Remove a value of a builtin type: nothing here runs foreign code or fails.
#[inline]
fn discard_fitting(
    values: &Bound<'_, ListEngine>,
    members: &Bound<'_, PySet>,
    value: &Bound<'_, PyAny>,
) -> PyResult<bool> {
    let py = value.py();
    if !members.discard(value)? {
        return Ok(false);
    }
    let Some(place) = values.get().read(py)?.place_of(py, value.as_unbound())? else {
        return Err(moved(value));
    };
    let taken = ListEngine::change(values, |state| state.take(py, place))?;
    drop(taken);
    Ok(true)
}

/// Remove a value.
///
/// # Errors
/// `KeyError` if it is not here, and what hashes and comparisons raise; then nothing has changed.
pub fn remove(slf: Engine<'_, '_>, value: &Bound<'_, PyAny>) -> PyResult<()> {
    if discard(slf, value)? {
        return Ok(());
    }
    Err(PyKeyError::new_err((value.clone().unbind(),)))
}

/// Remove the value at a position, by default the last, and return it.
///
/// # Errors
/// `IndexError` when there is none, and what hashes and comparisons raise.
pub fn take_at<'py>(slf: Engine<'_, 'py>, index: Index) -> PyResult<Bound<'py, PyAny>> {
    let py = slf.py();
    let values = slf.get().list(py)?;
    let list = values.get();
    let position = at(&values, index)?;
    ListEngine::free(&values)?;
    let state = list.read(py)?;
    let place = state.place(position);
    let Some(members) = slf.get().members(py) else {
        drop(state);
        let taken = ListEngine::change(&values, |state| state.take(py, place))?;
        return Ok(taken.ok_or_else(out_of_range)?.value.into_bound(py));
    };
    let Some(value) = state.get(place).map(|value| value.bind(py).clone()) else {
        return Err(out_of_range());
    };
    if !members.discard(&value)? {
        return Err(PyKeyError::new_err((value.unbind(),)));
    }
    drop(state);
    let taken = ListEngine::change(&values, |state| state.take(py, place));
    if let Err(error) = taken {
        members.add(value)?;
        return Err(error);
    }
    drop(taken);
    Ok(value)
}
