//! Look for the value beside where a search ends.

use polepos_data_core::sorted::Place;
use pyo3::prelude::*;

use super::engine::ListEngine;
use super::state::State;

/// A search by key: `State::lower` or `State::upper`.
pub type Search = fn(&State, Python<'_>, &Py<PyAny>) -> PyResult<Place>;

/// On which side of the place the value is.
#[derive(Clone, Copy)]
pub enum Side {
    /// It is the one before.
    Before,
    /// It is the one there.
    After,
}

/// The value beside where a search ends, or the default.
///
/// # Errors
/// What a comparison or the key function raises.
pub fn neighbour(
    list: &ListEngine,
    value: &Bound<'_, PyAny>,
    default: Option<Py<PyAny>>,
    side: Side,
    search: Search,
) -> PyResult<Option<Py<PyAny>>> {
    let py = value.py();
    let state = list.read(py)?;
    let key = state.key_of(py, value.as_unbound())?;
    let place = search(&state, py, key.as_ref().unwrap_or(value.as_unbound()))?;
    let place = match side {
        Side::Before => state.previous(place),
        Side::After => Some(place),
    };
    let found = place.and_then(|place| state.get(place)).map(|found| found.clone_ref(py));
    drop(state);
    Ok(found.or(default))
}
