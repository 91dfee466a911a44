//! Say what a priority is ordered by: a number in the heap, an object, or both.

use polepos_data_core::queue::{lane_of_bytes, lane_of_float, lane_of_int};
use pyo3::exceptions::PyValueError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyFloat, PyInt, PyString, PyTuple};

use super::Object;

/// What orders the priorities of a queue. Those of another kind than the others make it `Objects`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Integers of 64 bits: the lane is all.
    Int,
    /// Numbers of type float: the lane is all.
    Float,
    /// Text: the lane is the beginning.
    Text,
    /// Bytes: the lane is the beginning.
    Bytes,
    /// Tuples whose first element is an integer of 64 bits, which is the lane.
    IntFirst,
    /// Tuples whose first element is a float, which is the lane.
    FloatFirst,
    /// Anything that compares.
    Objects,
}

impl Kind {
    /// Tell whether equal lanes are equal priorities.
    #[inline]
    pub(super) const fn is_exact(self) -> bool {
        matches!(self, Self::Int | Self::Float)
    }

    /// Tell whether unequal lanes say which comes first.
    #[inline]
    pub(super) fn has_lanes(self) -> bool {
        self != Self::Objects
    }
}

/// What a priority is ordered by.
pub(super) struct Rank {
    pub(super) kind: Kind,
    pub(super) lane: u64,
    /// What a key function made of the priority; it is kept where the lane is not all.
    pub(super) own: Option<Object>,
}

/// How NaN is found out: as the reference does it for one priority, and for many.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Equality {
    /// By `not rank == rank`.
    Equal,
    /// By `rank != rank`.
    Unequal,
}

/// Return what a priority is ordered by; raise `ValueError` for NaN.
#[expect(clippy::inline_always, reason = "what comes of most priorities stays in registers")]
#[inline(always)]
pub(super) fn rank_of<'py>(
    priority: &Bound<'py, PyAny>,
    key: Option<&Bound<'py, PyAny>>,
    reverse: bool,
    equality: Equality,
) -> PyResult<Rank> {
    if let Some(key) = key {
        let rank = key.call1((priority,))?;
        let (kind, lane) = lane_of(&rank, priority, equality)?;
        return Ok(Rank { kind, lane: turned(lane, reverse), own: Some(rank.unbind()) });
    }
    if let Some((kind, lane)) = number_lane(priority) {
        return Ok(Rank { kind, lane: turned(lane, reverse), own: None });
    }
    let (kind, lane) = lane_of(priority, priority, equality)?;
    Ok(Rank { kind, lane: turned(lane, reverse), own: None })
}

/// Return a lane, or what stands for it where the greatest comes first.
#[inline]
pub(super) const fn turned(lane: u64, reverse: bool) -> u64 {
    if reverse { !lane } else { lane }
}

/// Return the lane of an int of 64 bits or of a float, the priorities that most queues have.
#[expect(clippy::inline_always, reason = "two registers, which the caller takes apart")]
#[inline(always)]
fn number_lane(rank: &Bound<'_, PyAny>) -> Option<(Kind, u64)> {
    if rank.is_exact_instance_of::<PyInt>() {
        return int_lane(rank).map(|lane| (Kind::Int, lane));
    }
    if rank.is_exact_instance_of::<PyFloat>() && !float(rank).is_nan() {
        return Some((Kind::Float, lane_of_float(float(rank))));
    }
    None
}

fn lane_of(
    rank: &Bound<'_, PyAny>,
    priority: &Bound<'_, PyAny>,
    equality: Equality,
) -> PyResult<(Kind, u64)> {
    if let Some(found) = number_lane(rank) {
        return Ok(found);
    }
    if rank.is_exact_instance_of::<PyInt>() {
        return Ok((Kind::Objects, 0));
    }
    if rank.is_exact_instance_of::<PyFloat>() {
        return Err(no_order(priority));
    }
    if rank.is_exact_instance_of::<PyTuple>() {
        return Ok(tuple_lane(rank).unwrap_or((Kind::Objects, 0)));
    }
    if rank.is_exact_instance_of::<PyString>() {
        return Ok((Kind::Text, text_lane(rank)?));
    }
    if let Ok(bytes) = rank.cast_exact::<PyBytes>() {
        return Ok((Kind::Bytes, lane_of_bytes(bytes.as_bytes())));
    }
    if rank.is_exact_instance_of::<PyBool>() {
        return Ok((Kind::Int, lane_of_int(i64::from(rank.is_truthy()?))));
    }
    let odd = match equality {
        Equality::Equal => !rank.rich_compare(rank, pyo3::basic::CompareOp::Eq)?.is_truthy()?,
        Equality::Unequal => rank.rich_compare(rank, pyo3::basic::CompareOp::Ne)?.is_truthy()?,
    };
    if odd { Err(no_order(priority)) } else { Ok((Kind::Objects, 0)) }
}

