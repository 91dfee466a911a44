//! What Python gets of a leaf: its key, its value, or both as a tuple or a `TrieItem`.

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
        let arguments = PyTuple::new(py, [self.into_tuple(py)?])?;
        // SAFETY: `kind` is a type derived from tuple, whose `tp_new` takes a sequence in a tuple of
        // arguments, and returns a new reference, or null with an error set.
        unsafe {
            let Some(new) = (*&raw const ffi::PyTuple_Type).tp_new else {
                return kind.call1(arguments);
            };
            let made = new(kind.as_type_ptr(), arguments.as_ptr(), std::ptr::null_mut());
            Bound::from_owned_ptr_or_err(py, made)
        }
    }
}
