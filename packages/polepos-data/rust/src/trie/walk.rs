//! Iterators over the keys and values of a trie.

use polepos_data_core::trie::Cursor;
use pyo3::prelude::*;
use pyo3::{PyTraverseError, PyVisit};

use super::TrieEngine;
use super::errors::overtaken;
use super::item::{Taken, What};
use crate::cell::GilCell;

/// Where an iterator is.
struct Walk {
    /// The trie; none once the end is reached.
    engine: Option<Py<TrieEngine>>,
    cursor: Cursor,
    /// The number of changes when it began.
    changes: u64,
}

/// Gives keys or values one by one, as long as no key comes or goes.
#[pyclass(frozen, module = "polepos.data")]
pub struct TrieIterator {
    walk: GilCell<Walk>,
    what: What,
}

/// What a step came to.
enum Step {
    Taken(Taken),
    End,
    Overtaken,
}

impl TrieIterator {
    /// Returns the iterator over what a cursor passes.
    pub fn new(engine: Py<TrieEngine>, cursor: Cursor, changes: u64, what: What) -> Self {
        let walk = Walk { engine: Some(engine), cursor, changes };
        Self { walk: GilCell::new(walk), what }
    }
}

impl Walk {
    /// Goes to the next leaf. No Python code runs.
    #[inline]
    fn step(&mut self, py: Python<'_>, what: What) -> Step {
        let Some(engine) = &self.engine else {
            return Step::End;
        };
        let Ok(state) = engine.get().state.read(py) else {
            return Step::Overtaken;
        };
        if state.changes != self.changes {
            return Step::Overtaken;
        }
        let place = self.cursor.step(&state.trie);
        let leaf = place.and_then(|place| state.trie.leaf(place));
        leaf.map_or(Step::End, |leaf| Step::Taken(what.of(py, leaf)))
    }
}

#[pymethods]
impl TrieIterator {
    fn __iter__(this: Py<Self>) -> Py<Self> {
        this
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let Ok(mut walk) = self.walk.write(py) else {
            return Ok(None);
        };
        let step = walk.step(py, self.what);
        if let Step::Taken(taken) = step {
            drop(walk);
            return taken.shown(py).map(Some);
        }
        let engine = walk.engine.take();
        drop(walk);
        match (step, engine) {
            (Step::Overtaken, Some(engine)) => Err(overtaken(engine.bind(py))),
            _ => Ok(None),
        }
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        match self.walk.read_in_traverse() {
            Ok(walk) => visit.call(&walk.engine),
            Err(_) => Ok(()),
        }
    }

    fn __clear__(&self) {
        let engine = Python::attach(|py| self.walk.write(py).ok()?.engine.take());
        drop(engine);
    }
}
