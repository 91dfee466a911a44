//! Change a sorted set by many values in one step: all of them, or none.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyFrozenSet, PyList, PySet, PySlice, PyTuple};

use super::changes::list_of;
use super::dict_batches::{among, forget_lost, take_run};
use super::engine::ListEngine;
use super::errors::changed;
use super::kind::Kind;
use super::listing::{Part, listed};
use super::ordering::arranged;
use super::positions::Run;
use super::set::{Engine, SetEngine};
use super::state::State;

/// Add the values of all iterables, or none of them.
///
/// # Errors
/// What iterating, hashes and comparisons raise; then nothing has changed.
pub fn update(slf: Engine<'_, '_>, iterables: &Bound<'_, PyTuple>) -> PyResult<()> {
    let py = slf.py();
    let given = gathered(iterables)?;
    let values = slf.get().list(py)?;
    if !slf.get().has_members(py) {
        ListEngine::free(&values)?;
        let state = values.get().read(py)?;
        if let Some(fresh) = missing_alone(&state, &given)? {
            if fresh.is_empty() {
                return Ok(());
            }
            let (ordered, own) = arranged(values.as_any(), false, &fresh)?;
            let batch = state.prepare(py, ordered, own)?;
            drop(state);
            return ListEngine::change(&values, |state| state.write(py, batch)).map(drop);
        }
    }
    let (values, members) = slf.get().parts(py)?;
    ListEngine::free(&values)?;
    let state = values.get().read(py)?;
    let fresh = missing(&members, &given)?;
    if fresh.is_empty() {
        return Ok(());
    }
    let size = members.len();
    let (ordered, own) = arranged(values.as_any(), state.is_keyed(), &fresh)?;
    let batch = state.prepare(py, ordered, own)?;
    let mut done = fresh.iter().try_for_each(|value| members.add(value));
    if done.is_ok() && members.len() != size + fresh.len() {
        done = Err(changed(&values)); // values that were others before are the same now
    }
    drop(state);
    let written = done.and_then(|()| ListEngine::change(&values, |state| state.write(py, batch)));
    if written.is_err() {
        let held = values.get().read(py);
        fresh.iter().for_each(|value| drop(members.discard(value)));
        drop(held);
    }
    written.map(drop)
}

/// The values of all iterables, each once.
fn gathered<'py>(iterables: &Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyList>> {
    let py = iterables.py();
    if iterables.len() != 1 {
        let chain = py.import("itertools")?.getattr("chain")?;
        return once(&chain.call_method1("from_iterable", (iterables,))?);
    }
    let only = iterables.get_item(0)?;
    if let Ok(other) = only.cast::<SetEngine>() {
        let values = other.get().list(py)?;
        return listed(py, &*values.get().read(py)?, 0..usize::MAX, Part::Value);
    }
    if only.is_exact_instance_of::<PySet>() || only.is_exact_instance_of::<PyFrozenSet>() {
        return list_of(&only);
    }
    once(&only)
}

/// What can be iterated, of values that are equal the first only.
fn once<'py>(iterable: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyList>> {
    let found = iterable.py().get_type::<PyDict>().call_method1("fromkeys", (iterable,))?;
    Ok(found.cast::<PyDict>()?.keys())
}

/// Those of some values that are not in a set.
fn missing<'py>(
    members: &Bound<'py, PySet>,
    given: &Bound<'py, PyList>,
) -> PyResult<Bound<'py, PyList>> {
    let mut fresh = Vec::with_capacity(given.len());
    for value in given {
        if !members.contains(&value)? {
            fresh.push(value);
        }
    }
    PyList::new(given.py(), fresh)
}

/// Those of some values that are not in a list that can tell; `None` where it cannot, of one of them.
fn missing_alone<'py>(
    state: &State,
    given: &Bound<'py, PyList>,
) -> PyResult<Option<Bound<'py, PyList>>> {
    let py = given.py();
    let kind = given.get_item(0).map_or(Kind::Anything, |first| Kind::of(first.as_unbound()));
    let mut fresh = Vec::with_capacity(given.len());
    for value in given {
        if !state.fits(value.as_unbound()) || Kind::of(value.as_unbound()) != kind {
            return Ok(None);
        }
        if state.find_or_place(py, value.as_unbound())?.is_err() {
            fresh.push(value);
        }
    }
    PyList::new(py, fresh).map(Some)
}

/// Remove all values.
///
/// # Errors
/// `RuntimeError` while values are compared.
pub fn clear(slf: Engine<'_, '_>) -> PyResult<()> {
    let py = slf.py();
    let values = slf.get().list(py)?;
    let nothing = PySet::empty(py)?.unbind();
    let displaced = ListEngine::change(&values, State::take_all)?;
    let members = if values.get().read(py)?.is_keyed() { Some(nothing) } else { None };
    let before = slf.get().replace(py, values.unbind(), members);
    drop((displaced, before));
    Ok(())
}

/// Delete the values in a slice.
///
/// # Errors
/// What hashes and comparisons raise; then nothing has changed.
pub fn delete_slice(slf: Engine<'_, '_>, slice: &Bound<'_, PySlice>) -> PyResult<()> {
    let py = slf.py();
    let values = slf.get().list(py)?;
    let run = Run::of(&values, slice)?;
    if run.covered().is_empty() {
        return Ok(());
    }
    ListEngine::free(&values)?;
    let Some(members) = slf.get().members(py) else {
        return ListEngine::change(&values, |state| take_run(py, state, &run)).map(drop);
    };
    let state = values.get().read(py)?;
    let doomed = among(py, &state, &run);
    let mut gone = 0;
    let forgotten = doomed.iter().try_for_each(|value| {
        members.discard(value)?;
        gone += 1;
        Ok(())
    });
    drop(state);
    let taken =
        forgotten.and_then(|()| ListEngine::change(&values, |state| take_run(py, state, &run)));
    if taken.is_err() {
        forget_lost(&values, &run, doomed.iter().take(gone).map(|value| members.add(value)))?;
    }
    taken.map(drop)
}
