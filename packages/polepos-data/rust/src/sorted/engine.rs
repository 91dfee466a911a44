//! `ListEngine`, what the sorted lists of `polepos.data._native` derive from: its state and its borrows.
//!
//! While a list is read by something that may run foreign code, a borrow is held and changes are
//! refused. A change compares first, under such a borrow; then it writes what it has found, with no
//! foreign code between the two; and drops what was displaced when the list is whole.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use pyo3::exceptions::PyRuntimeError;
use pyo3::ffi;
use pyo3::prelude::*;

use super::entry::Alone;
use super::neighbours::Search;
use super::positions::Index;
use super::state::{RunOfValues, State};
use super::store::Store;
use crate::cell::{GilCell, Reading, Writing};

/// A sorted list, but for what needs not be fast.
#[pyclass(subclass, frozen, module = "polepos.data._rust")]
pub struct ListEngine {
    state: GilCell<State>,
    /// Grows with every change, so that iterators know when they have been overtaken.
    version: AtomicU64,
    /// How often changes are forbidden for longer than a call (`Holding`).
    held: AtomicUsize,
}

impl ListEngine {
    /// An empty list in the order of its values.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            state: GilCell::new(State::new()),
            version: AtomicU64::new(0),
            held: AtomicUsize::new(0),
        }
    }

    /// The number of the last change.
    #[inline]
    pub fn version(&self) -> u64 {
        self.version.load(Ordering::Relaxed)
    }

    /// Read the state. Foreign code may run meanwhile, and finds the list unwilling to change.
    ///
    /// # Errors
    /// `RuntimeError` while it is written, which nobody sees: no foreign code runs then.
    #[inline]
    pub fn read(&self, py: Python<'_>) -> PyResult<Reading<'_, State>> {
        self.state.read(py).map_err(|_busy| PyRuntimeError::new_err("the list is being changed"))
    }

    /// Change the state. What is called must compare, drop and allocate no Python objects.
    ///
    /// # Errors
    /// `RuntimeError` while the list is read.
    #[inline]
    pub fn change<R>(own: &Bound<'_, Self>, change: impl FnOnce(&mut State) -> R) -> PyResult<R> {
        let engine = own.get();
        if engine.held.load(Ordering::Relaxed) > 0 {
            return Err(Self::busy(own));
        }
        let Ok(mut state) = engine.state.write(own.py()) else { return Err(Self::busy(own)) };
        engine.version.store(engine.version() + 1, Ordering::Relaxed);
        Ok(change(&mut state))
    }

    /// Make sure that the list may be changed just now.
    ///
    /// # Errors
    /// `RuntimeError` while the list is read.
    #[inline]
    pub fn free(own: &Bound<'_, Self>) -> PyResult<()> {
        let engine = own.get();
        if engine.held.load(Ordering::Relaxed) > 0 || engine.state.write(own.py()).is_err() {
            return Err(Self::busy(own));
        }
        Ok(())
    }

    /// What errors call the list.
    ///
    /// # Errors
    /// What asking for a class's name raises.
    pub fn name(own: &Bound<'_, Self>) -> PyResult<String> {
        let called = own.get().read(own.py())?.called.as_ref().map(|name| name.clone_ref(own.py()));
        match called {
            Some(name) => Ok(name.bind(own.py()).str()?.to_string()),
            None => Ok(own.get_type().name()?.to_string()),
        }
    }

    #[cold]
    fn busy(own: &Bound<'_, Self>) -> PyErr {
        Self::name(own).map_or_else(
            |error| error,
            |name| PyRuntimeError::new_err(format!("{name} changed during a comparison")),
        )
    }

    /// The state for the collector, which has the interpreter lock; none while it is written.
    pub fn read_in_traverse(&self) -> Option<Reading<'_, State>> {
        self.state.read_in_traverse().ok()
    }
}

/// What was to be taken out.
pub enum Removed {
    /// It is not here.
    Nothing,
    /// It was here.
    Value(Py<PyAny>),
}

/// What needs no foreign code and cannot fail, so that it can be done quickly; `None` is for all else.
impl ListEngine {
    /// Whether a value is here.
    #[inline]
    pub fn quick_contains(&self, py: Python<'_>, value: &Py<PyAny>) -> Option<bool> {
        let state = self.state.read(py).ok()?;
        let trees = state.quick(value)?;
        Some(trees.find(py, value).ok()?.is_some())
    }

