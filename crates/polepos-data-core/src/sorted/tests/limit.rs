//! A tree that may hold few: at its limit it says so, and has lost nothing.

use super::spaces::Tens;
use crate::sorted::{Space, Tree};

/// Integers, of which a tree holds at most fifty.
struct Few;

impl Space for Few {
    type Element = i64;
    type Key = i64;
    type Lane = i64;
    type Beginning = ();
    type Context<'a> = ();
    type Error = ();
    const LEAF: usize = Tens::LEAF;
    const INNER: usize = Tens::INNER;
    const MOST: usize = 50;

    fn key(element: &i64) -> &i64 {
        element
    }
    fn lane((): (), key: &i64, _skip: usize) -> i64 {
        *key
    }
    fn decides((): (), _lane: i64, _key: &i64, _skip: usize) -> bool {
        true
    }
    fn beginning((): (), _key: &i64) {}
    fn less((): (), a: &i64, b: &i64) -> Result<bool, ()> {
        Ok(a < b)
    }
}

/// Insert these as long as there is room; tell how many found it.
fn insert(tree: &mut Tree<Few>, elements: impl Iterator<Item = i64>) -> usize {
    let before = tree.len();
    for element in elements {
        if !tree.has_room(1) {
            break;
        }
        let place = tree.upper_bound((), &element).unwrap();
        tree.insert((), place, element);
    }
    tree.len() - before
}

#[test]
fn a_full_tree_says_so_and_holds_what_came() {
    let mut tree = Tree::new();
    assert_eq!(insert(&mut tree, (0..100).map(|number| number * 37 % 100)), 50);
    assert!(tree.has_room(0) && !tree.has_room(1));
    tree.check(());
    let mut came: Vec<i64> = (0..50).map(|number| number * 37 % 100).collect();
    came.sort_unstable();
    assert_eq!(tree.into_elements(), came);
}

#[test]
fn what_goes_from_a_full_tree_leaves_room() {
    let mut tree: Tree<Few> = Tree::from_sorted((), (0..50).collect());
    assert!(!tree.has_room(1));
    assert_eq!(tree.remove_range((), 10..20), (10..20).collect::<Vec<_>>());
    assert_eq!(tree.pop_last(()), Some(49));
    assert!(tree.has_room(11) && !tree.has_room(12));
    assert_eq!(insert(&mut tree, 10..40), 11);
    tree.check(());
    assert!(!tree.has_room(1));
}

#[test]
fn a_batch_has_room_as_a_whole_or_not_at_all() {
    for held in [0, 3, 42, 49] {
        let mut tree: Tree<Few> = Tree::from_sorted((), (0..held).collect());
        let left = Few::MOST - tree.len();
        assert!(!tree.has_room(left + 1) && !tree.has_room(usize::MAX));
        let batch: Vec<i64> = (held..50).collect();
        assert!(tree.has_room(batch.len()));
        let plan = tree.plan((), &batch).unwrap();
        tree.apply((), plan, batch);
        tree.check(());
        assert!(tree.iter().copied().eq(0..50));
        assert!(!tree.has_room(1));
    }
}

#[test]
fn as_many_are_held_as_32_bits_can_count() {
    assert_eq!(u32::try_from(<Tens as Space>::MOST), Ok(u32::MAX - 1));
    assert!(!Tree::<Tens>::new().has_room(<Tens as Space>::MOST + 1));
    assert!(Tree::<Tens>::new().has_room(<Tens as Space>::MOST));
}
