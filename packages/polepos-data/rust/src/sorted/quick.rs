//! The methods of `ListEngine` that are called most, for values that need no foreign code.
//!
//! Each tries what is quick: a list of values that are their own keys, and a value that fits their
//! space, so that nothing can fail and nothing foreign runs. Everything else is left to the method.
//! Where it is quick nothing is dropped by Rust, because that is for those who are `attached`.

use std::ffi::{c_int, c_void};

use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

use super::changes;
use super::engine::{ListEngine, Removed};
use super::neighbours::Search;
use super::positions::{self, Index};
use super::questions;
use super::state::State;
use super::walk::SortedIterator;
use crate::calls::{arguments, attached, instead, quietly, slot};

/// Give the class these functions in the place of its methods.
///
/// # Errors
/// Those of setting attributes of a class.
pub fn quicken(class: &Bound<'_, PyType>) -> PyResult<()> {
    let irange_before = class.getattr("irange")?.unbind();
    IRANGE.get_or_init(class.py(), || irange_before);
    // SAFETY: the functions take an engine first, as each of them says; and those in slots are for
    // `sq_contains` and `mp_subscript`.
    unsafe {
        arguments(class, "add", add)?;
        arguments(class, "bisect_left", bisect_left)?;
        arguments(class, "bisect_right", bisect_right)?;
        arguments(class, "bisect", bisect_right)?;
        arguments(class, "remove", remove)?;
        arguments(class, "discard", discard)?;
        arguments(class, "pop", pop)?;
        arguments(class, "irange", irange)?;
        slot(class, "__contains__", contains as *mut c_void)?;
        slot(class, "__getitem__", subscript as *mut c_void)
    }
}

/// What Python calls with: an engine, and a value.
///
/// # Safety
/// Both are live objects, the first an engine, and the interpreter lock is held as long as `'a`.
#[inline]
unsafe fn taken<'a>(
    own: &'a *mut ffi::PyObject,
    value: &'a *mut ffi::PyObject,
) -> (Borrowed<'a, 'a, ListEngine>, Borrowed<'a, 'a, PyAny>) {
    // SAFETY: as the caller promises.
    unsafe {
        let py = Python::assume_attached();
        let own = Borrowed::from_ptr(py, *own).cast_unchecked();
        (own, Borrowed::from_ptr(py, *value))
    }
}

/// # Safety
/// Python calls this as `sq_contains`.
unsafe extern "C" fn contains(own: *mut ffi::PyObject, value: *mut ffi::PyObject) -> c_int {
    // SAFETY: as `sq_contains` is called.
    unsafe {
        let (list, value) = taken(&own, &value);
        if let Some(found) = quietly(|| list.get().quick_contains(list.py(), value.as_unbound())) {
            return c_int::from(found);
        }
        attached(|_py| questions::contains(list.get(), &value).map(c_int::from))
    }
}

/// # Safety
/// Python calls this as `mp_subscript`.
unsafe extern "C" fn subscript(
    own: *mut ffi::PyObject,
    at: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as `mp_subscript` is called. What is found is held by the list, and gets a reference here.
    unsafe {
        let (list, at) = taken(&own, &at);
        if let Some(index) = Index::of_int(&at)
            && let Some(value) = quietly(|| list.get().quick_at(list.py(), index))
        {
            return value;
        }
        attached(|_py| positions::item(&list, &at).map(Bound::into_ptr))
    }
}

/// # Safety
/// Python calls this with an array of arguments, and a tuple of the names of the last of them.
unsafe extern "C" fn add(
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called; there is one argument where that is looked at.
    unsafe {
        if count == 1 && names.is_null() {
            let (list, value) = taken(&own, &*given);
            if quietly(|| list.get().quick_add(list.py(), value.as_unbound())).is_some() {
                return ffi::Py_NewRef(ffi::Py_None());
            }
        }
        attached(|py| {
            let (list, value, _) = parsed(py, "add", own, given, count, names)?;
            changes::add(&list, value.as_unbound()).map(|()| py.None().into_ptr())
        })
    }
}

