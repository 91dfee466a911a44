//! The class itself: how it is made, guarded and collected, and how its priorities are ordered.

use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::gc::PyVisit;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use pyo3::{PyTraverseError, intern};

use super::Object;
use super::batch::set_many;
use super::change::{Value, put, take_key};
use super::items::no_key;
use super::iterate::{Keys, Ordered, columns};
use super::lookup::priority_of;
use super::rank::{Equality, Kind, Rank, rank_of};
use super::state::State;
use crate::cell::{GilCell, Reading, Writing};

/// The engine of `IndexedPriorityQueue`: the queue itself, and every method of it that has to be fast.
#[pyclass(subclass, frozen, module = "polepos.data._rust")]
pub struct QueueEngine {
    pub(super) cell: GilCell<State>,
}

/// The engine of a queue, as methods get it.
pub(super) type Engine<'py> = Bound<'py, QueueEngine>;

/// Read the state of a queue; Python code may run meanwhile.
#[inline]
pub(super) fn read<'a>(engine: &'a Engine<'_>) -> PyResult<Reading<'a, State>> {
    engine.get().cell.read(engine.py()).map_err(|_| under_way(engine))
}

/// Write the state of a queue; no Python code may run meanwhile. Raise `RuntimeError` while it is read.
#[inline]
pub(super) fn write<'a>(engine: &'a Engine<'_>) -> PyResult<Writing<'a, State>> {
    engine.get().cell.write(engine.py()).map_err(|_| under_way(engine))
}

/// Raise `RuntimeError` if a change is called from within a comparison.
#[inline]
pub(super) fn refuse_if_busy(engine: &Engine<'_>) -> PyResult<()> {
    write(engine).map(drop)
}

#[cold]
fn under_way(engine: &Engine<'_>) -> PyErr {
    match engine.get_type().name() {
        Ok(name) => PyRuntimeError::new_err(format!("{name} changed during a comparison")),
        Err(error) => error,
    }
}

/// Return what a new priority is ordered by. Runs a key function and foreign code, with nothing borrowed.
#[expect(clippy::inline_always, reason = "what comes of most priorities stays in registers")]
#[inline(always)]
pub(super) fn ranked(
    engine: &Engine<'_>,
    priority: &Bound<'_, PyAny>,
    equality: Equality,
) -> PyResult<Rank> {
    let state = read(engine)?;
    let (key, reverse) = (state.key.as_ref(), state.reverse);
    if key.is_none() {
        drop(state);
        return rank_of(priority, None, reverse, equality);
    }
    let key = key.map(|key| key.bind(engine.py()).clone());
    drop(state);
    rank_of(priority, key.as_ref(), reverse, equality)
}

/// Make sure that priorities can be compared with one of such a kind, which is to come.
///
/// There is something to do only where a key function made numbers of them, of which lanes are kept.
#[inline]
pub(super) fn make_comparable(engine: &Engine<'_>, kind: Kind) -> PyResult<()> {
    if read(engine)?.key.is_none() { Ok(()) } else { keep_ranks(engine, kind) }
}

#[cold]
fn keep_ranks(engine: &Engine<'_>, kind: Kind) -> PyResult<()> {
    let state = read(engine)?;
    if !state.kind.is_exact() || state.kind_with(kind).is_exact() {
        return Ok(());
    }
    if state.queue.is_empty() {
        return Ok(());
    }
    let ranks = state.ranks_of_lanes(engine.py())?;
    drop(state);
    let mut state = write(engine)?;
    let before = state.queue.set_ranks(ranks);
    state.kind = Kind::Objects;
    drop(state);
    drop(before);
    Ok(())
}

#[pymethods]
impl QueueEngine {
    #[new]
    #[pyo3(signature = (*_arguments, **_options))]
    fn new(_arguments: &Bound<'_, PyTuple>, _options: Option<&Bound<'_, PyDict>>) -> Self {
        Self { cell: GilCell::new(State::new()) }
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        let Ok(state) = self.cell.read_in_traverse() else {
            return Ok(());
        };
        visit.call(&state.key)?;
        for (_, row) in state.queue.rows() {
            visit.call(&row.key)?;
            visit.call(&row.priority)?;
            visit.call(&row.value)?;
        }
        state.queue.ranks().try_for_each(|rank| visit.call(rank))
    }

    fn __clear__(&self, py: Python<'_>) {
        let Ok(mut state) = self.cell.write(py) else {
            return;
        };
        let held = (state.queue.take(), state.key.take());
        drop(state);
        drop(held);
    }

