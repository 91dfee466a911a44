//! A set and a sorted list of the same values: `SetEngine`, what `SortedSet` derives from.
//!
//! What is the same is told by the set, which is a builtin one; what comes first by the list. What does
//! the work is in `set_changes`, `set_batches` and `set_algebra`.
//!
//! Where all values are of one builtin type the list can tell both. Then there is no set until questions
//! outnumber changes: it answers faster, but keeping it costs more than all the rest of a change.
#![allow(clippy::doc_markdown)] // documentation that Python shows

use std::sync::atomic::{AtomicIsize, Ordering};

use pyo3::exceptions::{PyAttributeError, PyRuntimeError};
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PySet, PySlice, PyString, PyTuple};

use super::engine::ListEngine;
use super::positions::Index;
use super::state::State;
use super::walk::SortedIterator;
use super::{set_algebra as algebra, set_batches as batches, set_changes as changes};
use crate::cell::GilCell;

/// What keeps a set in order.
#[pyclass(subclass, frozen, module = "polepos.data._rust")]
pub struct SetEngine {
    parts: GilCell<Option<Held>>,
    /// How many questions more than changes there were, from when the set was made or given up.
    asked: AtomicIsize,
}

/// Questions or changes that are not counted against a set, however small.
const FEW: usize = 64;

/// The two parts, as they are kept, the second only if it has been made.
type Held = (Py<ListEngine>, Option<Py<PySet>>);

/// A set in order.
pub type Engine<'a, 'py> = &'a Bound<'py, SetEngine>;

/// The values in order, and the same by hash.
pub type Parts<'py> = (Bound<'py, ListEngine>, Bound<'py, PySet>);

impl SetEngine {
    /// The values in order.
    ///
    /// # Errors
    /// `RuntimeError` when there are none: the object was not made as it should be.
    #[inline]
    pub fn list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, ListEngine>> {
        if let Ok(parts) = self.parts.read(py)
            && let Some((list, _)) = parts.as_ref()
        {
            return Ok(list.bind(py).clone());
        }
        Err(PyRuntimeError::new_err("this set has no list of its values"))
    }

