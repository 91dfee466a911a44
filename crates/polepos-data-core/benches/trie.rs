//! Measures `trie` without Python: `cargo bench --bench trie`. Times are for all keys together.

use divan::{Bencher, black_box};
use polepos_data_core::trie::{Trie, order};

type Made = Trie<Vec<u8>, u32>;

const SIZES: [u32; 2] = [1_000, 100_000];
const AREAS: [&str; 4] = ["api/v1/users", "api/v1/orders", "api/v2/items", "static/img"];
const LEAVES: [&str; 3] = ["", "/edit", "/comments/latest"];

fn main() {
    divan::main();
}

/// Returns the paths of URLs in no order.
fn urls(size: u32) -> Vec<Vec<u8>> {
    let numbers = (0..size).map(|number| number.wrapping_mul(2_654_435_761) >> 8);
    let url = |number: u32| {
        let (area, leaf) = (AREAS[number as usize % 4], LEAVES[number as usize % 3]);
        format!("/{area}/{}{leaf}", number / 12).into_bytes()
    };
    numbers.map(url).collect()
}

fn filled(keys: &[Vec<u8>]) -> Made {
    let mut trie = Trie::default();
    for (key, value) in keys.iter().zip(0..) {
        let _ = trie.insert(key, || key.clone(), value);
    }
    trie
}

#[divan::bench(args = SIZES)]
fn build(bencher: Bencher<'_, '_>, size: u32) {
    let keys = urls(size);
    bencher.bench_local(|| filled(&keys));
}

#[divan::bench(args = SIZES)]
fn build_in_order(bencher: Bencher<'_, '_>, size: u32) {
    let keys = urls(size);
    bencher.bench_local(|| {
        let texts: Vec<&[u8]> = keys.iter().map(Vec::as_slice).collect();
        let mut trie = Trie::default();
        for index in order(&texts) {
            let _ = trie.insert(texts[index], || texts[index].to_vec(), 0_u32);
        }
        trie
    });
}

#[divan::bench(args = SIZES)]
fn put_in_order(bencher: Bencher<'_, '_>, size: u32) {
    let keys = urls(size);
    let texts: Vec<&[u8]> = keys.iter().map(Vec::as_slice).collect();
    bencher.bench_local(|| order(&texts));
}

#[divan::bench(args = SIZES)]
fn pack(bencher: Bencher<'_, '_>, size: u32) {
    let keys = urls(size);
    bencher.with_inputs(|| filled(&keys)).bench_local_values(Trie::packed);
}

#[divan::bench(args = SIZES)]
fn get_hit(bencher: Bencher<'_, '_>, size: u32) {
    let keys = urls(size);
    let trie = filled(&keys).packed();
    bencher.bench_local(|| keys.iter().filter(|key| trie.get(black_box(key)).is_some()).count());
}

#[divan::bench(args = SIZES)]
fn get_miss(bencher: Bencher<'_, '_>, size: u32) {
    let keys = urls(size);
    let trie = filled(&keys).packed();
    let misses: Vec<Vec<u8>> = keys.iter().map(|key| [&key[..], b"~"].concat()).collect();
    bencher.bench_local(|| misses.iter().filter(|key| trie.get(black_box(key)).is_none()).count());
}

#[divan::bench(args = SIZES)]
fn longest_prefix(bencher: Bencher<'_, '_>, size: u32) {
    let keys = urls(size);
    let trie = filled(&keys).packed();
    let texts: Vec<Vec<u8>> = keys.iter().map(|key| [&key[..], b"/more"].concat()).collect();
    bencher.bench_local(|| texts.iter().filter_map(|text| trie.longest_prefix(text)).count());
}

#[divan::bench(args = SIZES)]
fn items_of_a_prefix(bencher: Bencher<'_, '_>, size: u32) {
    let keys = urls(size);
    let trie = filled(&keys).packed();
    bencher.bench_local(|| trie.leaves(trie.below(b"/api/v1")).map(|leaf| leaf.value).max());
}
