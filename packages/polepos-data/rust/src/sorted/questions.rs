//! Ask a sorted list about values: each question holds a borrow while it compares.

use std::ops::Range;

use pyo3::prelude::*;

use super::engine::ListEngine;
use super::listing::{Part, listed};
use super::neighbours::Search;
use super::positions::{Run, bounds};
use super::store::Store;

type Any<'py> = Bound<'py, PyAny>;

/// Whether an equal value is here.
///
/// # Errors
/// What a comparison or the key function raises.
#[inline]
pub fn contains(list: &ListEngine, value: &Any<'_>) -> PyResult<bool> {
    let state = list.read(value.py())?;
    Ok(state.place_of(value.py(), value.as_unbound())?.is_some())
}

/// The position where a search for a value ends.
///
/// # Errors
/// What a comparison or the key function raises.
#[inline]
pub fn bisect(list: &ListEngine, value: &Any<'_>, search: Search) -> PyResult<usize> {
    let py = value.py();
    let state = list.read(py)?;
    let key = state.key_of(py, value.as_unbound())?;
    Ok(state.position(search(&state, py, key.as_ref().unwrap_or(value.as_unbound()))?))
}

/// How often a value is here.
///
/// # Errors
/// What a comparison or the key function raises.
pub fn count(list: &ListEngine, value: &Any<'_>) -> PyResult<usize> {
    let py = value.py();
    let state = list.read(py)?;
    let value = value.as_unbound();
    let key = state.key_of(py, value)?;
    match &state.store {
        Store::Alone(trees) => trees.count_ties(py, value),
        Store::Keyed(trees) => trees.count_equal(py, value, key.as_ref().unwrap_or(value)),
    }
}

/// The position of the first such value from `start` to before `stop`.
///
/// # Errors
/// What a comparison or the key function raises.
pub fn index<'py>(
    list: &Bound<'py, ListEngine>,
    value: &Any<'py>,
    start: Option<&Any<'py>>,
    stop: Option<&Any<'py>>,
) -> PyResult<Option<usize>> {
    let py = list.py();
    let slice = match (start, stop) {
        (None, None) => None,
        _ => Some(bounds(py, start, stop)?),
    };
    let state = list.get().read(py)?;
    let Some(place) = state.place_of(py, value.as_unbound())? else { return Ok(None) };
    let position = state.position(place);
    let Some(slice) = slice else { return Ok(Some(position)) };
    let within = Run::of_length(&slice, state.len())?.covered();
    if within.contains(&position) {
        return Ok(Some(position));
    }
    let end = within.end.min(bisect(list.get(), value, super::state::State::upper)?);
    if position >= within.start || within.start >= end {
        return Ok(None);
    }
    let rest = listed(py, &state, within.start..end, Part::Value)?;
    if !rest.contains(value)? {
        return Ok(None);
    }
    Ok(Some(within.start + rest.index(value)?))
}

/// The positions of the values in a range; `None` is no bound.
///
/// # Errors
/// What a comparison or the key function raises.
pub fn range<'py>(
    list: &ListEngine,
    py: Python<'py>,
    minimum: Option<&Any<'py>>,
    maximum: Option<&Any<'py>>,
    inclusive: Option<&Any<'py>>,
) -> PyResult<Range<usize>> {
    let inclusive = pair(inclusive)?;
    let state = list.read(py)?;
    let key = |bound: Option<&Any<'py>>| -> PyResult<Option<Py<PyAny>>> {
        let Some(bound) = bound else { return Ok(None) };
        let key = state.key_of(py, bound.as_unbound())?;
        Ok(Some(key.unwrap_or_else(|| bound.clone().unbind())))
    };
    let (minimum, maximum) = (key(minimum)?, key(maximum)?);
    state.between(py, minimum.as_ref(), maximum.as_ref(), inclusive)
}

/// Two truth values; both true unless something is given.
///
/// # Errors
/// `TypeError` or `ValueError` for what is not two.
pub fn pair(given: Option<&Any<'_>>) -> PyResult<(bool, bool)> {
    let Some(given) = given else { return Ok((true, true)) };
    let (first, second): (Any<'_>, Any<'_>) = given.extract()?;
    Ok((first.is_truthy()?, second.is_truthy()?))
}
