//! An argument that may be left out, where `None` is something else than nothing.

use std::convert::Infallible;

use pyo3::exceptions::{PyOverflowError, PyValueError};
use pyo3::prelude::*;

use super::errors::missing;

/// What was given for an argument.
pub enum Given<'py> {
    /// Nothing.
    Nothing,
    /// This.
    This(Bound<'py, PyAny>),
}

impl<'py> FromPyObject<'_, 'py> for Given<'py> {
    type Error = Infallible;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> Result<Self, Infallible> {
        Ok(Self::This(object.to_owned()))
    }
}

impl<'py> Given<'py> {
    /// Returns what was given, or the error of a key that is not here.
    pub fn or_missing(self, key: impl Into<Py<PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        match self {
            Self::This(default) => Ok(default),
            Self::Nothing => Err(missing(key)),
        }
    }

    /// Returns a distance: 1 where none was given, at most as many as there can be.
    pub fn distance(self) -> PyResult<usize> {
        let Self::This(given) = self else {
            return Ok(1);
        };
        if given.lt(0)? {
            let shown = given.repr()?;
            let message = format!("max_distance is at least 0, not {shown}");
            return Err(PyValueError::new_err(message));
        }
        match given.extract::<usize>() {
            Err(error) if error.is_instance_of::<PyOverflowError>(given.py()) => Ok(usize::MAX),
            distance => distance,
        }
    }
}
