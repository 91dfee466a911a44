//! Measures `cache` without Python: `cargo bench --bench cache`.

use divan::{Bencher, black_box};
use polepos_data_core::cache::{Entries, Expiry};

const SIZES: [u64; 3] = [1_000, 100_000, 1_000_000];

fn main() {
    divan::main();
}

fn filled(size: u64) -> Entries<u64, u64> {
    let mut entries = Entries::new();
    for key in 0..size {
        push(&mut entries, key);
    }
    entries
}

fn push(entries: &mut Entries<u64, u64>, key: u64) {
    let mut probe = entries.probe(key);
    while entries.next(&mut probe, key).is_some() {}
    let _ = entries.reserve();
    entries.push(probe, key, key, key);
}

/// Return numbers below `size` in an order without a pattern.
fn scattered(size: u64) -> Vec<u64> {
    (0..1_000_u64).map(|number| number.wrapping_mul(0x9E37_79B9_7F4A_7C15) % size).collect()
}

fn slot_of(entries: &Entries<u64, u64>, key: u64) -> Option<u32> {
    entries.find(key, |&other| Ok::<_, ()>(other == key)).unwrap_or(None)
}

#[divan::bench(args = SIZES)]
fn get_1000(bencher: Bencher<'_, '_>, size: u64) {
    let (mut entries, keys) = (filled(size), scattered(size));
    bencher.bench_local(|| {
        for &key in &keys {
            if let Some(slot) = slot_of(&entries, key) {
                entries.touch(slot);
                black_box(entries.get(slot));
            }
        }
    });
}

#[divan::bench(args = SIZES)]
fn set_evicting_1000(bencher: Bencher<'_, '_>, size: u64) {
    let mut entries = filled(size);
    let mut next = size;
    bencher.bench_local(|| {
        for _ in 0..1_000 {
            push(&mut entries, next.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let oldest = entries.oldest();
            black_box(oldest.and_then(|slot| entries.remove(slot)));
            next += 1;
        }
    });
}

#[divan::bench(args = SIZES)]
fn expiry_in_order_1000(bencher: Bencher<'_, '_>, size: u64) {
    let mut expiry = Expiry::new();
    let slots: Vec<u32> =
        scattered(size).into_iter().map(|each| u32::try_from(each + 1).unwrap_or(1)).collect();
    let mut now = 0;
    bencher.bench_local(|| {
        for &slot in &slots {
            now += 1;
            let _ = expiry.reserve(slot);
            expiry.set(slot, now);
        }
    });
}
