//! Comparisons that fail leave a tree as it was; those that lie spoil only the order.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::*;

use super::spaces::{Foreign, Manner};
use crate::sorted::Tree;

fn honest() -> Manner {
    Manner::FailsAfter(Cell::new(usize::MAX))
}

fn insert(tree: &mut Tree<Foreign>, manner: &Manner, element: i64) -> Result<(), &'static str> {
    let place = tree.upper_bound(manner, &element)?;
    tree.insert(manner, place, element);
    Ok(())
}

proptest! {
    #![proptest_config(crate::amounts::hundred())]

    #[test]
    fn a_search_asks_as_often_as_there_are_levels_of_halves(count in 1..600_i64, key in 0..600_i64) {
        let tree: Tree<Foreign> = Tree::from_sorted(&honest(), (0..count).collect());
        let manner = Manner::FailsAfter(Cell::new(1000));
        tree.upper_bound(&manner, &key).unwrap();
        let Manner::FailsAfter(left) = manner else { return Ok(()) };
        let levels = count.ilog2() as usize + 1;
        prop_assert!(1000 - left.get() <= 2 * levels + 2);
    }

    #[test]
    fn a_failed_comparison_changes_nothing(
        old in vec(0..100_i64, 0..200),
        batch in vec(0..100_i64, 1..50),
        calls in 0..300_usize,
    ) {
        let mut tree: Tree<Foreign> = Tree::new();
        for element in old {
            insert(&mut tree, &honest(), element).unwrap();
        }
        let before: Vec<i64> = tree.iter().copied().collect();
        let manner = Manner::FailsAfter(Cell::new(calls));
        let mut batch = batch;
        batch.sort_unstable();
        let mut expected = before.clone();
        if let Ok(plan) = tree.plan(&manner, &batch) {
            expected.extend(&batch);
            expected.sort_unstable();
            tree.apply(&manner, plan, batch);
        }
        tree.check(&honest());
        prop_assert_eq!(tree.iter().copied().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn lies_neither_panic_nor_lose_anything(
        seed in any::<u64>(),
        steps in vec((any::<usize>(), vec(any::<i64>(), 0..40)), 1..crate::amounts::steps(60)),
    ) {
        let manner = Manner::Lies(Cell::new(seed));
        let mut tree: Tree<Foreign> = Tree::new();
        let mut kept: Vec<i64> = Vec::new();
        for (number, elements) in steps {
            for &element in &elements {
                insert(&mut tree, &manner, element).unwrap();
            }
            kept.extend(&elements);
            let plan = tree.plan(&manner, &elements).unwrap();
            tree.apply(&manner, plan, elements.clone());
            kept.extend(&elements);
            if let Some(found) = tree.find(&manner, &0).unwrap() {
                let gone = tree.remove(&manner, found);
                kept.swap_remove(kept.iter().position(|&one| Some(one) == gone).unwrap());
            }
            let start = number % (kept.len() + 1);
            for gone in tree.remove_range(&manner, start..start + elements.len()) {
                kept.swap_remove(kept.iter().position(|&one| one == gone).unwrap());
            }
            tree.check(&manner);
        }
        let mut found = tree.into_elements();
        found.sort_unstable();
        kept.sort_unstable();
        prop_assert_eq!(found, kept);
    }
}
