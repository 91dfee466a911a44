//! The methods of `OrderedDict` by which the full way, in Python, works on what a cache holds.
//!
//! Keys come and go here without a word to iterations: who goes the full way counts versions itself.

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyList;
use pyo3::{PyTraverseError, PyVisit};

use super::data::{CacheData, Object, Pair, Place, no_room};

#[pymethods]
impl CacheData {
    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.read(py)?.entries.len())
    }

    fn __contains__(&self, key: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(self.find(key)?.is_some())
    }

    fn __getitem__(&self, key: &Bound<'_, PyAny>) -> PyResult<Object> {
        let slot = self.find(key)?;
        self.value(key.py(), slot)?.ok_or_else(|| missing(key))
    }

    #[pyo3(signature = (key, default=None))]
    fn get(&self, key: &Bound<'_, PyAny>, default: Option<Object>) -> PyResult<Option<Object>> {
        let slot = self.find(key)?;
        Ok(self.value(key.py(), slot)?.or(default))
    }

    /// Store a value: where the key is, or at the end.
    fn __setitem__(&self, key: &Bound<'_, PyAny>, value: Object) -> PyResult<()> {
        let place = self.place(key)?;
        let mut state = self.write(key.py())?;
        let gone = match place {
            Place::Slot(slot) => state.entries.replace(slot, value),
            Place::Gap(gap) => {
                state.reserve()?;
                state.push(gap, key.clone().unbind(), value);
                None
            }
        };
        drop(state);
        drop(gone); // which may look at the cache, and finds it whole
        Ok(())
    }

    fn __delitem__(&self, key: &Bound<'_, PyAny>) -> PyResult<()> {
        self.taken(key)?.map(drop).ok_or_else(|| missing(key))
    }

    #[pyo3(signature = (key, default=None))]
    fn pop(&self, key: &Bound<'_, PyAny>, default: Option<Object>) -> PyResult<Option<Object>> {
        Ok(self.taken(key)?.map(|(_, value)| value).or(default))
    }

    /// Take out the pair that was used last, or longest ago.
    #[pyo3(signature = (last=true))]
    fn popitem(&self, py: Python<'_>, last: bool) -> PyResult<Pair> {
        let mut state = self.write(py)?;
        let slot = if last { state.entries.newest() } else { state.entries.oldest() };
        let gone = slot.and_then(|slot| state.take(slot));
        drop(state);
        gone.ok_or_else(|| PyKeyError::new_err("it is empty"))
    }

    fn move_to_end(&self, key: &Bound<'_, PyAny>) -> PyResult<()> {
        let slot = self.find(key)?;
        let slot = slot.ok_or_else(|| missing(key))?;
        self.write(key.py())?.entries.touch(slot);
        Ok(())
    }

    fn __iter__(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let keys = self.listed(py, |key, _| key.clone_ref(py))?;
        Ok(PyList::new(py, keys)?.try_iter()?.into_any().unbind())
    }

    fn __reversed__(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let keys = self.listed(py, |key, _| key.clone_ref(py))?;
        Ok(PyList::new(py, keys.into_iter().rev())?.try_iter()?.into_any().unbind())
    }

    /// List the pairs from the least to the most recently used.
    fn items(&self, py: Python<'_>) -> PyResult<Vec<Pair>> {
        self.listed(py, |key, value| (key.clone_ref(py), value.clone_ref(py)))
    }

    /// List the values from the least to the most recently used.
    fn values(&self, py: Python<'_>) -> PyResult<Vec<Object>> {
        self.listed(py, |_, value| value.clone_ref(py))
    }

    /// List the deadlines in the order of `items`, None for never.
    fn deadlines(&self, py: Python<'_>) -> PyResult<Vec<Option<f64>>> {
        let state = self.read(py)?;
        Ok(state.entries.slots().map(|slot| state.expiry.at(slot)).collect())
    }

    /// Return when the first of all is due.
    fn first_due(&self, py: Python<'_>) -> PyResult<Option<f64>> {
        Ok(self.read(py)?.expiry.first().map(|(at, _)| at))
    }

    /// Let a key that is there be due at a time, or never.
    fn set_due(&self, key: &Bound<'_, PyAny>, at: Option<f64>) -> PyResult<()> {
        let slot = self.find(key)?;
        let slot = slot.ok_or_else(|| missing(key))?;
        let mut state = self.write(key.py())?;
        state.expiry.reserve(slot).map_err(no_room)?;
        state.expiry.put(slot, at);
        Ok(())
    }

    fn __sizeof__(&self, py: Python<'_>) -> PyResult<usize> {
        let state = self.read(py)?;
        Ok(size_of::<Self>() + state.entries.bytes() + state.expiry.bytes())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        self.visit(&visit)
    }

    fn __clear__(&self, py: Python<'_>) {
        drop(self.drain(py));
    }
}

impl CacheData {
    /// Return the value in a slot.
    #[inline]
    pub fn value(&self, py: Python<'_>, slot: Option<u32>) -> PyResult<Option<Object>> {
        let Some(slot) = slot else { return Ok(None) };
        Ok(self.read(py)?.entries.get(slot).map(|(_, value)| value.clone_ref(py)))
    }

    fn taken(&self, key: &Bound<'_, PyAny>) -> PyResult<Option<Pair>> {
        let slot = self.find(key)?;
        let mut state = self.write(key.py())?;
        Ok(slot.and_then(|slot| state.take(slot)))
    }

    fn listed<T>(&self, py: Python<'_>, each: impl Fn(&Object, &Object) -> T) -> PyResult<Vec<T>> {
        let state = self.read(py)?;
        let pairs = state.entries.slots().filter_map(|slot| state.entries.get(slot));
        Ok(pairs.map(|(key, value)| each(key, value)).collect())
    }
}

/// Return the error for a key that is not there.
#[cold]
pub fn missing(key: &Bound<'_, PyAny>) -> PyErr {
    PyKeyError::new_err((key.clone().unbind(),))
}
