//! Changes of one key: push, update and remove it, or take the first.

use polepos_data_core::queue::{Displaced, MOST, Row};
use pyo3::prelude::*;

use super::Object;
use super::compare::hash_of;
use super::engine::{Engine, make_comparable, ranked, read, refuse_if_busy, write};
use super::items::{let_go, prefetch};
use super::rank::{Equality, Kind, Rank};
use super::state::{Held, Plan, State};
use crate::limits;

/// The value that comes with a priority.
#[derive(Clone, Copy)]
pub(super) enum Value<'a, 'py> {
    /// None was given: it is the key.
    Key,
    /// It is the one that is known, or the key.
    Kept,
    /// This one.
    Given(&'a Bound<'py, PyAny>),
}

impl<'a, 'py> Value<'a, 'py> {
    /// Return the value of an argument that may not have been given.
    #[inline]
    pub(super) fn or_key(argument: Option<&'a Bound<'py, PyAny>>) -> Self {
        argument.map_or(Self::Key, Self::Given)
    }

    /// Return the value of a new key.
    #[inline]
    pub(super) fn of_new(self, key: &Bound<'py, PyAny>) -> Object {
        match self {
            Self::Key | Self::Kept => key.clone().unbind(),
            Self::Given(value) => value.clone().unbind(),
        }
    }

    /// Return the value that a known key gets, None if it keeps its own.
    #[inline]
    fn of_known(self, key: &Bound<'py, PyAny>) -> Option<Object> {
        match self {
            Self::Kept => None,
            Self::Key | Self::Given(_) => Some(self.of_new(key)),
        }
    }
}

/// Give a key a priority.
#[inline]
pub(super) fn put<'py>(
    engine: &Engine<'py>,
    key: &Bound<'py, PyAny>,
    priority: &Bound<'py, PyAny>,
    value: Value<'_, 'py>,
) -> PyResult<()> {
    let py = engine.py();
    let rank = ranked(engine, priority, Equality::Equal)?;
    refuse_if_busy(engine)?;
    make_comparable(engine, rank.kind)?;
    let state = read(engine)?;
    let hash = hash_of(key)?;
    let slot = state.find_by_hash(hash, key)?;
    if let Some(row) = slot.and_then(|slot| state.queue.row(slot)) {
        prefetch(&row.priority);
    }
    let kind = state.kind_with(rank.kind);
    let plan = slot.map_or(Plan::New(rank.lane), |slot| Plan::Again(slot, rank.lane));
    let by = rank.own.as_ref().unwrap_or(priority.as_unbound());
    let place = state.place(py, kind, plan, Some(by))?;
    if slot.is_none() {
        refuse_if_full(&state, 1)?;
    }
    drop(state);
    let (lane, own) = kept_rank(py, rank, kind);
    let (key_object, priority_object) = (key.clone().unbind(), priority.clone().unbind());
    let mut state = write(engine)?;
    state.kind = kind;
    if let Some(slot) = slot {
        let given = (key_object, priority_object, own);
        let displaced = state.queue.change(slot, place, lane, given, value.of_known(key));
        drop(state);
        let_displaced_go(py, displaced);
    } else {
        let value = value.of_new(key);
        let row = Row { hash, key: key_object, priority: priority_object, value };
        state.queue.insert(place, lane, row, own);
    }
    Ok(())
}

/// Return the lane of a rank and, where lanes are not all, the object that a key function made.
#[inline]
pub(super) fn kept_rank(py: Python<'_>, rank: Rank, kind: Kind) -> (u64, Option<Object>) {
    match rank.own {
        Some(own) if kind.is_exact() => {
            let_go(py, own);
            (rank.lane, None)
        }
        own => (rank.lane, own),
    }
}

/// Raise `OverflowError` when there are no slots for so many other keys.
#[inline]
pub(super) fn refuse_if_full(state: &State, more: usize) -> PyResult<()> {
    if limits::has_room(state.queue.next_slot() as usize, more, MOST) {
        return Ok(());
    }
    Err(limits::overflow("a priority queue", MOST))
}

#[inline]
fn let_displaced_go(py: Python<'_>, displaced: Option<Displaced<Object, Object, Object>>) {
    let Some(Displaced { key, priority, rank, value }) = displaced else { return };
    let_go(py, key);
    let_go(py, priority);
    for object in [rank, value].into_iter().flatten() {
        let_go(py, object);
    }
}

/// Remove the first of all and return it, if there is any.
#[inline]
pub(super) fn take_first(engine: &Engine<'_>) -> PyResult<Option<Held>> {
    refuse_if_busy(engine)?;
    let state = read(engine)?;
    let Some(slot) = state.queue.first() else { return Ok(None) };
    if let Some(row) = state.queue.row(slot) {
        prefetch(&row.key);
        prefetch(&row.priority);
    }
    let place = state.place(engine.py(), state.kind, Plan::Without(slot), None)?;
    drop(state);
    remove_at(engine, slot, place)
}

/// Remove a key and return what was held under it, if it is here.
#[inline]
pub(super) fn take_key<'py>(
    engine: &Engine<'py>,
    key: &Bound<'py, PyAny>,
) -> PyResult<Option<Held>> {
    refuse_if_busy(engine)?;
    let state = read(engine)?;
    let Some(slot) = state.find(key)? else { return Ok(None) };
    let place = state.place(engine.py(), state.kind, Plan::Without(slot), None)?;
    drop(state);
    remove_at(engine, slot, place)
}

#[inline]
fn remove_at(engine: &Engine<'_>, slot: u32, place: usize) -> PyResult<Option<Held>> {
    let mut state = write(engine)?;
    let gone = state.queue.remove(slot, place);
    drop(state);
    let Some((held, rank)) = gone else { return Ok(None) };
    if let Some(rank) = rank {
        let_go(engine.py(), rank);
    }
    Ok(Some(held))
}
