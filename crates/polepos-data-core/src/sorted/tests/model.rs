//! Random operations on a tree and on a vector that is kept in order.

use std::fmt::Debug;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use super::spaces::{Coarse, Tens, Texts};
use crate::sorted::{Space, Tree};

/// One step; numbers are taken modulo what they choose from.
#[derive(Clone, Debug)]
enum Step<E> {
    Insert(E),
    Batch(Vec<E>),
    Remove(usize),
    RemoveRange(usize, usize),
    PopFirst(usize),
    PopLast(usize),
    Rebuild,
    Look(E),
    Slice(usize, usize),
}

fn steps<E: Debug + Clone>(
    element: impl Strategy<Value = E> + Clone,
) -> impl Strategy<Value = Vec<Step<E>>> {
    let step = prop_oneof![
        20 => element.clone().prop_map(Step::Insert),
        4 => vec(element.clone(), 0..60).prop_map(Step::Batch),
        12 => any::<usize>().prop_map(Step::Remove),
        1 => any::<(usize, usize)>().prop_map(|(a, b)| Step::RemoveRange(a, b)),
        1 => (0..30_usize).prop_map(Step::PopFirst),
        1 => (0..30_usize).prop_map(Step::PopLast),
        1 => Just(Step::Rebuild),
        5 => element.prop_map(Step::Look),
        3 => any::<(usize, usize)>().prop_map(|(a, b)| Step::Slice(a, b)),
    ];
    vec(step, 1..crate::amounts::steps(120))
}

/// A tree, and the vector that it should be.
struct Pair<S: Space> {
    tree: Tree<S>,
    model: Vec<S::Element>,
}

