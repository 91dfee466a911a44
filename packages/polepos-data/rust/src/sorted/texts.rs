//! The spaces of text and of bytes: lanes are a few bytes after what the keys of a node share.
//!
//! Text is seen as generalised UTF-8 (surrogates may stand alone), whose bytes are in the order of
//! code points, as Python's own comparison is.

use std::marker::PhantomData;
use std::slice;

use polepos_data_core::sorted::{PREFIX, Prefix, Space, lane};
use pyo3::ffi;
use pyo3::prelude::*;

use super::entry::Entry;

/// Keys that are `str`.
pub struct Texts<E>(PhantomData<E>);

/// Keys that are `bytes`.
pub struct Bytes<E>(PhantomData<E>);

/// Bytes of a text that are ever asked for: those kept as a prefix, and a lane.
const HEAD: usize = PREFIX + 8;

impl<E: Entry> Space for Texts<E> {
    type Element = E;
    type Key = Py<PyAny>;
    type Lane = u64;
    type Beginning = Prefix;
    type Context<'a> = Python<'a>;
    type Error = PyErr;

    #[inline]
    fn key(element: &E) -> &Py<PyAny> {
        element.key()
    }

    #[inline]
    fn lane(_py: Python<'_>, key: &Py<PyAny>, skip: usize) -> u64 {
        with_head(key, |head| lane::of_bytes(head, skip))
    }

    #[inline]
    fn decides(_py: Python<'_>, lane: u64, _key: &Py<PyAny>, _skip: usize) -> bool {
        lane::bytes_decide(lane)
    }

    #[inline]
    fn beginning(_py: Python<'_>, key: &Py<PyAny>) -> Prefix {
        with_head(key, Prefix::of)
    }

    #[inline]
    fn less(_py: Python<'_>, a: &Py<PyAny>, b: &Py<PyAny>) -> PyResult<bool> {
        // SAFETY: both are live strings, and the interpreter lock is held: no code runs, nothing fails.
        Ok(unsafe { ffi::PyUnicode_Compare(a.as_ptr(), b.as_ptr()) } < 0)
    }

    #[inline]
    fn same(_py: Python<'_>, a: &Py<PyAny>, b: &Py<PyAny>) -> PyResult<bool> {
        // SAFETY: as in `less`.
        Ok(a.is(b) || unsafe { ffi::PyUnicode_Compare(a.as_ptr(), b.as_ptr()) } == 0)
    }
}

impl<E: Entry> Space for Bytes<E> {
    type Element = E;
    type Key = Py<PyAny>;
    type Lane = u64;
    type Beginning = Prefix;
    type Context<'a> = Python<'a>;
    type Error = PyErr;

    #[inline]
    fn key(element: &E) -> &Py<PyAny> {
        element.key()
    }

    #[inline]
    fn lane(_py: Python<'_>, key: &Py<PyAny>, skip: usize) -> u64 {
        lane::of_bytes(content(key), skip)
    }

    #[inline]
    fn decides(_py: Python<'_>, lane: u64, _key: &Py<PyAny>, _skip: usize) -> bool {
        lane::bytes_decide(lane)
    }

    #[inline]
    fn beginning(_py: Python<'_>, key: &Py<PyAny>) -> Prefix {
        Prefix::of(content(key))
    }

    #[inline]
    fn less(_py: Python<'_>, a: &Py<PyAny>, b: &Py<PyAny>) -> PyResult<bool> {
        Ok(content(a) < content(b))
    }

    #[inline]
    fn same(_py: Python<'_>, a: &Py<PyAny>, b: &Py<PyAny>) -> PyResult<bool> {
        Ok(content(a) == content(b))
    }
}

/// What a bytes object holds.
#[inline]
pub fn content(key: &Py<PyAny>) -> &[u8] {
    let object = key.as_ptr();
    // SAFETY: it is looked at whether this is a bytes object. Its content does not change, and lives as
    // long as the object, which `key` holds.
    unsafe {
        if ffi::PyBytes_Check(object) == 0 {
            return &[];
        }
        let length = usize::try_from(ffi::PyBytes_Size(object)).unwrap_or(0);
        slice::from_raw_parts(ffi::PyBytes_AsString(object).cast(), length)
    }
}

/// Call with a text's bytes: all of them where they are plain, else at least the first `HEAD`.
#[inline]
pub fn with_head<R>(key: &Py<PyAny>, call: impl FnOnce(&[u8]) -> R) -> R {
    let object = key.as_ptr();
    // SAFETY: it is looked at whether this is a string, and whether it is ASCII: then its data are as many
    // bytes as it has characters. They do not change, and live as long as `key`.
    unsafe {
        if ffi::PyUnicode_Check(object) == 0 {
            return call(&[]);
        }
        if ffi::PyUnicode_IS_COMPACT_ASCII(object) != 0 {
            let length = usize::try_from(ffi::PyUnicode_GET_LENGTH(object)).unwrap_or(0);
            return call(slice::from_raw_parts(ffi::PyUnicode_DATA(object).cast(), length));
        }
    }
    let mut head = Head::new();
    // SAFETY: this is a string.
    unsafe { head.encode(object) };
    call(head.bytes())
}

/// The first characters of a text, encoded.
struct Head {
    bytes: [u8; HEAD + 4],
    length: usize,
}

impl Head {
    const fn new() -> Self {
        Self { bytes: [0; HEAD + 4], length: 0 }
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// # Safety
    /// `object` is a live string.
    unsafe fn encode(&mut self, object: *mut ffi::PyObject) {
        // SAFETY: the kind tells how wide the characters are, of which there are as many as the length
        // says.
        unsafe {
            let length = usize::try_from(ffi::PyUnicode_GET_LENGTH(object)).unwrap_or(0).min(HEAD);
            let data = ffi::PyUnicode_DATA(object);
            match ffi::PyUnicode_KIND(object) {
                ffi::PyUnicode_1BYTE_KIND => {
                    self.take(slice::from_raw_parts(data.cast::<u8>(), length));
                }
                ffi::PyUnicode_2BYTE_KIND => {
                    self.take(slice::from_raw_parts(data.cast::<u16>(), length));
                }
                _ => self.take(slice::from_raw_parts(data.cast::<u32>(), length)),
            }
        };
    }

    fn take<C: Copy + Into<u32>>(&mut self, characters: &[C]) {
        for &character in characters {
            if self.length >= HEAD {
                return;
            }
            self.push(character.into());
        }
    }

    fn push(&mut self, point: u32) {
        let tail = |shift: u32| 0x80 | (point >> shift & 0x3f);
        let (units, count) = match point {
            0..0x80 => ([point, 0, 0, 0], 1),
            0x80..0x800 => ([0xc0 | point >> 6, tail(0), 0, 0], 2),
            0x800..0x1_0000 => ([0xe0 | point >> 12, tail(6), tail(0), 0], 3),
            _ => ([0xf0 | point >> 18, tail(12), tail(6), tail(0)], 4),
        };
        for unit in units.into_iter().take(count) {
            if let Some(slot) = self.bytes.get_mut(self.length) {
                *slot = u8::try_from(unit).unwrap_or(u8::MAX);
                self.length += 1;
            }
        }
    }
}
