//! Builtin lists of what a sorted list holds, written element by element without calls.

use std::ops::Range;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyList;

use super::entry::Entry;
use super::state::State;
use super::store::{Store, with_store};
use super::trees::Trees;

/// What of an entry goes into a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The value.
    Value,
    /// The key.
    Key,
}

/// A list of the entries at these positions. O(log n + their number).
///
/// # Errors
/// `MemoryError`.
pub fn listed<'py>(
    py: Python<'py>,
    state: &State,
    positions: Range<usize>,
    part: Part,
) -> PyResult<Bound<'py, PyList>> {
    with_store!(&state.store, trees => filled(py, trees, positions, part))
}

fn filled<'py, E: Entry>(
    py: Python<'py>,
    trees: &Trees<E>,
    positions: Range<usize>,
    part: Part,
) -> PyResult<Bound<'py, PyList>> {
    let end = positions.end.min(trees.len());
    let start = positions.start.min(end);
    let length = ffi::Py_ssize_t::try_from(end - start)?;
    // SAFETY: the interpreter lock is held; the result is a new reference, or null with an error set.
    let list = unsafe { Bound::from_owned_ptr_or_err(py, ffi::PyList_New(length))? };
    let mut at: ffi::Py_ssize_t = 0;
    trees.each_run(start..end, |run| {
        for entry in run {
            let object = if part == Part::Key { entry.key() } else { entry.value() };
            if at < length {
                // SAFETY: the list is new and as long as the range, so this slot is empty; it takes over
                // the reference that is made for it.
                unsafe { ffi::PyList_SET_ITEM(list.as_ptr(), at, object.clone_ref(py).into_ptr()) };
            }
            at += 1;
        }
    });
    Ok(list.cast_into()?)
}
