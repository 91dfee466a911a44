//! The algorithms behind `polepos.data`, in plain Rust and free of Python.
//!
//! The containers themselves are on their way; the pure-Python reference comes first.
