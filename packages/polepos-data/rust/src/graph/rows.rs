//! The rows of a graph, as they lie in Python's memory.

use std::ptr;

use polepos_data_core::graph::{Length, Node, Packed, Rows, Weighted};
use pyo3::exceptions::PyIndexError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

/// A list of rows, and how many numbers there are.
pub struct Lists<'a, 'py> {
    rows: &'a Bound<'py, PyList>,
    count: usize,
}

/// The rows are not those of a graph: a pickle was made up, or somebody wrote into them.
#[derive(Clone, Copy, Debug)]
pub struct Unreadable;

impl From<Unreadable> for PyErr {
    fn from(_: Unreadable) -> Self {
        PyIndexError::new_err("a row of a Graph names a node that it does not have")
    }
}

impl<'a, 'py> Lists<'a, 'py> {
    /// Read all of these rows.
    pub fn of(rows: &'a Bound<'py, PyList>) -> Self {
        Self::first(rows, rows.len())
    }

    /// Read only so many of them: an edge to a later node makes a row unreadable.
    pub fn first(rows: &'a Bound<'py, PyList>, count: usize) -> Self {
        Self { rows, count }
    }

    /// Read all rows.
    pub fn packed(&self) -> PyResult<Packed> {
        Ok(Packed::of(self)?)
    }

    /// Return the number of a node, which has to have a row.
    pub fn node(&self, number: usize) -> PyResult<Node> {
        let node = Node::try_from(number).ok().filter(|_| number < self.count);
        node.ok_or_else(|| PyIndexError::new_err("list index out of range"))
    }

    /// Return the numbers of all nodes, in their order.
    pub fn nodes(&self, ids: &Bound<'py, PyDict>) -> PyResult<Vec<Node>> {
        let mut nodes = Vec::with_capacity(ids.len());
        each_item(ids, |_, number| {
            nodes.push(self.number(number)?);
            Ok(())
        })?;
        Ok(nodes)
    }

    /// Return the number that an object is.
    #[inline]
    fn number(&self, object: *mut ffi::PyObject) -> Result<Node, Unreadable> {
        let number = int(object).and_then(|number| Node::try_from(number).ok());
        number.filter(|&node| (node as usize) < self.count).ok_or(Unreadable)
    }

    /// Go through the edges of a row: the number of each one's end, and its weight.
    #[inline]
    fn each(
        &self,
        node: Node,
        mut edge: impl FnMut(Node, *mut ffi::PyObject) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        let row = self.rows.get_item(node as usize).map_err(|_| Unreadable)?;
        let row = row.cast_exact::<PyDict>().map_err(|_| Unreadable)?;
        each_item(row, |key, weight| edge(self.number(key)?, weight))
    }
}

/// Go through the items of a dict; `item` must not run Python code.
#[inline]
fn each_item(
    dict: &Bound<'_, PyDict>,
    mut item: impl FnMut(*mut ffi::PyObject, *mut ffi::PyObject) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    let (mut place, mut key, mut value) = (0, ptr::null_mut(), ptr::null_mut());
    // SAFETY: it is a dict, which nobody changes meanwhile: no Python code runs here, and the lock is
    // held. So key and value, which are borrowed from it, are alive until `item` returns.
    while unsafe {
        ffi::PyDict_Next(dict.as_ptr(), &raw mut place, &raw mut key, &raw mut value) != 0
    } {
        item(key, value)?;
    }
    Ok(())
}

/// Return the value of an object of type int, if it has one of 64 bits.
#[inline]
fn int(object: *mut ffi::PyObject) -> Option<i64> {
    let mut overflow = 0;
    // SAFETY: the object is alive, and is an int before it is read as one, which cannot raise.
    unsafe {
        if ffi::PyLong_CheckExact(object) == 0 {
            return None;
        }
        let value = ffi::PyLong_AsLongLongAndOverflow(object, &raw mut overflow);
        (overflow == 0).then_some(value)
    }
}

/// Return the weight that an object is, if it adds up as Rust's numbers do.
#[inline]
fn length(object: *mut ffi::PyObject) -> Option<Length> {
    if let Some(number) = int(object) {
        return Length::whole(number);
    }
    // SAFETY: the object is alive, and is a float before it is read as one.
    unsafe {
        if ffi::PyFloat_CheckExact(object) == 0 {
            return None;
        }
        Length::real(ffi::PyFloat_AS_DOUBLE(object))
    }
}

impl Rows for Lists<'_, '_> {
    type Error = Unreadable;

    fn count(&self) -> usize {
        self.count
    }

    #[inline]
    fn read(&self, node: Node, ends: &mut Vec<Node>) -> Result<(), Unreadable> {
        self.each(node, |end, _| {
            ends.push(end);
            Ok(())
        })
    }
}

/// Here a row is unreadable, too, when it has a weight that only Python can add up, or refuse.
impl Weighted for Lists<'_, '_> {
    type Error = Unreadable;

    fn count(&self) -> usize {
        self.count
    }

    #[inline]
    fn read(&self, node: Node, ends: &mut Vec<(Node, Length)>) -> Result<(), Unreadable> {
        self.each(node, |end, weight| {
            ends.push((end, length(weight).ok_or(Unreadable)?));
            Ok(())
        })
    }
}

/// Return the nodes of these numbers.
pub fn named<'py>(labels: &Bound<'py, PyList>, nodes: &[Node]) -> PyResult<Bound<'py, PyList>> {
    let found: PyResult<Vec<_>> =
        nodes.iter().map(|&node| labels.get_item(node as usize)).collect();
    PyList::new(labels.py(), found?)
}
