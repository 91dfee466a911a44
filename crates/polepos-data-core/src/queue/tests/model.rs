//! What a queue has to be: a list of keys in the order of their arrival, which is searched for everything.

use std::cell::Cell;

use proptest::prelude::*;

use crate::amounts;
use crate::queue::lane_of_int;

/// A queue of small numbers; a value tells which step has given it.
pub type Queue = crate::queue::Queue<u8, i8, u32>;

/// Why a comparison failed.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused;

/// What a step does.
#[derive(Debug, Clone)]
pub enum Step {
    Push(u8, i8),
    Update(u8, i8),
    Remove(u8),
    Pop,
    Exchange(u8, i8),
    Batch(Vec<(u8, i8)>),
    Clear,
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        8 => (0..60u8, -9..9i8).prop_map(|(key, priority)| Step::Push(key, priority)),
        4 => (0..60u8, -9..9i8).prop_map(|(key, priority)| Step::Update(key, priority)),
        3 => (0..60u8).prop_map(Step::Remove),
        4 => Just(Step::Pop),
        2 => (0..60u8, -9..9i8).prop_map(|(key, priority)| Step::Exchange(key, priority)),
        2 => prop::collection::vec((0..60u8, -9..9i8), 0..20).prop_map(Step::Batch),
        1 => Just(Step::Clear),
    ];
    prop::collection::vec(step, 0..amounts::steps(300))
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub key: u8,
    pub priority: i8,
    pub age: u32,
    pub value: u32,
}

/// The list.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub entries: Vec<Entry>,
    age: u32,
}

impl Model {
    pub fn push(&mut self, key: u8, priority: i8, value: Option<u32>) {
        self.age += 1;
        let age = self.age;
        if let Some(known) = self.entries.iter_mut().find(|entry| entry.key == key) {
            known.priority = priority;
            known.age = age;
            known.value = value.unwrap_or(known.value);
            return;
        }
        let value = value.unwrap_or_else(|| u32::from(key));
        self.entries.push(Entry { key, priority, age, value });
    }

    pub fn remove(&mut self, key: u8) -> Option<Entry> {
        let at = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(at))
    }

    pub fn in_order(&self) -> Vec<u8> {
        let mut entries = self.entries.clone();
        entries.sort_by_key(|entry| (entry.priority, entry.age));
        entries.iter().map(|entry| entry.key).collect()
    }
}

/// Hash so that keys meet in the table.
pub fn hash(key: u8) -> u64 {
    u64::from(key % 16) << 40
}

pub fn lane(priority: i8) -> u64 {
    lane_of_int(i64::from(priority))
}

pub fn find(queue: &Queue, key: u8) -> Option<u32> {
    let Ok(slot) = queue.find(hash(key), |known| Ok::<_, std::convert::Infallible>(*known == key));
    slot
}

/// A comparison that counts, and fails at one of its calls.
#[derive(Debug, Default)]
pub struct Failing {
    pub calls: Cell<u32>,
    pub at: u32,
}

impl Failing {
    pub fn overtakes(&self, newer: i8, older: i8) -> Result<bool, Refused> {
        self.calls.set(self.calls.get() + 1);
        if self.calls.get() == self.at { Err(Refused) } else { Ok(newer < older) }
    }
}

/// All that can be seen of a queue: keys by arrival with priority and value, and keys in order.
pub fn shown(queue: &Queue) -> (Vec<(u8, i8, u32)>, Vec<u8>) {
    let rows = queue.rows().map(|(_, row)| (row.key, row.priority, row.value)).collect();
    let order = queue.by_rank(None, false, |newer, older| Ok::<_, Refused>(newer < older));
    let mut in_order = queue.in_order();
    let mut keys = Vec::new();
    while let Ok(Some(slot)) = in_order.next(&order) {
        keys.extend(queue.row(slot).map(|row| row.key));
    }
    (rows, keys)
}

/// Check that a queue is what the model says, and that its parts agree.
pub fn check(queue: &Queue, model: &Model) {
    let (rows, keys) = shown(queue);
    let expected: Vec<_> =
        model.entries.iter().map(|entry| (entry.key, entry.priority, entry.value)).collect();
    assert_eq!(rows, expected);
    assert_eq!(keys, model.in_order());
    assert_eq!(queue.len(), expected.len());
    let mut ages: Vec<_> = model.entries.iter().collect();
    ages.sort_by_key(|entry| entry.age);
    let by_age: Vec<_> = queue.by_age().iter().filter_map(|&slot| queue.row(slot)).collect();
    assert!(by_age.iter().map(|row| row.key).eq(ages.iter().map(|entry| entry.key)));
    for (slot, row) in queue.rows() {
        assert_eq!(find(queue, row.key), Some(slot));
        assert_eq!(queue.heap.entry(slot).slot(), slot);
    }
    assert_eq!(
        queue.first().and_then(|slot| queue.row(slot)).map(|row| row.key),
        keys.first().copied()
    );
}
