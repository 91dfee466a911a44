//! Lanes of common keys: monotone maps to 64 bits, and whether a tie decides.

/// How many bytes are in a lane of [`of_bytes`] that does not decide.
pub const BYTES: usize = 7;

/// The lane of an integer: itself. A tie decides.
#[must_use]
#[inline]
pub const fn of_int(value: i64) -> i64 {
    value
}

/// The lane of a float: its bits, folded so that they order as the numbers do; `-0.0` is `0.0`.
///
/// A tie decides. NaN has no place in the order and is the caller's to refuse.
#[must_use]
#[inline]
pub fn of_float(value: f64) -> i64 {
    let bits = (value + 0.0).to_bits().cast_signed();
    // A negative number's bits grow as it falls: turn all but the sign over.
    bits ^ ((bits >> 63).cast_unsigned() >> 1).cast_signed()
}

/// The lane of bytes without the first `skip`: seven of them, big-endian and padded with zeros,
/// then how many there are, eight standing for more than seven.
///
/// The count tells `a` from `a\0`, which padding alone would not.
#[must_use]
#[inline]
pub fn of_bytes(bytes: &[u8], skip: usize) -> u64 {
    let rest = bytes.get(skip..).unwrap_or_default();
    if let Some(&[a, b, c, d, e, f, g, _]) = rest.first_chunk() {
        return u64::from_be_bytes([a, b, c, d, e, f, g, 8]);
    }
    let mut padded = [0; 8];
    let mut count = 0;
    for (slot, &byte) in padded.iter_mut().zip(rest) {
        *slot = byte;
        count += 1;
    }
    padded[7] = count;
    u64::from_be_bytes(padded)
}

/// Whether keys that tie in this lane of [`of_bytes`] are equal: all their bytes are in it.
#[must_use]
#[inline]
pub const fn bytes_decide(lane: u64) -> bool {
    lane & 0xff < 8
}

/// The lane of a pair of integers: both saturated to 32 bits and packed, the first above.
///
/// Where the first saturates the second is left out, so that the order of pairs is kept. A tie
/// decides if [`pair_decides`].
#[must_use]
#[inline]
pub fn of_pair(first: i64, second: i64) -> i64 {
    let (low, high) = (i64::from(i32::MIN), i64::from(i32::MAX));
    if first <= low {
        return i64::MIN;
    }
    if first >= high {
        return i64::MAX;
    }
    let second = second.clamp(low, high) - low;
    (first << 32) | second
}

/// Whether a tie with the lane of this pair means that both halves are equal.
#[must_use]
#[inline]
pub fn pair_decides(first: i64, second: i64) -> bool {
    let inside = |half| i64::from(i32::MIN) < half && half < i64::from(i32::MAX);
    inside(first) && inside(second)
}