/// # Safety
/// Python calls this with an array of arguments, and a tuple of the names of the last of them.
unsafe extern "C" fn bisect_left(
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called.
    unsafe { bisect(own, given, count, names, State::lower) }
}

/// # Safety
/// Python calls this with an array of arguments, and a tuple of the names of the last of them.
unsafe extern "C" fn bisect_right(
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called.
    unsafe { bisect(own, given, count, names, State::upper) }
}

/// # Safety
/// The arguments are those of a call by Python.
#[inline]
unsafe fn bisect(
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
    search: Search,
) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called; there is one argument where that is looked at.
    unsafe {
        if count == 1 && names.is_null() {
            let (list, value) = taken(&own, &*given);
            let found = quietly(|| list.get().quick_bisect(list.py(), value.as_unbound(), search));
            if let Some(position) = found {
                return ffi::PyLong_FromSize_t(position);
            }
        }
        attached(|py| {
            let (list, value, _) = parsed(py, "bisect", own, given, count, names)?;
            let position = questions::bisect(list.get(), &value, search)?;
            Ok(ffi::PyLong_FromSize_t(position))
        })
    }
}

/// # Safety
/// Python calls this with an array of arguments, and a tuple of the names of the last of them.
unsafe extern "C" fn remove(
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called.
    unsafe {
        if let Some(true) = quick_discard(own, given, count, names) {
            return ffi::Py_NewRef(ffi::Py_None());
        }
        attached(|py| {
            let (list, value, identical) = parsed(py, "remove", own, given, count, names)?;
            if changes::discard(&list, value.as_unbound(), identical)? {
                return Ok(py.None().into_ptr());
            }
            Err(changes::missing(&value))
        })
    }
}

/// # Safety
/// Python calls this with an array of arguments, and a tuple of the names of the last of them.
unsafe extern "C" fn discard(
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called.
    unsafe {
        if let Some(found) = quick_discard(own, given, count, names) {
            return ffi::PyBool_FromLong(found.into());
        }
        attached(|py| {
            let (list, value, identical) = parsed(py, "discard", own, given, count, names)?;
            let found = changes::discard(&list, value.as_unbound(), identical)?;
            Ok(ffi::PyBool_FromLong(found.into()))
        })
    }
}

/// # Safety
/// Python calls this with an array of arguments, and a tuple of the names of the last of them.
unsafe extern "C" fn pop(
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called: there are as many arguments as `count` says.
    unsafe {
        let list =
            Borrowed::from_ptr(Python::assume_attached(), own).cast_unchecked::<ListEngine>();
        let index = match count {
            _ if !names.is_null() => None,
            0 => Some(Index::LAST),
            1 => Index::of_int(&Borrowed::from_ptr(list.py(), *given)),
            _ => None,
        };
        if let Some(index) = index
            && let Some(value) = quietly(|| list.get().quick_pop(list.py(), index))
        {
            return value.into_ptr();
        }
        attached(|py| {
            let at = position(py, given, count, names)?;
            let taken = changes::take_at(&list, at, "pop index out of range")?;
            Ok(taken.value.into_ptr())
        })
    }
}

/// `irange` as it was made, for what it takes beside two bounds.
static IRANGE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// # Safety
/// Python calls this with an array of arguments, and a tuple of the names of the last of them.
unsafe extern "C" fn irange(
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    // SAFETY: as such methods are called: there are two arguments at least where those are looked at.
    unsafe {
        if names.is_null() && asks_for_all_between(given, count) {
            let (list, minimum) = taken(&own, &*given);
            let maximum = Borrowed::from_ptr(list.py(), *given.add(1));
            let within =
                || list.get().quick_range(list.py(), minimum.as_unbound(), maximum.as_unbound());
            if let Some((positions, known)) = quietly(within) {
                return attached(|py| {
                    let iterator = SortedIterator::knowing(&list, positions, known);
                    Ok(Bound::new(py, iterator)?.into_ptr())
                });
            }
        }
        attached(|py| match IRANGE.get(py) {
            Some(method) => instead(method.bind(py), own, given, count, names),
            None => Err(PyTypeError::new_err("irange() is not ready")),
        })
    }
}