impl<S> Pair<S>
where
    S: for<'a> Space<Context<'a> = (), Error = ()>,
    S::Element: Clone + Debug + PartialEq,
{
    fn less(a: &S::Key, b: &S::Key) -> bool {
        S::less((), a, b) == Ok(true)
    }

    fn lower(&self, key: &S::Key) -> usize {
        self.model.partition_point(|item| Self::less(S::key(item), key))
    }

    fn upper(&self, key: &S::Key) -> usize {
        self.model.partition_point(|item| !Self::less(key, S::key(item)))
    }

    fn insert(&mut self, element: S::Element) {
        let place = self.tree.upper_bound((), S::key(&element)).unwrap();
        self.tree.insert((), place, element.clone());
        self.model.insert(self.upper(S::key(&element)), element);
    }

    fn batch(&mut self, mut batch: Vec<S::Element>) {
        batch.sort_by(|a, b| {
            let (a, b) = (S::key(a), S::key(b));
            Self::less(b, a).cmp(&Self::less(a, b))
        });
        let plan = self.tree.plan((), &batch).unwrap();
        self.tree.apply((), plan, batch.clone());
        for element in batch {
            self.model.insert(self.upper(S::key(&element)), element);
        }
    }

    fn remove(&mut self, number: usize) -> TestCaseResult {
        let position = number % (self.model.len() + 1);
        let place = self.tree.place(position);
        prop_assert_eq!(self.tree.position(place), position);
        let expected = (position < self.model.len()).then(|| self.model.remove(position));
        prop_assert_eq!(self.tree.remove((), place), expected);
        Ok(())
    }

    fn remove_range(&mut self, a: usize, b: usize) -> TestCaseResult {
        let range = self.range(a, b);
        let taken = self.tree.remove_range((), range.clone());
        prop_assert_eq!(taken, self.model.drain(range).collect::<Vec<_>>());
        Ok(())
    }

    fn range(&self, a: usize, b: usize) -> std::ops::Range<usize> {
        let size = self.model.len() + 1;
        (a % size).min(b % size)..(a % size).max(b % size)
    }

    fn look(&self, key: &S::Key) -> TestCaseResult {
        let (lower, upper) = (self.lower(key), self.upper(key));
        let tree = &self.tree;
        prop_assert_eq!(tree.position(tree.lower_bound((), key).unwrap()), lower);
        prop_assert_eq!(tree.position(tree.upper_bound((), key).unwrap()), upper);
        let place = tree.partition(|other| S::less((), other, key)).unwrap();
        prop_assert_eq!(tree.position(place), lower);
        let found = tree.find((), key).unwrap();
        prop_assert_eq!(found.map(|place| tree.position(place)), (lower < upper).then_some(lower));
        let found = tree.find_or_place((), key).unwrap();
        prop_assert_eq!(found.is_ok(), lower < upper);
        prop_assert_eq!(
            found,
            if lower < upper { Ok(tree.place(lower)) } else { Err(tree.place(lower)) }
        );
        prop_assert_eq!(tree.at(lower), self.model.get(lower));
        Ok(())
    }

    fn slice(&self, a: usize, b: usize) -> TestCaseResult {
        let range = self.range(a, b);
        let expected = &self.model[range.clone()];
        prop_assert_eq!(&self.tree.slices(range.clone()).collect::<Vec<_>>().concat(), expected);
        let mut back: Vec<_> = self.tree.slices(range.clone()).rev().collect();
        back.reverse();
        prop_assert_eq!(back.concat(), expected);
        let (start, end) = (self.tree.place(range.start), self.tree.place(range.end));
        let runs = (self.tree.from(start, range.len()), self.tree.before(end, range.len()));
        prop_assert!(expected.starts_with(runs.0) && expected.ends_with(runs.1));
        prop_assert_eq!([runs.0.is_empty(), runs.1.is_empty()], [expected.is_empty(); 2]);
        let mut both = self.tree.slices(range);
        let (front, back) = (both.next(), both.next_back());
        let middle: Vec<_> = both.flatten().collect();
        let count = [front, back].into_iter().flatten().map(<[_]>::len).sum::<usize>();
        prop_assert_eq!(count + middle.len(), expected.len());
        Ok(())
    }

    fn walk(&self) -> TestCaseResult {
        prop_assert!(self.tree.iter().eq(self.model.iter()));
        prop_assert!(self.tree.iter().rev().eq(self.model.iter().rev()));
        let mut place = self.tree.first();
        for expected in &self.model {
            prop_assert_eq!(self.tree.get(place), Some(expected));
            place = self.tree.next(place);
        }
        prop_assert_eq!((place, self.tree.get(place)), (self.tree.end(), None));
        for expected in self.model.iter().rev() {
            place = self.tree.previous(place).unwrap();
            prop_assert_eq!(self.tree.get(place), Some(expected));
        }
        prop_assert_eq!(self.tree.previous(place), None);
        prop_assert_eq!(self.tree.first_element(), self.model.first());
        prop_assert_eq!(self.tree.last_element(), self.model.last());
        Ok(())
    }

    fn step(&mut self, step: Step<S::Element>) -> TestCaseResult {
        match step {
            Step::Insert(element) => self.insert(element),
            Step::Batch(batch) => self.batch(batch),
            Step::Remove(number) => self.remove(number)?,
            Step::RemoveRange(a, b) => self.remove_range(a, b)?,
            Step::PopFirst(count) => {
                for _ in 0..count.min(self.model.len()) {
                    prop_assert_eq!(self.tree.pop_first(()), Some(self.model.remove(0)));
                }
            }
            Step::PopLast(count) => {
                for _ in 0..count {
                    prop_assert_eq!(self.tree.pop_last(()), self.model.pop());
                }
            }
            Step::Rebuild => {
                self.tree = Tree::from_sorted((), self.tree.take_elements());
            }
            Step::Look(element) => self.look(S::key(&element))?,
            Step::Slice(a, b) => self.slice(a, b)?,
        }
        self.tree.check(());
        prop_assert_eq!(self.tree.len(), self.model.len());
        Ok(())
    }

    fn run(steps: Vec<Step<S::Element>>) -> TestCaseResult {
        let mut pair = Self { tree: Tree::new(), model: Vec::new() };
        for step in steps {
            pair.step(step)?;
        }
        pair.walk()?;
        prop_assert!(pair.tree.into_elements() == pair.model);
        Ok(())
    }
}

fn text() -> impl Strategy<Value = (Vec<u8>, usize)> + Clone {
    let beginning = prop_oneof![
        Just(b"".to_vec()),
        Just(b"user:0000".to_vec()),
        Just(b"/orders/28571/items/and/some/more/of/them".to_vec()),
        vec(0..3_u8, 0..4),
    ];
    let end = vec(prop_oneof![Just(0_u8), Just(b'a'), Just(255), any::<u8>()], 0..12);
    (beginning, end, any::<usize>()).prop_map(|(a, b, number)| ([a, b].concat(), number)).boxed()
}

proptest! {
    #![proptest_config(crate::amounts::hundred())]

    #[test]
    fn integers_are_kept_as_in_a_vector(steps in steps(-500..500_i64)) {
        Pair::<Tens>::run(steps)?;
    }

    #[test]
    fn coarse_lanes_leave_the_rest_to_comparisons(steps in steps(-500..500_i64)) {
        Pair::<Coarse>::run(steps)?;
    }

    #[test]
    fn text_is_kept_as_in_a_vector(steps in steps(text())) {
        Pair::<Texts>::run(steps)?;
    }
}
