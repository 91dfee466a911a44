//! Combine sorted sets of the same builtin type by going through both in order, once.
//!
//! Nothing is hashed: the result has no hash part until somebody asks for it.

use std::cmp::Ordering;
use std::convert::Infallible;

use polepos_data_core::sorted::merge::{Keep, merge};
use polepos_data_core::sorted::{Beginning, Space, Tree};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::engine::ListEngine;
use super::entry::{Alone, Entry};
use super::set::{Engine, SetEngine};
use super::state::State;
use super::store::Store;
use super::trees::{MOST, Trees};
use crate::limits;

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
/// are not of the same builtin type, of sizes so different that searches are faster, or so large that the
/// result may be too large.
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
    if large > small.saturating_mul(LARGER) || !limits::has_room(small, large, MOST) {
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

/// An element of a set, and what is known of its key: where it begins, or else its lane.
struct Seen<'t, S: Space> {
    entry: &'t S::Element,
    beginning: S::Beginning,
    lane: S::Lane,
}

impl<S: Space> Clone for Seen<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S: Space> Copy for Seen<'_, S> {}

/// What is kept of two trees of a builtin type: comparing its values runs no foreign code.
fn both<S>(py: Python<'_>, left: &Tree<S>, right: &Tree<S>, keep: Keep) -> Vec<Alone>
where
    S: for<'a> Space<Element = Alone, Key = Py<PyAny>, Context<'a> = Python<'a>>,
{
    let order = |one, two| Ok::<_, Infallible>(compare::<S>(py, one, two));
    let Ok(kept) = merge(seen(py, left), seen(py, right), keep, order);
    kept.into_iter().map(|seen| seen.entry.again(py)).collect()
}

/// All elements in order. Keys are read a leaf at a time, so that no comparison waits for one of them
/// before memory is asked for the next.
fn seen<'t, S>(py: Python<'t>, tree: &'t Tree<S>) -> impl Iterator<Item = Seen<'t, S>>
where
    S: for<'a> Space<Element = Alone, Key = Py<PyAny>, Context<'a> = Python<'a>>,
{
    let read = move |entry: &'t Alone| {
        let key = entry.key();
        let lane = if S::Beginning::KEPT { S::Lane::default() } else { S::lane(py, key, 0) };
        Seen { entry, beginning: S::beginning(py, key), lane }
    };
    tree.slices(0..tree.len()).flat_map(move |leaf| leaf.iter().map(read).collect::<Vec<_>>())
}

#[inline]
fn compare<S>(py: Python<'_>, one: Seen<'_, S>, two: Seen<'_, S>) -> Ordering
where
    S: for<'a> Space<Element = Alone, Key = Py<PyAny>, Context<'a> = Python<'a>>,
{
    let (a, b) = (one.entry.key(), two.entry.key());
    if a.is(b) {
        return Ordering::Equal;
    }
    let order = one.beginning.cmp(&two.beginning).then(one.lane.cmp(&two.lane));
    let decided =
        if S::Beginning::KEPT { one.beginning.whole() } else { S::decides(py, one.lane, a, 0) };
    if order.is_ne() || decided || S::same(py, a, b).unwrap_or(false) {
        return order;
    }
    // Comparing what fits a typed space does not fail.
    if S::less(py, a, b).unwrap_or(false) { Ordering::Less } else { Ordering::Greater }
}
