//! Lengths as Python adds them: whole numbers stay whole, and are exact.

/// The largest whole number up to which a float has all of them.
const EXACT: f64 = 9_007_199_254_740_992.0; // 2 ** 53

/// A length of 0 or more: an int that a float can hold exactly, or a float.
///
/// As the ints are exact, both kinds compare and add as floats, as they do in Python.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    value: f64,
    whole: bool,
}

impl Length {
    /// The length of a way without edges.
    pub const ZERO: Self = Self { value: 0.0, whole: true };

    /// Return the length that is an int, if it is one of 0 or more and not too long.
    #[inline]
    #[must_use]
    pub fn whole(number: i64) -> Option<Self> {
        #[allow(clippy::cast_precision_loss)] // what is not exact is refused, and no float is near
        let value = number as f64;
        (number >= 0 && value < EXACT).then_some(Self { value, whole: true })
    }

    /// Return the length that is a float, if it is 0 or more, which NaN is not.
    #[inline]
    #[must_use]
    pub fn real(value: f64) -> Option<Self> {
        (value >= 0.0).then_some(Self { value, whole: false })
    }

    /// Return the sum, unless it is an int that is too long.
    #[inline]
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let sum = Self { value: self.value + other.value, whole: self.whole && other.whole };
        (!sum.whole || sum.value < EXACT).then_some(sum)
    }

    /// The value as a float.
    #[inline]
    #[must_use]
    pub const fn value(self) -> f64 {
        self.value
    }

    /// The value, if it is an int.
    #[must_use]
    pub fn as_whole(self) -> Option<i64> {
        #[allow(clippy::cast_possible_truncation)] // it is whole, and below 2 ** 53
        self.whole.then_some(self.value as i64)
    }

    /// A number that orders as lengths do: they have no sign.
    #[inline]
    pub(super) const fn rank(self) -> u64 {
        (self.value + 0.0).to_bits() // -0.0 is 0.0
    }
}
