//! Lanes are monotone, and decide only what is equal.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::sorted::{Beginning, PREFIX, Prefix, lane};

fn half() -> impl Strategy<Value = i64> {
    let edge = prop_oneof![Just(i64::from(i32::MIN)), Just(i64::from(i32::MAX)), Just(0)];
    let near = (edge, -2..3_i64).prop_map(|(edge, step)| edge + step);
    prop_oneof![near, any::<i64>(), Just(i64::MIN), Just(i64::MAX)]
}

proptest! {
    #![proptest_config(crate::amounts::hundred())]

    #[test]
    fn floats(a: f64, b: f64) {
        prop_assume!(!a.is_nan() && !b.is_nan());
        prop_assert_eq!(a < b, lane::of_float(a) < lane::of_float(b));
    }

    #[test]
    fn bytes(a in vec(0..3_u8, 0..11), b in vec(0..3_u8, 0..11), skip in 0..4_usize) {
        prop_assume!(a.iter().take(skip).eq(b.iter().take(skip)));
        let (left, right) = (lane::of_bytes(&a, skip), lane::of_bytes(&b, skip));
        prop_assert!(a >= b || left <= right);
        prop_assert!(left != right || !lane::bytes_decide(left) || a == b);
        prop_assert_eq!(lane::bytes_decide(left), a.len() <= skip + 7);
    }

    #[test]
    fn beginnings(a in vec(0..3_u8, 20..28), b in vec(0..3_u8, 0..28), same in 0..28_usize) {
        let b: Vec<u8> = a.iter().take(same).chain(b.iter().skip(same)).copied().collect();
        let (left, right) = (Prefix::of(&a), Prefix::of(&b));
        prop_assert!(a >= b || left <= right);
        prop_assert!(left != right || !left.whole() || a == b);
        prop_assert_eq!(left.whole(), a.len() < PREFIX);
    }

    #[test]
    fn pairs(a in (half(), half()), b in (half(), half())) {
        let (left, right) = (lane::of_pair(a.0, a.1), lane::of_pair(b.0, b.1));
        prop_assert!(a >= b || left <= right);
        prop_assert!(left != right || !lane::pair_decides(a.0, a.1) || a == b);
    }
}

#[test]
fn zeros_are_one_and_infinities_are_ends() {
    assert_eq!(lane::of_float(-0.0), lane::of_float(0.0));
    assert!(lane::of_float(f64::NEG_INFINITY) < lane::of_float(f64::MIN));
    assert!(lane::of_float(f64::MAX) < lane::of_float(f64::INFINITY));
}
