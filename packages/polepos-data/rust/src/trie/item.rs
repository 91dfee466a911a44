//! What Python gets of a leaf: its key, its value, or both as a tuple or a `TrieItem`.

use std::hint::black_box;

use polepos_data_core::trie::{Leaf, Place};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyTuple, PyType};

use super::state::State;
use super::text::Key;

/// What is wanted of a leaf.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum What {
    Keys,
    Values,
    Items,
}

/// References to what was wanted of a leaf.
pub enum Taken {
    One(Py<PyAny>),
    Both(Item),
}

impl What {
    /// Takes it from a leaf; no Python code runs.
    #[inline]
    pub fn of(self, py: Python<'_>, leaf: &Leaf<Key, Py<PyAny>>) -> Taken {
        match self {
            Self::Keys => Taken::One(leaf.key.0.clone_ref(py).into_any()),
            Self::Values => Taken::One(leaf.value.clone_ref(py)),
            Self::Items => Taken::Both(Item::of(py, leaf)),
        }
    }
}

impl What {
    /// Reads a little of what is wanted of leaves, so that it is in the cache when it is.
    pub fn bring(self, leaves: impl Iterator<Item = Place>, state: &State) {
        let leaves = leaves.filter_map(|place| state.trie.leaf(place));
        black_box(leaves.fold(0, |all: isize, leaf| {
            let key = || count(leaf.key.0.as_any());
            let value = || count(&leaf.value);
            all.wrapping_add(match self {
                Self::Keys => key(),
                Self::Values => value(),
                Self::Items => key().wrapping_add(value()),
            })
        }));
    }
}

/// Returns how often an object is referred to.
fn count(object: &Py<PyAny>) -> isize {
    // SAFETY: the object is alive, for there is a reference to it.
    unsafe { ffi::Py_REFCNT(object.as_ptr()) }
}

impl Taken {
    /// Returns it as Python gets it.
    #[inline]
    pub fn shown(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        match self {
            Self::One(object) => Ok(object.into_bound(py)),
            Self::Both(item) => Ok(item.into_tuple(py)?.into_any()),
        }
    }
}

/// A key and its value.
pub struct Item {
    pub key: Py<PyString>,
    pub value: Py<PyAny>,
}

static ITEM: PyOnceLock<Py<PyType>> = PyOnceLock::new();

impl Item {
    /// Takes references to both of a leaf.
    #[inline]
    pub fn of(py: Python<'_>, leaf: &Leaf<Key, Py<PyAny>>) -> Self {
        Self { key: leaf.key.0.clone_ref(py), value: leaf.value.clone_ref(py) }
    }

    /// Takes references to both of what is in a place.
    pub fn at(py: Python<'_>, state: &State, place: Place) -> Option<Self> {
        Some(Self::of(py, state.trie.leaf(place)?))
    }

    /// Returns both in a tuple.
    #[inline]
    pub fn into_tuple(self, py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, [self.key.into_any(), self.value])
    }

    /// Returns both in a `TrieItem`.
    pub fn into_named(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        let kind = ITEM.import(py, "polepos.data._pure.trie_item", "TrieItem")?;
        self.into_kind(kind)
    }

    /// Returns both in a tuple of a class that derives from tuple and adds nothing to it.
    #[cfg(not(Py_3_14))]
    fn into_kind<'py>(self, kind: &Bound<'py, PyType>) -> PyResult<Bound<'py, PyAny>> {
        let py = kind.py();
        // SAFETY: `tp_alloc` of a type returns a new object with room for as many items, which are
        // null, or null with an error set. As the object is a tuple, its items are set as a tuple's.
        unsafe {
            let kind = kind.as_type_ptr();
            let Some(allocate) = (*kind).tp_alloc else {
                return Ok(self.into_tuple(py)?.into_any());
            };
            let made = Bound::from_owned_ptr_or_err(py, allocate(kind, 2))?;
            ffi::PyTuple_SET_ITEM(made.as_ptr(), 0, self.key.into_ptr());
            ffi::PyTuple_SET_ITEM(made.as_ptr(), 1, self.value.into_ptr());
            Ok(made)
        }
    }

    /// Returns both in a tuple of a class that derives from tuple, by its constructor: a tuple has
    /// more than its items to be set.
    #[cfg(Py_3_14)]
    fn into_kind<'py>(self, kind: &Bound<'py, PyType>) -> PyResult<Bound<'py, PyAny>> {
        kind.call1((self.key, self.value))
    }
}
