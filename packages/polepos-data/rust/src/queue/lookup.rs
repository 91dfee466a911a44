//! Questions: what is held under a key, and what comes first. None of them changes anything.

use pyo3::prelude::*;

use super::Object;
use super::engine::{Engine, read};
use super::items::Blank;
use super::state::Held;

/// Return the priority of a key, if it is here.
#[inline]
pub(super) fn priority_of<'py>(
    engine: &Engine<'py>,
    key: &Bound<'py, PyAny>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let state = read(engine)?;
    let held = state.held(key)?;
    Ok(held.map(|held| held.priority.bind(engine.py()).clone()))
}

/// Return what is held under a key, if it is here.
#[inline]
pub(super) fn held<'py>(
    engine: &Engine<'py>,
    key: &Bound<'py, PyAny>,
) -> PyResult<Option<Shared<'py>>> {
    let state = read(engine)?;
    Ok(state.held(key)?.map(|held| Shared::of(engine.py(), held)))
}

/// Return what comes first; None if there is nothing.
#[inline]
pub(super) fn first<'py>(engine: &Engine<'py>) -> PyResult<Option<Shared<'py>>> {
    let state = read(engine)?;
    Ok(state.first().map(|held| Shared::of(engine.py(), held)))
}

/// What is held under a key, which stays in the queue.
pub(super) struct Shared<'py> {
    pub(super) key: Bound<'py, PyAny>,
    pub(super) priority: Bound<'py, PyAny>,
    pub(super) value: Bound<'py, PyAny>,
}

impl<'py> Shared<'py> {
    #[inline]
    pub(super) fn of(py: Python<'py>, held: &Held) -> Self {
        let bound = |object: &Object| object.bind(py).clone();
        Self { key: bound(&held.key), priority: bound(&held.priority), value: bound(&held.value) }
    }

    /// Make an item of it.
    #[inline]
    pub(super) fn item(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let objects = [self.key, self.priority, self.value];
        Ok(Blank::item(py)?.filled(objects.map(Bound::unbind)))
    }

    /// Make a pair of the key and its priority.
    #[inline]
    pub(super) fn pair(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(Blank::pair(py)?.filled([self.key.unbind(), self.priority.unbind()]))
    }
}
