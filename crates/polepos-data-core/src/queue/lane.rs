//! Turn numbers and text into lanes: unsigned numbers that order as what they stand for.

const SIGN: u64 = 1 << 63;

/// Return the lane of an integer. It is exact: two integers have the same lane only if they are equal.
#[must_use]
#[inline]
pub const fn lane_of_int(value: i64) -> u64 {
    value.cast_unsigned() ^ SIGN
}

/// Return the integer that has this lane.
#[must_use]
pub const fn int_of(lane: u64) -> i64 {
    (lane ^ SIGN).cast_signed()
}

/// Return the lane of a number that is not NaN. It is exact: both zeros are one number.
#[must_use]
#[inline]
pub fn lane_of_float(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits(); // -0.0 + 0.0 is 0.0
    if bits & SIGN == 0 { bits | SIGN } else { !bits }
}

/// Return the number that has this lane.
#[must_use]
pub const fn float_of(lane: u64) -> f64 {
    f64::from_bits(if lane & SIGN == 0 { !lane } else { lane ^ SIGN })
}

/// Return the lane of text or bytes: the first eight of its bytes. Those that begin alike share one.
#[must_use]
#[inline]
pub fn lane_of_bytes(bytes: &[u8]) -> u64 {
    if let Some(first) = bytes.first_chunk::<8>() {
        return u64::from_be_bytes(*first);
    }
    let mut padded = [0; 8];
    for (place, byte) in padded.iter_mut().zip(bytes) {
        *place = *byte;
    }
    u64::from_be_bytes(padded)
}
