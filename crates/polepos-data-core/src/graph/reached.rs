//! What a search has reached, each with the place at which it was.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::{Node, at};

/// A part of this size of all nodes is worth a list of all.
const PART: usize = 32;

/// The nodes that were reached, in that order, and the place of each.
///
/// It takes room for what was reached only, until that is much; so a search nearby costs as little in a
/// graph of millions.
#[derive(Debug)]
pub(super) struct Reached {
    count: usize,
    nodes: Vec<Node>,
    places: Places,
}

#[derive(Debug)]
enum Places {
    Few(HashMap<Node, u32, BuildHasherDefault<Spread>>),
    /// For each node its place and 1, or 0.
    Many(Vec<u32>),
}

impl Reached {
    /// Begin with nothing, of so many nodes.
    pub(super) fn none(count: usize) -> Self {
        let few = || Places::Few(HashMap::default());
        let places = if count <= 4 * PART { Places::Many(vec![0; count]) } else { few() };
        Self { count, nodes: Vec::new(), places }
    }

    /// All that was reached.
    #[inline]
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// Take all that was reached.
    pub(super) fn into_nodes(self) -> Vec<Node> {
        self.nodes
    }

    /// Return the place of a node, if it was reached.
    #[inline]
    pub(super) fn place(&self, node: Node) -> Option<usize> {
        match &self.places {
            Places::Few(places) => places.get(&node).map(|&place| at(place)),
            Places::Many(places) => at(places[at(node)]).checked_sub(1),
        }
    }

    /// Reach a node: it gets the next place, unless it has one, which is returned.
    #[inline]
    pub(super) fn reach(&mut self, node: Node) -> Option<usize> {
        match &mut self.places {
            Places::Few(_) => self.reach_one_of_few(node),
            Places::Many(places) => {
                let place = &mut places[at(node)];
                if *place == 0 {
                    self.nodes.push(node);
                    *place = short(self.nodes.len());
                    None
                } else {
                    Some(at(*place) - 1)
                }
            }
        }
    }

    #[cold]
    fn reach_one_of_few(&mut self, node: Node) -> Option<usize> {
        if let Some(place) = self.place(node) {
            return Some(place);
        }
        if self.nodes.len() >= self.count / PART {
            let mut places = vec![0; self.count];
            for (place, &node) in (1..).zip(&self.nodes) {
                places[at(node)] = place;
            }
            self.places = Places::Many(places);
            return self.reach(node);
        }
        if let Places::Few(places) = &mut self.places {
            places.insert(node, short(self.nodes.len()));
            self.nodes.push(node);
        }
        None
    }
}

/// There are no more places than nodes, whose numbers have 32 bits.
#[allow(clippy::cast_possible_truncation)]
const fn short(place: usize) -> u32 {
    place as u32
}

/// Spread numbers over all bits (Fibonacci hashing; Knuth, The Art of Computer Programming, 6.4).
#[derive(Debug, Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(u32::from(byte));
        }
    }

    #[inline]
    fn write_u32(&mut self, number: u32) {
        let spread = (self.0 ^ u64::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = spread ^ (spread >> 32);
    }
}
