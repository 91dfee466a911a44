//! Any steps lead where they lead with the model: with lanes, with comparisons, and where these fail or lie.

use std::cell::Cell;

use proptest::prelude::*;

use super::model::{Failing, Model, Queue, check, lane, shown, steps};
use super::steps::{expect, take};
use crate::queue::Row;

proptest! {
    #![proptest_config(crate::amounts::usual())]

    #[test]
    fn by_lanes_and_by_comparisons_it_is_the_model(steps in steps(), compares: bool) {
        let (mut queue, mut model) = (Queue::new(), Model::default());
        let failing = Failing::default();
        for (stamp, step) in (1000..).zip(&steps) {
            let gone = take(&mut queue, step, stamp, compares.then_some(&failing));
            prop_assert_eq!(gone, Ok(expect(&mut model, step, stamp)));
            check(&queue, &model);
        }
    }

    #[test]
    fn a_comparison_that_fails_leaves_all_as_it_was(steps in steps(), at in 1..12u32) {
        let (mut queue, mut model) = (Queue::new(), Model::default());
        for (stamp, step) in (1000..).zip(&steps) {
            let failing = Failing { calls: Cell::new(0), at };
            let before = (shown(&queue), queue.version());
            if take(&mut queue, step, stamp, Some(&failing)).is_ok() {
                expect(&mut model, step, stamp);
            } else {
                prop_assert_eq!((shown(&queue), queue.version()), before);
            }
            check(&queue, &model);
        }
    }

    #[test]
    fn a_comparison_that_lies_spoils_nothing_but_the_order(
        pairs in prop::collection::vec((0..60u8, any::<bool>()), 1..crate::amounts::steps(200)),
        lies in prop::collection::vec(any::<bool>(), 64),
    ) {
        let mut queue = Queue::new();
        let asked = Cell::new(0);
        let mut keys = std::collections::BTreeSet::new();
        for (key, pops) in pairs {
            let lie = |_: &i8, _: &i8| {
                asked.set(asked.get() + 1);
                Ok::<_, std::convert::Infallible>(lies[asked.get() % lies.len()])
            };
            let slot = if pops { queue.first() } else { super::model::find(&queue, key) };
            if let Some(slot) = slot {
                let Ok(place) = queue.place_without(slot, &queue.by_rank(None, false, lie));
                let gone = queue.remove(slot, place).map(|(row, _)| row.key);
                prop_assert!(gone.is_some_and(|gone| keys.remove(&gone)));
            } else {
                let coming = (queue.next_slot(), &0);
                let Ok(place) = queue.place_new(0, &queue.by_rank(Some(coming), false, lie));
                let row = Row { hash: super::model::hash(key), key, priority: 0, value: 0 };
                queue.insert(place, 0, row, None);
                keys.insert(key);
            }
            prop_assert_eq!(queue.len(), keys.len());
        }
        for (slot, row) in queue.rows() {
            prop_assert_eq!(super::model::find(&queue, row.key), Some(slot));
        }
    }

    #[test]
    fn a_copy_lives_its_own_life(steps in steps()) {
        let (mut queue, mut model) = (Queue::new(), Model::default());
        for (stamp, step) in (1000..).zip(&steps) {
            prop_assert!(take(&mut queue, step, stamp, None).is_ok());
            expect(&mut model, step, stamp);
        }
        let mut copy = queue.copied(|key| *key, |priority| *priority, |value| *value);
        check(&copy, &model);
        drop(queue.take());
        check(&copy, &model);
        prop_assert!(take(&mut copy, &super::model::Step::Push(7, 1), 1, None).is_ok());
        prop_assert!(queue.is_empty());
    }
}

#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn a_million_updates_of_one_key_leave_one_entry() {
    let mut queue = Queue::new();
    for turn in 0..1_000_000_u32 {
        let priority = i8::try_from(turn % 100).unwrap();
        let step = super::model::Step::Push(u8::from(turn % 2 == 0), priority);
        take(&mut queue, &step, turn, None).unwrap();
    }
    assert_eq!(queue.len(), 2);
    assert!(queue.heap_bytes() < 1000);
}

#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn what_is_popped_and_pushed_for_ever_stays_small() {
    let mut queue = Queue::new();
    for turn in 0..100_000_u32 {
        let key = u8::try_from(turn % 250).unwrap();
        take(&mut queue, &super::model::Step::Push(key, 0), turn, None).unwrap();
        if turn > 20 {
            take(&mut queue, &super::model::Step::Pop, turn, None).unwrap();
        }
    }
    assert_eq!(queue.len(), 21);
    assert!(queue.heap_bytes() < 8000);
    assert_eq!(queue.lane(queue.first().unwrap()), lane(0));
}
