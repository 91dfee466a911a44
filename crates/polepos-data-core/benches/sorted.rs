//! Measures `sorted` without Python, beside `BTreeSet`: `cargo bench --bench sorted`.

use std::collections::BTreeSet;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use polepos_data_core::sorted::{Prefix, Space, Tree, lane};

fn main() {
    divan::main();
}

/// How many operations are measured at once.
const OPERATIONS: usize = 20_000;

/// Numbers below 2^64 in an order of no pattern, the same each time.
fn numbers(count: usize) -> impl Iterator<Item = u64> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    })
    .take(count)
}

/// What is sorted: integers or text.
trait Key: Ord + Clone {
    fn of(number: u64) -> Self;
}

impl Key for i64 {
    fn of(number: u64) -> Self {
        (number >> 1).cast_signed()
    }
}

impl Key for Box<str> {
    fn of(number: u64) -> Self {
        let tables = ["orders", "customers", "invoices", "products"];
        let (table, id) = (tables[(number % 4) as usize], number / 4 % 10_000_000);
        format!("/{table}/{id}/items").into()
    }
}

/// What is measured.
trait Sorted {
    type Key: Key;
    fn build(keys: Vec<Self::Key>) -> Self;
    fn add(&mut self, key: Self::Key);
    fn contains(&self, key: &Self::Key) -> bool;
    fn remove(&mut self, key: &Self::Key);
    fn pop_first(&mut self) -> Option<Self::Key>;
    fn walk(&self) -> usize;
}

impl<K: Key> Sorted for BTreeSet<K> {
    type Key = K;
    fn build(keys: Vec<K>) -> Self {
        keys.into_iter().collect()
    }
    fn add(&mut self, key: K) {
        self.insert(key);
    }
    fn contains(&self, key: &K) -> bool {
        self.contains(key)
    }
    fn remove(&mut self, key: &K) {
        self.remove(key);
    }
    fn pop_first(&mut self) -> Option<K> {
        self.pop_first()
    }
    fn walk(&self) -> usize {
        self.iter().map(black_box).count()
    }
}

/// Integers.
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

/// URL paths.
struct Urls;

impl Space for Urls {
    type Element = Box<str>;
    type Key = Box<str>;
    type Lane = u64;
    type Beginning = Prefix;
    type Context<'a> = ();
    type Error = ();

    fn key(element: &Box<str>) -> &Box<str> {
        element
    }
    fn lane((): (), key: &Box<str>, skip: usize) -> u64 {
        lane::of_bytes(key.as_bytes(), skip)
    }
    fn decides((): (), lane: u64, _key: &Box<str>, _skip: usize) -> bool {
        lane::bytes_decide(lane)
    }
    fn beginning((): (), key: &Box<str>) -> Prefix {
        Prefix::of(key.as_bytes())
    }
    fn less((): (), a: &Box<str>, b: &Box<str>) -> Result<bool, ()> {
        Ok(a < b)
    }
    fn same((): (), a: &Box<str>, b: &Box<str>) -> Result<bool, ()> {
        Ok(a == b)
    }
}

impl<K: Key, S> Sorted for Tree<S>
where
    S: for<'a> Space<Element = K, Key = K, Context<'a> = ()>,
{
    type Key = K;
    fn build(mut keys: Vec<K>) -> Self {
        keys.sort();
        Self::from_sorted((), keys)
    }
    fn add(&mut self, key: K) {
        if let Ok(place) = self.upper_bound((), &key) {
            self.insert((), place, key);
        }
    }
    fn contains(&self, key: &K) -> bool {
        matches!(self.find((), key), Ok(Some(_)))
    }
    fn remove(&mut self, key: &K) {
        if let Ok(Some(place)) = self.find((), key) {
            self.remove((), place);
        }
    }
    fn pop_first(&mut self) -> Option<K> {
        self.pop_first(())
    }
    fn walk(&self) -> usize {
        self.slices(0..self.len()).flatten().map(black_box).count()
    }
}

type IntTree = Tree<Ints>;
type UrlTree = Tree<Urls>;
type IntSet = BTreeSet<i64>;
type UrlSet = BTreeSet<Box<str>>;

const SIZES: [usize; 2] = [100_000, 1_000_000];

fn keys<K: Key>(count: usize) -> Vec<K> {
    numbers(count).map(K::of).collect()
}

/// A set grown one by one, as those that are measured have mostly been.
fn grown<T: Sorted>(size: usize) -> T {
    let mut keys = keys(size);
    let late = keys.split_off(size / 2);
    let mut set = T::build(keys);
    for key in late {
        set.add(key);
    }
    set
}

