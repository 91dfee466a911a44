//! The engine of `Trie`: everything of it that has to be fast.

mod batch;
mod changes;
mod errors;
mod given;
mod item;
mod questions;
mod state;
mod text;
mod walk;

use polepos_data_core::trie::{Direction, Side};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyList, PyString, PyTuple};
use pyo3::{PyTraverseError, PyVisit};

use crate::cell::GilCell;
use errors::missing;
use given::Given;
use item::{Item, What};
use state::State;
use text::text_of;
use walk::TrieIterator;

/// Any object.
type Object<'py> = Bound<'py, PyAny>;

/// Any object, or `None` where there is none.
type Perhaps<'py> = PyResult<Option<Object<'py>>>;

/// What a `Trie` is made of: the class that people see is in `polepos.data._native.trie`, and its
/// methods are described in `polepos.data._pure.trie`, whose equals these are.
#[pyclass(frozen, subclass, mapping, module = "polepos.data")]
pub struct TrieEngine {
    state: GilCell<State>,
}

#[pymethods]
impl TrieEngine {
    #[new]
    #[pyo3(signature = (*_arguments, **_options))]
    fn new(_arguments: &Bound<'_, PyTuple>, _options: Option<&Bound<'_, PyDict>>) -> Self {
        Self { state: GilCell::new(State::default()) }
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.reading(py)?.trie.len())
    }

    fn __contains__(&self, key: &Bound<'_, PyAny>) -> PyResult<bool> {
        if !key.is_instance_of::<PyString>() {
            return Ok(false);
        }
        self.asked(key, |state, bytes| state.trie.get(bytes).is_some())
    }

    fn __iter__(this: &Bound<'_, Self>) -> PyResult<TrieIterator> {
        Self::walked(this, Given::Nothing, What::Keys, Direction::Forward)
    }

    fn __reversed__(this: &Bound<'_, Self>) -> PyResult<TrieIterator> {
        Self::walked(this, Given::Nothing, What::Keys, Direction::Backward)
    }

    fn __getitem__(&self, key: &Bound<'_, PyAny>) -> PyResult<Py<PyAny>> {
        match self.value(key)? {
            Some(value) => Ok(value),
            None => Err(missing(text_of(key)?)),
        }
    }

    /// Return the value of a key, or the default where there is none.
    #[pyo3(signature = (key, default=None))]
    fn get(
        &self,
        key: &Bound<'_, PyAny>,
        default: Option<Py<PyAny>>,
    ) -> PyResult<Option<Py<PyAny>>> {
        Ok(self.value(key)?.or(default))
    }

    fn __setitem__(&self, key: &Bound<'_, PyAny>, value: Bound<'_, PyAny>) -> PyResult<()> {
        self.set(&text_of(key)?, value)
    }

    fn __delitem__(&self, key: &Bound<'_, PyAny>) -> PyResult<()> {
        self.delete(key)
    }

    /// Set the value of a key; it is the key itself if there is none given.
    #[pyo3(signature = (key, value=Given::Nothing), text_signature = "($self, key, value=...)")]
    fn insert(&self, key: &Bound<'_, PyAny>, value: Given<'_>) -> PyResult<()> {
        let text = text_of(key)?;
        match value {
            Given::This(value) => self.set(&text, value),
            Given::Nothing => self.set(&text, text.clone().into_any()),
        }
    }

    /// Remove a key; raise `KeyError` if it is not here. O(length of the key).
    fn delete(&self, key: &Bound<'_, PyAny>) -> PyResult<()> {
        let text = text_of(key)?;
        let gone = self.removed(&text)?;
        if gone.is_none() { Err(missing(text)) } else { Ok(()) }
    }

    /// Remove a key and return its value; the default, or `KeyError`, if it is not here.
    #[pyo3(signature = (key, default=Given::Nothing), text_signature = "($self, key, default=...)")]
    fn pop<'py>(&self, key: &Object<'py>, default: Given<'py>) -> PyResult<Object<'py>> {
        let text = text_of(key)?;
        match self.removed(&text)? {
            Some(item) => Ok(item.value.into_bound(key.py())),
            None => default.or_missing(text),
        }
    }

    /// Remove the last key in order and return it and its value; raise `KeyError` if empty.
    fn popitem<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let gone = match self.extreme(py, Given::Nothing, Direction::Backward)? {
            Some(last) => self.removed(last.bind(py))?,
            None => None,
        };
        gone.ok_or_else(|| PyKeyError::new_err("the trie is empty"))?.into_tuple(py)
    }

    /// Return the value of a key; the default, which becomes its value, where there is none.
    #[pyo3(signature = (key, default=None))]
    fn setdefault<'py>(
        &self,
        key: &Object<'py>,
        default: Option<Object<'py>>,
    ) -> PyResult<Object<'py>> {
        let py = key.py();
        if let Some(value) = self.value(key)? {
            return Ok(value.into_bound(py));
        }
        let value = default.unwrap_or_else(|| py.None().into_bound(py));
        self.set(&text_of(key)?, value.clone())?;
        Ok(value)
    }

    /// Set the values of many keys: of all of them, or of none if one is no string.
    #[pyo3(
        signature = (data=Given::Nothing, /, **more),
        text_signature = "($self, data=(), /, **more)"
    )]
    fn update(
        &self,
        py: Python<'_>,
        data: Given<'_>,
        more: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<()> {
        self.set_many(py, data, more)
    }

    /// Remove everything. O(n).
    fn clear(&self, py: Python<'_>) -> PyResult<()> {
        let gone = self.writing(py)?.cleared();
        drop(gone);
        Ok(())
    }

    /// Remove the keys that begin with a prefix; return how many. O(length of the prefix) and those.
    fn delete_prefix(&self, prefix: &Bound<'_, PyAny>) -> PyResult<usize> {
        self.removed_prefix(&text_of(prefix)?)
    }

    /// Return the keys that begin with a prefix, in order. O(length of the prefix) and those.
    #[pyo3(signature = (prefix=Given::Nothing), text_signature = "($self, prefix='')")]
    fn keys<'py>(&self, py: Python<'py>, prefix: Given<'py>) -> PyResult<Bound<'py, PyList>> {
        self.listed(py, prefix, What::Keys)
    }

    /// Return the values of the keys that begin with a prefix, in the order of the keys.
    #[pyo3(signature = (prefix=Given::Nothing), text_signature = "($self, prefix='')")]
    fn values<'py>(&self, py: Python<'py>, prefix: Given<'py>) -> PyResult<Bound<'py, PyList>> {
        self.listed(py, prefix, What::Values)
    }

    /// Return the keys that begin with a prefix and their values, in the order of the keys.
    #[pyo3(signature = (prefix=Given::Nothing), text_signature = "($self, prefix='')")]
    fn items<'py>(&self, py: Python<'py>, prefix: Given<'py>) -> PyResult<Bound<'py, PyList>> {
        self.listed(py, prefix, What::Items)
    }

    /// Iterate over the keys that begin with a prefix, in order and lazily.
    ///
    /// Raise `RuntimeError` if a key comes or goes meanwhile.
    #[pyo3(signature = (prefix=Given::Nothing), text_signature = "($self, prefix='')")]
    fn iterkeys<'py>(this: &Bound<'py, Self>, prefix: Given<'py>) -> PyResult<TrieIterator> {
        Self::walked(this, prefix, What::Keys, Direction::Forward)
    }

    /// Iterate over the values of the keys that begin with a prefix, as `iterkeys` does.
    #[pyo3(signature = (prefix=Given::Nothing), text_signature = "($self, prefix='')")]
    fn itervalues<'py>(this: &Bound<'py, Self>, prefix: Given<'py>) -> PyResult<TrieIterator> {
        Self::walked(this, prefix, What::Values, Direction::Forward)
    }

    /// Iterate over the keys that begin with a prefix and their values, as `iterkeys` does.
    #[pyo3(signature = (prefix=Given::Nothing), text_signature = "($self, prefix='')")]
    fn iteritems<'py>(this: &Bound<'py, Self>, prefix: Given<'py>) -> PyResult<TrieIterator> {
        Self::walked(this, prefix, What::Items, Direction::Forward)
    }

    /// Tell whether there is a key that begins with a prefix. O(length of the prefix).
    ///
    /// Every key begins with the empty prefix, so that asks whether there is any key at all.
    fn starts_with(&self, prefix: &Bound<'_, PyAny>) -> PyResult<bool> {
        self.asked(prefix, |state, bytes| !state.trie.below(bytes).is_empty())
    }

    /// Tell whether there is a key that begins with a prefix and is longer. O(length of the prefix).
    fn has_subtrie(&self, prefix: &Bound<'_, PyAny>) -> PyResult<bool> {
        self.asked(prefix, |state, bytes| state.trie.has_longer(bytes))
    }

    /// Return how many keys begin with a prefix. O(length of the prefix).
    #[pyo3(signature = (prefix=Given::Nothing), text_signature = "($self, prefix='')")]
    fn count(&self, py: Python<'_>, prefix: Given<'_>) -> PyResult<usize> {
        self.counted(py, prefix)
    }

    /// Return the longest key that a text begins with, or "" if there is none. O(length of the text).
    fn longest_prefix_of<'py>(&self, text: &Object<'py>) -> PyResult<Bound<'py, PyString>> {
        let py = text.py();
        let found = self.asked(text, |state, bytes| {
            let place = state.trie.longest_prefix(bytes)?;
            Some(state.trie.leaf(place)?.key.0.clone_ref(py).into_bound(py))
        })?;
        Ok(found.unwrap_or_else(|| PyString::new(py, "")))
    }

    /// Return the longest key that a text begins with, and its value.
    ///
    /// Where there is none return the default, or raise `KeyError`. O(length of the text).
    #[pyo3(signature = (text, default=Given::Nothing), text_signature = "($self, text, default=...)")]
    fn longest_prefix<'py>(
        &self,
        text: &Object<'py>,
        default: Given<'py>,
    ) -> PyResult<Object<'py>> {
        let py = text.py();
        let found = self
            .asked(text, |state, bytes| Item::at(py, state, state.trie.longest_prefix(bytes)?))?;
        match found {
            Some(item) => item.into_named(py),
            None => default.or_missing(text.clone()),
        }
    }

    /// Return the shortest key that a text begins with, and its value, as `longest_prefix`.
    #[pyo3(signature = (text, default=Given::Nothing), text_signature = "($self, text, default=...)")]
    fn shortest_prefix<'py>(
        &self,
        text: &Object<'py>,
        default: Given<'py>,
    ) -> PyResult<Object<'py>> {
        let py = text.py();
        let found = self
            .asked(text, |state, bytes| Item::at(py, state, state.trie.prefixes(bytes).next()?))?;
        match found {
            Some(item) => item.into_named(py),
            None => default.or_missing(text.clone()),
        }
    }

    /// Iterate over the keys that a text begins with and their values, the shortest first.
    fn prefixes<'py>(&self, text: &Object<'py>) -> PyResult<Bound<'py, PyIterator>> {
        let py = text.py();
        let found = self.prefix_items(text)?;
        let items: Vec<_> =
            found.into_iter().map(|item| item.into_named(py)).collect::<PyResult<_>>()?;
        PyList::new(py, items)?.try_iter()
    }

    /// Iterate over the keys that a text begins with, the shortest first.
    fn iter_prefixes<'py>(&self, text: &Object<'py>) -> PyResult<Bound<'py, PyIterator>> {
        let found = self.prefix_items(text)?;
        PyList::new(text.py(), found.into_iter().map(|item| item.key))?.try_iter()
    }

    /// Iterate over the keys from a minimum to a maximum, lazily; None is no bound.
    ///
    /// `inclusive` tells of both bounds whether they belong to it; with `reverse` the order is from
    /// the maximum down. Raise `RuntimeError` if a key comes or goes meanwhile.
    #[pyo3(
        signature = (minimum=None, maximum=None, inclusive=None, *, reverse=false),
        text_signature = "($self, minimum=None, maximum=None, inclusive=(True, True), *, reverse=False)"
    )]
    fn irange<'py>(
        this: &Bound<'py, Self>,
        minimum: Option<&Object<'py>>,
        maximum: Option<&Object<'py>>,
        inclusive: Option<&Object<'py>>,
        reverse: bool,
    ) -> PyResult<TrieIterator> {
        let low = questions::bound(minimum, inclusive, 0)?;
        let high = questions::bound(maximum, inclusive, 1)?;
        let direction = if reverse { Direction::Backward } else { Direction::Forward };
        Self::between(this, low.as_ref(), high.as_ref(), direction)
    }

    /// Return the first key that begins with a prefix, or the default. O(length of the key).
    #[pyo3(
        signature = (prefix=Given::Nothing, *, default=None),
        text_signature = "($self, prefix='', *, default=None)"
    )]
    fn first<'py>(
        &self,
        py: Python<'py>,
        prefix: Given<'py>,
        default: Option<Object<'py>>,
    ) -> Perhaps<'py> {
        let found = self.extreme(py, prefix, Direction::Forward)?;
        Ok(found.map(|key| key.into_bound(py).into_any()).or(default))
    }

    /// Return the last key that begins with a prefix, or the default. O(length of the key).
    #[pyo3(
        signature = (prefix=Given::Nothing, *, default=None),
        text_signature = "($self, prefix='', *, default=None)"
    )]
    fn last<'py>(
        &self,
        py: Python<'py>,
        prefix: Given<'py>,
        default: Option<Object<'py>>,
    ) -> Perhaps<'py> {
        let found = self.extreme(py, prefix, Direction::Backward)?;
        Ok(found.map(|key| key.into_bound(py).into_any()).or(default))
    }

    /// Return the last key that is not after a text, or the default. O(length of the text).
    #[pyo3(signature = (text, default=None))]
    fn floor<'py>(&self, text: &Object<'py>, default: Option<Object<'py>>) -> Perhaps<'py> {
        Ok(self.neighbour(text, Side::After, Direction::Backward)?.or(default))
    }

    /// Return the last key that is before a text, or the default. O(length of the text).
    #[pyo3(signature = (text, default=None))]
    fn lower<'py>(&self, text: &Object<'py>, default: Option<Object<'py>>) -> Perhaps<'py> {
        Ok(self.neighbour(text, Side::Before, Direction::Backward)?.or(default))
    }

    /// Return the first key that is not before a text, or the default. O(length of the text).
    #[pyo3(signature = (text, default=None))]
    fn ceiling<'py>(&self, text: &Object<'py>, default: Option<Object<'py>>) -> Perhaps<'py> {
        Ok(self.neighbour(text, Side::Before, Direction::Forward)?.or(default))
    }

    /// Return the first key that is after a text, or the default. O(length of the text).
    #[pyo3(signature = (text, default=None))]
    fn higher<'py>(&self, text: &Object<'py>, default: Option<Object<'py>>) -> Perhaps<'py> {
        Ok(self.neighbour(text, Side::After, Direction::Forward)?.or(default))
    }

    /// Return the keys within an edit distance of a text, each with its distance, nearest first.
    ///
    /// The distance is Levenshtein's: characters inserted, removed or replaced. Keys of the same
    /// distance are in order. Raise `ValueError` for a negative distance.
    #[pyo3(
        signature = (text, max_distance=Given::Nothing),
        text_signature = "($self, text, max_distance=1)"
    )]
    fn fuzzy<'py>(
        &self,
        text: &Object<'py>,
        max_distance: Given<'py>,
    ) -> PyResult<Vec<(Py<PyString>, usize)>> {
        let text = text_of(text)?;
        let most = max_distance.distance()?;
        self.alike(&text, most)
    }

    /// Take over what another trie holds, in the place of what is here. O(n).
    fn _take_copy(&self, other: &Bound<'_, Self>) -> PyResult<()> {
        self.take_copy(other)
    }

    /// Return how many bytes are allocated beside the object itself. O(1).
    fn _allocated(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.reading(py)?.trie.bytes())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        let Ok(state) = self.state.read_in_traverse() else {
            return Ok(());
        };
        state.trie.unordered().try_for_each(|leaf| visit.call(&leaf.value)) // keys refer to nothing
    }

    fn __clear__(&self) {
        let gone = Python::attach(|py| self.state.write(py).map(|mut state| state.cleared()));
        drop(gone);
    }
}
