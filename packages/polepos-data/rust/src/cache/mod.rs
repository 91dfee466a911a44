//! The engines of `LRUCache` and `TTLCache`: what they do where nothing but the key is foreign.
//!
//! An operation goes the *short* way, here, or in *full*, as the reference does it, in Python: where a lock has
//! to be held, sizes have to be told, a subclass evicts by itself, or the clock tells no floats.
//! Both ways work on the same [`data::CacheData`]. As with a `dict`, a comparison of keys may change the
//! cache: no borrow is held while one runs, and the search begins anew if anything came or went.

mod clock;
mod data;
mod lru;
mod mapping;
mod quick;
mod ttl;
mod ttl_steps;
mod walk;
mod way;

use pyo3::prelude::*;

pub use data::CacheData;
pub use lru::LRUEngine;
pub use ttl::TTLEngine;
pub use walk::CacheWalk;

/// Finish the classes, when the module has them.
pub fn finish(py: Python<'_>) -> PyResult<()> {
    quick::add_to::<LRUEngine>(py)?;
    quick::add_to::<TTLEngine>(py)
}