/// Return the lane of an object of type int, unless it needs more than 64 bits.
#[inline]
fn int_lane(number: &Bound<'_, PyAny>) -> Option<u64> {
    let mut overflow = 0;
    // SAFETY: the object is an int, for which this cannot raise.
    let value = unsafe { ffi::PyLong_AsLongLongAndOverflow(number.as_ptr(), &raw mut overflow) };
    (overflow == 0).then(|| lane_of_int(value))
}

#[inline]
fn float(number: &Bound<'_, PyAny>) -> f64 {
    // SAFETY: the object is of type float exactly.
    unsafe { ffi::PyFloat_AS_DOUBLE(number.as_ptr()) }
}

/// Return the lane of the first element of a tuple. A tuple is equal to itself whatever is in it.
#[inline]
fn tuple_lane(rank: &Bound<'_, PyAny>) -> Option<(Kind, u64)> {
    let tuple = rank.cast_exact::<PyTuple>().ok()?;
    let first = tuple.get_borrowed_item(0).ok()?;
    if first.is_exact_instance_of::<PyInt>() {
        return Some((Kind::IntFirst, int_lane(&first)?));
    }
    if first.is_exact_instance_of::<PyFloat>() && !float(&first).is_nan() {
        return Some((Kind::FloatFirst, lane_of_float(float(&first))));
    }
    None
}

/// Return the lane of text: the beginning of its UTF-8, which orders as the text does.
#[inline]
fn text_lane(text: &Bound<'_, PyAny>) -> PyResult<u64> {
    // SAFETY: the object is of type str exactly, so it has a length, and its data is that of an ASCII
    // string when it says so; both stay as long as the object is borrowed.
    unsafe {
        let length = ffi::PyUnicode_GET_LENGTH(text.as_ptr()).cast_unsigned();
        if ffi::PyUnicode_IS_ASCII(text.as_ptr()) != 0 {
            let data = ffi::PyUnicode_1BYTE_DATA(text.as_ptr());
            return Ok(lane_of_bytes(std::slice::from_raw_parts(data, length)));
        }
    }
    encoded_lane(text)
}

#[cold]
fn encoded_lane(text: &Bound<'_, PyAny>) -> PyResult<u64> {
    let mut bytes = Vec::with_capacity(12);
    for at in 0..text.len()?.min(8).cast_signed() {
        // SAFETY: the object is of type str, and the index is in it.
        let point = unsafe { ffi::PyUnicode_ReadChar(text.as_ptr(), at) };
        encode(point, &mut bytes);
        if bytes.len() >= 8 {
            break;
        }
    }
    Ok(lane_of_bytes(&bytes))
}

/// Encode a code point as UTF-8 would, surrogates included.
#[expect(clippy::cast_possible_truncation, reason = "the upper bits are in the bytes before")]
fn encode(point: u32, bytes: &mut Vec<u8>) {
    let low = |shift: u32| 0x80 | (point >> shift & 0x3F) as u8;
    match point {
        0..0x80 => bytes.push(point as u8),
        0x80..0x800 => bytes.extend([0xC0 | (point >> 6) as u8, low(0)]),
        0x800..0x1_0000 => bytes.extend([0xE0 | (point >> 12) as u8, low(6), low(0)]),
        _ => bytes.extend([0xF0 | (point >> 18 & 7) as u8, low(12), low(6), low(0)]),
    }
}

/// Return the error that says that NaN is no priority.
#[cold]
fn no_order(priority: &Bound<'_, PyAny>) -> PyErr {
    match priority.repr() {
        Ok(text) => PyValueError::new_err(format!(
            "priority {text} has no place in an order: it is not equal to itself"
        )),
        Err(error) => error,
    }
}
