//! Graphs whose nodes are numbers: orders, components, walks and paths.
//!
//! What looks at the whole graph works on a `Packed` copy of it; what looks only at what it reaches
//! reads row by row, wherever these are, so that it costs no more than what is reached. Every order is
//! that of the rows: nothing depends on hashes, addresses or threads.

mod components;
mod length;
mod nearest;
mod order;
mod packed;
mod paths;
mod reached;
#[cfg(test)]
mod tests;
mod walks;

pub use components::{connected, strong};
pub use length::Length;
pub use nearest::{Nearest, Stop, Weighted, nearest};
pub use order::{by_rank, kahn, levels};
pub use packed::{Groups, Packed};
pub use paths::fewest;
pub use walks::{Breadth, Depth, flood};

/// The number of a node.
pub type Node = u32;

/// Where edges lead to from each node.
pub trait Rows {
    /// Why a row cannot be read.
    type Error;

    /// How many numbers there are: every node that a row names is below.
    fn count(&self) -> usize;

    /// Add where edges lead to from a node to `ends`, in the order of its row.
    ///
    /// # Errors
    /// When there is no such row, or it names what is no number of a node.
    fn read(&self, node: Node, ends: &mut Vec<Node>) -> Result<(), Self::Error>;
}

/// In which order the edges of a node are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// As they are in the row.
    InOrder,
    /// The node with the least number first.
    Sorted,
}

impl Follow {
    /// Put the ends of a row into this order.
    fn arrange(self, ends: &mut [Node]) {
        if self == Self::Sorted {
            ends.sort_unstable();
        }
    }
}

/// Return the place of a node in a list of all.
#[inline]
const fn at(node: Node) -> usize {
    node as usize
}
