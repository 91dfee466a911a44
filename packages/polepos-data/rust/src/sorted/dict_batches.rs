//! Change a sorted dict by many keys in one step: all of them, or none.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PySlice, PyTuple};

use super::dict::Engine;
use super::dict_changes::forget_last;
use super::engine::ListEngine;
use super::errors::changed;
use super::ordering::arranged;
use super::positions::Run;
use super::state::State;
use super::store::Displaced;

/// Give keys their values: all of them, or none if one cannot be added.
///
/// # Errors
/// What `dict.update`, hashes and comparisons raise; then nothing has changed.
pub fn update(
    slf: Engine<'_, '_>,
    items: &Bound<'_, PyTuple>,
    named: Option<&Bound<'_, PyDict>>,
) -> PyResult<()> {
    let (py, dict) = (slf.py(), slf.as_super());
    if dict.is_empty() && reads_nothing_foreign(items) {
        return fill(slf, items, named);
    }
    let given = py.get_type::<PyDict>().call(items, named)?; // which may change this one meanwhile
    if dict.is_empty() {
        return fill(slf, &PyTuple::new(py, [&given])?, None);
    }
    let keys = slf.get().keys(py)?;
    ListEngine::free(&keys)?;
    add(slf, &keys, given.cast::<PyDict>()?)
}

/// Whether taking items out of this runs no code but that of keys.
fn reads_nothing_foreign(items: &Bound<'_, PyTuple>) -> bool {
    items.get_item(0).is_ok_and(|first| {
        first.is_exact_instance_of::<PyDict>() || first.is_exact_instance_of::<PyList>()
    })
}

/// Hold these items, where nothing was.
fn fill(
    slf: Engine<'_, '_>,
    items: &Bound<'_, PyTuple>,
    named: Option<&Bound<'_, PyDict>>,
) -> PyResult<()> {
    let (py, dict) = (slf.py(), slf.as_super());
    let keys = slf.get().keys(py)?;
    let list = keys.get();
    ListEngine::free(&keys)?;
    let state = list.read(py)?;
    let prepared = read_in(dict, items, named)
        .and_then(|()| arranged(keys.as_any(), state.is_keyed(), &dict.keys()))
        .and_then(|(values, own)| state.replacement(py, values, own));
    drop(state);
    let written =
        prepared.and_then(|batch| ListEngine::change(&keys, |state| state.write(py, batch)));
    if written.is_err() {
        dict.clear();
    }
    written.map(drop)
}

/// Do what `dict.update` does, with no part in it for the class of the dict.
fn read_in(
    dict: &Bound<'_, PyDict>,
    items: &Bound<'_, PyTuple>,
    named: Option<&Bound<'_, PyDict>>,
) -> PyResult<()> {
    let py = dict.py();
    let update = py.get_type::<PyDict>().getattr("update")?;
    let first = PyTuple::new(py, [dict])?;
    update.call(first.as_sequence().concat(items.as_sequence())?.to_tuple()?, named).map(drop)
}

/// Give keys their values, where some of them may be here.
fn add(
    slf: Engine<'_, '_>,
    keys: &Bound<'_, ListEngine>,
    given: &Bound<'_, PyDict>,
) -> PyResult<()> {
    let (py, dict, list) = (slf.py(), slf.as_super(), keys.get());
    let replaced; // goes last, when nothing is held
    let state = list.read(py)?;
    let sifted = sifted(dict, given)?;
    let fresh = sifted.fresh;
    replaced = sifted.replaced;
    let (size, added) = (dict.len(), fresh.len());
    let (values, own) = arranged(keys.as_any(), state.is_keyed(), &fresh)?;
    let batch = state.prepare(py, values, own)?;
    slf.get().count_write();
    let mut done = dict.update(given.as_mapping());
    if done.is_ok() && dict.len() != size + added {
        done = Err(changed(keys)); // a key that was another before is the same now
    }
    drop(state);
    let written = done.and_then(|()| match added {
        0 => Ok(Displaced::Nothing), // no other keys: who goes through them may go on
        _ => ListEngine::change(keys, |state| state.write(py, batch)),
    });
    if written.is_err() {
        let held = list.read(py);
        forget_last(dict, size)?;
        put_back(dict, &given.keys(), &replaced);
        drop(held);
    }
    drop(written?);
    drop(replaced);
    Ok(())
}

/// Which of some keys are not here, and the values of all that are.
struct Sifted<'py> {
    fresh: Bound<'py, PyList>,
    replaced: Vec<Option<Bound<'py, PyAny>>>,
}

