//! Python's strings as the texts of a trie: their code points as UTF-8, in which their order is kept.
//!
//! Lone surrogates are code points as any other here, which makes the encoding a generalised one.
//! ASCII lies in the string object as the bytes that are wanted. Of other strings Python would keep
//! an encoded copy for good if it were asked for one, so they are encoded here when they are looked at.

use std::slice::from_raw_parts;

use polepos_data_core::trie::{Meeting, Text, meeting};
use pyo3::exceptions::PyTypeError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;

/// Returns a key as a plain string; a `TypeError` says that it is none.
#[inline]
pub fn text_of<'py>(key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>> {
    match key.cast_exact::<PyString>() {
        Ok(text) => Ok(text.clone()),
        Err(_) => converted(key),
    }
}

/// Returns the plain string that a string of a subclass is.
#[cold]
fn converted<'py>(key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>> {
    if !key.is_instance_of::<PyString>() {
        let shown = key.repr()?;
        return Err(PyTypeError::new_err(format!(
            "the keys and prefixes of a trie are strings, not {shown}"
        )));
    }
    // SAFETY: `key` is a string, of which this returns a new reference to a plain one, or null with
    // an error set.
    let text =
        unsafe { Bound::from_owned_ptr_or_err(key.py(), ffi::PyUnicode_FromObject(key.as_ptr()))? };
    Ok(text.cast_into::<PyString>()?)
}

/// The code points of a string.
enum Points<'a> {
    /// All of them below 128.
    Ascii(&'a [u8]),
    Narrow(&'a [u8]),
    Middle(&'a [u16]),
    Wide(&'a [u32]),
}

/// Returns the code points of a string where they lie. They are immutable and live as long as it does.
#[inline]
fn points(text: &Py<PyString>) -> Points<'_> {
    let object = text.as_ptr();
    // SAFETY: `object` is a string and alive as long as the slice is borrowed. From 3.12 on every
    // string is ready, before that `PyUnicode_READY` makes it so; then the length, the kind and the
    // place of the data are those of `length` immutable code units, aligned as their kind needs.
    unsafe {
        #[cfg(not(Py_3_12))]
        if ffi::PyUnicode_READY(object) != 0 {
            ffi::PyErr_Clear(); // no memory: a string without content stays one
            return Points::Ascii(&[]);
        }
        let length = ffi::PyUnicode_GET_LENGTH(object).cast_unsigned();
        let data = ffi::PyUnicode_DATA(object);
        if ffi::PyUnicode_IS_ASCII(object) != 0 {
            return Points::Ascii(from_raw_parts(data.cast(), length));
        }
        match ffi::PyUnicode_KIND(object) {
            ffi::PyUnicode_1BYTE_KIND => Points::Narrow(from_raw_parts(data.cast(), length)),
            ffi::PyUnicode_2BYTE_KIND => Points::Middle(from_raw_parts(data.cast(), length)),
            _ => Points::Wide(from_raw_parts(data.cast(), length)),
        }
    }
}

/// Returns the bytes of a string where they lie, if it is ASCII.
#[inline]
pub fn ascii<'a>(text: &'a Bound<'_, PyString>) -> Option<&'a [u8]> {
    match points(text.as_unbound()) {
        Points::Ascii(bytes) => Some(bytes),
        _ => None,
    }
}

/// Returns the bytes of a string: where they lie if it is ASCII, else in an empty buffer.
#[inline]
pub fn bytes_of<'a>(text: &'a Bound<'_, PyString>, buffer: &'a mut Vec<u8>) -> &'a [u8] {
    if let Some(bytes) = ascii(text) {
        return bytes;
    }
    write(text.as_unbound(), buffer);
    buffer
}

/// Appends the bytes of a string.
pub fn write(text: &Py<PyString>, buffer: &mut Vec<u8>) {
    match points(text) {
        Points::Ascii(bytes) => buffer.extend_from_slice(bytes),
        Points::Narrow(units) => encode(units, buffer),
        Points::Middle(units) => encode(units, buffer),
        Points::Wide(units) => encode(units, buffer),
    }
}

fn encode<U: Copy + Into<u32>>(units: &[U], buffer: &mut Vec<u8>) {
    buffer.reserve(units.len() + units.len() / 2);
    for &unit in units {
        let (bytes, length) = encoded(unit.into());
        buffer.extend_from_slice(&bytes[..length]);
    }
}

/// Returns a code point in one to four bytes.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the bits that are cut off are in another byte"
)]
const fn encoded(point: u32) -> ([u8; 4], usize) {
    const fn tail(point: u32, shift: u32) -> u8 {
        0x80 | (point >> shift) as u8 & 0x3f
    }
    match point {
        0..0x80 => ([point as u8, 0, 0, 0], 1),
        0x80..0x800 => ([0xc0 | (point >> 6) as u8, tail(point, 0), 0, 0], 2),
        0x800..0x1_0000 => ([0xe0 | (point >> 12) as u8, tail(point, 6), tail(point, 0), 0], 3),
        _ => {
            let first = 0xf0 | (point >> 18) as u8;
            ([first, tail(point, 12), tail(point, 6), tail(point, 0)], 4)
        }
    }
}

/// A key of a trie: a plain string.
pub struct Key(pub Py<PyString>);

impl Text for Key {
    #[inline]
    fn meet(&self, bytes: &[u8]) -> Meeting {
        match points(&self.0) {
            Points::Ascii(own) => meeting(own, bytes),
            Points::Narrow(units) => meet(units, bytes),
            Points::Middle(units) => meet(units, bytes),
            Points::Wide(units) => meet(units, bytes),
        }
    }

    #[inline]
    fn is(&self, bytes: &[u8]) -> bool {
        match points(&self.0) {
            Points::Ascii(own) => own == bytes,
            _ => self.meet(bytes) == Meeting { common: bytes.len(), next: None },
        }
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        write(&self.0, bytes);
    }
}

fn meet<U: Copy + Into<u32>>(units: &[U], bytes: &[u8]) -> Meeting {
    let mut common = 0;
    for &unit in units {
        let (own, length) = encoded(unit.into());
        for &byte in &own[..length] {
            if bytes.get(common) != Some(&byte) {
                return Meeting { common, next: Some(byte) };
            }
            common += 1;
        }
    }
    Meeting { common, next: None }
}