    /// The list, if there is no set, and it can tell by itself whether it has a value.
    ///
    /// # Errors
    /// As `list`.
    #[inline]
    pub fn alone<'py>(
        &self,
        value: &Bound<'py, PyAny>,
    ) -> PyResult<Option<Bound<'py, ListEngine>>> {
        let list = self.list(value.py())?;
        if self.has_members(value.py()) || !list.get().read(value.py())?.fits(value.as_unbound()) {
            return Ok(None);
        }
        Ok(Some(list))
    }

    /// Whether there is a set.
    #[inline]
    pub fn has_members(&self, py: Python<'_>) -> bool {
        self.parts.read(py).is_ok_and(|parts| matches!(*parts, Some((_, Some(_)))))
    }

    /// Count a question to the list alone, and tell whether there have been so many more than changes
    /// that a set is worth making.
    #[inline]
    fn count_question_alone(&self, state: &State) -> bool {
        let asked = self.asked.load(Ordering::Relaxed) + 1;
        self.asked.store(asked, Ordering::Relaxed);
        asked.unsigned_abs() > worth(state)
    }

    /// Count a change of the list alone.
    #[inline]
    pub fn count_change_alone(&self) {
        self.asked.store((self.asked.load(Ordering::Relaxed) - 1).max(0), Ordering::Relaxed);
    }

    /// Count a question to the set.
    #[inline]
    pub fn count_question(&self) {
        self.asked.store((self.asked.load(Ordering::Relaxed) + 1).min(0), Ordering::Relaxed);
    }

    /// Count a change of list and set, and give the set up if there have been so many more of them than
    /// questions that it is not worth keeping.
    ///
    /// # Errors
    /// As `read` of the list.
    #[inline]
    pub fn count_change(&self, list: &Bound<'_, ListEngine>) -> PyResult<()> {
        let asked = self.asked.load(Ordering::Relaxed) - 1;
        self.asked.store(asked, Ordering::Relaxed);
        if asked.unsigned_abs() > FEW {
            return self.give_up(list, asked.unsigned_abs());
        }
        Ok(())
    }

    fn give_up(&self, list: &Bound<'_, ListEngine>, changes: usize) -> PyResult<()> {
        let py = list.py();
        let state = list.get().read(py)?;
        if changes <= worth(&state) {
            return Ok(());
        }
        let members = state.tells_all().then(|| self.replace(py, list.clone().unbind(), None));
        self.asked.store(0, Ordering::Relaxed);
        drop(state);
        drop(members);
        Ok(())
    }

    /// The two parts.
    ///
    /// # Errors
    /// `RuntimeError` when there are none: the object was not made as it should be.
    #[inline]
    pub fn parts<'py>(&self, py: Python<'py>) -> PyResult<Parts<'py>> {
        if let Ok(parts) = self.parts.read(py)
            && let Some((list, Some(members))) = parts.as_ref()
        {
            return Ok((list.bind(py).clone(), members.bind(py).clone()));
        }
        self.hashed(py)
    }

    /// Make the set. No foreign code tells which values are equal, for they are of a builtin type.
    #[cold]
    fn hashed<'py>(&self, py: Python<'py>) -> PyResult<Parts<'py>> {
        let list = self.list(py)?;
        let members = PySet::new(py, list.get().read(py)?.values())?;
        let before = self.replace(py, list.clone().unbind(), Some(members.clone().unbind()));
        drop(before);
        self.asked.store(0, Ordering::Relaxed);
        Ok((list, members))
    }

    /// The values by hash, if that set has been made.
    #[must_use]
    pub fn members<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PySet>> {
        let parts = self.parts.read(py).ok()?;
        parts.as_ref()?.1.as_ref().map(|members| members.bind(py).clone())
    }

    /// Take up other parts, and return those before for the caller to drop.
    pub fn replace(
        &self,
        py: Python<'_>,
        list: Py<ListEngine>,
        members: Option<Py<PySet>>,
    ) -> Option<Held> {
        self.parts.write(py).ok()?.replace((list, members))
    }
}

/// How many questions are worth making a set for, and how many changes are worth giving it up: about as
/// many as cost what it costs to make. A number is found among others nearly as fast as by its hash.
fn worth(state: &State) -> usize {
    let values = if state.kind().is_number() { state.len() } else { state.len() / 4 };
    FEW + values
}

#[pymethods]
impl SetEngine {
    #[new]
    #[pyo3(signature = (*_arguments, **_options))]
    fn new(_arguments: &Bound<'_, PyTuple>, _options: Option<&Bound<'_, PyDict>>) -> Self {
        Self { parts: GilCell::new(None), asked: AtomicIsize::new(0) }
    }

    /// The values in order, as a sorted list.
    #[getter]
    fn _list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, ListEngine>> {
        self.list(py)
    }

    /// The values by hash.
    #[getter]
    fn _set<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PySet>> {
        self.parts(py).map(|(_, members)| members)
    }

    /// Bytes of the values by hash, if they are kept.
    fn _hash_bytes(&self, py: Python<'_>) -> PyResult<usize> {
        let Some(members) = self.members(py) else { return Ok(0) };
        members.call_method0("__sizeof__")?.extract()
    }

    /// Take up a list and the set of the same values, in place of those that were here.
    fn _hold(
        slf: Engine<'_, '_>,
        values: &Bound<'_, ListEngine>,
        members: &Bound<'_, PySet>,
    ) -> PyResult<()> {
        algebra::hold(slf, values, members)
    }

