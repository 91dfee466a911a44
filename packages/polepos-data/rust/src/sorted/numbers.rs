//! The spaces of numbers, of pairs of them, and of anything at all.

use std::marker::PhantomData;

use polepos_data_core::sorted::{Space, lane};
use pyo3::ffi;
use pyo3::prelude::*;

use super::compare::less;
use super::entry::Entry;

/// Keys that are `int` or `bool`. Beyond 64 bits lanes tie, and numbers are compared.
pub struct Ints<E>(PhantomData<E>);

/// Keys that are `float` and not NaN.
pub struct Floats<E>(PhantomData<E>);

/// Keys that are tuples of two ints: both in one lane while they have 32 bits.
pub struct Pairs<E>(PhantomData<E>);

/// Keys of any type: there are no lanes, and everything is compared.
pub struct Anything<E>(PhantomData<E>);

impl<E: Entry> Space for Ints<E> {
    type Element = E;
    type Key = Py<PyAny>;
    type Lane = i64;
    type Beginning = ();
    type Context<'a> = Python<'a>;
    type Error = PyErr;

    #[inline]
    fn key(element: &E) -> &Py<PyAny> {
        element.key()
    }

    #[inline]
    fn lane(_py: Python<'_>, key: &Py<PyAny>, _skip: usize) -> i64 {
        // SAFETY: the object is alive, and the interpreter lock is held (`py`).
        lane::of_int(unsafe { whole(key.as_ptr()) })
    }

    #[inline]
    fn decides(_py: Python<'_>, lane: i64, _key: &Py<PyAny>, _skip: usize) -> bool {
        lane != i64::MIN && lane != i64::MAX
    }

    #[inline]
    fn beginning(_py: Python<'_>, _key: &Py<PyAny>) {}

    #[inline]
    fn less(py: Python<'_>, a: &Py<PyAny>, b: &Py<PyAny>) -> PyResult<bool> {
        less(py, a, b)
    }
}

impl<E: Entry> Space for Floats<E> {
    type Element = E;
    type Key = Py<PyAny>;
    type Lane = i64;
    type Beginning = ();
    type Context<'a> = Python<'a>;
    type Error = PyErr;

    #[inline]
    fn key(element: &E) -> &Py<PyAny> {
        element.key()
    }

    #[inline]
    fn lane(_py: Python<'_>, key: &Py<PyAny>, _skip: usize) -> i64 {
        // SAFETY: the object is alive, and the interpreter lock is held; of a float this reads the value.
        lane::of_float(unsafe { ffi::PyFloat_AsDouble(key.as_ptr()) })
    }

    #[inline]
    fn decides(_py: Python<'_>, _lane: i64, _key: &Py<PyAny>, _skip: usize) -> bool {
        true
    }

    #[inline]
    fn beginning(_py: Python<'_>, _key: &Py<PyAny>) {}

    #[inline]
    fn less(py: Python<'_>, a: &Py<PyAny>, b: &Py<PyAny>) -> PyResult<bool> {
        less(py, a, b)
    }
}

impl<E: Entry> Space for Pairs<E> {
    type Element = E;
    type Key = Py<PyAny>;
    type Lane = i64;
    type Beginning = ();
    type Context<'a> = Python<'a>;
    type Error = PyErr;

    #[inline]
    fn key(element: &E) -> &Py<PyAny> {
        element.key()
    }

    #[inline]
    fn lane(_py: Python<'_>, key: &Py<PyAny>, _skip: usize) -> i64 {
        let (first, second) = halves(key);
        lane::of_pair(first, second)
    }

    #[inline]
    fn decides(_py: Python<'_>, _lane: i64, key: &Py<PyAny>, _skip: usize) -> bool {
        let (first, second) = halves(key);
        lane::pair_decides(first, second)
    }

    #[inline]
    fn beginning(_py: Python<'_>, _key: &Py<PyAny>) {}

    #[inline]
    fn less(py: Python<'_>, a: &Py<PyAny>, b: &Py<PyAny>) -> PyResult<bool> {
        less(py, a, b)
    }
}

impl<E: Entry> Space for Anything<E> {
    type Element = E;
    type Key = Py<PyAny>;
    type Lane = ();
    type Beginning = ();
    type Context<'a> = Python<'a>;
    type Error = PyErr;

    #[inline]
    fn key(element: &E) -> &Py<PyAny> {
        element.key()
    }

    #[inline]
    fn lane(_py: Python<'_>, _key: &Py<PyAny>, _skip: usize) {}

    #[inline]
    fn decides(_py: Python<'_>, _lane: (), _key: &Py<PyAny>, _skip: usize) -> bool {
        false
    }

    #[inline]
    fn beginning(_py: Python<'_>, _key: &Py<PyAny>) {}

    #[inline]
    fn less(py: Python<'_>, a: &Py<PyAny>, b: &Py<PyAny>) -> PyResult<bool> {
        less(py, a, b)
    }
}

/// The value of an int, or what is nearest to it in 64 bits.
///
/// # Safety
/// `object` is alive and the interpreter lock is held.
#[inline]
unsafe fn whole(object: *mut ffi::PyObject) -> i64 {
    let mut overflow = 0;
    // SAFETY: as the caller promises; for an int no code runs and there is no error.
    let value = unsafe { ffi::PyLong_AsLongLongAndOverflow(object, &raw mut overflow) };
    match overflow {
        0 => value,
        1.. => i64::MAX,
        _ => i64::MIN,
    }
}

/// The two ints of a pair.
#[inline]
fn halves(key: &Py<PyAny>) -> (i64, i64) {
    let object = key.as_ptr();
    // SAFETY: the object is alive, and the interpreter lock is held by everybody who holds a borrow of a
    // tree. Whether it is a tuple of two is looked at before its items are.
    unsafe {
        if ffi::PyTuple_Check(object) == 0 || ffi::PyTuple_GET_SIZE(object) != 2 {
            return (0, 0);
        }
        (whole(ffi::PyTuple_GET_ITEM(object, 0)), whole(ffi::PyTuple_GET_ITEM(object, 1)))
    }
}
