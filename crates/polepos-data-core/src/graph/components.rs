//! What hangs together.

use super::{Groups, Node, Packed, at};

/// Return the `nodes` that hang together, whichever way the edges lead.
///
/// Groups are in the order of `nodes`, and the nodes in each are sorted.
#[must_use]
pub fn connected(graph: &Packed, nodes: &[Node]) -> Groups {
    let mut parents: Vec<Node> = (0..).take(graph.count()).collect();
    for &node in nodes {
        let mut root = root_of(&mut parents, node);
        for &end in graph.row(node) {
            let other = root_of(&mut parents, end);
            // The smaller number is above: paths stay short as halving goes on, with no size to keep.
            let (above, below) = if root < other { (root, other) } else { (other, root) };
            parents[at(below)] = above;
            root = above;
        }
    }
    grouped(&mut parents, nodes)
}

/// Return the root of a node, and halve the way there (Tarjan and van Leeuwen, 1984).
#[inline]
fn root_of(parents: &mut [Node], mut node: Node) -> Node {
    while parents[at(node)] != node {
        let above = parents[at(parents[at(node)])];
        parents[at(node)] = above;
        node = above;
    }
    node
}

/// Gather the nodes of each root.
fn grouped(parents: &mut [Node], nodes: &[Node]) -> Groups {
    const NONE: usize = usize::MAX;
    let mut group = vec![NONE; parents.len()];
    let mut sizes: Vec<usize> = Vec::new();
    for &node in nodes {
        let root = at(root_of(parents, node));
        if group[root] == NONE {
            group[root] = sizes.len();
            sizes.push(0);
        }
        sizes[group[root]] += 1;
    }
    let mut bounds = Vec::with_capacity(sizes.len()); // for now, where each group goes on
    let mut total = 0;
    for size in sizes {
        bounds.push(total);
        total += size;
    }
    let mut made = vec![0; nodes.len()];
    let mut place = |node: Node| {
        let next = &mut bounds[group[at(root_of(parents, node))]];
        made[*next] = node;
        *next += 1;
    };
    if nodes.is_sorted() {
        nodes.iter().copied().for_each(&mut place);
    } else {
        let mut sorted = nodes.to_vec();
        sorted.sort_unstable();
        sorted.into_iter().for_each(&mut place);
    }
    Groups { nodes: made, bounds }
}

/// Return the groups of `nodes` of which each can be reached from each other, sorted within each.
///
/// No edge leads from a group to a later one. (Gabow, Path-based depth-first search for strong and
/// biconnected components, 2000.)
#[must_use]
pub fn strong(graph: &Packed, nodes: &[Node]) -> Groups {
    let mut search = Strong {
        graph,
        number: vec![0; graph.count()],
        calls: Vec::new(),
        open: Vec::new(),
        heads: Vec::new(),
        found: Groups::default(),
    };
    search.found.nodes.reserve(nodes.len());
    for &start in nodes {
        if search.number[at(start)] == 0 {
            search.from(start);
        }
    }
    search.found
}

/// A search for strong components.
struct Strong<'a> {
    graph: &'a Packed,
    /// When each node was reached, from 1; 0 before that, `FINISHED` when its group is known.
    number: Vec<u32>,
    /// The way to where the search is, and which edge is next at each node on it.
    calls: Vec<(Node, usize)>,
    /// What has been reached, and has no group yet.
    open: Vec<Node>,
    /// When those were reached that may be the first ones of a group: an edge back to an open node
    /// makes one group of all from there on, so the later ones go.
    heads: Vec<u32>,
    found: Groups,
}

const FINISHED: u32 = u32::MAX;

impl Strong<'_> {
    fn from(&mut self, start: Node) {
        let mut count = 0;
        self.enter(start, &mut count);
        while let Some((node, place)) = self.calls.last_mut() {
            let node = *node;
            if let Some(end) = self.graph.end(node, *place) {
                *place += 1;
                match self.number[at(end)] {
                    0 => self.enter(end, &mut count),
                    reached => {
                        while self.heads.last().is_some_and(|&head| head > reached) {
                            self.heads.pop();
                        }
                    }
                }
            } else {
                self.calls.pop();
                if self.heads.last() == Some(&self.number[at(node)]) {
                    self.heads.pop();
                    self.finish(node);
                }
            }
        }
    }

    #[inline]
    fn enter(&mut self, node: Node, count: &mut u32) {
        *count += 1;
        self.number[at(node)] = *count;
        self.calls.push((node, self.graph.begin(node)));
        self.open.push(node);
        self.heads.push(*count);
    }

    /// Make a group of what is open from `first` on.
    fn finish(&mut self, first: Node) {
        let begin = self.found.nodes.len();
        while let Some(node) = self.open.pop() {
            self.number[at(node)] = FINISHED;
            self.found.nodes.push(node);
            if node == first {
                break;
            }
        }
        self.found.nodes[begin..].sort_unstable();
        self.found.bounds.push(self.found.nodes.len());
    }
}
