//! Combine sorted sets of the same builtin type by going through both in order, once.
//!
//! Nothing is hashed: the result has no hash part until somebody asks for it.

use std::cmp::Ordering;
use std::convert::Infallible;

use polepos_data_core::sorted::merge::{Keep, merge};
use polepos_data_core::sorted::{Space, Tree};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::engine::ListEngine;
use super::entry::{Alone, Entry};
use super::set::{Engine, SetEngine};
use super::state::State;
use super::store::Store;
use super::trees::Trees;

/// What an operation keeps, if it is one that goes by order.
fn keep(operation: &str) -> Option<Keep> {
    match operation {
        "union" => Some(Keep::UNION),
        "intersection" => Some(Keep::INTERSECTION),
        "difference" => Some(Keep::DIFFERENCE),
        "symmetric_difference" => Some(Keep::SYMMETRIC_DIFFERENCE),
        _ => None,
    }
}

/// How many times larger the other set may be for going through both to be worth it.
const LARGER: usize = 16;

/// A set like this one with what an operation keeps of it and one other sorted set; `None` where they
/// are not of the same builtin type, or of sizes so different that searches are faster.
///
/// # Errors
/// What making an empty set raises.
pub fn merged<'py>(
    slf: Engine<'_, 'py>,
    operation: &str,
    others: &Bound<'py, PyTuple>,
) -> PyResult<Option<Bound<'py, SetEngine>>> {
    let py = slf.py();
    let (Some(keep), 1) = (keep(operation), others.len()) else { return Ok(None) };
    let other = others.get_item(0)?;
    let Ok(other) = other.cast::<SetEngine>() else { return Ok(None) };
    let (one, two) = (slf.get().list(py)?, other.get().list(py)?);
    let Some(store) = combined(py, &*one.get().read(py)?, &*two.get().read(py)?, keep) else {
        return Ok(None);
    };
    let made = slf.call_method0("_like")?.cast_into::<SetEngine>()?;
    let list = made.get().list(py)?;
    let before = ListEngine::change(&list, |state| std::mem::replace(&mut state.store, store))?;
    let members = made.get().replace(py, list.unbind(), None);
    drop((before, members));
    Ok(Some(made))
}

/// What is kept of two lists.
fn combined(py: Python<'_>, one: &State, two: &State, keep: Keep) -> Option<Store> {
    let (Store::Alone(left), Store::Alone(right)) = (&one.store, &two.store) else { return None };
    let (small, large) = (one.len().min(two.len()), one.len().max(two.len()));
    if large > small.saturating_mul(LARGER) {
        return None;
    }
    let kept = match (left, right) {
        (Trees::Ints(left), Trees::Ints(right)) => both(py, left, right, keep),
        (Trees::Floats(left), Trees::Floats(right)) => both(py, left, right, keep),
        (Trees::Texts(left), Trees::Texts(right)) => both(py, left, right, keep),
        (Trees::Bytes(left), Trees::Bytes(right)) => both(py, left, right, keep),
        (Trees::Pairs(left), Trees::Pairs(right)) => both(py, left, right, keep),
        _ => return None,
    };
    Some(Store::Alone(Trees::from_sorted(py, left.kind(), kept)))
}

/// What is kept of two trees of a builtin type: comparing its values runs no foreign code.
fn both<S>(py: Python<'_>, left: &Tree<S>, right: &Tree<S>, keep: Keep) -> Vec<Alone>
where
    S: for<'a> Space<Element = Alone, Key = Py<PyAny>, Context<'a> = Python<'a>>,
{
    let order =
        |one: &Alone, two: &Alone| Ok::<_, Infallible>(compare::<S>(py, one.key(), two.key()));
    let Ok(kept) = merge(left.iter(), right.iter(), keep, order);
    kept.into_iter().map(|entry| entry.again(py)).collect()
}

#[inline]
fn compare<S>(py: Python<'_>, one: &Py<PyAny>, two: &Py<PyAny>) -> Ordering
where
    S: for<'a> Space<Key = Py<PyAny>, Context<'a> = Python<'a>>,
{
    if one.is(two) {
        return Ordering::Equal;
    }
    let lane = S::lane(py, one, 0);
    let order = lane.cmp(&S::lane(py, two, 0));
    if order.is_ne() || S::decides(py, lane, one, 0) {
        return order;
    }
    // Comparing what fits a typed space does not fail.
    let less = |a, b| S::less(py, a, b).unwrap_or(false);
    less(two, one).cmp(&less(one, two))
}
