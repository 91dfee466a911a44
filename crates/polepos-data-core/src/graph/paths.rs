//! Paths with the fewest edges.

use super::reached::Reached;
use super::{Follow, Node, Rows};

/// Return a path with the fewest edges, or nothing.
///
/// `rows` has where edges lead to, `cols` where they come from, followed as `backwards` says. Whole
/// levels are added at the end that has the smaller one. The two searches have met nowhere before, so
/// the first place where they do is on a shortest path.
///
/// # Errors
/// When a row cannot be read.
pub fn fewest<R: Rows>(
    rows: &R,
    cols: &R,
    backwards: Follow,
    source: Node,
    target: Node,
) -> Result<Vec<Node>, R::Error> {
    if source == target {
        return Ok(vec![source]);
    }
    let mut ahead = Side::from(source, rows.count());
    let mut behind = Side::from(target, rows.count());
    while ahead.level() > 0 && behind.level() > 0 {
        let met = if ahead.level() <= behind.level() {
            ahead.advance(rows, Follow::InOrder, &behind)?
        } else {
            behind.advance(cols, backwards, &ahead)?
        };
        if let Some(node) = met {
            let mut path = ahead.way(node);
            path.reverse();
            path.extend(behind.way(node).into_iter().skip(1));
            return Ok(path);
        }
    }
    Ok(Vec::new())
}

/// A search from one of the ends.
struct Side {
    reached: Reached,
    /// The node before each that was reached, in the same order; the end is its own.
    parents: Vec<Node>,
    /// Where the last level begins.
    begin: usize,
}

impl Side {
    fn from(end: Node, count: usize) -> Self {
        let mut reached = Reached::none(count);
        reached.reach(end);
        Self { reached, parents: vec![end], begin: 0 }
    }

    /// How many nodes the last level has.
    fn level(&self) -> usize {
        self.parents.len() - self.begin
    }

    /// Add a level, or return where it meets the other side.
    fn advance<R: Rows>(
        &mut self,
        rows: &R,
        follow: Follow,
        other: &Self,
    ) -> Result<Option<Node>, R::Error> {
        let mut ends = Vec::new();
        let last = self.begin..self.parents.len();
        self.begin = self.parents.len();
        for place in last {
            let node = self.reached.nodes()[place];
            ends.clear();
            rows.read(node, &mut ends)?;
            follow.arrange(&mut ends);
            for &end in &ends {
                if self.reached.reach(end).is_none() {
                    self.parents.push(node);
                    if other.reached.place(end).is_some() {
                        return Ok(Some(end));
                    }
                }
            }
        }
        Ok(None)
    }

    /// Return the way from a node that was reached back to the end.
    fn way(&self, mut node: Node) -> Vec<Node> {
        let mut way = vec![node];
        while let Some(place) = self.reached.place(node) {
            let before = self.parents[place];
            if before == node {
                break;
            }
            node = before;
            way.push(node);
        }
        way
    }
}
