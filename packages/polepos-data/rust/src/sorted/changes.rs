//! Change a sorted list: each function compares, writes, and drops what was displaced, in this order.

use std::ops::Range;

use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PySlice};

use super::engine::ListEngine;
pub use super::ordering::list_of;
use super::ordering::{arranged, tree_of};
use super::positions::{Index, Run};
use super::state::State;
use super::store::{Store, Taken};
use super::trees::{CALLED, MOST};
use crate::limits;

type List<'a, 'py> = &'a Bound<'py, ListEngine>;

/// Add a value after its equals.
///
/// # Errors
/// What a comparison raises; `ValueError` for NaN.
#[inline]
pub fn add(list: List<'_, '_>, value: &Py<PyAny>) -> PyResult<()> {
    ListEngine::free(list)?;
    let py = list.py();
    let arrival = list.get().read(py)?.place_after(py, value)?;
    ListEngine::change(list, |state| state.insert(py, arrival))
}

/// Take out a value, if it is here.
///
/// # Errors
/// What a comparison raises.
#[inline]
pub fn discard(list: List<'_, '_>, value: &Py<PyAny>, identical: bool) -> PyResult<bool> {
    ListEngine::free(list)?;
    let py = list.py();
    let (place, key) = {
        let state = list.get().read(py)?;
        let key = state.key_of(py, value)?;
        (state.sought(py, value, key.as_ref().unwrap_or(value), identical)?, key)
    };
    let Some(place) = place else { return Ok(false) };
    let taken = ListEngine::change(list, |state| state.take(py, place))?;
    drop((taken, key));
    Ok(true)
}

/// The error that says that a value is not here.
#[cold]
pub fn missing(value: &Bound<'_, PyAny>) -> PyErr {
    value
        .repr()
        .map_or_else(|error| error, |text| PyValueError::new_err(format!("{text} not in list")))
}

/// Add many values, or none of them.
///
/// # Errors
/// What iterating or a comparison raises; `ValueError` for NaN.
pub fn update(list: List<'_, '_>, given: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = list.py();
    if given.is_exact_instance_of::<PyList>() && list.get().read(py)?.is_empty() {
        return first_update(list, given);
    }
    let given = list_of(given)?;
    ListEngine::free(list)?;
    if given.is_empty() {
        return Ok(());
    }
    let state = list.get().read(py)?;
    let batch = {
        let (values, keys) = arranged(list.as_any(), state.is_keyed(), &given)?;
        state.prepare(py, values, keys)?
    };
    drop(state);
    let displaced = ListEngine::change(list, |state| state.write(py, batch))?;
    drop(displaced);
    Ok(())
}

/// Add what a builtin list holds to nothing.
fn first_update(list: List<'_, '_>, given: &Bound<'_, PyAny>) -> PyResult<()> {
    ListEngine::free(list)?;
    if given.is_empty()? {
        return Ok(());
    }
    let store = {
        let state = list.get().read(list.py())?;
        stored(list, state.is_keyed(), given)?
    };
    hold(list, store)
}

/// Hold these values instead of what is here, once they are sorted.
///
/// # Errors
/// What iterating or a comparison raises; `ValueError` for NaN.
pub fn refill(list: List<'_, '_>, given: &Bound<'_, PyAny>) -> PyResult<()> {
    ListEngine::free(list)?;
    let keyed = list.get().read(list.py())?.is_keyed();
    hold(list, stored(list, keyed, given)?)
}

/// The entries that these values make.
fn stored(list: List<'_, '_>, keyed: bool, given: &Bound<'_, PyAny>) -> PyResult<Store> {
    if !keyed {
        return tree_of(given).map(Store::Alone);
    }
    let given = list_of(given)?;
    limits::make_sure(CALLED, 0, given.len(), MOST)?;
    let (values, keys) = arranged(list.as_any(), keyed, &given)?;
    Ok(Store::of_keyed(list.py(), values, keys))
}

/// Hold these entries instead of what is here.
///
/// # Errors
/// `RuntimeError` while the list is read.
pub fn hold(list: List<'_, '_>, store: Store) -> PyResult<()> {
    let displaced = ListEngine::change(list, |state| std::mem::replace(&mut state.store, store))?;
    drop(displaced);
    Ok(())
}

/// Hold exactly these, which are in order. Nothing is compared.
///
/// # Errors
/// `RuntimeError` while the list is read; `OverflowError` where they are too many.
pub fn fill(
    list: List<'_, '_>,
    values: Vec<Py<PyAny>>,
    keys: Option<Vec<Py<PyAny>>>,
) -> PyResult<()> {
    let py = list.py();
    let batch = list.get().read(py)?.replacement(py, values, keys)?;
    let displaced = ListEngine::change(list, |state| state.write(py, batch))?;
    drop(displaced);
    Ok(())
}

/// Take out everything.
///
/// # Errors
/// `RuntimeError` while the list is read.
pub fn clear(list: List<'_, '_>) -> PyResult<()> {
    let displaced = ListEngine::change(list, State::take_all)?;
    drop(displaced);
    Ok(())
}

/// Take out the value at a position.
///
/// # Errors
/// `IndexError` with this message where there is none.
pub fn take_at(list: List<'_, '_>, at: Index, message: &'static str) -> PyResult<Taken> {
    let py = list.py();
    let Some(position) = at.within(list.get().read(py)?.len()) else {
        return Err(PyIndexError::new_err(message));
    };
    let taken = ListEngine::change(list, |state| {
        let place = state.place(position);
        state.take(py, place)
    })?;
    taken.ok_or_else(|| PyIndexError::new_err(message))
}

/// Take out the values at the positions of a slice.
///
/// # Errors
/// `RuntimeError` while the list is read, and what the slice's bounds raise.
pub fn take_slice(list: List<'_, '_>, slice: &Bound<'_, PySlice>) -> PyResult<()> {
    let py = list.py();
    let run = Run::of(list, slice)?;
    let Range { start, end } = run.covered();
    if start == end {
        return Ok(());
    }
    let displaced = ListEngine::change(list, |state| {
        if run.step() == 1 {
            state.take_range(py, start..end)
        } else {
            state.take_each(py, (start..end).step_by(run.step()))
        }
    })?;
    drop(displaced);
    Ok(())
}
