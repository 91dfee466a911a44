//! A sorted sequence: a counted B+-tree whose nodes are searched by small numbers, called lanes.
//!
//! The order is a [`Space`]'s. Comparisons may fail and may run foreign code, so everything that
//! compares takes `&self` and answers with a [`Place`]; everything that changes takes `&mut self`
//! and a place, and can neither fail nor compare. A comparison that is not a consistent order
//! spoils the order of the elements and nothing else.
//!
//! After R. Bayer and E. `McCreight`, "Organization and maintenance of large ordered indexes" (1972),
//! with counts for positions; all elements are in leaves, and inner nodes hold the lane of each
//! child's greatest key.

mod arena;
mod batch;
mod beginning;
mod build;
mod contents;
mod inner;
mod insert;
pub mod lane;
mod lanes;
mod leaf;
pub mod merge;
mod place;
mod rebalance;
mod remove;
mod search;
mod slices;
mod space;
#[cfg(test)]
mod tests;
mod tree;
mod upkeep;

pub use batch::Plan;
pub use beginning::{Beginning, PREFIX, Prefix};
pub use place::Place;
pub use slices::Slices;
pub use space::Space;
pub use tree::Tree;
