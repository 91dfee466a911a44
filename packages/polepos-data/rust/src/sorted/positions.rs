//! Positions as Python gives them: integers that may count from the end, and slices.

use std::ops::Range;

use pyo3::exceptions::PyIndexError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PySlice};

use super::engine::ListEngine;
use super::listing::{Part, listed};

/// A position as it was given: negative ones count from the end.
#[derive(Clone, Copy)]
pub struct Index(ffi::Py_ssize_t);

impl Index {
    /// The last position.
    pub const LAST: Self = Self(-1);

    /// The position that an exact `int` tells, if it is one; runs no foreign code.
    #[must_use]
    #[inline]
    pub fn of_int(at: &Bound<'_, PyAny>) -> Option<Self> {
        // SAFETY: the object is alive and the interpreter lock is held; of an int this reads the value,
        // and sets no error.
        unsafe {
            if ffi::PyLong_CheckExact(at.as_ptr()) == 0 {
                return None;
            }
            let mut overflow = 0;
            let position = ffi::PyLong_AsLongLongAndOverflow(at.as_ptr(), &raw mut overflow);
            (overflow == 0).then_some(Self(position.try_into().ok()?))
        }
    }

    /// The position from the front, if it is within this length.
    #[must_use]
    #[inline]
    pub fn within(self, length: usize) -> Option<usize> {
        let found = match usize::try_from(self.0) {
            Ok(position) => position,
            Err(_negative) => length.checked_sub(self.0.unsigned_abs())?,
        };
        (found < length).then_some(found)
    }
}

/// May run foreign code (`__index__`). Raises `TypeError` for what is no integer, `IndexError` for what is
/// out of all bounds.
impl<'py> FromPyObject<'_, 'py> for Index {
    type Error = PyErr;

    #[inline]
    fn extract(at: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        // SAFETY: the object is alive and the interpreter lock is held; -1 with an error set says that it
        // failed.
        let position = unsafe { ffi::PyNumber_AsSsize_t(at.as_ptr(), ffi::PyExc_IndexError) };
        if position == -1
            && let Some(error) = PyErr::take(at.py())
        {
            return Err(error);
        }
        Ok(Self(position))
    }
}

/// The positions of a slice, seen from the front.
pub struct Run {
    start: usize,
    end: usize,
    step: usize,
    backwards: bool,
}

impl Run {
    /// The positions of a slice of a list. May run foreign code (`__index__`).
    ///
    /// # Errors
    /// What the bounds raise; `ValueError` for a step of zero.
    pub fn of(list: &Bound<'_, ListEngine>, slice: &Bound<'_, PySlice>) -> PyResult<Self> {
        let length = list.get().read(list.py())?.len();
        Self::of_length(slice, length)
    }

    /// The positions of a slice of something so long.
    ///
    /// # Errors
    /// What the bounds raise; `ValueError` for a step of zero.
    pub fn of_length(slice: &Bound<'_, PySlice>, length: usize) -> PyResult<Self> {
        let found = slice.indices(length.try_into()?)?;
        let (step, backwards) = (found.step.unsigned_abs(), found.step < 0);
        if found.slicelength == 0 {
            let at = usize::try_from(found.start).unwrap_or(0);
            return Ok(Self { start: at, end: at, step, backwards });
        }
        let first = usize::try_from(found.start).unwrap_or(0);
        let further = (found.slicelength - 1) * step;
        let (start, last) =
            if backwards { (first - further, first) } else { (first, first + further) };
        Ok(Self { start, end: last + 1, step, backwards })
    }

    /// From the first of the positions to after the last.
    #[must_use]
    pub fn covered(&self) -> Range<usize> {
        self.start..self.end
    }

    /// How far the positions are from each other.
    #[must_use]
    pub fn step(&self) -> usize {
        self.step
    }
}

/// The value at a position, or the list of those in a slice.
///
/// # Errors
/// `IndexError` where there is none, `TypeError` for what is no position.
#[inline]
pub fn item<'py>(
    list: &Bound<'py, ListEngine>,
    at: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = list.py();
    if let Ok(slice) = at.cast::<PySlice>() {
        return part(list, slice);
    }
    let index: Index = at.extract()?;
    let state = list.get().read(py)?;
    let found = index.within(state.len()).and_then(|position| state.at(position));
    match found {
        Some(value) => Ok(value.bind(py).clone()),
        None => Err(PyIndexError::new_err("list index out of range")),
    }
}

fn part<'py>(
    list: &Bound<'py, ListEngine>,
    slice: &Bound<'py, PySlice>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = list.py();
    let run = Run::of(list, slice)?;
    let values: Bound<'py, PyList> = {
        let state = list.get().read(py)?;
        listed(py, &state, run.covered(), Part::Value)?
    };
    if run.step == 1 && !run.backwards {
        return Ok(values.into_any());
    }
    let step = isize::try_from(run.step).unwrap_or(isize::MAX);
    let step = if run.backwards { -step } else { step };
    values.as_any().get_item(every(py, step)?)
}

/// `slice(None, None, step)`.
fn every(py: Python<'_>, step: isize) -> PyResult<Bound<'_, PyAny>> {
    let none = py.None();
    py.get_type::<PySlice>().call((&none, &none, step), None::<&Bound<'_, PyDict>>)
}

/// `slice(start, stop)`.
///
/// # Errors
/// `MemoryError`.
pub fn bounds<'py>(
    py: Python<'py>,
    start: Option<&Bound<'py, PyAny>>,
    stop: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PySlice>> {
    Ok(py.get_type::<PySlice>().call1((start, stop))?.cast_into()?)
}
