//! Questions of an engine about prefixes and order, behind its methods.

use polepos_data_core::trie::{Below, Bound as Edge, Direction, Place, Side};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use super::TrieEngine;
use super::errors::busy;
use super::given::Given;
use super::item::{Item, Taken, What};
use super::state::State;
use super::text::{bytes_of, text_of};
use super::walk::TrieIterator;
use crate::cell::Reading;

impl TrieEngine {
    /// Reads the state.
    #[inline]
    pub(super) fn reading(&self, py: Python<'_>) -> PyResult<Reading<'_, State>> {
        self.state.read(py).map_err(|_| busy())
    }

    /// Reads the state and the part of it that has a prefix.
    fn part<T>(
        &self,
        py: Python<'_>,
        prefix: Given<'_>,
        read: impl FnOnce(&State, Below) -> T,
    ) -> PyResult<T> {
        let Given::This(prefix) = prefix else {
            let state = self.reading(py)?;
            return Ok(read(&state, state.trie.whole()));
        };
        self.asked(&prefix, |state, bytes| read(state, state.trie.below(bytes)))
    }

    /// Reads the state for the bytes of a text.
    #[inline]
    pub(super) fn asked<T>(
        &self,
        text: &Bound<'_, PyAny>,
        read: impl FnOnce(&State, &[u8]) -> T,
    ) -> PyResult<T> {
        let text = text_of(text)?;
        let mut buffer = Vec::new();
        let bytes = bytes_of(&text, &mut buffer);
        let state = self.reading(text.py())?;
        Ok(read(&state, bytes))
    }

    /// Returns the list of what is wanted of all keys with a prefix.
    ///
    /// References are taken first: to make a list or a tuple may start the collector, and that the
    /// finalisers of others.
    pub(super) fn listed<'py>(
        &self,
        py: Python<'py>,
        prefix: Given<'py>,
        what: What,
    ) -> PyResult<Bound<'py, PyList>> {
        if what == What::Items {
            let items = self.part(py, prefix, |state, part| {
                let places = places(state, part).into_iter();
                places.filter_map(|place| Item::at(py, state, place)).collect::<Vec<_>>()
            })?;
            let mut tuples = Vec::with_capacity(items.len());
            for item in items {
                tuples.push(item.into_tuple(py)?);
            }
            return PyList::new(py, tuples);
        }
        let objects = self.part(py, prefix, |state, part| {
            let leaves = places(state, part).into_iter();
            let leaves = leaves.filter_map(|place| state.trie.leaf(place));
            let taken = leaves.filter_map(|leaf| match what.of(py, leaf) {
                Taken::One(object) => Some(object),
                Taken::Both(_) => None,
            });
            taken.collect::<Vec<_>>()
        })?;
        PyList::new(py, objects)
    }

    /// Returns an iterator over what is wanted of the keys with a prefix.
    pub(super) fn walked<'py>(
        this: &Bound<'py, Self>,
        prefix: Given<'py>,
        what: What,
        direction: Direction,
    ) -> PyResult<TrieIterator> {
        let (cursor, changes) = this.get().part(this.py(), prefix, |state, part| {
            (state.trie.cursor(part, direction), state.changes)
        })?;
        Ok(TrieIterator::new(this.clone().unbind(), cursor, changes, what))
    }

    /// Returns how many keys have a prefix.
    pub(super) fn counted(&self, py: Python<'_>, prefix: Given<'_>) -> PyResult<usize> {
        self.part(py, prefix, |state, part| state.trie.count(part))
    }

    /// Returns the first or last key with a prefix.
    pub(super) fn extreme(
        &self,
        py: Python<'_>,
        prefix: Given<'_>,
        direction: Direction,
    ) -> PyResult<Option<Py<PyString>>> {
        self.part(py, prefix, |state, part| {
            let place = state.trie.cursor(part, direction).step(&state.trie)?;
            Some(state.trie.leaf(place)?.key.0.clone_ref(py))
        })
    }

    /// Returns the key next to a text.
    pub(super) fn neighbour<'py>(
        &self,
        text: &Bound<'py, PyAny>,
        side: Side,
        direction: Direction,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let py = text.py();
        self.asked(text, |state, bytes| {
            let place = state.trie.neighbour(bytes, side, direction)?;
            Some(state.trie.leaf(place)?.key.0.clone_ref(py).into_bound(py).into_any())
        })
    }

    /// Returns the keys that a text begins with, and their values.
    pub(super) fn prefix_items(&self, text: &Bound<'_, PyAny>) -> PyResult<Vec<Item>> {
        let py = text.py();
        self.asked(text, |state, bytes| {
            state.trie.prefixes(bytes).filter_map(|place| Item::at(py, state, place)).collect()
        })
    }

    /// Returns the keys within a distance of a text, and how far they are.
    pub(super) fn alike(
        &self,
        text: &Bound<'_, PyString>,
        most: usize,
    ) -> PyResult<Vec<(Py<PyString>, usize)>> {
        let py = text.py();
        self.asked(text.as_any(), |state, bytes| {
            let found = state.trie.fuzzy(bytes, most).into_iter();
            let found = found.filter_map(|(place, far)| {
                Some((state.trie.leaf(place)?.key.0.clone_ref(py), far))
            });
            found.collect()
        })
    }

    /// Returns an iterator over the keys between two texts.
    pub(super) fn between<'py>(
        this: &Bound<'py, Self>,
        low: Option<&(Bound<'py, PyString>, bool)>,
        high: Option<&(Bound<'py, PyString>, bool)>,
        direction: Direction,
    ) -> PyResult<TrieIterator> {
        let (mut lows, mut highs) = (Vec::new(), Vec::new());
        let low: Edge<'_> = low.map(|(text, with)| (bytes_of(text, &mut lows), *with));
        let high: Edge<'_> = high.map(|(text, with)| (bytes_of(text, &mut highs), *with));
        let state = this.get().reading(this.py())?;
        let cursor = state.trie.range(low, high, direction);
        Ok(TrieIterator::new(this.clone().unbind(), cursor, state.changes, What::Keys))
    }
}

/// Returns the places of all leaves of a part. They are looked at afterwards: see `Leaves::places`.
fn places(state: &State, part: Below) -> Vec<Place> {
    let mut places = Vec::with_capacity(state.trie.count(part));
    places.extend(state.trie.leaves(part).places());
    places
}

/// Returns a bound of a range: a text, and whether it belongs to the range.
pub fn bound<'py>(
    text: Option<&Bound<'py, PyAny>>,
    inclusive: Option<&Bound<'py, PyAny>>,
    place: usize,
) -> PyResult<Option<(Bound<'py, PyString>, bool)>> {
    let Some(text) = text else {
        return Ok(None);
    };
    let with = inclusive.map_or(Ok(true), |pair| pair.get_item(place)?.is_truthy())?;
    Ok(Some((text_of(text)?, with)))
}
