//! Methods without the cost of a general argument parser: C functions put into the type by hand.

use std::ffi::{CStr, c_int};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::null_mut;

use pyo3::exceptions::{PySystemError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple, PyType};

use super::engine::{Engine, QueueEngine};
use super::items::missing;

/// The arguments of a call in the order of the signature; `MISSING` where one was not given.
pub(super) type Arguments<'a, 'py, const N: usize> = [&'a Bound<'py, PyAny>; N];

/// The name of a method and those of its arguments, of which so many have to be given.
pub(super) struct Signature<const N: usize> {
    pub(super) name: &'static str,
    pub(super) names: [&'static str; N],
    pub(super) required: usize,
}

impl<const N: usize> Signature<N> {
    /// Put the arguments of a call in order; raise `TypeError` where they do not fit.
    #[inline]
    pub(super) fn bind<'a, 'py>(
        &self,
        (engine, given, by_name, names): Parts<'a, 'py>,
    ) -> PyResult<Arguments<'a, 'py, N>> {
        let missing = missing(engine.py())?;
        let mut bound = [missing; N];
        if given.len() > N {
            return Err(self.wrong(&format!("takes at most {N} arguments ({} given)", given.len())));
        }
        for (place, argument) in bound.iter_mut().zip(given) {
            *place = argument;
        }
        if let Some(names) = names {
            self.bind_names(&mut bound, missing, by_name, names)?;
        }
        if let Some(at) = bound[..self.required].iter().position(|each| each.is(missing)) {
            return Err(self.wrong(&format!("missing required argument: '{}'", self.names[at])));
        }
        Ok(bound)
    }

    #[cold]
    fn bind_names<'a, 'py>(
        &self,
        bound: &mut Arguments<'a, 'py, N>,
        missing: &'a Bound<'py, PyAny>,
        by_name: &'a [Bound<'py, PyAny>],
        names: &Bound<'py, PyTuple>,
    ) -> PyResult<()> {
        for (name, argument) in names.iter().zip(by_name) {
            let name = name.cast::<PyString>()?.to_cow()?.into_owned();
            let Some(at) = self.names.iter().position(|known| *known == name) else {
                return Err(self.wrong(&format!("got an unexpected keyword argument '{name}'")));
            };
            if !std::mem::replace(&mut bound[at], argument).is(missing) {
                return Err(self.wrong(&format!("got multiple values for argument '{name}'")));
            }
        }
        Ok(())
    }

    #[cold]
    fn wrong(&self, what: &str) -> PyErr {
        PyTypeError::new_err(format!("{}() {what}", self.name))
    }
}

/// A call as Python hands it over to a C function.
#[derive(Clone, Copy)]
pub(super) struct Call {
    pub(super) engine: *mut ffi::PyObject,
    pub(super) arguments: *const *mut ffi::PyObject,
    pub(super) count: ffi::Py_ssize_t,
    pub(super) names: *mut ffi::PyObject,
}

/// A call with its parts borrowed: the engine, the arguments by position, those by name, and the names.
pub(super) type Parts<'a, 'py> = (
    &'a Engine<'py>,
    &'a [Bound<'py, PyAny>],
    &'a [Bound<'py, PyAny>],
    Option<&'a Bound<'py, PyTuple>>,
);

impl Call {
    /// Do what a method does, and hand its answer or its error over to the interpreter.
    ///
    /// # Safety
    /// The interpreter is attached, `engine` is a `QueueEngine`, and `arguments` are `count` positional
    /// ones, followed by those that `names` (a tuple of str, or null) names.
    #[inline]
    pub(super) unsafe fn answer(
        self,
        body: impl for<'a, 'py> FnOnce(Parts<'a, 'py>) -> PyResult<Bound<'py, PyAny>>,
    ) -> *mut ffi::PyObject {
        // SAFETY: the interpreter is attached, as the caller promises.
        let py = unsafe { Python::assume_attached() };
        let run = || {
            // SAFETY: the objects are borrowed for the time of the call, `Bound` has the layout of a
            // pointer to an object that is not null, and `engine` is of the type that has this method.
            unsafe {
                let engine = Borrowed::from_ptr(py, self.engine).cast_unchecked::<QueueEngine>();
                let names = Borrowed::from_ptr_or_opt(py, self.names);
                let names = names.map(|names| names.cast_unchecked::<PyTuple>());
                let arguments = self.arguments.cast::<Bound<'_, PyAny>>();
                let count = self.count.cast_unsigned();
                let rest = names.as_ref().map_or(0, |names| names.len());
                let (first, last) = (slice(arguments, 0, count), slice(arguments, count, rest));
                body((&engine, first, last, names.as_deref()))
            }
        };
        match catch_unwind(AssertUnwindSafe(run)) {
            Ok(Ok(answer)) => answer.into_ptr(),
            Ok(Err(error)) => fail(py, error),
            Err(_) => fail(py, PySystemError::new_err("a priority queue met an unexpected end")),
        }
    }
}

#[cold]
fn fail(py: Python<'_>, error: PyErr) -> *mut ffi::PyObject {
    error.restore(py);
    null_mut()
}

/// Return a part of an array, which may be null when it is empty.
///
/// # Safety
/// The array has `from + count` elements that outlive the slice.
#[inline]
unsafe fn slice<'a, T>(array: *const T, from: usize, count: usize) -> &'a [T] {
    if count == 0 {
        return &[];
    }
    // SAFETY: as the caller promises.
    unsafe { std::slice::from_raw_parts(array.add(from), count) }
}

/// A method of the engine, as the interpreter wants it told.
pub(super) struct Method(ffi::PyMethodDef);

// SAFETY: it holds pointers to what is static, and nobody writes to it.
unsafe impl Sync for Method {}

impl Method {
    pub(super) const fn new(
        name: &'static CStr,
        function: ffi::PyCFunctionFastWithKeywords,
        doc: &'static CStr,
    ) -> Self {
        const FLAGS: c_int = ffi::METH_FASTCALL | ffi::METH_KEYWORDS;
        Self(ffi::PyMethodDef {
            ml_name: name.as_ptr(),
            ml_meth: ffi::PyMethodDefPointer { PyCFunctionFastWithKeywords: function },
            ml_flags: FLAGS,
            ml_doc: doc.as_ptr(),
        })
    }

    /// Give a type this method.
    pub(super) fn add_to(&'static self, class: &Bound<'_, PyType>) -> PyResult<()> {
        // SAFETY: the definition is static and its strings are; CPython only reads it.
        let method = unsafe {
            let definition = (&raw const self.0).cast_mut();
            let made = ffi::PyDescr_NewMethod(class.as_type_ptr(), definition);
            Bound::from_owned_ptr_or_err(class.py(), made)?
        };
        // SAFETY: the name is a static C string.
        let name = unsafe { CStr::from_ptr(self.0.ml_name) };
        class.setattr(name, method)
    }
}
