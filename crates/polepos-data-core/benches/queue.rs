//! Measures `queue` without Python: `cargo bench --bench queue`.

fn main() {
    divan::main();
}
