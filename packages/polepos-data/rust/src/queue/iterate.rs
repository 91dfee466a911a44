//! Go through the keys of a queue, or through its items in order, and notice when it changes.

use std::sync::Mutex;

use polepos_data_core::queue::{ByLane, InOrder};
use pyo3::PyTraverseError;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::gc::PyVisit;
use pyo3::prelude::*;

use super::Object;
use super::engine::{Engine, QueueEngine, read};
use super::lookup::Shared;
use super::state::{Held, State};
use crate::cell::GilCell;

/// Return what rows hold, in three columns.
pub(super) fn columns<'a>(
    py: Python<'_>,
    rows: impl Iterator<Item = &'a Held>,
) -> (Vec<Object>, Vec<Object>, Vec<Object>) {
    let mut columns = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        columns.0.push(row.key.clone_ref(py));
        columns.1.push(row.priority.clone_ref(py));
        columns.2.push(row.value.clone_ref(py));
    }
    columns
}

#[cold]
fn changed(engine: &Engine<'_>) -> PyErr {
    match engine.get_type().name() {
        Ok(name) => PyRuntimeError::new_err(format!("{name} changed during iteration")),
        Err(error) => error,
    }
}

/// No slot: an iterator that has ended has ended for good, whatever changes after that.
const ENDED: u32 = u32::MAX;

/// An iterator over keys, in the order in which they came.
#[pyclass(frozen, module = "polepos.data._rust")]
pub struct Keys {
    engine: Py<QueueEngine>,
    /// How often keys had come or gone when it was made.
    arrivals: u64,
    /// The slot from which it goes on, or `ENDED`.
    slot: GilCell<u32>,
}

impl Keys {
    pub(super) fn of(engine: &Engine<'_>) -> PyResult<Self> {
        let arrivals = read(engine)?.queue.arrivals();
        Ok(Self { engine: engine.clone().unbind(), arrivals, slot: GilCell::new(0) })
    }
}

#[pymethods]
impl Keys {
    const fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let engine = self.engine.bind(py);
        let state = read(engine)?;
        let Ok(mut slot) = self.slot.write(py) else { return Ok(None) }; // it is never read
        if *slot == ENDED {
            return Ok(None);
        }
        if state.queue.arrivals() != self.arrivals {
            return Err(changed(engine));
        }
        let Some((found, row)) = state.queue.from(*slot) else {
            *slot = ENDED;
            return Ok(None);
        };
        *slot = found + 1;
        Ok(Some(row.key.bind(py).clone()))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.engine)
    }
}

/// An iterator over items, in the order in which they would be popped.
#[pyclass(frozen, module = "polepos.data._rust")]
pub struct Ordered {
    engine: Py<QueueEngine>,
    version: u64,
    ended: GilCell<bool>,
    /// What is still to come. It is locked during comparisons, which must not ask for the next item.
    rest: Mutex<InOrder>,
}

impl Ordered {
    pub(super) fn of(engine: &Engine<'_>) -> PyResult<Self> {
        let state = read(engine)?;
        let rest = Mutex::new(state.queue.in_order());
        Ok(Self {
            engine: engine.clone().unbind(),
            version: state.queue.version(),
            ended: GilCell::new(false),
            rest,
        })
    }

    /// End for good, as a generator does.
    fn end(&self, py: Python<'_>) {
        if let Ok(mut ended) = self.ended.write(py) {
            *ended = true;
        }
    }

    fn next_slot(&self, py: Python<'_>, state: &State) -> PyResult<Option<u32>> {
        let Ok(mut rest) = self.rest.try_lock() else {
            return Err(PyValueError::new_err("iterator already executing"));
        };
        if state.kind.is_exact() {
            let Ok(slot) = rest.next(&ByLane);
            return Ok(slot);
        }
        rest.next(&state.order(py, state.kind, None))
    }
}

#[pymethods]
impl Ordered {
    const fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let engine = self.engine.bind(py);
        let state = read(engine)?;
        if self.ended.read(py).is_ok_and(|ended| *ended) {
            return Ok(None);
        }
        if state.queue.version() != self.version {
            self.end(py);
            return Err(changed(engine));
        }
        let slot = self.next_slot(py, &state)?;
        if slot.is_none() {
            self.end(py);
        }
        let held = slot.and_then(|slot| state.queue.row(slot)).map(|row| Shared::of(py, row));
        drop(state);
        held.map(|held| held.item(py)).transpose()
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.engine)
    }
}
