//! Walk over a cache in the order of use, as it was when the walk began.
//!
//! Reading may change the order under way, so the slots are listed at once: four bytes each. They stay what
//! they are as long as the version does; a slot that has expired meanwhile is empty, and passed over.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::{PyTraverseError, PyVisit};

use super::clock::Clock;
use super::data::{CacheData, Object};
use crate::cell::GilCell;

/// What a walk gives of each item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The key.
    Key,
    /// Key and value.
    Pair,
}

/// An iterator over a cache.
#[pyclass(frozen, module = "polepos.data._rust")]
pub struct CacheWalk {
    owner: Object,
    data: Py<CacheData>,
    part: Part,
    clock: Option<Object>,
    version: i64,
    /// What is still to come, the next at the end; None at the end of all.
    left: GilCell<Option<Vec<u32>>>,
}

impl CacheWalk {
    /// Begin a walk; with a timer, what expires under way is passed over.
    pub fn made(
        owner: &Bound<'_, PyAny>,
        data: &Py<CacheData>,
        part: Part,
        backwards: bool,
        clock: Option<Object>,
    ) -> PyResult<Object> {
        let py = owner.py();
        let state = data.get().read(py)?;
        let mut slots = Vec::with_capacity(state.entries.len());
        slots.extend(state.entries.slots());
        if !backwards {
            slots.reverse();
        }
        let version = state.version;
        drop(state);
        let owner = owner.clone().unbind();
        let (data, left) = (data.clone_ref(py), GilCell::new(Some(slots)));
        Ok(Py::new(py, Self { owner, data, part, clock, version, left })?.into_any())
    }

    fn changed(&self, py: Python<'_>) -> PyErr {
        let told = self.owner.bind(py).get_type().name();
        let name = told.map_or_else(|_| String::from("the cache"), |name| name.to_string());
        PyRuntimeError::new_err(format!("{name} changed during iteration"))
    }

    /// Return the item of a slot, unless it has expired.
    fn item(&self, py: Python<'_>, slot: u32) -> PyResult<Option<Object>> {
        let state = self.data.get().read(py)?;
        let at = state.expiry.at(slot);
        let found = state.entries.get(slot).map(|(key, value)| {
            (key.clone_ref(py), (self.part == Part::Pair).then(|| value.clone_ref(py)))
        });
        drop(state);
        let (Some((key, value)), true) = (found, self.is_good(py, at)?) else { return Ok(None) };
        let Some(value) = value else { return Ok(Some(key)) };
        Ok(Some((key, value).into_pyobject(py)?.into_any().unbind()))
    }

    fn is_good(&self, py: Python<'_>, at: Option<f64>) -> PyResult<bool> {
        match (at, &self.clock) {
            (Some(at), Some(timer)) => {
                Ok(!Clock::reached(at, timer.bind(py).call0()?.as_borrowed())?)
            }
            _ => Ok(true),
        }
    }
}

#[pymethods]
impl CacheWalk {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Object>> {
        loop {
            let mut left = self.left.write(py).map_err(|_| self.changed(py))?;
            let Some(slots) = left.as_mut() else { return Ok(None) };
            let state = self.data.get().read(py)?;
            let same = state.version == self.version && !(state.boxed && self.clock.is_some());
            let slot = if same { slots.pop() } else { None };
            if slot.is_none() {
                *left = None;
            }
            drop(state);
            drop(left);
            match slot {
                Some(slot) => {
                    if let Some(item) = self.item(py, slot)? {
                        return Ok(Some(item));
                    }
                }
                None if same => return Ok(None),
                None => return Err(self.changed(py)),
            }
        }
    }

    fn __length_hint__(&self, py: Python<'_>) -> usize {
        self.left.read(py).map_or(0, |left| left.as_ref().map_or(0, Vec::len))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.owner)?;
        visit.call(&self.data)?;
        visit.call(&self.clock)
    }
}
