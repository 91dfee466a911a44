//! What an engine holds, and the changes of it that Python code could see half done.

use polepos_data_core::trie::{Excess, Leaf, Trie, order};
use pyo3::exceptions::PyMemoryError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use super::text::{Key, ascii, bytes_of, text_of, write};

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

/// A key and its value, of which references are held.
pub type Pair<'py> = (Bound<'py, PyString>, Bound<'py, PyAny>);

impl State {
    /// Sets the value of a key; returns what it was, to be dropped when the state is let go.
    pub fn insert(
        &mut self,
        text: &Bound<'_, PyString>,
        bytes: &[u8],
        value: Py<PyAny>,
    ) -> PyResult<Option<Py<PyAny>>> {
        let before = self.trie.insert(bytes, || Key(text.clone().unbind()), value);
        let before = before.map_err(|Excess| excess())?;
        self.changes += u64::from(before.is_none());
        Ok(before)
    }

    /// Sets the values of many keys; returns what those were that were here.
    ///
    /// They are put in order first, and come one beside the other.
    pub fn extend(&mut self, pairs: Vec<Pair<'_>>) -> PyResult<Vec<Py<PyAny>>> {
        if !self.trie.has_room(pairs.len()) {
            return Err(excess());
        }
        let order = order_of(&pairs);
        let mut pairs: Vec<_> = pairs.into_iter().map(Some).collect();
        let mut displaced = Vec::new();
        let mut buffer = Vec::new();
        for index in order {
            let Some((text, value)) = pairs.get_mut(index).and_then(Option::take) else {
                continue;
            };
            buffer.clear();
            let bytes = bytes_of(&text, &mut buffer);
            displaced.extend(self.insert(&text, bytes, value.unbind())?);
        }
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

/// Returns the pairs of a dictionary, all of whose keys are strings that a trie takes.
pub fn pairs_of<'py>(data: &Bound<'py, PyDict>, pairs: &mut Vec<Pair<'py>>) -> PyResult<()> {
    pairs.reserve(data.len());
    for (key, value) in data {
        pairs.push((text_of(&key)?, value));
    }
    Ok(())
}

/// Returns the indices of pairs in the order of their keys.
fn order_of(pairs: &[Pair<'_>]) -> Vec<usize> {
    let mut encoded = Vec::new();
    let mut ends = Vec::new();
    for (text, _) in pairs {
        if ascii(text).is_none() {
            write(text.as_unbound(), &mut encoded);
        }
        ends.push(encoded.len());
    }
    let texts = pairs.iter().enumerate().map(|(index, (text, _))| {
        let start = index.checked_sub(1).map_or(0, |before| ends[before]);
        ascii(text).unwrap_or(&encoded[start..ends[index]])
    });
    order(&texts.collect::<Vec<_>>())
}

#[cold]
fn excess() -> PyErr {
    PyMemoryError::new_err("a trie holds less than 2**29 keys, of less than 2**32 bytes each")
}
