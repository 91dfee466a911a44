//! Measures `trie` without Python: `cargo bench --bench trie`.

fn main() {
    divan::main();
}
