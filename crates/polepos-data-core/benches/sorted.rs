//! Measures `sorted` without Python: `cargo bench --bench sorted`.

fn main() {
    divan::main();
}
