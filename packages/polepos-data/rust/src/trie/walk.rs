//! Iterators over the keys and values of a trie.

use std::iter::from_fn;

use polepos_data_core::trie::{Cursor, Place};
use pyo3::prelude::*;
use pyo3::{PyTraverseError, PyVisit};

use super::TrieEngine;
use super::errors::overtaken;
use super::item::{Taken, What};
use super::state::State;
use crate::cell::GilCell;

/// Leaves that are found together, so that the processor need not wait for each.
const AHEAD: usize = 64;

/// Where an iterator is.
struct Walk {
    /// The trie; none once the end is reached.
    engine: Option<Py<TrieEngine>>,
    /// The number of changes when it began.
    changes: u64,
    way: Way,
}

/// The leaves that are before an iterator.
struct Way {
    cursor: Cursor,
    /// The next leaves, the first at the end.
    next: Vec<Place>,
    /// How many were found at a time last.
    size: usize,
}

impl Way {
    /// Returns the next leaf.
    #[inline]
    fn step(&mut self, what: What, state: &State) -> Option<Place> {
        self.next.pop().or_else(|| self.find(what, state))
    }

    /// Finds the next few leaves, twice as many each time, and returns the first.
    fn find(&mut self, what: What, state: &State) -> Option<Place> {
        self.size = (self.size * 2).min(AHEAD);
        let steps = from_fn(|| self.cursor.step(&state.trie));
        self.next.extend(steps.take(self.size));
        what.bring(self.next.iter().copied(), state);
        self.next.reverse();
        self.next.pop()
    }
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
        let way = Way { cursor, next: Vec::new(), size: 1 };
        let walk = Walk { engine: Some(engine), changes, way };
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
        let place = self.way.step(what, &state);
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
