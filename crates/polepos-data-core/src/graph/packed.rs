//! All rows of a graph, one behind the other.

use super::{Node, Rows, at};

/// A copy of all rows, in which a step costs no more than reading a number.
#[derive(Clone, Debug)]
pub struct Packed {
    /// Where each row begins, and where the last one ends.
    starts: Vec<usize>,
    ends: Vec<Node>,
}

impl Packed {
    /// Read all rows.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn of<R: Rows>(rows: &R) -> Result<Self, R::Error> {
        let mut ends = Vec::with_capacity(2 * rows.count());
        let mut starts = Vec::with_capacity(rows.count() + 1);
        starts.push(0);
        for node in (0..).take(rows.count()) {
            rows.read(node, &mut ends)?;
            starts.push(ends.len());
        }
        Ok(Self { starts, ends })
    }

    /// How many numbers there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// Where edges lead to from a node.
    #[inline]
    #[must_use]
    pub fn row(&self, node: Node) -> &[Node] {
        &self.ends[self.starts[at(node)]..self.starts[at(node) + 1]]
    }

    /// How many edges lead to each node.
    #[must_use]
    pub fn leading_to(&self) -> Vec<u32> {
        let mut counts = vec![0; self.count()];
        for &end in &self.ends {
            counts[at(end)] += 1;
        }
        counts
    }

    /// Where a row begins, among all ends.
    pub(super) fn begin(&self, node: Node) -> usize {
        self.starts[at(node)]
    }

    /// The end at a place, unless that is behind the row of this node.
    #[inline]
    pub(super) fn end(&self, node: Node, place: usize) -> Option<Node> {
        (place < self.starts[at(node) + 1]).then(|| self.ends[place])
    }
}

/// Nodes in groups, one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// All of them.
    pub nodes: Vec<Node>,
    /// Where each group ends.
    pub bounds: Vec<usize>,
}

impl Groups {
    /// Go through the groups.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[Node]> {
        self.bounds.iter().enumerate().map(|(group, &bound)| {
            let first = if group == 0 { 0 } else { self.bounds[group - 1] };
            &self.nodes[first..bound]
        })
    }
}