    /// Take up copies of the parts of another set, which is like this one.
    fn _copy_parts(slf: Engine<'_, '_>, other: Engine<'_, '_>) -> PyResult<()> {
        algebra::copy(slf, other)
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.list(py)?.get().read(py)?.len())
    }

    fn __contains__(&self, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        let py = value.py();
        if let Some(list) = self.alone(value)? {
            let state = list.get().read(py)?;
            if !self.count_question_alone(&state) {
                return Ok(state.place_of(py, value.as_unbound())?.is_some());
            }
        }
        self.count_question();
        self.parts(py)?.1.as_any().contains(value)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(self.list(py)?.try_iter()?.into_any())
    }

    fn __reversed__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.list(py)?.call_method0("__reversed__")
    }

    fn __getitem__<'py>(&self, at: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.list(at.py())?.get_item(at)
    }

    /// Refuse, as an object without this method does: the class loses it, and only the slot remains.
    #[allow(clippy::unused_self)] // a method has one
    fn __setitem__(&self, _at: &Bound<'_, PyAny>, _value: &Bound<'_, PyAny>) -> PyResult<()> {
        Err(PyAttributeError::new_err("__setitem__"))
    }

    fn __delitem__(slf: Engine<'_, '_>, at: &Bound<'_, PyAny>) -> PyResult<()> {
        match at.cast::<PySlice>() {
            Ok(slice) => batches::delete_slice(slf, slice),
            Err(_) => changes::take_at(slf, at.extract()?).map(drop),
        }
    }

    /// Iterate over the values from a minimum to a maximum, as `SortedList.irange` does.
    #[pyo3(
        signature = (minimum=None, maximum=None, inclusive=None, reverse=false),
        text_signature = "($self, minimum=None, maximum=None, inclusive=(True, True), reverse=False)",
    )]
    fn irange<'py>(
        &self,
        py: Python<'py>,
        minimum: Option<&Bound<'py, PyAny>>,
        maximum: Option<&Bound<'py, PyAny>>,
        inclusive: Option<&Bound<'py, PyAny>>,
        reverse: bool,
    ) -> PyResult<SortedIterator> {
        SortedIterator::between(&self.list(py)?, minimum, maximum, inclusive, reverse)
    }

    /// Add a value if no equal one is here. Raise as `SortedList.add` does.
    fn add(slf: Engine<'_, '_>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        changes::add(slf, value)
    }

    /// Remove a value if it is here, and tell whether it was.
    fn discard(slf: Engine<'_, '_>, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        changes::discard(slf, value)
    }

    /// Remove a value; raise KeyError if it is not here.
    fn remove(slf: Engine<'_, '_>, value: &Bound<'_, PyAny>) -> PyResult<()> {
        changes::remove(slf, value)
    }

    /// Remove the value at a position, by default the last, and return it.
    ///
    /// Raise IndexError when there is none.
    #[pyo3(signature = (index = Index::LAST), text_signature = "($self, index=-1)")]
    fn pop<'py>(slf: Engine<'_, 'py>, index: Index) -> PyResult<Bound<'py, PyAny>> {
        changes::take_at(slf, index)
    }

    /// Remove all values.
    fn clear(slf: Engine<'_, '_>) -> PyResult<()> {
        batches::clear(slf)
    }

    /// Add the values of all iterables, or none of them if one cannot be added.
    #[pyo3(signature = (*iterables))]
    fn update<'py>(
        slf: Engine<'_, 'py>,
        iterables: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, SetEngine>> {
        batches::update(slf, iterables)?;
        Ok(slf.clone())
    }

    /// Return the values that are in this set or in any of the others.
    #[pyo3(signature = (*iterables))]
    fn union<'py>(
        slf: Engine<'_, 'py>,
        iterables: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        algebra::union(slf, iterables)
    }

    /// Return a set of what an operation of the hash part gives; nothing may change meanwhile.
    #[pyo3(signature = (operation, *others))]
    fn _combined<'py>(
        slf: Engine<'_, 'py>,
        operation: &Bound<'py, PyString>,
        others: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, SetEngine>> {
        algebra::combined(slf, operation, others)
    }

    /// Hold exactly what an operation of the hash part gives.
    #[pyo3(signature = (operation, *others))]
    fn _become<'py>(
        slf: Engine<'_, 'py>,
        operation: &Bound<'py, PyString>,
        others: &Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, SetEngine>> {
        algebra::become_combined(slf, operation, others)?;
        Ok(slf.clone())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        let Ok(parts) = self.parts.read_in_traverse() else { return Ok(()) };
        let Some((list, members)) = parts.as_ref() else { return Ok(()) };
        visit.call(list)?;
        visit.call(members)
    }
}
