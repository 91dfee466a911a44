//! One step, taken by a queue: with lanes alone, or by comparisons that may fail.

use super::model::{Failing, Queue, Refused, Step, find, hash, lane};
use crate::queue::{ByLane, Entry, Given, Order, Row};

/// The order of lanes, or that of comparisons; for a queue with a priority that is on its way to a slot.
struct Either<'a> {
    queue: &'a Queue,
    coming: (u32, i8),
    failing: Option<&'a Failing>,
}

impl Order for Either<'_> {
    type Error = Refused;

    fn precedes(&self, one: Entry, other: Entry) -> Result<bool, Refused> {
        let Some(failing) = self.failing else { return Ok(one.is_before(other)) };
        let coming = Some((self.coming.0, &self.coming.1));
        let overtakes = |newer: &i8, older: &i8| failing.overtakes(*newer, *older);
        self.queue.by_rank(coming, false, overtakes).precedes(one, other)
    }

    fn first_of(&self, family: &[Entry; 4]) -> Result<usize, Refused> {
        if self.failing.is_none() {
            let Ok(first) = ByLane.first_of(family);
            return Ok(first);
        }
        let mut first = 0;
        for at in 1..4 {
            if !family[at].is_none() && self.precedes(family[at], family[first])? {
                first = at;
            }
        }
        Ok(first)
    }
}

/// Take a step, by comparisons where there are such, or else by lanes alone.
pub fn take(
    queue: &mut Queue,
    step: &Step,
    stamp: u32,
    failing: Option<&Failing>,
) -> Result<Option<u8>, Refused> {
    match *step {
        Step::Push(key, priority) => put(queue, key, priority, Some(stamp), failing),
        Step::Update(key, priority) => put(queue, key, priority, None, failing),
        Step::Remove(key) => find(queue, key).map_or(Ok(None), |slot| remove(queue, slot, failing)),
        Step::Pop => queue.first().map_or(Ok(None), |slot| remove(queue, slot, failing)),
        Step::Exchange(key, priority) => exchange(queue, key, priority, stamp, failing),
        Step::Batch(ref pairs) => batch(queue, pairs, failing),
        Step::Clear => {
            drop(queue.take());
            Ok(None)
        }
    }
}

fn put(
    queue: &mut Queue,
    key: u8,
    priority: i8,
    value: Option<u32>,
    failing: Option<&Failing>,
) -> Result<Option<u8>, Refused> {
    let Some(slot) = find(queue, key) else {
        let order = Either { queue, coming: (queue.next_slot(), priority), failing };
        let place = queue.place_new(lane(priority), &order)?;
        let value = value.unwrap_or_else(|| u32::from(key));
        queue.insert(place, lane(priority), Row { hash: hash(key), key, priority, value }, None);
        return Ok(None);
    };
    let place = queue.place_again(
        slot,
        lane(priority),
        &Either { queue, coming: (slot, priority), failing },
    )?;
    let displaced = queue.change(slot, place, lane(priority), (key, priority, None), value);
    Ok(displaced.map(|displaced| displaced.key))
}

fn remove(queue: &mut Queue, slot: u32, failing: Option<&Failing>) -> Result<Option<u8>, Refused> {
    let place = queue.place_without(slot, &Either { queue, coming: (u32::MAX, 0), failing })?;
    Ok(queue.remove(slot, place).map(|(row, _)| row.key))
}

/// Let a new key come when the first one goes.
fn exchange(
    queue: &mut Queue,
    key: u8,
    priority: i8,
    value: u32,
    failing: Option<&Failing>,
) -> Result<Option<u8>, Refused> {
    let (None, Some(slot)) = (find(queue, key), queue.first()) else { return Ok(None) };
    let order = Either { queue, coming: (queue.next_slot(), priority), failing };
    let place = queue.place_instead(slot, lane(priority), &order)?;
    let row = Row { hash: hash(key), key, priority, value };
    Ok(queue.exchange(slot, place, lane(priority), row, None).map(|(row, _)| row.key))
}

fn batch(
    queue: &mut Queue,
    pairs: &[(u8, i8)],
    failing: Option<&Failing>,
) -> Result<Option<u8>, Refused> {
    let given = |&(key, priority): &(u8, i8)| {
        let lane = lane(priority);
        Given { hash: hash(key), key, lane, priority, rank: None, value: None }
    };
    let given: Vec<_> = pairs.iter().map(given).collect();
    let batch = queue.find_all(&given, |one, other| Ok::<_, Refused>(one == other))?;
    let arranged = match failing {
        None if queue.is_small(&batch) => {
            drop(queue.write_each(&batch, given, |key| u32::from(*key)));
            return Ok(None);
        }
        None => queue.arrange_by_lane(&batch, &given),
        Some(failing) => queue.arrange_by_rank(&batch, &given, false, |newer, older| {
            failing.overtakes(*newer, *older)
        })?,
    };
    drop(queue.write_all(&batch, given, arranged, |key| u32::from(*key)));
    Ok(None)
}

/// Take a step with the model.
pub fn expect(model: &mut super::model::Model, step: &Step, stamp: u32) -> Option<u8> {
    match *step {
        Step::Push(key, priority) => {
            let known = model.entries.iter().find(|entry| entry.key == key).map(|entry| entry.key);
            model.push(key, priority, Some(stamp));
            known
        }
        Step::Update(key, priority) => {
            let known = model.entries.iter().find(|entry| entry.key == key).map(|entry| entry.key);
            model.push(key, priority, None);
            known
        }
        Step::Remove(key) => model.remove(key).map(|entry| entry.key),
        Step::Pop => {
            model.in_order().first().and_then(|&key| model.remove(key)).map(|entry| entry.key)
        }
        Step::Exchange(key, priority) => {
            let first = *model.in_order().first()?;
            if model.entries.iter().any(|entry| entry.key == key) {
                return None;
            }
            model.remove(first);
            model.push(key, priority, Some(stamp));
            Some(first)
        }
        Step::Batch(ref pairs) => {
            for &(key, priority) in pairs {
                model.push(key, priority, None);
            }
            None
        }
        Step::Clear => {
            model.entries.clear();
            None
        }
    }
}