    /// Say how priorities are ordered: by a function of them, and which end comes first.
    #[pyo3(signature = (key, reverse))]
    fn _order_by(slf: &Engine<'_>, key: Option<Bound<'_, PyAny>>, reverse: bool) -> PyResult<()> {
        if let Some(key) = key.as_ref().filter(|key| !key.is_callable()) {
            let text = key.repr()?;
            let message = format!("key is a function from a priority to its rank, not {text}");
            return Err(PyTypeError::new_err(message));
        }
        let mut state = write(slf)?;
        state.reverse = reverse;
        let before = std::mem::replace(&mut state.key, key.map(Bound::unbind));
        drop(state);
        drop(before);
        Ok(())
    }

    /// The function from a priority to what is compared; None where that is the priority.
    #[getter]
    fn key(slf: &Engine<'_>) -> PyResult<Option<Object>> {
        Ok(read(slf)?.key.as_ref().map(|key| key.clone_ref(slf.py())))
    }

    /// Whether the greatest comes first.
    #[getter]
    fn reverse(slf: &Engine<'_>) -> PyResult<bool> {
        Ok(read(slf)?.reverse)
    }

    /// Hold the same as another queue, which is of such an engine too, and order it as that does.
    fn _copy_of(slf: &Engine<'_>, other: &Engine<'_>) -> PyResult<()> {
        let py = slf.py();
        let copy = |object: &Object| object.clone_ref(py);
        let from = read(other)?;
        let made = State {
            queue: from.queue.copied(copy, copy, copy),
            kind: from.kind,
            key: from.key.as_ref().map(copy),
            reverse: from.reverse,
        };
        drop(from);
        let mut state = write(slf)?;
        let before = std::mem::replace(&mut *state, made);
        drop(state);
        drop(before);
        Ok(())
    }

    /// Remove everything. O(n).
    fn clear(slf: &Engine<'_>) -> PyResult<()> {
        let mut state = write(slf)?;
        let before = state.queue.take();
        drop(state);
        drop(before);
        Ok(())
    }

    fn __len__(slf: &Engine<'_>) -> PyResult<usize> {
        Ok(read(slf)?.queue.len())
    }

    fn __contains__(slf: &Engine<'_>, key: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(read(slf)?.find(key)?.is_some())
    }

    fn __getitem__<'py>(slf: &Engine<'py>, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        priority_of(slf, key)?.ok_or_else(|| no_key(key))
    }

    fn __setitem__(
        slf: &Engine<'_>,
        key: &Bound<'_, PyAny>,
        priority: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        put(slf, key, priority, Value::Kept)
    }

    fn __delitem__(slf: &Engine<'_>, key: &Bound<'_, PyAny>) -> PyResult<()> {
        take_key(slf, key)?.map(drop).ok_or_else(|| no_key(key))
    }

    /// Iterate over the keys in the order in which they came; new priorities may be set.
    fn __iter__(slf: &Engine<'_>) -> PyResult<Keys> {
        Keys::of(slf)
    }

    /// Iterate over the items in the order in which they would be popped.
    fn _ordered(slf: &Engine<'_>) -> PyResult<Ordered> {
        Ordered::of(slf)
    }

    /// Return the keys, priorities and values, in the order in which keys came.
    fn _columns_in_order_of_keys(
        slf: &Engine<'_>,
    ) -> PyResult<(Vec<Object>, Vec<Object>, Vec<Object>)> {
        let state = read(slf)?;
        Ok(columns(slf.py(), state.queue.rows().map(|(_, row)| row)))
    }

    /// Return the keys, priorities and values, in the order in which priorities were given.
    fn _columns(slf: &Engine<'_>) -> PyResult<(Vec<Object>, Vec<Object>, Vec<Object>)> {
        let state = read(slf)?;
        let slots = state.queue.by_age();
        Ok(columns(slf.py(), slots.into_iter().filter_map(|slot| state.queue.row(slot))))
    }

    /// Set many keys, all of them or none; a value `MISSING` is the one known, or the key.
    fn _set_many(
        slf: &Engine<'_>,
        keys: Vec<Bound<'_, PyAny>>,
        priorities: Vec<Bound<'_, PyAny>>,
        values: Option<Vec<Bound<'_, PyAny>>>,
    ) -> PyResult<()> {
        set_many(slf, keys, priorities, values)
    }

    fn __sizeof__(slf: &Engine<'_>) -> PyResult<usize> {
        let object = slf.py().get_type::<PyAny>();
        let own: usize = object.call_method1(intern!(slf.py(), "__sizeof__"), (slf,))?.extract()?;
        Ok(own + read(slf)?.queue.heap_bytes())
    }
}
