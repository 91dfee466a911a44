//! What an engine holds, and the changes of it that Python code could see half done.

use polepos_data_core::trie::{Excess, Leaf, MOST, Trie};
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::batch::Batch;
use super::errors::{full, too_long};
use super::text::{Key, bytes_of};
use crate::limits;

/// Keys and values.
pub type Contents = Trie<Key, Py<PyAny>>;

/// The keys and values, and how often a key came or went.
#[derive(Default)]
pub struct State {
    /// The keys and values.
    pub trie: Contents,
    /// How often a key came or went: walks end when this is another number.
    pub changes: u64,
}

impl State {
    /// Tells whether so many keys more find room.
    #[inline]
    pub fn has_room(&self, more: usize) -> bool {
        limits::has_room(self.trie.len(), more, MOST)
    }

    /// Sets the value of a key; returns what it was, to be dropped when the state is let go.
    ///
    /// Fails if the key is new and there is no room, or if it is too long; then nothing has changed.
    pub fn insert(
        &mut self,
        text: &Bound<'_, PyString>,
        bytes: &[u8],
        value: Py<PyAny>,
    ) -> PyResult<Option<Py<PyAny>>> {
        if !self.has_room(1) && self.trie.find(bytes).is_none() {
            return Err(full());
        }
        let before = self.trie.insert(bytes, || Key(text.clone().unbind()), value);
        let before = before.map_err(|Excess| too_long())?;
        self.changes += u64::from(before.is_none());
        Ok(before)
    }

    /// Sets the values of many keys, for which there is room; returns what those were that were here.
    pub fn extend(&mut self, batch: &mut Batch<'_>) -> PyResult<Vec<Py<PyAny>>> {
        let (mut displaced, mut buffer) = (Vec::new(), Vec::new());
        batch.hand_over(|(text, value)| {
            buffer.clear();
            let bytes = bytes_of(&text, &mut buffer);
            displaced.extend(self.insert(&text, bytes, value.unbind())?);
            PyResult::Ok(())
        })?;
        Ok(displaced)
    }

    /// Takes out everything, to be dropped when the state is let go.
    pub fn cleared(&mut self) -> Contents {
        self.changes += 1;
        self.trie.clear()
    }

    /// Puts other contents in the place of these, which are to be dropped when the state is let go.
    pub fn exchanged(&mut self, contents: Contents) -> Contents {
        self.changes += 1;
        std::mem::replace(&mut self.trie, contents)
    }

    /// Returns copies of the contents. No Python code runs.
    pub fn copied(&self, py: Python<'_>) -> Contents {
        self.trie.copied(|leaf| Leaf {
            key: Key(leaf.key.0.clone_ref(py)),
            value: leaf.value.clone_ref(py),
        })
    }
}
