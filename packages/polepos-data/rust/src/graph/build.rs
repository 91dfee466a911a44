//! Adding many nodes and edges: the steps of the reference, without its loops.

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyList};
use pyo3::{ffi, intern};

type List<'py> = Bound<'py, PyList>;

/// Return the number of each of `nodes`; new ones are added, on an error none of them.
///
/// `cols` is `None` where there are none, or where they are the rows themselves.
#[pyfunction]
pub fn graph_places<'py>(
    graph: &Bound<'py, PyAny>,
    ids: &Bound<'py, PyDict>,
    labels: List<'py>,
    rows: List<'py>,
    cols: Option<List<'py>>,
    nodes: List<'py>,
) -> PyResult<List<'py>> {
    let known = labels.len();
    let version = graph.getattr(intern!(graph.py(), "_version"))?;
    let mut adding = Adding { graph, ids, labels, rows, cols, version, blank: None };
    adding.all(&nodes).map_err(|error| {
        // As it was before, if nobody else has changed the graph meanwhile.
        let kept = if adding.unchanged().unwrap_or(false) { known } else { adding.labels.len() };
        let undone = graph.call_method1(intern!(graph.py(), "_retract"), (kept,));
        undone.err().unwrap_or(error)
    })
}

/// The parts of a graph to which nodes are being added.
struct Adding<'a, 'py> {
    graph: &'a Bound<'py, PyAny>,
    ids: &'a Bound<'py, PyDict>,
    labels: List<'py>,
    rows: List<'py>,
    cols: Option<List<'py>>,
    /// What the version has to be as long as nobody else changes the graph.
    version: Bound<'py, PyAny>,
    blank: Option<Blank<'py>>,
}

/// What the next new node gets. It is made before that is looked for, as making a dict may let the
/// collector run, and that what changes the graph.
struct Blank<'py> {
    number: Bound<'py, PyInt>,
    row: Bound<'py, PyDict>,
    col: Option<Bound<'py, PyDict>>,
}

impl<'py> Adding<'_, 'py> {
    fn all(&mut self, nodes: &List<'py>) -> PyResult<List<'py>> {
        let mut places = Vec::with_capacity(nodes.len());
        for node in nodes {
            places.push(self.place(&node)?);
        }
        PyList::new(nodes.py(), places)
    }

    /// Return the number of a node, which is added if it is new.
    #[inline]
    fn place(&mut self, node: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let blank = match self.blank.take() {
            Some(blank) => blank,
            None => self.blank()?,
        };
        let number = set_default(self.ids, node, blank.number.as_any())?;
        if !self.unchanged()? {
            return Err(PyRuntimeError::new_err("Graph changed during a comparison"));
        }
        if number.is(&blank.number) {
            self.labels.append(node)?;
            self.rows.append(blank.row)?;
            if let (Some(cols), Some(col)) = (&self.cols, blank.col) {
                cols.append(col)?;
            }
            let py = node.py();
            self.version = self.version.add(1)?;
            self.graph.setattr(intern!(py, "_version"), &self.version)?;
        } else {
            self.blank = Some(blank);
        }
        Ok(number)
    }

    fn blank(&self) -> PyResult<Blank<'py>> {
        let py = self.graph.py();
        let row = PyDict::new(py);
        let col = self.cols.is_some().then(|| PyDict::new(py));
        Ok(Blank { number: self.labels.len().into_pyobject(py)?, row, col })
    }

    /// Whether nobody else has changed the graph: every change makes another version.
    #[inline]
    fn unchanged(&self) -> PyResult<bool> {
        Ok(self.graph.getattr(intern!(self.graph.py(), "_version"))?.is(&self.version))
    }
}

/// Do as `dict.setdefault` does.
#[inline]
fn set_default<'py>(
    dict: &Bound<'py, PyDict>,
    key: &Bound<'py, PyAny>,
    value: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: all are live objects, the dict by its type; the result is borrowed from the dict, and
    // gets a reference of its own before anything else runs.
    unsafe {
        let found = ffi::PyDict_SetDefault(dict.as_ptr(), key.as_ptr(), value.as_ptr());
        Bound::from_borrowed_ptr_or_err(dict.py(), found)
    }
}

/// Add the edges between each two of `numbers`, from an even place to the next one.
///
/// `cols` may be the rows themselves.
#[pyfunction]
pub fn graph_link<'py>(
    rows: List<'py>,
    cols: Option<List<'py>>,
    numbers: List<'py>,
    weights: List<'py>,
) -> PyResult<()> {
    let mut dropped = Vec::new(); // what a finaliser does has to wait
    let mut numbers = numbers.iter();
    for weight in weights.iter() {
        let (Some(source), Some(end)) = (numbers.next(), numbers.next()) else { break };
        put(&rows, &source, &end, &weight, &mut dropped)?;
        if let Some(cols) = &cols {
            put(cols, &end, &source, &weight, &mut dropped)?;
        }
    }
    Ok(())
}

/// Put a weight into a row; what was there gets into `dropped`.
#[inline]
fn put<'py>(
    rows: &List<'py>,
    node: &Bound<'py, PyAny>,
    end: &Bound<'py, PyAny>,
    weight: &Bound<'py, PyAny>,
    dropped: &mut Vec<Bound<'py, PyAny>>,
) -> PyResult<()> {
    let row = rows.get_item(node.extract()?)?;
    let row = row.cast::<PyDict>()?;
    let before = row.len();
    let held = set_default(row, end, weight)?;
    if row.len() == before && !held.is(weight) {
        dropped.push(held);
        row.set_item(end, weight)?;
    }
    Ok(())
}
