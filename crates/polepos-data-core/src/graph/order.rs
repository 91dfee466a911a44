//! Orders in which each edge leads from an earlier node to a later one.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Groups, Node, Packed, at};

/// Return what can be ordered, and for each node how many edges lead to it from what cannot.
///
/// A node comes as soon as all before it have come, first what was free first; what is free from the
/// beginning is in the order of `nodes` (Kahn, Topological sorting of large networks, 1962).
#[must_use]
pub fn kahn(graph: &Packed, nodes: &[Node]) -> (Vec<Node>, Vec<u32>) {
    let mut waiting = graph.leading_to();
    let mut order = Vec::with_capacity(nodes.len());
    order.extend(nodes.iter().filter(|&&node| waiting[at(node)] == 0));
    let mut next = 0;
    while next < order.len() {
        release(graph, order[next], &mut waiting, |node| order.push(node));
        next += 1;
    }
    (order, waiting)
}

/// Return the order of `kahn` in generations, each of what needs nothing but earlier ones.
#[must_use]
pub fn levels(graph: &Packed, nodes: &[Node]) -> (Groups, Vec<u32>) {
    let mut waiting = graph.leading_to();
    let mut made = Groups::default();
    made.nodes.extend(nodes.iter().filter(|&&node| waiting[at(node)] == 0));
    let mut next = 0;
    while next < made.nodes.len() {
        let bound = made.nodes.len();
        made.bounds.push(bound);
        while next < bound {
            release(graph, made.nodes[next], &mut waiting, |node| made.nodes.push(node));
            next += 1;
        }
    }
    (made, waiting)
}

/// Return, of all orders of the `ranked` nodes, the one in which the earliest of these come first.
///
/// A node that is on a cycle, or behind one, is left out.
#[must_use]
pub fn by_rank(graph: &Packed, ranked: &[Node]) -> Vec<Node> {
    let mut waiting = graph.leading_to();
    let mut rank: Vec<Node> = vec![0; graph.count()];
    for (place, &node) in (0..).zip(ranked) {
        rank[at(node)] = place;
    }
    let free = ranked.iter().filter(|&&node| waiting[at(node)] == 0);
    let mut heap: BinaryHeap<_> = free.map(|&node| Reverse(rank[at(node)])).collect();
    let mut order = Vec::with_capacity(ranked.len());
    while let Some(Reverse(place)) = heap.pop() {
        let node = ranked[at(place)];
        order.push(node);
        release(graph, node, &mut waiting, |end| heap.push(Reverse(rank[at(end)])));
    }
    order
}

/// Let what waits for a node wait for it no longer, and tell what is free now.
#[inline]
fn release(graph: &Packed, node: Node, waiting: &mut [u32], mut free: impl FnMut(Node)) {
    for &end in graph.row(node) {
        let left = &mut waiting[at(end)];
        *left -= 1;
        if *left == 0 {
            free(end);
        }
    }
}
