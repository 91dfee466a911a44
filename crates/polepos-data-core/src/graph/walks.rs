//! Walks through what can be reached from a node.

use super::reached::Reached;
use super::{Follow, Node, Rows};

/// A walk to the nearest first, of which any part can be asked for.
#[derive(Debug)]
pub struct Breadth {
    reached: Reached,
    /// How many nodes were given, and of how many the rows were read.
    given: usize,
    followed: usize,
}

impl Breadth {
    /// Begin at a node, of so many.
    #[must_use]
    pub fn from(start: Node, count: usize) -> Self {
        let mut reached = Reached::none(count);
        reached.reach(start);
        Self { reached, given: 0, followed: 0 }
    }

    /// Return the next nodes, `most` at most, and none when there are no more.
    ///
    /// # Errors
    /// When a row cannot be read.
    pub fn next<R: Rows>(&mut self, rows: &R, most: usize) -> Result<&[Node], R::Error> {
        let mut ends = Vec::new();
        while self.reached.nodes().len() - self.given < most {
            let Some(&node) = self.reached.nodes().get(self.followed) else { break };
            ends.clear();
            rows.read(node, &mut ends)?;
            self.followed += 1;
            for &end in &ends {
                self.reached.reach(end);
            }
        }
        let first = self.given;
        self.given = self.reached.nodes().len().min(first.saturating_add(most));
        Ok(&self.reached.nodes()[first..self.given])
    }
}

/// A walk in preorder, as a recursive search has it, of which any part can be asked for.
#[derive(Debug)]
pub struct Depth {
    reached: Reached,
    stack: Vec<Node>,
    /// Whether the row of the last node is still to be read.
    unread: bool,
}

impl Depth {
    /// Begin at a node, of so many.
    #[must_use]
    pub fn from(start: Node, count: usize) -> Self {
        Self { reached: Reached::none(count), stack: vec![start], unread: false }
    }

    /// Return the next nodes, `most` at most, and none when there are no more.
    ///
    /// # Errors
    /// When a row cannot be read.
    pub fn next<R: Rows>(&mut self, rows: &R, most: usize) -> Result<&[Node], R::Error> {
        let first = self.reached.nodes().len();
        while self.reached.nodes().len() - first < most {
            if self.unread {
                let last = self.reached.nodes()[self.reached.nodes().len() - 1];
                let begin = self.stack.len();
                rows.read(last, &mut self.stack)?;
                self.stack[begin..].reverse();
                self.unread = false;
            }
            let Some(node) = self.stack.pop() else { break };
            self.unread = self.reached.reach(node).is_none();
        }
        Ok(&self.reached.nodes()[first..])
    }
}

/// Return all that can be reached from a node, itself included, the nearest first.
///
/// # Errors
/// When a row cannot be read.
pub fn flood<R: Rows>(rows: &R, start: Node, follow: Follow) -> Result<Vec<Node>, R::Error> {
    let mut reached = Reached::none(rows.count());
    reached.reach(start);
    let (mut next, mut ends) = (0, Vec::new());
    while let Some(&node) = reached.nodes().get(next) {
        ends.clear();
        rows.read(node, &mut ends)?;
        follow.arrange(&mut ends);
        for &end in &ends {
            reached.reach(end);
        }
        next += 1;
    }
    Ok(reached.into_nodes())
}
