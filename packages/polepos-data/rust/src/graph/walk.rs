//! Walks of which Python asks for one part after the other.

use polepos_data_core::graph::{Breadth, Depth, Node};
use pyo3::exceptions::PyRuntimeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::PyList;

use super::rows::{Lists, named};
use crate::cell::GilCell;

/// A walk over rows that stay as they are: who asks sees to that.
#[pyclass(frozen, module = "polepos.data._rust")]
pub struct GraphWalk {
    rows: Py<PyList>,
    labels: Py<PyList>,
    /// How many nodes there were at the beginning.
    count: usize,
    walk: GilCell<Walk>,
}

enum Walk {
    Breadth(Breadth),
    Depth(Depth),
}

#[pymethods]
impl GraphWalk {
    #[new]
    fn new(
        rows: Bound<'_, PyList>,
        labels: Bound<'_, PyList>,
        start: usize,
        deep: bool,
    ) -> PyResult<Self> {
        let (start, count) = (Lists::of(&rows).node(start)?, rows.len());
        let walk = if deep {
            Walk::Depth(Depth::from(start, count))
        } else {
            Walk::Breadth(Breadth::from(start, count))
        };
        Ok(Self { rows: rows.unbind(), labels: labels.unbind(), count, walk: GilCell::new(walk) })
    }

    /// Return the next nodes, `most` at most, and none when there are no more.
    fn next<'py>(&self, py: Python<'py>, most: usize) -> PyResult<Bound<'py, PyList>> {
        let part = self.part(py, most)?;
        named(self.labels.bind(py), &part)
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.rows)?;
        visit.call(&self.labels)
    }
}

impl GraphWalk {
    /// Take a part; Python's objects are made when the walk is no longer borrowed.
    fn part(&self, py: Python<'_>, most: usize) -> PyResult<Vec<Node>> {
        let lists = Lists::first(self.rows.bind(py), self.count);
        let busy = |_| PyRuntimeError::new_err("Graph changed during iteration"); // never seen
        let mut walk = self.walk.write(py).map_err(busy)?;
        let part = match &mut *walk {
            Walk::Breadth(walk) => walk.next(&lists, most)?,
            Walk::Depth(walk) => walk.next(&lists, most)?,
        };
        Ok(part.to_vec())
    }
}
