//! An argument that may be left out, and may be `None` all the same.

use std::convert::Infallible;

use pyo3::prelude::*;

/// What was given, if anything was.
pub struct Given<'py>(pub Option<Bound<'py, PyAny>>);

impl Given<'_> {
    /// Nothing was given.
    #[must_use]
    pub const fn nothing() -> Self {
        Self(None)
    }
}

impl<'a, 'py> FromPyObject<'a, 'py> for Given<'py> {
    type Error = Infallible;

    fn extract(object: Borrowed<'a, 'py, PyAny>) -> Result<Self, Infallible> {
        Ok(Self(Some(object.to_owned())))
    }
}