/// Whether these are two bounds, and nothing else but what is so by default.
///
/// # Safety
/// The arguments are those of a call by Python.
#[inline]
unsafe fn asks_for_all_between(given: *const *mut ffi::PyObject, count: ffi::Py_ssize_t) -> bool {
    // SAFETY: there are as many arguments as `count` says, and in a tuple of two there are two.
    unsafe {
        if !(2..=4).contains(&count) || (count == 4 && *given.add(3) != ffi::Py_False()) {
            return false;
        }
        if count == 2 {
            return true;
        }
        let inclusive = *given.add(2);
        ffi::PyTuple_CheckExact(inclusive) != 0
            && ffi::PyTuple_GET_SIZE(inclusive) == 2
            && ffi::PyTuple_GET_ITEM(inclusive, 0) == ffi::Py_True()
            && ffi::PyTuple_GET_ITEM(inclusive, 1) == ffi::Py_True()
    }
}

/// The position given to `pop`, by position or by name.
///
/// # Safety
/// The arguments are those of a call by Python.
#[cold]
unsafe fn position(
    py: Python<'_>,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> PyResult<Index> {
    let refused = || Err(PyTypeError::new_err("pop() takes at most one position, index=..."));
    // SAFETY: there are as many arguments as `count` says, and after them one for each of the names.
    unsafe {
        let keywords = if names.is_null() { 0 } else { ffi::PyTuple_GET_SIZE(names) };
        if count + keywords > 1 {
            return refused();
        }
        if count + keywords == 0 {
            return Ok(Index::LAST);
        }
        if keywords == 1
            && Borrowed::from_ptr(py, ffi::PyTuple_GET_ITEM(names, 0)).to_string() != "index"
        {
            return refused();
        }
        Borrowed::from_ptr(py, *given).extract()
    }
}

/// # Safety
/// The arguments are those of a call by Python.
#[inline]
unsafe fn quick_discard(
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> Option<bool> {
    if count != 1 || !names.is_null() {
        return None;
    }
    // SAFETY: there is one argument. What was taken out of the list had its reference there, which is
    // given up now that the list is whole.
    unsafe {
        let (list, value) = taken(&own, &*given);
        match quietly(|| list.get().quick_remove(list.py(), value.as_unbound()))? {
            Removed::Nothing => Some(false),
            Removed::Value(removed) => {
                ffi::Py_DECREF(removed.into_ptr());
                Some(true)
            }
        }
    }
}

/// A value given by position, and `identical` by name.
///
/// # Safety
/// The arguments are those of a call by Python.
#[cold]
unsafe fn parsed<'py>(
    py: Python<'py>,
    name: &str,
    own: *mut ffi::PyObject,
    given: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> PyResult<(Bound<'py, ListEngine>, Bound<'py, PyAny>, bool)> {
    let selects = matches!(name, "remove" | "discard");
    let more = if selects { ", and identical=..." } else { "" };
    let refused = || PyTypeError::new_err(format!("{name}() takes one value{more}"));
    // SAFETY: there are as many arguments as `count` says, and after them one for each of the names.
    unsafe {
        let own = Borrowed::from_ptr(py, own).cast_unchecked().to_owned();
        let keywords = if names.is_null() { 0 } else { ffi::PyTuple_GET_SIZE(names) };
        let (mut value, mut identical) = (None, false);
        if count == 1 {
            value = Some(Borrowed::from_ptr(py, *given).to_owned());
        } else if count > 1 {
            return Err(refused());
        }
        for at in 0..keywords {
            let argument = Borrowed::from_ptr(py, *given.offset(count + at));
            let called = Borrowed::from_ptr(py, ffi::PyTuple_GET_ITEM(names, at)).to_string();
            match called.as_str() {
                "value" if value.is_none() => value = Some(argument.to_owned()),
                "identical" if selects => identical = argument.is_truthy()?,
                _ => return Err(refused()),
            }
        }
        Ok((own, value.ok_or_else(refused)?, identical))
    }
}
