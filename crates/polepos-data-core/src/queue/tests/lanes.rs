//! Lanes order as what they stand for.

use proptest::prelude::*;

use crate::queue::{float_of, int_of, lane_of_bytes, lane_of_float, lane_of_int};

proptest! {
    #![proptest_config(crate::amounts::usual())]

    #[test]
    fn integers_keep_their_order(one: i64, other: i64) {
        prop_assert_eq!(lane_of_int(one).cmp(&lane_of_int(other)), one.cmp(&other));
        prop_assert_eq!(int_of(lane_of_int(one)), one);
    }

    #[test]
    fn floats_keep_their_order(one: f64, other: f64) {
        prop_assume!(!one.is_nan() && !other.is_nan());
        let lanes = lane_of_float(one).cmp(&lane_of_float(other));
        prop_assert_eq!(Some(lanes), one.partial_cmp(&other));
        prop_assert_eq!(float_of(lane_of_float(one)).partial_cmp(&one), Some(std::cmp::Ordering::Equal));
    }

    #[test]
    fn bytes_never_change_places(one: Vec<u8>, other: Vec<u8>) {
        let lanes = lane_of_bytes(&one).cmp(&lane_of_bytes(&other));
        prop_assert!(lanes.is_eq() || lanes == one.cmp(&other));
    }
}

#[test]
fn both_zeros_and_the_infinities_have_their_places() {
    assert_eq!(lane_of_float(-0.0), lane_of_float(0.0));
    assert!(lane_of_float(f64::NEG_INFINITY) < lane_of_float(f64::MIN));
    assert!(lane_of_float(f64::MAX) < lane_of_float(f64::INFINITY));
}
