//! Iterate over positions of a sorted list, at the speed of a builtin list's iterator.
//!
//! An iterator keeps the address of the elements it is at. Whatever changes a list changes its
//! version too, and an address is used only while the version is the one it was read at.

use std::cell::Cell;
use std::ops::Range;

use pyo3::exceptions::PyRuntimeError;
use pyo3::ffi;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;

use super::engine::ListEngine;
use super::questions;
use super::state::RunOfValues;

/// An iterator over some of the values of a sorted list.
#[pyclass(frozen, module = "polepos.data._rust")]
pub struct SortedIterator {
    list: Py<ListEngine>,
    version: u64,
    reverse: bool,
    course: Course,
}

/// Where an iterator is.
struct Course {
    /// The next value, while `left` says that there is one.
    next: Cell<*const Py<PyAny>>,
    /// How many values there are from there on, side by side.
    left: Cell<usize>,
    /// Bytes from one to the next.
    stride: Cell<isize>,
    /// Positions that come after those.
    start: Cell<usize>,
    end: Cell<usize>,
    /// Whether the end has been told, or an error.
    done: Cell<bool>,
}

// SAFETY: an iterator is only used with the interpreter lock held, as everything here is (see `cell.rs`).
unsafe impl Send for Course {}
// SAFETY: as above.
unsafe impl Sync for Course {}

impl SortedIterator {
    /// Iterate over the values at these positions.
    pub fn over(list: &Bound<'_, ListEngine>, positions: Range<usize>, reverse: bool) -> Self {
        Self::begun(list, positions, reverse, RunOfValues::NONE)
    }

    /// Iterate over the values in a range, from either end; `None` is no bound.
    ///
    /// # Errors
    /// What a comparison or the key function raises.
    pub fn between<'py>(
        list: &Bound<'py, ListEngine>,
        minimum: Option<&Bound<'py, PyAny>>,
        maximum: Option<&Bound<'py, PyAny>>,
        inclusive: Option<&Bound<'py, PyAny>>,
        reverse: bool,
    ) -> PyResult<Self> {
        if let (Some(minimum), Some(maximum), None, false) = (minimum, maximum, inclusive, reverse)
            && let Some((positions, known)) =
                list.get().quick_range(list.py(), minimum.as_unbound(), maximum.as_unbound())
        {
            return Ok(Self::knowing(list, positions, known));
        }
        let range = questions::range(list.get(), list.py(), minimum, maximum, inclusive)?;
        Ok(Self::over(list, range, reverse))
    }

    /// Iterate over the values at these positions, of which the first are known.
    #[inline]
    pub fn knowing(
        list: &Bound<'_, ListEngine>,
        positions: Range<usize>,
        known: RunOfValues,
    ) -> Self {
        let rest = positions.start + known.length..positions.end;
        Self::begun(list, rest, false, known)
    }

    fn begun(
        list: &Bound<'_, ListEngine>,
        positions: Range<usize>,
        reverse: bool,
        known: RunOfValues,
    ) -> Self {
        let course = Course {
            next: Cell::new(known.first),
            left: Cell::new(known.length),
            stride: Cell::new(isize::try_from(known.stride).unwrap_or(0)),
            start: Cell::new(positions.start),
            end: Cell::new(positions.end),
            done: Cell::new(false),
        };
        Self { list: list.clone().unbind(), version: list.get().version(), reverse, course }
    }

    /// The next value, of those side by side.
    #[inline]
    fn at_hand(&self) -> Option<*const Py<PyAny>> {
        let course = &self.course;
        let left = course.left.get().checked_sub(1)?;
        if self.list.get().version() != self.version {
            return None;
        }
        course.left.set(left);
        let value = course.next.get();
        course.next.set(value.wrapping_byte_offset(course.stride.get()));
        Some(value)
    }

    /// Go on where the next values are. Tell whether there are any.
    fn advance(&self, py: Python<'_>) -> PyResult<bool> {
        let course = &self.course;
        let (start, end) = (course.start.get(), course.end.get());
        if course.done.get() {
            return Ok(false);
        }
        let list = self.list.get();
        if list.version() != self.version {
            course.done.set(true);
            return Err(self.overtaken(py));
        }
        if start >= end {
            course.done.set(true);
            return Ok(false);
        }
        let RunOfValues { first, length, stride } = list.read(py)?.run(start..end, self.reverse);
        let step = isize::try_from(stride)?;
        course.left.set(length);
        if self.reverse {
            let before = length.saturating_sub(1) * stride;
            course.next.set(first.wrapping_byte_add(before));
            course.stride.set(-step);
            course.end.set(if length == 0 { start } else { end - length });
        } else {
            course.next.set(first);
            course.stride.set(step);
            course.start.set(if length == 0 { end } else { start + length });
        }
        Ok(length > 0)
    }

    #[cold]
    fn overtaken(&self, py: Python<'_>) -> PyErr {
        let name = ListEngine::name(self.list.bind(py));
        name.map_or_else(
            |error| error,
            |name| PyRuntimeError::new_err(format!("{name} changed during iteration")),
        )
    }
}

#[pymethods]
impl SortedIterator {
    fn __iter__(own: Py<Self>) -> Py<Self> {
        own
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        loop {
            if let Some(value) = self.at_hand() {
                // SAFETY: the version is that of the list, so the list still holds what was read there.
                return Ok(Some(unsafe { (*value).clone_ref(py) }));
            }
            if !self.advance(py)? {
                return Ok(None);
            }
        }
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.list)
    }
}

/// What `next()` calls first: takes a value at hand, without what surrounds a call from Python.
///
/// # Safety
/// Python calls this, with an iterator and the interpreter lock.
unsafe extern "C" fn next_at_hand(object: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the lock is held and the object is what this function is a slot of; a value at hand is one
    // that the list still holds. The call in the end is the one that this function stands in for.
    unsafe {
        let own = Borrowed::from_ptr(Python::assume_attached(), object);
        if let Some(value) = own.cast_unchecked::<SortedIterator>().get().at_hand() {
            return ffi::Py_NewRef((*value).as_ptr());
        }
        match CALLED_NEXT.get() {
            Some(next) => next(object),
            None => std::ptr::null_mut(),
        }
    }
}

/// The slot as `pyclass` made it.
static CALLED_NEXT: std::sync::OnceLock<ffi::iternextfunc> = std::sync::OnceLock::new();

/// Let iterators be asked for the next value without a detour.
pub fn quicken(py: Python<'_>) {
    let class = py.get_type::<SortedIterator>().as_type_ptr();
    // SAFETY: the class has just been made, has no instances and no subclasses (it allows none), and the
    // interpreter lock is held. What is put into the slot does the same as what was there.
    unsafe {
        if let Some(next) = (*class).tp_iternext
            && CALLED_NEXT.set(next).is_ok()
        {
            (*class).tp_iternext = Some(next_at_hand);
            ffi::PyType_Modified(class);
        }
    }
}
