//! A priority queue whose entries are found by key: a heap in four-fold steps beside a table of keys.
//!
//! [`Queue`] holds a key, a priority and a value in each of its slots. The slots are filled one after the
//! other, so that keys come back in the order in which they arrived; a [`Table`](table::Table) finds the
//! slot of a key, and a [`Heap`](heap::Heap) of 16 bytes an entry knows which one comes first and where in
//! it each slot stands.
//!
//! A priority may be a number, which is put into the heap itself as its *lane*, or anything else that
//! compares by code which may fail. So each change has two parts: one that makes all comparisons and
//! changes nothing (it borrows the queue shared, and returns where an entry is going to stand), and one
//! that writes and cannot fail.

mod batch;
mod entry;
mod heap;
mod in_order;
mod lane;
mod order;
mod records;
mod state;
mod table;
mod tree;

pub use batch::{Arranged, Batch, Given, Gone};
pub use entry::{Entry, MOST, Slot};
pub use in_order::InOrder;
pub use lane::{float_of, int_of, lane_of_bytes, lane_of_float, lane_of_int};
pub use order::{ByLane, ByRank, Order};
pub use records::{Displaced, Row};
pub use state::Queue;

#[cfg(test)]
mod tests;
