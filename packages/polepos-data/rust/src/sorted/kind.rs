//! Tell which space a key belongs to, by its exact type: a subclass may compare in its own way.

use pyo3::ffi;
use pyo3::prelude::*;

/// A set of keys that compare with each other in a way that is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `int` and `bool`.
    Ints,
    /// `float`, but for NaN.
    Floats,
    /// `str`.
    Texts,
    /// `bytes`.
    Bytes,
    /// `tuple` of two that are `int` or `bool`.
    Pairs,
    /// Whatever has `<`.
    Anything,
}

impl Kind {
    /// The kind of a key.
    #[inline]
    #[must_use]
    pub fn of(key: &Py<PyAny>) -> Self {
        let object = key.as_ptr();
        // SAFETY: the object is alive, so its type can be read. The type objects are CPython's own and
        // are compared by address; the value of a float and the items of a tuple are read when it is one.
        unsafe {
            let class = ffi::Py_TYPE(object);
            if is_int(class) {
                Self::Ints
            } else if class == &raw mut ffi::PyUnicode_Type {
                if text_is_ready(object) { Self::Texts } else { Self::Anything }
            } else if class == &raw mut ffi::PyFloat_Type {
                if ffi::PyFloat_AsDouble(object).is_nan() { Self::Anything } else { Self::Floats }
            } else if class == &raw mut ffi::PyBytes_Type {
                Self::Bytes
            } else if class == &raw mut ffi::PyTuple_Type && is_pair(object) {
                Self::Pairs
            } else {
                Self::Anything
            }
        }
    }

    /// The kind that holds keys of this one and of `other`.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        if self == other { self } else { Self::Anything }
    }

    /// The kind that holds all these keys.
    pub fn of_all<'k>(keys: impl IntoIterator<Item = &'k Py<PyAny>>) -> Self {
        let mut keys = keys.into_iter();
        let Some(first) = keys.next() else { return Self::Anything };
        let kind = Self::of(first);
        if kind != Self::Anything && keys.all(|key| Self::of(key) == kind) {
            return kind;
        }
        Self::Anything
    }

    /// Whether keys of this kind are numbers.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::Ints | Self::Floats)
    }

    /// Whether comparisons of keys of this kind run no foreign code.
    #[must_use]
    pub fn is_typed(self) -> bool {
        self != Self::Anything
    }
}

/// # Safety
/// No conditions but those of comparing pointers.
#[inline]
unsafe fn is_int(class: *mut ffi::PyTypeObject) -> bool {
    class == &raw mut ffi::PyLong_Type || class == &raw mut ffi::PyBool_Type
}

/// # Safety
/// `object` is a live tuple.
#[inline]
unsafe fn is_pair(object: *mut ffi::PyObject) -> bool {
    // SAFETY: it is a tuple, and both items are there when its size is two.
    unsafe {
        ffi::PyTuple_GET_SIZE(object) == 2
            && is_int(ffi::Py_TYPE(ffi::PyTuple_GET_ITEM(object, 0)))
            && is_int(ffi::Py_TYPE(ffi::PyTuple_GET_ITEM(object, 1)))
    }
}

/// Whether a string's characters are where they belong; before Python 3.12 some are put there late.
///
/// # Safety
/// `object` is a live string.
#[inline]
unsafe fn text_is_ready(object: *mut ffi::PyObject) -> bool {
    #[cfg(not(Py_3_12))]
    // SAFETY: it is a string.
    unsafe {
        ffi::PyUnicode_IS_READY(object) != 0
    }
    #[cfg(Py_3_12)]
    {
        !object.is_null()
    }
}
