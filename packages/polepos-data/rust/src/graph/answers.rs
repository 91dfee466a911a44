//! Questions that are answered at once: the rows are read, then Python's objects are made.

use polepos_data_core::graph::{
    Follow, Groups, Length, Node, Packed, by_rank, connected, fewest, flood, kahn, levels, nearest,
    strong,
};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use super::rows::{Lists, named};

type List<'py> = Bound<'py, PyList>;
type Dict<'py> = Bound<'py, PyDict>;

fn follow(sorted: bool) -> Follow {
    if sorted { Follow::Sorted } else { Follow::InOrder }
}

fn grouped<'py>(labels: &List<'py>, groups: &Groups) -> PyResult<List<'py>> {
    let lists: PyResult<Vec<_>> = groups.iter().map(|nodes| named(labels, nodes)).collect();
    PyList::new(labels.py(), lists?)
}

/// Return what waits for others, if not all `nodes` are in an order of so many.
fn left(nodes: &[Node], ordered: usize, waiting: Vec<u32>) -> Vec<u32> {
    if ordered < nodes.len() { waiting } else { Vec::new() }
}

/// Return the nodes that can be ordered; if these are not all, how many edges keep each waiting.
#[pyfunction]
pub fn graph_kahn<'py>(
    rows: &List<'py>,
    ids: &Dict<'py>,
    labels: &List<'py>,
) -> PyResult<(List<'py>, Vec<u32>)> {
    let lists = Lists::of(rows);
    let nodes = lists.nodes(ids)?;
    let (order, waiting) = kahn(&lists.packed()?, &nodes);
    Ok((named(labels, &order)?, left(&nodes, order.len(), waiting)))
}

/// Return the same order in generations.
#[pyfunction]
pub fn graph_levels<'py>(
    rows: &List<'py>,
    ids: &Dict<'py>,
    labels: &List<'py>,
) -> PyResult<(List<'py>, Vec<u32>)> {
    let lists = Lists::of(rows);
    let nodes = lists.nodes(ids)?;
    let (found, waiting) = levels(&lists.packed()?, &nodes);
    Ok((grouped(labels, &found)?, left(&nodes, found.nodes.len(), waiting)))
}

/// Return the topological order in which the earliest of the ranked numbers come first.
#[pyfunction]
pub fn graph_by_rank<'py>(
    rows: &List<'py>,
    ranked: Vec<usize>,
    labels: &List<'py>,
) -> PyResult<List<'py>> {
    let lists = Lists::of(rows);
    let ranked: PyResult<Vec<Node>> = ranked.into_iter().map(|number| lists.node(number)).collect();
    named(labels, &by_rank(&lists.packed()?, &ranked?))
}

/// Return all nodes in the groups that a division makes of them.
fn parted<'py>(
    rows: &List<'py>,
    ids: &Dict<'py>,
    labels: &List<'py>,
    divide: fn(&Packed, &[Node]) -> Groups,
) -> PyResult<List<'py>> {
    let lists = Lists::of(rows);
    let nodes = lists.nodes(ids)?;
    grouped(labels, &divide(&lists.packed()?, &nodes))
}

/// Return the nodes that hang together, whichever way the edges lead.
#[pyfunction]
pub fn graph_connected<'py>(
    rows: &List<'py>,
    ids: &Dict<'py>,
    labels: &List<'py>,
) -> PyResult<List<'py>> {
    parted(rows, ids, labels, connected)
}

/// Return the nodes that can reach each other.
#[pyfunction]
pub fn graph_strong<'py>(
    rows: &List<'py>,
    ids: &Dict<'py>,
    labels: &List<'py>,
) -> PyResult<List<'py>> {
    parted(rows, ids, labels, strong)
}

/// Return what can be reached from a node, which is the first.
#[pyfunction]
#[pyo3(signature = (rows, labels, start, *, by_number))]
pub fn graph_flood<'py>(
    rows: &List<'py>,
    labels: &List<'py>,
    start: usize,
    by_number: bool,
) -> PyResult<List<'py>> {
    let lists = Lists::of(rows);
    named(labels, &flood(&lists, lists.node(start)?, follow(by_number))?)
}

/// Return a path with the fewest edges, or nothing.
#[pyfunction]
pub fn graph_fewest<'py>(
    rows: &List<'py>,
    cols: &List<'py>,
    labels: &List<'py>,
    source: usize,
    target: usize,
) -> PyResult<List<'py>> {
    let count = rows.len().min(cols.len());
    let (lists, turned) = (Lists::first(rows, count), Lists::first(cols, count));
    let (source, target) = (lists.node(source)?, turned.node(target)?);
    let backwards = follow(!rows.is(cols));
    named(labels, &fewest(&lists, &turned, backwards, source, target)?)
}

/// Return all that can be reached, the nearest first, how far it is, and what comes before each but the
/// first; `None` where Python has to add up the weights, or to refuse one.
#[pyfunction]
#[allow(clippy::type_complexity)] // three lists
pub fn graph_nearest<'py>(
    rows: &List<'py>,
    labels: &List<'py>,
    source: usize,
    target: Option<usize>,
) -> PyResult<Option<(List<'py>, List<'py>, List<'py>)>> {
    let (py, lists) = (rows.py(), Lists::of(rows));
    let target = target.map(|target| lists.node(target)).transpose()?;
    let Ok(found) = nearest(&lists, lists.node(source)?, target) else { return Ok(None) };
    let distances: PyResult<Vec<_>> =
        found.distances.iter().map(|&each| number(py, each)).collect();
    let before = named(labels, &found.before[1..])?;
    Ok(Some((named(labels, &found.nodes)?, PyList::new(py, distances?)?, before)))
}

/// Return the path with the least sum of weights, or nothing; `None` as above.
#[pyfunction]
pub fn graph_lightest<'py>(
    rows: &List<'py>,
    labels: &List<'py>,
    source: usize,
    target: usize,
) -> PyResult<Option<List<'py>>> {
    let lists = Lists::of(rows);
    let (source, target) = (lists.node(source)?, lists.node(target)?);
    let Ok(found) = nearest(&lists, source, Some(target)) else { return Ok(None) };
    let there = found.nodes.last() == Some(&target);
    let way = if there { found.way(rows.len()) } else { Vec::new() };
    named(labels, &way).map(Some)
}

/// Return a length as Python has it: a sum of ints is an int.
fn number(py: Python<'_>, length: Length) -> PyResult<Bound<'_, PyAny>> {
    match length.as_whole() {
        Some(whole) => whole.into_bound_py_any(py),
        None => length.value().into_bound_py_any(py),
    }
}