    /// The value at a position, with a reference for the caller.
    #[inline]
    pub fn quick_at(&self, py: Python<'_>, index: Index) -> Option<*mut ffi::PyObject> {
        let state = self.state.read(py).ok()?;
        Some(state.at(index.within(state.len())?)?.clone_ref(py).into_ptr())
    }

    /// The position where a search ends.
    #[inline]
    pub fn quick_bisect(&self, py: Python<'_>, value: &Py<PyAny>, search: Search) -> Option<usize> {
        let state = self.state.read(py).ok()?;
        state.quick(value)?;
        Some(state.position(search(&state, py, value).ok()?))
    }

    /// The positions of the values from one to another, and those of them that lie side by side.
    #[inline]
    pub fn quick_range(
        &self,
        py: Python<'_>,
        minimum: &Py<PyAny>,
        maximum: &Py<PyAny>,
    ) -> Option<(Range<usize>, RunOfValues)> {
        let state = self.state.read(py).ok()?;
        let trees = state.quick(minimum)?;
        state.quick(maximum)?;
        let place = trees.lower(py, minimum).ok()?;
        let start = trees.position(place);
        let end = trees.position(trees.upper(py, maximum).ok()?).max(start);
        Some((start..end, RunOfValues::of(trees.run_from(place, end - start))))
    }

    /// Add a value.
    #[inline]
    pub fn quick_add(&self, py: Python<'_>, value: &Py<PyAny>) -> Option<()> {
        let place = {
            let state = self.state.read(py).ok()?;
            let trees = state.quick(value)?;
            if !trees.has_room(1) {
                return None;
            }
            trees.upper(py, value).ok()?
        };
        let mut state = self.quick_write(py)?;
        let Store::Alone(trees) = &mut state.store else { return None };
        trees.insert(py, place, Alone(value.clone_ref(py)));
        Some(())
    }

    /// Take out a value.
    #[inline]
    pub fn quick_remove(&self, py: Python<'_>, value: &Py<PyAny>) -> Option<Removed> {
        let place = {
            let state = self.state.read(py).ok()?;
            state.quick(value)?.find(py, value).ok()?
        };
        let Some(place) = place else { return Some(Removed::Nothing) };
        let mut state = self.quick_write(py)?;
        let Store::Alone(trees) = &mut state.store else { return None };
        trees.remove(py, place).map(|Alone(value)| Removed::Value(value))
    }

    /// Take out the value at a position, of a list without keys.
    #[inline]
    pub fn quick_pop(&self, py: Python<'_>, index: Index) -> Option<Py<PyAny>> {
        let position = {
            let state = self.state.read(py).ok()?;
            if state.is_keyed() {
                return None;
            }
            index.within(state.len())?
        };
        let mut state = self.quick_write(py)?;
        let Store::Alone(trees) = &mut state.store else { return None };
        let place = trees.place(position);
        trees.remove(py, place).map(|Alone(value)| value)
    }

    #[inline]
    fn quick_write(&self, py: Python<'_>) -> Option<Writing<'_, State>> {
        if self.held.load(Ordering::Relaxed) > 0 {
            return None;
        }
        let state = self.state.write(py).ok()?;
        self.version.store(self.version() + 1, Ordering::Relaxed);
        Some(state)
    }
}

/// A context in which a list refuses to be changed.
#[pyclass(frozen, module = "polepos.data._rust")]
pub struct Holding {
    list: Py<ListEngine>,
}

impl Holding {
    /// The context of a list.
    pub fn of(list: &Bound<'_, ListEngine>) -> Self {
        Self { list: list.clone().unbind() }
    }
}

#[pymethods]
impl Holding {
    fn __enter__(&self) {
        self.list.get().held.fetch_add(1, Ordering::Relaxed);
    }

    #[pyo3(signature = (*_error))]
    fn __exit__(&self, _error: &Bound<'_, PyAny>) {
        let held = &self.list.get().held;
        held.store(held.load(Ordering::Relaxed).saturating_sub(1), Ordering::Relaxed);
    }
}
