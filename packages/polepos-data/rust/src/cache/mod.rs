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
mod ttl;
mod walk;

pub use data::CacheData;
pub use lru::LRUEngine;
pub use ttl::TTLEngine;
pub use walk::CacheWalk;
