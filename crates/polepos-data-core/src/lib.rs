//! The algorithms behind `polepos.data`, in plain Rust and free of Python.
//!
//! Everything is generic over what is stored and how it compares; a comparison may fail, as one in
//! Python may, and then nothing has changed.
#![forbid(unsafe_code)]

#[cfg(test)]
mod amounts;
pub mod cache;
pub mod graph;
pub mod queue;
pub mod sorted;
pub mod table;
pub mod trie;
pub mod union_find;
