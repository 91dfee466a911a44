//! Measures `queue` without Python: `cargo bench --bench queue`.

use divan::{Bencher, black_box, counter::ItemsCount};
use polepos_data_core::queue::{ByLane, Queue, Row, Slot, lane_of_int};

const SIZES: [usize; 2] = [100_000, 1_000_000];

fn main() {
    divan::main();
}

/// Numbers in no order, the same in every run (G. Marsaglia, Xorshift RNGs, 2003).
fn numbers(count: usize) -> impl Iterator<Item = i64> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 2).cast_signed()
    })
    .take(count)
}

type Numbers = Queue<i64, i64, ()>;

fn push(queue: &mut Numbers, key: i64, priority: i64) {
    let lane = lane_of_int(priority);
    let Ok(place) = queue.place_new(lane, &ByLane);
    queue.insert(place, lane, Row { hash: key.cast_unsigned(), key, priority, value: () }, None);
}

fn find(queue: &Numbers, key: i64) -> Option<Slot> {
    let same = |known: &i64| Ok::<_, std::convert::Infallible>(*known == key);
    let Ok(slot) = queue.find(key.cast_unsigned(), same);
    slot
}

fn update(queue: &mut Numbers, key: i64, priority: i64) {
    let Some(slot) = find(queue, key) else { return push(queue, key, priority) };
    let lane = lane_of_int(priority);
    let Ok(place) = queue.place_again(slot, lane, &ByLane);
    queue.change(slot, place, lane, (key, priority, None), None);
}

fn pop(queue: &mut Numbers) -> Option<i64> {
    let slot = queue.first()?;
    let Ok(place) = queue.place_without(slot, &ByLane);
    queue.remove(slot, place).map(|(row, _)| row.key)
}

fn filled(count: usize) -> Numbers {
    let mut queue = Queue::new();
    for number in numbers(count) {
        update(&mut queue, number, number);
    }
    queue
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn push_all(bencher: Bencher<'_, '_>, count: usize) {
    bencher.counter(ItemsCount::new(count)).bench_local(|| filled(black_box(count)));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn decrease(bencher: Bencher<'_, '_>, count: usize) {
    let keys: Vec<_> = numbers(count).step_by(count / 10_000).collect();
    let queue = std::cell::RefCell::new(filled(count));
    bencher
        .counter(ItemsCount::new(keys.len()))
        .with_inputs(|| {
            for &key in &keys {
                update(&mut queue.borrow_mut(), key, key);
            }
        })
        .bench_local_values(|()| {
            for &key in &keys {
                update(&mut queue.borrow_mut(), key, key / 2);
            }
        });
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn pop_first(bencher: Bencher<'_, '_>, count: usize) {
    let queue = std::cell::RefCell::new(filled(count));
    let gone = std::cell::RefCell::new(Vec::new());
    bencher
        .counter(ItemsCount::new(10_000_usize))
        .with_inputs(|| {
            for key in gone.borrow_mut().drain(..) {
                push(&mut queue.borrow_mut(), key, key);
            }
        })
        .bench_local_values(|()| {
            for _ in 0..10_000 {
                gone.borrow_mut().extend(pop(&mut queue.borrow_mut()));
            }
        });
}