/// Some of the keys of a set of this size, in no order.
fn probes<K: Key>(size: usize) -> Vec<K> {
    let all: Vec<K> = keys(size);
    numbers(OPERATIONS).map(|number| all[(number >> 20) as usize % size].clone()).collect()
}

#[divan::bench(types = [IntTree, IntSet, UrlTree, UrlSet], consts = SIZES, sample_count = 10)]
fn contains<T: Sorted, const N: usize>(bencher: Bencher) {
    let (set, probes): (T, _) = (grown(N), probes(N));
    bencher
        .counter(ItemsCount::new(OPERATIONS))
        .bench_local(|| probes.iter().filter(|key| set.contains(key)).count());
}

#[divan::bench(types = [IntTree, IntSet, UrlTree, UrlSet], consts = SIZES, sample_count = 10, sample_size = 1)]
fn add<T: Sorted, const N: usize>(bencher: Bencher) {
    let mut set: T = grown(N);
    let mut fresh = numbers(usize::MAX).skip(N).map(T::Key::of);
    bencher
        .counter(ItemsCount::new(OPERATIONS))
        .with_inputs(|| fresh.by_ref().take(OPERATIONS).collect::<Vec<_>>())
        .bench_local_values(|keys| {
            for key in keys {
                set.add(key);
            }
        });
}

#[divan::bench(types = [IntTree, IntSet, UrlTree, UrlSet], consts = SIZES, sample_count = 5, sample_size = 1)]
fn remove_and_add<T: Sorted, const N: usize>(bencher: Bencher) {
    let (mut set, probes): (T, Vec<T::Key>) = (grown(N), probes(N));
    bencher.counter(ItemsCount::new(OPERATIONS)).with_inputs(|| probes.clone()).bench_local_values(
        |keys| {
            for key in keys {
                set.remove(&key);
                set.add(key);
            }
        },
    );
}

#[divan::bench(types = [IntTree, IntSet, UrlTree, UrlSet], consts = SIZES, sample_count = 5, sample_size = 1)]
fn window<T: Sorted, const N: usize>(bencher: Bencher) {
    let mut set: T = grown(N);
    let mut fresh = numbers(usize::MAX).skip(N).map(T::Key::of);
    bencher
        .counter(ItemsCount::new(OPERATIONS))
        .with_inputs(|| fresh.by_ref().take(OPERATIONS).collect::<Vec<_>>())
        .bench_local_values(|keys| {
            for key in keys {
                set.add(key);
                black_box(set.pop_first());
            }
        });
}

#[divan::bench(types = [IntTree, IntSet, UrlTree, UrlSet], consts = SIZES, sample_count = 5)]
fn iterate<T: Sorted, const N: usize>(bencher: Bencher) {
    let set: T = grown(N);
    bencher.counter(ItemsCount::new(N)).bench_local(|| set.walk());
}

#[divan::bench(types = [IntTree, IntSet, UrlTree, UrlSet], consts = SIZES, sample_count = 3, sample_size = 1)]
fn build_sorted<T: Sorted, const N: usize>(bencher: Bencher) {
    let mut keys: Vec<T::Key> = keys(N);
    keys.sort();
    bencher
        .counter(ItemsCount::new(N))
        .with_inputs(|| keys.clone())
        .bench_local_values(|keys| T::build(keys));
}

#[divan::bench(types = [Ints, Urls], consts = SIZES, sample_count = 10)]
fn at<S, const N: usize>(bencher: Bencher)
where
    S: for<'a> Space<Context<'a> = ()>,
    S::Element: Key,
    Tree<S>: Sorted<Key = S::Element>,
{
    let tree: Tree<S> = grown(N);
    let positions: Vec<usize> =
        numbers(OPERATIONS).map(|number| (number >> 20) as usize % N).collect();
    bencher.counter(ItemsCount::new(OPERATIONS)).bench_local(|| {
        for &position in &positions {
            black_box(tree.at(position));
        }
    });
}

#[divan::bench(types = [Ints, Urls], consts = SIZES, sample_count = 10)]
fn rank<S, const N: usize>(bencher: Bencher)
where
    S: for<'a> Space<Key = <S as Space>::Element, Context<'a> = ()>,
    S::Element: Key,
    Tree<S>: Sorted<Key = S::Element>,
{
    let (tree, probes): (Tree<S>, Vec<S::Element>) = (grown(N), probes(N));
    bencher.counter(ItemsCount::new(OPERATIONS)).bench_local(|| {
        probes.iter().filter_map(|key| tree.lower_bound((), key).ok()).for_each(|place| {
            black_box(tree.position(place));
        });
    });
}
