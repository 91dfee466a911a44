//! Sorted containers: Python objects in the trees of `polepos_data_core::sorted`.
//!
//! A container of one builtin type keeps its objects in a *space* made for that type, where a small
//! number (a lane) decides nearly all comparisons; anything else is compared as Python compares.

pub mod at;
pub mod batch;
pub mod batches;
pub mod changes;
pub mod compare;
pub mod dict;
pub mod dict_batches;
pub mod dict_changes;
pub mod dict_items;
pub mod dict_quick;
pub mod engine;
pub mod entry;
pub mod errors;
pub mod kind;
pub mod listing;
pub mod methods;
pub mod missing;
pub mod neighbours;
pub mod numbers;
pub mod only_argument;
pub mod ordering;
pub mod positions;
pub mod questions;
pub mod quick;
pub mod search;
pub mod set;
pub mod set_algebra;
pub mod set_batches;
pub mod set_changes;
pub mod set_merge;
pub mod set_quick;
pub mod state;
pub mod store;
pub mod texts;
pub mod trees;
pub mod walk;
