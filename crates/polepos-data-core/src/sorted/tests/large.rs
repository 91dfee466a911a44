//! Trees of nodes as large as they are in use, and the memory that they take.

use super::spaces::Texts;
use crate::sorted::{Space, Tree, lane};

/// Integers, with the sizes of nodes that are in use.
struct Ints;

impl Space for Ints {
    type Element = i64;
    type Key = i64;
    type Lane = i64;
    type Beginning = ();
    type Context<'a> = ();
    type Error = ();

    fn key(element: &i64) -> &i64 {
        element
    }
    fn lane((): (), key: &i64, _skip: usize) -> i64 {
        lane::of_int(*key)
    }
    fn decides((): (), _lane: i64, _key: &i64, _skip: usize) -> bool {
        true
    }
    fn beginning((): (), _key: &i64) {}
    fn less((): (), a: &i64, b: &i64) -> Result<bool, ()> {
        Ok(a < b)
    }
}

/// All numbers below `count`, which is prime, in an order of no pattern.
fn shuffled(count: i64) -> impl Iterator<Item = i64> {
    (0..count).map(move |number| number * 7_919 % count)
}

fn insert(tree: &mut Tree<Ints>, element: i64) {
    let place = tree.upper_bound((), &element).unwrap();
    tree.insert((), place, element);
}

fn grown(elements: impl Iterator<Item = i64>) -> Tree<Ints> {
    let mut tree = Tree::new();
    elements.for_each(|element| insert(&mut tree, element));
    tree
}

fn bytes_each(tree: &Tree<Ints>) -> usize {
    tree.heap_bytes() / tree.len()
}

#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn elements_that_come_at_random_take_at_most_26_bytes() {
    let tree = grown(shuffled(100_003));
    tree.check(());
    assert!(tree.iter().copied().eq(0..100_003));
    assert!(bytes_each(&tree) <= 26, "{}", bytes_each(&tree));
}

#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn elements_that_come_in_order_fill_their_leaves() {
    let tree = grown(0..100_000);
    tree.check(());
    assert!(bytes_each(&tree) <= 18, "{}", bytes_each(&tree));
}

#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn elements_that_come_backwards_fill_their_leaves_nearly() {
    let tree = grown((0..100_000).rev());
    tree.check(());
    assert!(bytes_each(&tree) <= 24, "{}", bytes_each(&tree));
}

#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn what_is_removed_at_random_leaves_no_sparse_nodes() {
    let mut tree = grown(shuffled(100_003));
    for gone in shuffled(100_003).filter(|number| number % 10 > 0) {
        let place = tree.find((), &gone).unwrap().unwrap();
        assert_eq!(tree.remove((), place), Some(gone));
    }
    tree.check(());
    assert!(tree.iter().copied().eq((0..100_003).step_by(10)));
    for position in [0, 1, 4_999, 10_000] {
        let place = tree.place(position);
        assert_eq!(tree.position(place), position);
        assert_eq!(tree.at(position).copied(), i64::try_from(position * 10).ok());
    }
}

#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn a_queue_that_moves_along_stays_small() {
    let mut tree = grown(0..1_000);
    for number in 1_000..50_000 {
        insert(&mut tree, number);
        assert_eq!(tree.pop_first(()), Some(number - 1_000));
    }
    tree.check(());
    assert!(bytes_each(&tree) <= 60, "{}", bytes_each(&tree));
}

#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn a_range_goes_at_once_and_the_rest_stays() {
    let mut tree = grown(0..50_000);
    let taken = tree.remove_range((), 10..49_990);
    assert!(taken.into_iter().eq(10..49_990));
    tree.check(());
    assert!(tree.iter().copied().eq((0..10).chain(49_990..50_000)));
    assert_eq!(tree.remove_range((), 15..usize::MAX).len(), 5);
    assert!(tree.remove_range((), 15..15).is_empty());
    tree.check(());
}

#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn a_tree_of_which_little_is_left_gives_its_memory_back() {
    let mut tree = grown(shuffled(100_003));
    for gone in shuffled(100_003).filter(|number| number % 100 > 0) {
        let place = tree.find((), &gone).unwrap().unwrap();
        tree.remove((), place);
    }
    tree.check(());
    assert!(tree.iter().copied().eq((0..100_003).step_by(100)));
    assert!(bytes_each(&tree) <= 100, "{}", bytes_each(&tree));
    while tree.len() > 3 {
        tree.pop_first(());
    }
    assert!(tree.heap_bytes() <= 20_000, "{}", tree.heap_bytes());
}

#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn text_of_which_little_is_left_is_found_again() {
    let key = |number: usize| format!("/orders/{number:05}/items").into_bytes();
    let elements = (0..1_000).map(|number| (key(number), number)).collect();
    let mut tree: Tree<Texts> = Tree::from_sorted((), elements);
    for gone in (0..1_000).filter(|number| number % 50 > 0) {
        let place = tree.find((), &key(gone)).unwrap().unwrap();
        assert_eq!(tree.remove((), place).map(|(_, number)| number), Some(gone));
        tree.check(());
    }
    assert!(tree.iter().map(|&(_, number)| number).eq((0..1_000).step_by(50)));
    assert!(tree.find((), &key(51)).unwrap().is_none());
}

#[test]
fn a_tree_of_few_elements_takes_little() {
    let bytes = [0, 3, 10, 100].map(|count| grown(shuffled(100_003).take(count)).heap_bytes());
    assert!(bytes.iter().zip([64, 192, 384, 2_304]).all(|(&is, most)| is <= most), "{bytes:?}");
}
