//! Iterate over the items or values of a sorted dict, in the order that an iterator of keys has.
//!
//! Values are looked up for some keys at a time: lookups that do not wait for each other hide the time
//! that memory takes. What was found holds until the dict gets other keys, or a key another value.

use std::collections::VecDeque;

use pyo3::exceptions::PyRuntimeError;
use pyo3::ffi;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;

use super::dict::{DictEngine, Engine};
use super::dict_changes::value_of;
use super::engine::ListEngine;
use crate::cell::GilCell;
use crate::slots::looks_up_as_dict;

/// What an iterator gives for a key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Key and value.
    Items,
    /// The value alone.
    Values,
}

/// The most keys that are looked up at a time; an iterator begins with two, and doubles.
const MOST: usize = 64;

/// Items that have been looked up, and when.
#[derive(Default)]
struct Ahead {
    items: VecDeque<(Py<PyAny>, Option<Py<PyAny>>)>,
    version: u64,
    writes: u64,
    size: usize,
}

/// An iterator over items or values. What ends the iterator of the keys ends this one.
#[pyclass(frozen, module = "polepos.data._rust")]
pub struct Items {
    mapping: Py<DictEngine>,
    list: Py<ListEngine>,
    keys: Py<PyAny>,
    seen: Seen,
    /// Whether the dict alone knows the values: no class derived from it has a say.
    as_dict: bool,
    /// Whether looking a key up runs no foreign code, so that it may be done ahead.
    plain: bool,
    ahead: GilCell<Ahead>,
}

type Found<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>);

impl Items {
    /// Iterate over what a dict has for these keys.
    ///
    /// # Errors
    /// `TypeError` if the keys cannot be iterated.
    pub fn new(slf: Engine<'_, '_>, keys: &Bound<'_, PyAny>, seen: Seen) -> PyResult<Self> {
        let py = slf.py();
        let list = slf.get().keys(py)?;
        let as_dict = looks_up_as_dict(slf);
        let plain = as_dict && {
            let state = list.get().read(py)?;
            !state.is_keyed() && state.kind().is_typed()
        };
        Ok(Self {
            mapping: slf.clone().unbind(),
            list: list.unbind(),
            keys: keys.try_iter()?.into_any().unbind(),
            seen,
            as_dict,
            plain,
            ahead: GilCell::new(Ahead { size: 1, ..Ahead::default() }),
        })
    }

    /// The next of what was looked up, unless that holds no longer.
    #[inline]
    fn at_hand<'py>(&self, py: Python<'py>) -> PyResult<Option<Found<'py>>> {
        let mut ahead = self.ahead.write(py).map_err(|_| busy())?;
        if ahead.items.is_empty() {
            return Ok(None);
        }
        if ahead.version != self.list.get().version() {
            let outdated = std::mem::take(&mut ahead.items);
            drop(ahead);
            drop(outdated);
            return Ok(None);
        }
        let current = ahead.writes == self.mapping.get().writes();
        let Some((key, value)) = ahead.items.pop_front() else { return Ok(None) };
        drop(ahead);
        let key = key.into_bound(py);
        if let (true, Some(value)) = (current, value) {
            return Ok(Some((key, value.into_bound(py))));
        }
        let value = value_of(self.mapping.bind(py), &key, self.as_dict)?;
        Ok(Some((key, value)))
    }

    /// Look the next keys up, and return the first with its value.
    fn look_ahead<'py>(&self, py: Python<'py>) -> PyResult<Option<Found<'py>>> {
        let Some(first) = self.next_key(py)? else { return Ok(None) };
        let mapping = self.mapping.bind(py);
        if self.plain {
            let size = self.ahead.read(py).map_err(|_| busy())?.size;
            let mut keys = Vec::with_capacity(size);
            while keys.len() < size
                && let Some(key) = self.next_key(py)?
            {
                keys.push(key);
            }
            let (version, writes) = (self.list.get().version(), mapping.get().writes());
            let mut items = VecDeque::with_capacity(keys.len());
            for key in keys {
                let value = mapping.as_super().get_item(&key)?;
                items.push_back((key.unbind(), value.map(Bound::unbind)));
            }
            let size = (size * 2).min(MOST);
            let mut ahead = self.ahead.write(py).map_err(|_| busy())?;
            let before = std::mem::replace(&mut *ahead, Ahead { items, version, writes, size });
            drop(ahead);
            drop(before);
        }
        let value = value_of(mapping, &first, self.as_dict)?;
        Ok(Some((first, value)))
    }

    #[inline]
    fn next_key<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        // SAFETY: `try_iter` has made sure that it is an iterator; the result is a new reference, or null
        // with or without an error.
        let key = unsafe {
            let key = ffi::PyIter_Next(self.keys.as_ptr());
            Bound::from_owned_ptr_or_opt(py, key)
        };
        match key {
            Some(key) => Ok(Some(key)),
            None => PyErr::take(py).map_or(Ok(None), Err),
        }
    }
}

#[pymethods]
impl Items {
    fn __iter__(own: Py<Self>) -> Py<Self> {
        own
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let found = match self.at_hand(py)? {
            Some(found) => Some(found),
            None => self.look_ahead(py)?,
        };
        let Some((key, value)) = found else { return Ok(None) };
        match self.seen {
            Seen::Values => Ok(Some(value)),
            Seen::Items => Ok(Some((key, value).into_pyobject(py)?.into_any())),
        }
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.mapping)?;
        visit.call(&self.list)?;
        visit.call(&self.keys)?;
        let Ok(ahead) = self.ahead.read_in_traverse() else { return Ok(()) };
        for (key, value) in &ahead.items {
            visit.call(key)?;
            visit.call(value)?;
        }
        Ok(())
    }
}

/// The error of an iterator that is asked for more while it looks something up, which runs no code.
#[cold]
fn busy() -> PyErr {
    PyRuntimeError::new_err("the iterator is being asked already")
}
