//! Merges against the sets of the standard library.

use std::collections::BTreeSet;

use proptest::collection::btree_set;
use proptest::prelude::*;

use crate::sorted::merge::{Keep, merge};

fn merged(a: &BTreeSet<u8>, b: &BTreeSet<u8>, keep: Keep) -> Vec<u8> {
    let compare = |x: &u8, y: &u8| Ok::<_, ()>(x.cmp(y));
    merge(a, b, keep, compare).unwrap().into_iter().copied().collect()
}

proptest! {
    #![proptest_config(crate::amounts::hundred())]

    #[test]
    fn as_sets_do(a in btree_set(0..60_u8, 0..40), b in btree_set(0..60_u8, 0..40)) {
        let of = |keep| merged(&a, &b, keep);
        prop_assert_eq!(of(Keep::UNION), a.union(&b).copied().collect::<Vec<_>>());
        prop_assert_eq!(of(Keep::INTERSECTION), a.intersection(&b).copied().collect::<Vec<_>>());
        prop_assert_eq!(of(Keep::DIFFERENCE), a.difference(&b).copied().collect::<Vec<_>>());
        let symmetric: Vec<u8> = a.symmetric_difference(&b).copied().collect();
        prop_assert_eq!(of(Keep::SYMMETRIC_DIFFERENCE), symmetric);
    }
}

#[test]
fn a_failure_is_handed_on() {
    let run = [1];
    let failed = merge(&run, &run, Keep::UNION, |_, _| Err("failed"));
    assert_eq!(failed, Err("failed"));
}
