//! Changes of what an engine holds, behind its methods: Python code runs before and after, not within.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use super::TrieEngine;
use super::batch::{Batch, pairs_of};
use super::errors::{busy, full};
use super::given::Given;
use super::item::Item;
use super::state::State;
use super::text::bytes_of;
use crate::cell::Writing;

impl TrieEngine {
    /// Writes the state; nothing in between may run Python code.
    #[inline]
    pub(super) fn writing(&self, py: Python<'_>) -> PyResult<Writing<'_, State>> {
        self.state.write(py).map_err(|_| busy())
    }

    /// Returns the value of a key.
    #[inline]
    pub(super) fn value(&self, key: &Bound<'_, PyAny>) -> PyResult<Option<Py<PyAny>>> {
        let py = key.py();
        self.asked(key, |state, bytes| Some(state.trie.get(bytes)?.value.clone_ref(py)))
    }

    /// Sets the value of a key.
    #[inline]
    pub(super) fn set(&self, key: &Bound<'_, PyString>, value: Bound<'_, PyAny>) -> PyResult<()> {
        let mut buffer = Vec::new();
        let bytes = bytes_of(key, &mut buffer);
        let before = self.writing(key.py())?.insert(key, bytes, value.unbind());
        before.map(drop)
    }

    /// Removes a key, and returns it and its value.
    pub(super) fn removed(&self, key: &Bound<'_, PyString>) -> PyResult<Option<Item>> {
        let mut buffer = Vec::new();
        let bytes = bytes_of(key, &mut buffer);
        let mut state = self.writing(key.py())?;
        let gone = state.trie.remove(bytes);
        state.changes += u64::from(gone.is_some());
        Ok(gone.map(|leaf| Item { key: leaf.key.0, value: leaf.value }))
    }

    /// Removes the keys with a prefix; returns how many there were.
    pub(super) fn removed_prefix(&self, prefix: &Bound<'_, PyString>) -> PyResult<usize> {
        let mut buffer = Vec::new();
        let bytes = bytes_of(prefix, &mut buffer);
        let mut state = self.writing(prefix.py())?;
        let gone = state.trie.remove_prefix(bytes);
        state.changes += u64::from(!gone.is_empty());
        drop(state);
        Ok(gone.len())
    }

    /// Sets the values of many keys, of all or of none.
    pub(super) fn set_many(
        &self,
        py: Python<'_>,
        data: Given<'_>,
        more: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<()> {
        let mut pairs = Vec::new();
        if let Given::This(data) = data {
            match data.cast_exact::<PyDict>() {
                Ok(data) => pairs_of(data, &mut pairs)?,
                Err(_) => pairs_of(&dict_of(&data)?, &mut pairs)?,
            }
        }
        if let Some(more) = more {
            pairs_of(more, &mut pairs)?;
        }
        let mut batch = Batch::new(pairs)?;
        if !self.reading(py)?.has_room(batch.len()) {
            return Err(full());
        }
        let displaced = self.writing(py)?.extend(&mut batch);
        displaced.map(drop)
    }

    /// Takes over copies of what another engine holds.
    pub(super) fn take_copy(&self, other: &Bound<'_, Self>) -> PyResult<()> {
        let py = other.py();
        let copy = other.get().reading(py)?.copied(py);
        let before = self.writing(py)?.exchanged(copy);
        drop(before);
        Ok(())
    }
}

/// Returns the dictionary that Python would make of something.
fn dict_of<'py>(data: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
    let made = data.py().get_type::<PyDict>().call1((data,))?;
    Ok(made.cast_into::<PyDict>()?)
}
