//! What a `Graph` asks about numbers: its rows are read from Python's lists and dicts.
//!
//! A row is a dict from the number of a node to the weight of the edge that leads there. While rows are
//! read nothing of Python's is made, called or dropped, so they stay as they are; hashes and `==` of
//! nodes run in the Python half, before and after.

mod answers;
mod build;
mod rows;
mod walk;

pub use answers::{
    graph_by_rank, graph_connected, graph_fewest, graph_flood, graph_kahn, graph_levels,
    graph_lightest, graph_nearest, graph_strong,
};
pub use build::{graph_link, graph_places};
pub use walk::GraphWalk;
