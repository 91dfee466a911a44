//! How many elements a container may have: as many as the numbers of 32 bits inside it can tell apart.

use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;

/// What tests lower, which have no memory for containers of billions.
static LOWERED: AtomicUsize = AtomicUsize::new(usize::MAX);

/// Whether a container that has so many elements, and may have `most`, has room for so many more.
#[must_use]
#[inline]
pub fn has_room(held: usize, more: usize, most: usize) -> bool {
    held.saturating_add(more) <= most.min(LOWERED.load(Ordering::Relaxed))
}

/// Make sure that there is room for so many more.
///
/// # Errors
/// `OverflowError` where there is not.
#[inline]
pub fn make_sure(container: &str, held: usize, more: usize, most: usize) -> PyResult<()> {
    if has_room(held, more, most) { Ok(()) } else { Err(overflow(container, most)) }
}

/// The error that says that a container, such as "a trie", is full.
#[cold]
#[inline(never)]
#[must_use]
pub fn overflow(container: &str, most: usize) -> PyErr {
    let most = most.min(LOWERED.load(Ordering::Relaxed));
    PyOverflowError::new_err(format!("{container} holds at most {most} elements"))
}

/// Let every container hold at most so many elements, without an argument as many as it can: for tests.
#[pyfunction]
#[pyo3(name = "_lower_limits", signature = (most=None))]
pub fn lower_limits(most: Option<usize>) {
    LOWERED.store(most.unwrap_or(usize::MAX), Ordering::Relaxed);
}
