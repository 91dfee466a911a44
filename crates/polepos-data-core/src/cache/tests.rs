//! The cache's parts against plain models, with their structure checked after each step.

use proptest::prelude::*;

use super::{Entries, Expiry};
use crate::amounts::steps;
use crate::table::{Full, MOST};

#[derive(Debug, Clone)]
enum Step {
    Store(u8, u16),
    Touch(u8),
    First(u8),
    Remove(u8),
    Evict,
    Copy,
}

fn step() -> impl Strategy<Value = Step> {
    let key = 0_u8..24;
    prop_oneof![
        4 => (key.clone(), any::<u16>()).prop_map(|(key, value)| Step::Store(key, value)),
        2 => key.clone().prop_map(Step::Touch),
        1 => key.clone().prop_map(Step::First),
        2 => key.prop_map(Step::Remove),
        1 => Just(Step::Evict),
        1 => Just(Step::Copy),
    ]
}

/// Few hashes, so that keys share them.
fn hash(key: u8) -> u64 {
    u64::from(key % 7) << 40
}

fn slot_of(entries: &Entries<u8, u16>, key: u8) -> Option<u32> {
    entries.find(hash(key), |&other| Ok::<_, ()>(other == key)).unwrap()
}

fn push<K, V>(entries: &mut Entries<K, V>, hash: u64, key: K, value: V) {
    let mut probe = entries.probe(hash);
    while entries.next(&mut probe, hash).is_some() {}
    entries.reserve().unwrap();
    entries.push(probe, hash, key, value);
}

fn apply(entries: &mut Entries<u8, u16>, model: &mut Vec<(u8, u16)>, step: &Step) {
    match *step {
        Step::Store(key, value) => {
            let old = model.iter().position(|pair| pair.0 == key).map(|at| model.remove(at).1);
            model.push((key, value));
            if let Some(slot) = slot_of(entries, key) {
                assert_eq!(entries.replace(slot, value), old);
                entries.touch(slot);
            } else {
                push(entries, hash(key), key, value);
            }
        }
        Step::Touch(key) | Step::First(key) => {
            let slot = slot_of(entries, key);
            let at = model.iter().position(|pair| pair.0 == key);
            assert_eq!(slot.is_some(), at.is_some());
            let (Some(slot), Some(at)) = (slot, at) else { return };
            let pair = model.remove(at);
            if matches!(step, Step::Touch(_)) {
                entries.touch(slot);
                model.push(pair);
            } else {
                entries.put_first(slot);
                model.insert(0, pair);
            }
        }
        Step::Remove(key) => {
            let at = model.iter().position(|pair| pair.0 == key);
            let gone = slot_of(entries, key).and_then(|slot| entries.remove(slot));
            assert_eq!(gone, at.map(|at| model.remove(at)));
        }
        Step::Evict => {
            let gone = entries.oldest().and_then(|slot| entries.remove(slot));
            assert_eq!(gone, (!model.is_empty()).then(|| model.remove(0)));
        }
        Step::Copy => *entries = entries.copied(|&key, &value| (key, value)),
    }
}

proptest! {
    #![proptest_config(crate::amounts::usual())]

    #[test]
    fn entries_are_those_of_a_plain_list(steps in prop::collection::vec(step(), 0..steps(300))) {
        let (mut entries, mut model) = (Entries::new(), Vec::new());
        for step in &steps {
            apply(&mut entries, &mut model, step);
            entries.check();
            let held = entries.slots().filter_map(|slot| entries.get(slot));
            prop_assert_eq!(held.map(|(&key, &value)| (key, value)).collect::<Vec<_>>(), model.clone());
            prop_assert_eq!(entries.pairs().count(), model.len());
        }
    }

    #[test]
    fn what_is_due_is_what_a_search_of_all_finds(
        steps in prop::collection::vec((1_u32..30, prop::option::of(0_u32..50)), 0..steps(300)),
    ) {
        let (mut expiry, mut model) = (Expiry::new(), [None::<u32>; 30]);
        for (slot, at) in steps {
            if let Some(at) = at {
                expiry.reserve(slot).unwrap();
                expiry.set(slot, at);
            } else {
                expiry.unset(slot);
            }
            model[slot as usize] = at;
            expiry.check();
            prop_assert_eq!(expiry.first().map(|first| first.0), model.iter().flatten().min().copied());
            for (slot, &at) in (0_u32..).zip(&model) {
                prop_assert_eq!(expiry.at(slot), at);
            }
        }
    }

    #[test]
    fn equal_deadlines_out_of_order_are_due_as_they_came(count in 1_u32..40) {
        let mut expiry = Expiry::new();
        for slot in 1..=count + 1 {
            expiry.reserve(slot).unwrap();
            expiry.set(slot, if slot == 1 { 2 } else { 1 });
        }
        for slot in 2..=count + 1 {
            prop_assert_eq!(expiry.first(), Some((1, slot)));
            expiry.unset(slot);
            expiry.check();
        }
        prop_assert_eq!(expiry.first(), Some((2, 1)));
    }
}

#[test]
fn a_comparison_that_fails_changes_nothing() {
    let mut entries = Entries::new();
    push(&mut entries, 7, "a", 1);
    assert_eq!(entries.find(7, |_| Err("no")), Err("no"));
    assert_eq!(entries.find(8, |_| Err("no")), Ok(None));
    entries.check();
    assert_eq!(entries.len(), 1);
}

#[test]
fn slots_are_used_again() {
    let mut entries = Entries::new();
    for round in 0..100 {
        for key in 0..10_u64 {
            push(&mut entries, key + round, key, round);
        }
        while let Some(slot) = entries.oldest() {
            assert!(slot <= 10);
            assert!(entries.remove(slot).is_some());
        }
    }
    entries.check();
    assert!(entries.bytes() < 1000);
}

#[test]
fn as_many_are_kept_as_there_are_numbers_and_none_is_lost() {
    let mut entries = Entries::new();
    for key in 0..MOST {
        push(&mut entries, key as u64, key, ());
    }
    assert_eq!(entries.reserve(), Err(Full::Number));
    entries.check();
    assert!(entries.slots().map(|slot| *entries.get(slot).unwrap().0).eq(0..MOST));
    let oldest = entries.oldest().unwrap();
    assert_eq!(entries.remove(oldest), Some((0, ())));
    push(&mut entries, 0, MOST, ());
    assert_eq!(entries.reserve(), Err(Full::Number));
    entries.check();
    assert_eq!(entries.len(), MOST);
}
