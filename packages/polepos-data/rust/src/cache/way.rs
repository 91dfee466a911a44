//! Which way operations go, and how they go the full one.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{IntoPyDict, PyString, PyTuple};

use super::data::Object;

/// Which way operations go, and what follows them. Set by the Python half, which knows why.
#[derive(Default)]
pub struct Way {
    reads: AtomicBool,
    writes: AtomicBool,
    boxed: AtomicBool,
    fills: AtomicBool,
    tells: AtomicBool,
    limit: AtomicUsize,
}

impl Way {
    /// Tell whether reading goes the short way.
    #[inline]
    pub fn reads(&self) -> bool {
        self.reads.load(Relaxed)
    }

    /// Tell whether writing goes the short way.
    #[inline]
    pub fn writes(&self) -> bool {
        self.writes.load(Relaxed)
    }

    /// Tell whether reading and taking out goes the short way: there is no size to be given back.
    #[inline]
    pub fn takes(&self) -> bool {
        self.reads() && !self.boxed.load(Relaxed)
    }

    /// Tell whether a subclass has a `__missing__`.
    #[inline]
    pub fn fills(&self) -> bool {
        self.fills.load(Relaxed)
    }

    /// Tell whether there is a callback for what is evicted.
    #[inline]
    pub fn tells(&self) -> bool {
        self.tells.load(Relaxed)
    }

    /// Return the bound on the number of items.
    #[inline]
    pub fn limit(&self) -> usize {
        self.limit.load(Relaxed)
    }

    /// Let the ways be these.
    pub fn choose(&self, reads: bool, writes: bool) {
        self.reads.store(reads, Relaxed);
        self.writes.store(writes, Relaxed);
    }

    /// Say whether values lie in boxes with their sizes.
    pub fn hold_boxes(&self, boxed: bool) {
        self.boxed.store(boxed, Relaxed);
    }

    /// Let this be what follows.
    pub fn follow(&self, fills: bool, tells: bool, limit: usize) {
        self.fills.store(fills, Relaxed);
        self.tells.store(tells, Relaxed);
        self.limit.store(limit, Relaxed);
    }
}

/// An argument that may be left out where None is a value.
pub struct Given(pub Option<Object>);

impl<'py> FromPyObject<'_, 'py> for Given {
    type Error = std::convert::Infallible;

    #[inline]
    fn extract(given: Borrowed<'_, 'py, PyAny>) -> Result<Self, Self::Error> {
        Ok(Self(Some(given.to_owned().unbind())))
    }
}

/// Walk the pairs the full way.
#[cold]
pub fn full_pairs(slf: &Bound<'_, PyAny>, backwards: bool) -> PyResult<Object> {
    let options = [("backwards", backwards)].into_py_dict(slf.py())?;
    Ok(slf.call_method(intern!(slf.py(), "_full_pairs"), (), Some(&options))?.unbind())
}

/// Go the full way with a key and other arguments.
#[cold]
pub fn full(
    slf: &Bound<'_, PyAny>,
    name: &Bound<'_, PyString>,
    key: &Bound<'_, PyAny>,
    rest: Vec<Object>,
) -> PyResult<Object> {
    let all = std::iter::once(key.clone().unbind()).chain(rest);
    let arguments = PyTuple::new(slf.py(), all.collect::<Vec<_>>())?;
    Ok(slf.call_method1(name, arguments)?.unbind())
}
