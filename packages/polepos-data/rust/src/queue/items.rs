//! Make what a queue hands out: items, pairs, and the errors where there is nothing.

use pyo3::exceptions::PyKeyError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyTuple, PyType};

use super::Object;
use super::state::Held;

const SOURCE: &str = "polepos.data._pure.priority_item";

static ITEM: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static EMPTY: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static MISSING: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// A tuple that has room for what is still to come, and that nobody else can see.
pub(super) struct Blank<'py, const N: usize>(Bound<'py, PyAny>);

impl<'py> Blank<'py, 3> {
    /// Make room for a `PriorityItem`. May run the collector.
    #[inline]
    pub(super) fn item(py: Python<'py>) -> PyResult<Self> {
        let class = ITEM.import(py, SOURCE, "PriorityItem")?.as_type_ptr();
        // SAFETY: the class derives from tuple and adds nothing to it, so its allocator gives a tuple of
        // three null pointers, which a tuple can be collected with.
        unsafe {
            let Some(allocate) = (*class).tp_alloc else {
                return Err(empty(py)); // every type has an allocator
            };
            Ok(Self::hidden(Bound::from_owned_ptr_or_err(py, allocate(class, 3))?))
        }
    }
}

impl<'py> Blank<'py, 2> {
    /// Make room for a pair. May run the collector.
    #[inline]
    pub(super) fn pair(py: Python<'py>) -> PyResult<Self> {
        // SAFETY: the interpreter is attached.
        let made = unsafe { Bound::from_owned_ptr_or_err(py, ffi::PyTuple_New(2))? };
        Ok(Self::hidden(made))
    }
}

impl<'py, const N: usize> Blank<'py, N> {
    /// Hide a tuple from the collector, by which others could find it before it is filled.
    #[inline]
    fn hidden(tuple: Bound<'py, PyAny>) -> Self {
        // SAFETY: a new tuple is tracked.
        unsafe { ffi::PyObject_GC_UnTrack(tuple.as_ptr().cast()) };
        Self(tuple)
    }

    /// Put objects into the tuple and hand it out.
    #[inline]
    pub(super) fn filled(self, with: [Object; N]) -> Bound<'py, PyAny> {
        let tuple = self.0.as_ptr();
        for (at, object) in (0..).zip(with) {
            // SAFETY: the tuple has N places that are null, and this is the only reference to it.
            unsafe { ffi::PyTuple_SET_ITEM(tuple, at, object.into_ptr()) };
        }
        // SAFETY: it was untracked when it was made, and is whole now.
        unsafe { ffi::PyObject_GC_Track(tuple.cast()) };
        self.0
    }
}

/// Return the objects of a row that were asked for, and let the others go.
#[inline]
pub(super) fn objects(held: Held) -> [Object; 3] {
    [held.key, held.priority, held.value]
}

/// Ask for the memory of an object whose count of references is going to change soon.
#[inline]
pub(super) fn prefetch(object: &Object) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch reads nothing that could be seen, whatever the address.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(object.as_ptr().cast());
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = object;
}

/// Drop an object while the interpreter is known to be attached, which is faster.
#[inline]
pub(super) fn let_go(py: Python<'_>, object: Object) {
    drop(object.into_bound(py));
}

/// Return what stands for an argument that was not given.
#[inline]
pub(super) fn missing(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    MISSING.import(py, SOURCE, "MISSING")
}

/// Tell whether an argument stands for one that was not given.
#[inline]
pub(super) fn is_missing(argument: &Bound<'_, PyAny>) -> PyResult<bool> {
    Ok(argument.is(missing(argument.py())?))
}

/// Return the error of asking an empty queue for what comes first.
#[cold]
pub(super) fn empty(py: Python<'_>) -> PyErr {
    match EMPTY.import(py, SOURCE, "EmptyQueueError") {
        Ok(class) => PyErr::from_type(class.clone(), ("the priority queue is empty",)),
        Err(error) => error,
    }
}

/// Return the error of asking for a key that is not here.
#[cold]
pub(super) fn no_key(key: &Bound<'_, PyAny>) -> PyErr {
    match PyTuple::new(key.py(), [key]) {
        Ok(arguments) => PyKeyError::new_err(arguments.unbind()),
        Err(error) => error,
    }
}

/// Return the error of adding a key that is here.
#[cold]
pub(super) fn known_key(key: &Bound<'_, PyAny>) -> PyErr {
    match key.repr() {
        Ok(text) => PyKeyError::new_err(format!("{text} is in the queue already")),
        Err(error) => error,
    }
}
