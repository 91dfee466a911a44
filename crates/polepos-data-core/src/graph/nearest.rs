//! The shortest ways by the sum of weights.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::reached::Reached;
use super::{Length, Node};

/// Where edges lead to from each node, with their weights.
pub trait Weighted {
    /// Why a row cannot be read.
    type Error;

    /// How many numbers there are: every node that a row names is below.
    fn count(&self) -> usize;

    /// Add where edges lead to from a node to `ends`, in the order of its row.
    ///
    /// # Errors
    /// When there is no such row, or something in it is no node, or no weight to add up.
    fn read(&self, node: Node, ends: &mut Vec<(Node, Length)>) -> Result<(), Self::Error>;
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop<E> {
    /// A row cannot be read.
    Unread(E),
    /// A distance is an int that is too long.
    TooLong,
}

/// What was found, the nearest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Nearest {
    /// The nodes; those equally far away are sorted.
    pub nodes: Vec<Node>,
    /// How far away each is.
    pub distances: Vec<Length>,
    /// What comes before each on the way there; the source is its own.
    pub before: Vec<Node>,
}

/// A node that was reached: the best way to it until now.
#[derive(Clone, Copy)]
struct Way {
    distance: Length,
    before: Node,
    settled: bool,
}

/// Return how far away everything is, until that of `target` is known.
///
/// (Dijkstra, A note on two problems in connexion with graphs, 1959, with a binary heap.)
///
/// # Errors
/// When a row cannot be read, or a distance is too long.
pub fn nearest<R: Weighted>(
    rows: &R,
    source: Node,
    target: Option<Node>,
) -> Result<Nearest, Stop<R::Error>> {
    let mut reached = Reached::none(rows.count());
    reached.reach(source);
    let mut ways = vec![Way { distance: Length::ZERO, before: source, settled: false }];
    let mut found = Nearest::default();
    let mut ends = Vec::new();
    let mut heap = BinaryHeap::from([Reverse((Length::ZERO.rank(), source))]);
    while let Some(Reverse((_, node))) = heap.pop() {
        let Some(place) = reached.place(node) else { continue };
        let Way { distance, before, settled } = ways[place];
        if settled {
            continue;
        }
        ways[place].settled = true;
        found.nodes.push(node);
        found.distances.push(distance);
        found.before.push(before);
        if target == Some(node) {
            break;
        }
        ends.clear();
        rows.read(node, &mut ends).map_err(Stop::Unread)?;
        for &(end, weight) in &ends {
            let distance = distance.plus(weight).ok_or(Stop::TooLong)?;
            let way = Way { distance, before: node, settled: false };
            match reached.reach(end) {
                None => ways.push(way),
                Some(place) if distance.value() < ways[place].distance.value() => {
                    ways[place] = way;
                }
                Some(_) => continue,
            }
            heap.push(Reverse((distance.rank(), end)));
        }
    }
    Ok(found)
}

impl Nearest {
    /// Return the way from the source to the last of the nodes.
    #[must_use]
    pub fn way(&self, count: usize) -> Vec<Node> {
        let mut reached = Reached::none(count);
        for &node in &self.nodes {
            reached.reach(node);
        }
        let mut way: Vec<Node> = self.nodes.last().copied().into_iter().collect();
        while let Some(&node) = way.last() {
            let before = reached.place(node).map_or(node, |place| self.before[place]);
            if before == node {
                break;
            }
            way.push(before);
        }
        way.reverse();
        way
    }
}