fn sifted<'py>(dict: &Bound<'py, PyDict>, given: &Bound<'py, PyDict>) -> PyResult<Sifted<'py>> {
    let fresh = PyList::empty(dict.py());
    let mut replaced = Vec::with_capacity(given.len());
    for key in given.keys() {
        let value = dict.get_item(&key)?;
        if value.is_none() {
            fresh.append(key)?;
        }
        replaced.push(value);
    }
    Ok(Sifted { fresh, replaced })
}

/// Give keys the values that they had; one that fails again keeps the new one.
fn put_back(
    dict: &Bound<'_, PyDict>,
    keys: &Bound<'_, PyList>,
    values: &[Option<Bound<'_, PyAny>>],
) {
    for (key, value) in keys.iter().zip(values) {
        if let Some(value) = value {
            drop(dict.set_item(key, value));
        }
    }
}

/// Take up copies of the items of another dict, which is like this one. No order is asked for.
///
/// # Errors
/// What hashes raise.
pub fn copy(slf: Engine<'_, '_>, other: Engine<'_, '_>) -> PyResult<()> {
    let py = slf.py();
    let keys = other.get().keys(py)?;
    let copied = keys.call_method0("copy")?;
    let held = keys.get().read(py)?;
    let (given, values) = (other.as_super().keys(), other.as_super().values());
    for (key, value) in given.iter().zip(values.iter()) {
        slf.as_super().set_item(key, value)?;
    }
    drop(held);
    slf.call_method1("_hold", (copied,)).map(drop)
}

/// Delete everything.
///
/// # Errors
/// `RuntimeError` while keys are compared.
pub fn clear(slf: Engine<'_, '_>) -> PyResult<()> {
    let py = slf.py();
    let keys = slf.get().keys(py)?;
    let displaced = ListEngine::change(&keys, State::take_all)?;
    slf.as_super().clear(); // empties itself before it drops anything
    drop(displaced);
    Ok(())
}

/// Delete the items in a slice.
///
/// # Errors
/// What hashes and comparisons raise; then nothing has changed.
pub fn delete_slice(slf: Engine<'_, '_>, slice: &Bound<'_, PySlice>) -> PyResult<()> {
    let (py, dict) = (slf.py(), slf.as_super());
    let keys = slf.get().keys(py)?;
    let list = keys.get();
    let run = Run::of(&keys, slice)?;
    if run.covered().is_empty() {
        return Ok(());
    }
    ListEngine::free(&keys)?;
    let mut values = Vec::new();
    let state = list.read(py)?;
    let doomed = among(py, &state, &run);
    let forgotten = forget(dict, &doomed, &mut values);
    drop(state);
    let taken =
        forgotten.and_then(|()| ListEngine::change(&keys, |state| take_run(py, state, &run)));
    if taken.is_err() {
        let items = doomed.iter().zip(&values);
        forget_lost(&keys, &run, items.map(|(key, value)| dict.set_item(key, value)))?;
    }
    drop(taken?);
    drop(values);
    Ok(())
}

/// Take keys out of the hash part; their values are kept.
fn forget<'py>(
    dict: &Bound<'py, PyDict>,
    keys: &[Bound<'py, PyAny>],
    values: &mut Vec<Bound<'py, PyAny>>,
) -> PyResult<()> {
    for key in keys {
        let value = dict.get_item(key)?;
        dict.del_item(key)?;
        values.extend(value);
    }
    Ok(())
}

/// After an error, put back into a hash part what was taken out of it; what it refuses goes from the
/// list too. Each of `puts` does so with what is at one of the positions.
///
/// # Errors
/// `RuntimeError` while the list is read.
pub fn forget_lost(
    list: &Bound<'_, ListEngine>,
    run: &Run,
    puts: impl Iterator<Item = PyResult<()>>,
) -> PyResult<()> {
    let py = list.py();
    let held = list.get().read(py)?;
    let done = run.covered().step_by(run.step()).zip(puts);
    let refused: Vec<_> =
        done.filter(|(_, done)| done.is_err()).map(|(position, _)| position).collect();
    drop(held);
    if refused.is_empty() {
        return Ok(());
    }
    ListEngine::change(list, |state| state.take_each(py, refused.into_iter())).map(drop)
}

/// The values at the positions of a slice.
pub fn among<'py>(py: Python<'py>, state: &State, run: &Run) -> Vec<Bound<'py, PyAny>> {
    let value = |position| state.at(position).map(|value| value.bind(py).clone());
    run.covered().step_by(run.step()).filter_map(value).collect()
}

/// Take out what is at the positions of a slice of a list that is still as long.
pub fn take_run(py: Python<'_>, state: &mut State, run: &Run) -> Displaced {
    match run.step() {
        1 => state.take_range(py, run.covered()),
        step => state.take_each(py, run.covered().step_by(step)),
    }
}
