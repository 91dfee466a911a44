//! Changes in which one key goes and another comes, in one step.

use polepos_data_core::queue::Row;
use pyo3::prelude::*;

use super::Object;
use super::change::{Value, kept_rank, refuse_if_full};
use super::compare::hash_of;
use super::engine::{Engine, make_comparable, ranked, read, refuse_if_busy, write};
use super::items::{empty, known_key, let_go, no_key, objects};
use super::rank::Equality;
use super::state::Plan;

/// Add a new key and remove the first of all, which may be the new one; return what goes.
pub(super) fn push_and_take<'py>(
    engine: &Engine<'py>,
    key: &Bound<'py, PyAny>,
    priority: &Bound<'py, PyAny>,
    value: Value<'_, 'py>,
) -> PyResult<[Object; 3]> {
    let py = engine.py();
    let rank = ranked(engine, priority, Equality::Equal)?;
    refuse_if_busy(engine)?;
    make_comparable(engine, rank.kind)?;
    let state = read(engine)?;
    let hash = hash_of(key)?;
    if state.find_by_hash(hash, key)?.is_some() {
        return Err(known_key(key));
    }
    let row = Row {
        hash,
        key: key.clone().unbind(),
        priority: priority.clone().unbind(),
        value: value.of_new(key),
    };
    let kind = state.kind_with(rank.kind);
    let by = rank.own.as_ref().unwrap_or(priority.as_unbound());
    let Some(slot) = state.queue.first() else { return Ok(objects(row)) };
    if !state.is_first_before(py, kind, rank.lane, by)? {
        return Ok(objects(row));
    }
    let place = state.place(py, kind, Plan::Instead(slot, rank.lane), Some(by))?;
    refuse_if_full(&state, 1)?;
    drop(state);
    let (lane, own) = kept_rank(py, rank, kind);
    let mut state = write(engine)?;
    state.kind = kind;
    let gone = state.queue.exchange(slot, place, lane, row, own);
    drop(state);
    handed_out(py, gone)
}

/// Remove the first of all and return it, and then add a key, which may be its own.
pub(super) fn take_and_push<'py>(
    engine: &Engine<'py>,
    key: &Bound<'py, PyAny>,
    priority: &Bound<'py, PyAny>,
    value: Value<'_, 'py>,
) -> PyResult<[Object; 3]> {
    let py = engine.py();
    let rank = ranked(engine, priority, Equality::Equal)?;
    refuse_if_busy(engine)?;
    make_comparable(engine, rank.kind)?;
    let state = read(engine)?;
    let Some(slot) = state.queue.first() else { return Err(empty(py)) };
    let hash = hash_of(key)?;
    let known = state.find_by_hash(hash, key)?;
    if known.is_some_and(|known| known != slot) {
        return Err(known_key(key));
    }
    let kind = state.kind_with(rank.kind);
    let by = rank.own.as_ref().unwrap_or(priority.as_unbound());
    let plan = match known {
        Some(slot) => Plan::Again(slot, rank.lane),
        None => Plan::Instead(slot, rank.lane),
    };
    let place = state.place(py, kind, plan, Some(by))?;
    refuse_if_full(&state, usize::from(known.is_none()))?;
    let first = state.queue.row(slot).map(|row| row.key.clone_ref(py));
    drop(state);
    let (lane, own) = kept_rank(py, rank, kind);
    let (new_key, priority) = (key.clone().unbind(), priority.clone().unbind());
    let value = value.of_new(key);
    let mut state = write(engine)?;
    state.kind = kind;
    if known.is_none() {
        let row = Row { hash, key: new_key, priority, value };
        let gone = state.queue.exchange(slot, place, lane, row, own);
        drop(state);
        return handed_out(py, gone);
    }
    let gone = state.queue.change(slot, place, lane, (new_key, priority, own), Some(value));
    drop(state);
    match (gone, first) {
        (Some(gone), Some(key)) => {
            let_go(py, gone.key); // an equal one, since the first that came stays
            if let Some(rank) = gone.rank {
                let_go(py, rank);
            }
            Ok([key, gone.priority, gone.value.unwrap_or_else(|| py.None())])
        }
        _ => Err(empty(py)), // the first has a row
    }
}

fn handed_out(
    py: Python<'_>,
    gone: Option<(Row<Object, Object, Object>, Option<Object>)>,
) -> PyResult<[Object; 3]> {
    let (row, rank) = gone.ok_or_else(|| empty(py))?; // the first has a row
    if let Some(rank) = rank {
        let_go(py, rank);
    }
    Ok(objects(row))
}

/// Let a new key have the place of another: its priority, and its value.
pub(super) fn rename<'py>(
    engine: &Engine<'py>,
    key: &Bound<'py, PyAny>,
    new_key: &Bound<'py, PyAny>,
) -> PyResult<()> {
    let py = engine.py();
    refuse_if_busy(engine)?;
    let state = read(engine)?;
    let Some(slot) = state.find(key)? else { return Err(no_key(key)) };
    let hash = hash_of(new_key)?;
    if state.find_by_hash(hash, new_key)?.is_some() {
        return Err(known_key(new_key));
    }
    let (Some(old), Some(rank)) = (state.queue.row(slot), state.queue.rank(slot)) else {
        return Err(no_key(key)); // what was found has a row
    };
    let value = if old.value.is(&old.key) { new_key.as_unbound() } else { &old.value };
    let row = Row {
        hash,
        key: new_key.clone().unbind(),
        priority: old.priority.clone_ref(py),
        value: value.clone_ref(py),
    };
    let own = (!rank.is(&old.priority)).then(|| rank.clone_ref(py));
    let lane = state.queue.lane(slot);
    let place = state.place(py, state.kind, Plan::Instead(slot, lane), Some(rank))?;
    refuse_if_full(&state, 1)?;
    drop(state);
    let mut state = write(engine)?;
    let gone = state.queue.exchange(slot, place, lane, row, own);
    drop(state);
    drop(gone);
    Ok(())
}
