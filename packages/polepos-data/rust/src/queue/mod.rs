//! `QueueEngine`: what is fast in `polepos.data.IndexedPriorityQueue`.
//!
//! Every change has the same three steps. What the new priority is ordered by is found out while nothing
//! is borrowed, as it may call a key function. Then the key is hashed and looked up and all comparisons
//! are made while the state is borrowed shared: foreign code may read it, and is refused a change. The
//! last step borrows it alone, writes, and runs no Python; what was displaced is dropped afterwards.

mod batch;
mod change;
mod compare;
mod engine;
mod exchange;
mod items;
mod iterate;
mod lookup;
mod methods;
mod rank;
mod signature;
mod state;
mod update;

use pyo3::prelude::*;

pub use engine::QueueEngine;

/// A key, a priority or a value: nothing else is in the queue.
type Object = Py<PyAny>;

/// Add the engine and its iterators to the module.
pub fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<QueueEngine>()?;
    methods::add_to(&module.py().get_type::<QueueEngine>())
}
