//! Change a sorted dict by one key: the hash part and the list of keys, together whatever happens.
//!
//! What foreign code tells (hashes, `==`, `<`, the key function) is asked while the list is read, so
//! that a change meanwhile is refused, and all of it before the list is written. What is replaced or
//! taken out is dropped when both parts are whole and nothing is held.

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::at::{at, out_of_range};
use super::dict::Engine;
use super::engine::ListEngine;
use super::errors::{changed, moved};
use super::positions::Index;
use crate::slots::looks_up_as_dict;

/// A key and its value.
pub type Item<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

/// Give a key its value.
///
/// # Errors
/// What hashes and comparisons raise, and `OverflowError` where there is no room; then nothing has changed.
#[inline]
pub fn set(slf: Engine<'_, '_>, key: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<()> {
    let (py, dict) = (slf.py(), slf.as_super());
    let keys = slf.get().keys(py)?;
    let list = keys.get();
    ListEngine::free(&keys)?;
    let state = list.read(py)?;
    if !state.fits(key.as_unbound()) || !state.has_room() {
        drop(state);
        return set_asking(slf, &keys, key, value);
    }
    let ahead = dict.len().wrapping_sub(state.len());
    drop(state);
    slf.get().count_write();
    // A value that is replaced goes here, and may change this dict: but then both parts alike.
    dict.set_item(key, value)?;
    if dict.len().wrapping_sub(list.read(py)?.len()) == ahead {
        return Ok(());
    }
    let arrival = list.read(py)?.place_after(py, key.as_unbound())?;
    ListEngine::change(&keys, |state| state.insert(py, arrival))
}

/// Give a key its value, where telling which key is the same may run foreign code, or there may be no room.
fn set_asking(
    slf: Engine<'_, '_>,
    keys: &Bound<'_, ListEngine>,
    key: &Bound<'_, PyAny>,
    value: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let (py, dict, list) = (slf.py(), slf.as_super(), keys.get());
    let replaced;
    let state = list.read(py)?;
    replaced = dict.get_item(key)?;
    slf.get().count_write();
    if replaced.is_some() {
        return dict.set_item(key, value);
    }
    let arrival = state.place_after(py, key.as_unbound())?;
    let size = dict.len();
    dict.set_item(key, value)?;
    drop(state);
    if dict.len() == size {
        return Err(changed(keys)); // a key that was another before is the same now
    }
    let added = ListEngine::change(keys, |state| state.insert(py, arrival));
    if added.is_err() {
        forget_last(dict, size)?;
    }
    added
}

/// Delete a key.
///
/// # Errors
/// `KeyError` if it is not here, and what hashes and comparisons raise; then nothing has changed.
pub fn delete(slf: Engine<'_, '_>, key: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = slf.py();
    let keys = slf.get().keys(py)?;
    ListEngine::free(&keys)?;
    let state = keys.get().read(py)?;
    if state.fits(key.as_unbound()) {
        // Of a builtin type: nothing here runs foreign code or fails, until the value is dropped.
        let Some(place) = state.place_of(py, key.as_unbound())? else {
            return Err(PyKeyError::new_err((key.clone().unbind(),)));
        };
        drop(state);
        let taken = ListEngine::change(&keys, |state| state.take(py, place))?;
        slf.as_super().del_item(key)?;
        drop(taken);
        return Ok(());
    }
    drop(state);
    match take(slf, key)? {
        Some(_) => Ok(()),
        None => Err(PyKeyError::new_err((key.clone().unbind(),))),
    }
}

/// Take a key out and return its value; nothing if it is not here.
///
/// # Errors
/// What hashes and comparisons raise; then nothing has changed.
pub fn take<'py>(
    slf: Engine<'_, 'py>,
    key: &Bound<'py, PyAny>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let (py, dict) = (slf.py(), slf.as_super());
    let keys = slf.get().keys(py)?;
    let list = keys.get();
    ListEngine::free(&keys)?;
    let state = list.read(py)?;
    let Some(value) = dict.get_item(key)? else { return Ok(None) };
    let Some(place) = state.place_of(py, key.as_unbound())? else { return Err(moved(key)) };
    dict.del_item(key)?;
    drop(state);
    let taken = ListEngine::change(&keys, |state| state.take(py, place));
    if let Err(error) = taken {
        dict.set_item(key, value)?;
        return Err(error);
    }
    drop(taken);
    Ok(Some(value))
}

/// Take out the item at a position, by default the last.
///
/// # Errors
/// `IndexError` when there is no such position, and what hashes and comparisons raise.
pub fn take_at<'py>(slf: Engine<'_, 'py>, index: Index) -> PyResult<Item<'py>> {
    let (py, dict) = (slf.py(), slf.as_super());
    let keys = slf.get().keys(py)?;
    let list = keys.get();
    let position = at(&keys, index)?;
    ListEngine::free(&keys)?;
    let state = list.read(py)?;
    let place = state.place(position);
    let Some(key) = state.get(place).map(|key| key.bind(py).clone()) else {
        return Err(out_of_range());
    };
    let value = dict.get_item(&key)?.ok_or_else(|| PyKeyError::new_err((key.clone().unbind(),)))?;
    dict.del_item(&key)?;
    drop(state);
    let taken = ListEngine::change(&keys, |state| state.take(py, place));
    if let Err(error) = taken {
        dict.set_item(key, value)?;
        return Err(error);
    }
    drop(taken);
    Ok((key, value))
}

/// The item at a position, by default the last.
///
/// # Errors
/// `IndexError` when there is no such position.
pub fn peek<'py>(slf: Engine<'_, 'py>, index: Index) -> PyResult<Item<'py>> {
    let py = slf.py();
    let keys = slf.get().keys(py)?;
    let position = at(&keys, index)?;
    let key = keys.get().read(py)?.at(position).map(|key| key.bind(py).clone());
    let key = key.ok_or_else(out_of_range)?;
    let value = value_of(slf, &key, looks_up_as_dict(slf))?;
    Ok((key, value))
}

/// What `mapping[key]` is; asked of the dict itself where that is the same.
///
/// # Errors
/// What `mapping[key]` raises.
#[inline]
pub fn value_of<'py>(
    slf: Engine<'_, 'py>,
    key: &Bound<'py, PyAny>,
    as_dict: bool,
) -> PyResult<Bound<'py, PyAny>> {
    if as_dict && let Some(value) = slf.as_super().get_item(key)? {
        return Ok(value);
    }
    slf.as_any().get_item(key)
}

/// Take the last key out of the hash part, until it has no more than before. Runs no foreign code.
///
/// # Errors
/// None, as long as there are keys.
#[cold]
pub fn forget_last(dict: &Bound<'_, PyDict>, size: usize) -> PyResult<()> {
    let pop = dict.py().get_type::<PyDict>().getattr("popitem")?;
    while dict.len() > size {
        pop.call1((dict,))?;
    }
    Ok(())
}
