//! Small graphs against slow answers, and long chains.
#![allow(clippy::float_cmp)] // sums of small whole numbers are exact

use std::convert::Infallible;

use proptest::prelude::*;

use super::*;

const NODES: Node = 8;

/// Rows as lists, with a weight for each edge.
#[derive(Clone, Debug)]
struct Lists(Vec<Vec<(Node, f64)>>);

impl Lists {
    fn of(count: Node, edges: &[(Node, Node)]) -> Self {
        let mut rows = vec![Vec::new(); at(count)];
        for &(source, end) in edges {
            let row: &mut Vec<(Node, f64)> = &mut rows[at(source)];
            if row.iter().all(|&(other, _)| other != end) {
                row.push((end, f64::from(source % 3)));
            }
        }
        Self(rows)
    }

    fn turned(&self) -> Self {
        let mut rows = vec![Vec::new(); self.0.len()];
        for (source, row) in (0..).zip(&self.0) {
            for &(end, weight) in row {
                rows[at(end)].push((source, weight));
            }
        }
        Self(rows)
    }

    fn packed(&self) -> Packed {
        let Ok(packed) = Packed::of(self);
        packed
    }

    fn ends(&self, node: Node) -> Vec<Node> {
        self.0[at(node)].iter().map(|&(end, _)| end).collect()
    }

    /// What can be reached, the slow way.
    fn reached(&self, start: Node) -> Vec<Node> {
        let mut found = vec![start];
        loop {
            let more = found.iter().flat_map(|&node| self.ends(node));
            let Some(more) = more.into_iter().find(|end| !found.contains(end)) else { break };
            found.push(more);
        }
        found.sort_unstable();
        found
    }
}

impl Rows for Lists {
    type Error = Infallible;

    fn count(&self) -> usize {
        self.0.len()
    }

    fn read(&self, node: Node, ends: &mut Vec<Node>) -> Result<(), Infallible> {
        ends.extend(self.0[at(node)].iter().map(|&(end, _)| end));
        Ok(())
    }
}

impl Weighted for Lists {
    type Error = Option<Length>;

    fn count(&self) -> usize {
        self.0.len()
    }

    fn read(&self, node: Node, ends: &mut Vec<(Node, Length)>) -> Result<(), Self::Error> {
        for &(end, weight) in &self.0[at(node)] {
            ends.push((end, Length::real(weight).ok_or(None)?));
        }
        Ok(())
    }
}

fn edges() -> impl Strategy<Value = Vec<(Node, Node)>> {
    prop::collection::vec((0..NODES, 0..NODES), 0..20)
}

fn all(count: Node) -> Vec<Node> {
    (0..count).collect()
}

fn in_order(recursive: &mut Vec<Node>, graph: &Lists, node: Node) {
    if !recursive.contains(&node) {
        recursive.push(node);
        for end in graph.ends(node) {
            in_order(recursive, graph, end);
        }
    }
}

/// All that a walk gives, asked for in parts.
fn parts(mut next: impl FnMut(usize) -> Vec<Node>) -> Vec<Node> {
    let mut given = Vec::new();
    for most in 1.. {
        let part = next(most);
        if part.is_empty() {
            break;
        }
        assert!(part.len() <= most);
        given.extend(part);
    }
    assert!(next(1).is_empty());
    given
}

fn sorted(mut nodes: Vec<Node>) -> Vec<Node> {
    nodes.sort_unstable();
    nodes
}

proptest! {
    #![proptest_config(crate::amounts::usual())]

    #[test]
    fn an_order_has_every_edge_forwards_and_generations_part_it(edges in edges()) {
        let graph = Lists::of(NODES, &edges);
        let (order, waiting) = kahn(&graph.packed(), &all(NODES));
        let place = |node| order.iter().position(|&other| other == node);
        for (source, end) in edges {
            if let Some(after) = place(end) {
                prop_assert!(place(source).is_some_and(|before| before < after));
            }
        }
        for node in 0..NODES {
            prop_assert_eq!(place(node).is_none(), waiting[at(node)] > 0);
        }
        let (generations, left) = levels(&graph.packed(), &all(NODES));
        prop_assert_eq!(&generations.nodes, &order);
        prop_assert_eq!(left, waiting);
        for (level, nodes) in generations.iter().enumerate() {
            for &node in nodes {
                let before = graph.turned().ends(node);
                let of = |node| generations.iter().position(|each| each.contains(&node));
                prop_assert_eq!(before.into_iter().map(|each| of(each).map_or(0, |n| n + 1)).max().unwrap_or(0), level);
            }
        }
    }

    #[test]
    fn by_rank_takes_the_first_that_is_free(edges in edges(), ranked in Just(all(NODES)).prop_shuffle()) {
        let graph = Lists::of(NODES, &edges);
        let (mut slow, cols) = (Vec::new(), graph.turned());
        while let Some(&node) = ranked.iter().find(|&&node| {
            !slow.contains(&node) && cols.ends(node).iter().all(|before| slow.contains(before))
        }) {
            slow.push(node);
        }
        prop_assert_eq!(by_rank(&graph.packed(), &ranked), slow);
    }

    #[test]
    fn components_are_what_can_reach_each_other(
        edges in edges(),
        nodes in prop::sample::subsequence(all(NODES), 0..8).prop_shuffle(),
    ) {
        let kept: Vec<_> =
            edges.into_iter().filter(|(u, v)| nodes.contains(u) && nodes.contains(v)).collect();
        let turned: Vec<_> = kept.iter().map(|&(u, v)| (v, u)).collect();
        let (graph, whole) = (Lists::of(NODES, &kept), Lists::of(NODES, &[&kept[..], &turned].concat()));
        let weak = connected(&graph.packed(), &nodes);
        prop_assert_eq!(sorted(weak.nodes.clone()), sorted(nodes.clone()));
        let mut firsts = Vec::new();
        for group in weak.iter() {
            prop_assert_eq!(group, whole.reached(group[0]));
            firsts.push(nodes.iter().position(|node| group.contains(node)));
        }
        prop_assert!(firsts.is_sorted());
        let strong = strong(&graph.packed(), &nodes);
        prop_assert_eq!(sorted(strong.nodes.clone()), sorted(nodes));
        let of = |node| strong.iter().position(|group| group.contains(&node));
        for group in strong.iter() {
            prop_assert!(group.is_sorted());
            let mutual = |&node: &Node| graph.reached(node).contains(&group[0]);
            let reached = graph.reached(group[0]);
            prop_assert_eq!(group, reached.into_iter().filter(mutual).collect::<Vec<_>>());
        }
        for (source, end) in kept {
            prop_assert!(of(source) >= of(end));
        }
    }

    #[test]
    fn walks_reach_what_can_be_reached(edges in edges(), start in 0..NODES) {
        let graph = Lists::of(NODES, &edges);
        let (mut breadth, mut depth) = (Breadth::from(start, 8), Depth::from(start, 8));
        let Ok(flooded) = flood(&graph, start, Follow::InOrder);
        let broad = parts(|most| { let Ok(part) = breadth.next(&graph, most); part.to_vec() });
        prop_assert_eq!(&broad, &flooded);
        prop_assert_eq!(sorted(flooded), graph.reached(start));
        let mut recursive = Vec::new();
        in_order(&mut recursive, &graph, start);
        let deep = parts(|most| { let Ok(part) = depth.next(&graph, most); part.to_vec() });
        prop_assert_eq!(deep, recursive);
    }

    #[test]
    fn paths_are_as_short_as_all_pairs_say(edges in edges(), source in 0..NODES) {
        let graph = Lists::of(NODES, &edges);
        let cols = graph.turned();
        let far = f64::INFINITY;
        let (mut hops, mut sums) = ([[far; 8]; 8], [[far; 8]; 8]);
        for (node, row) in graph.0.iter().enumerate() {
            for &(end, weight) in row {
                (hops[node][at(end)], sums[node][at(end)]) = (1.0, weight);
            }
            (hops[node][node], sums[node][node]) = (0.0, 0.0);
        }
        for table in [&mut hops, &mut sums] { // Floyd and Warshall
            for (k, u, v) in (0..512).map(|n| (n >> 6, n >> 3 & 7, n & 7)) {
                table[u][v] = table[u][v].min(table[u][k] + table[k][v]);
            }
        }
        let from = at(source);
        let found = nearest(&graph, source, None).unwrap();
        let order: Vec<_> = found.nodes.iter().map(|&node| (sums[from][at(node)], node)).collect();
        prop_assert!(found.distances.iter().map(|each| each.value()).eq(order.iter().map(|each| each.0)));
        prop_assert!(found.distances.is_sorted_by_key(|each| each.value().to_bits()));
        for target in 0..NODES {
            let Ok(path) = fewest(&graph, &cols, Follow::Sorted, source, target);
            let there = hops[from][at(target)] < far;
            prop_assert_eq!(!path.is_empty(), there);
            let until = nearest(&graph, source, Some(target)).unwrap();
            prop_assert_eq!(until.nodes.last() == Some(&target), there);
            if !there {
                continue;
            }
            let way = until.way(8);
            for each in [&path, &way] {
                prop_assert_eq!((each[0], each[each.len() - 1]), (source, target));
                prop_assert!(each.windows(2).all(|step| graph.ends(step[0]).contains(&step[1])));
            }
            prop_assert_eq!(hops[from][at(target)], f64::from(u32::try_from(path.len()).unwrap() - 1));
            let sum: f64 = way.windows(2).map(|step| f64::from(step[0] % 3)).sum();
            prop_assert_eq!(sum, sums[from][at(target)]);
        }
    }
}

#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn a_chain_of_a_million_is_no_recursion() {
    let count = 1_000_000;
    let edges = (1..count).map(|end| vec![(end, 1.0)]).chain([Vec::new()]);
    let chain = Lists(edges.collect());
    assert_eq!(kahn(&chain.packed(), &all(count)).0, all(count));
    assert_eq!(strong(&chain.packed(), &all(count)).bounds.len(), 1_000_000);
    assert_eq!(connected(&chain.packed(), &all(count)).bounds, [1_000_000]);
    let Ok(deep) = Depth::from(0, 1_000_000).next(&chain, usize::MAX).map(<[Node]>::to_vec);
    assert_eq!(deep, all(count));
    assert_eq!(nearest(&chain, 0, None).unwrap().distances[999_999].value(), 999_999.0);
    let Ok(path) = fewest(&chain, &chain.turned(), Follow::InOrder, 0, count - 1);
    assert_eq!(path, all(count));
}

#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn a_search_goes_on_when_it_reaches_much() {
    let count = 10_000;
    let edges: Vec<_> = (0..count).flat_map(|n| [(n, (7 * n + 1) % count), (n, n / 2)]).collect();
    let graph = Lists::of(count, &edges);
    let Ok(flooded) = flood(&graph, 5, Follow::Sorted);
    assert!(flooded.len() > 5_000);
    assert_eq!(sorted(flooded), {
        let (mut seen, mut stack) = (vec![false; 10_000], vec![5]);
        while let Some(node) = stack.pop() {
            if !std::mem::replace(&mut seen[at(node)], true) {
                stack.extend(graph.ends(node));
            }
        }
        all(count).into_iter().filter(|&node| seen[at(node)]).collect::<Vec<_>>()
    });
}

#[test]
fn whole_lengths_stay_whole_until_they_are_too_long() {
    let exact = 1 << 53;
    assert_eq!(Length::whole(-1), None);
    assert_eq!(Length::whole(exact), None);
    assert_eq!(Length::real(-0.5), None);
    assert_eq!(Length::real(f64::NAN), None);
    let long = Length::whole(exact - 1).unwrap();
    assert_eq!(long.plus(Length::ZERO), Some(long));
    assert_eq!(long.plus(long), None);
    assert_eq!(long.as_whole(), Some(exact - 1));
    let real = Length::ZERO.plus(Length::real(-0.0).unwrap()).unwrap();
    assert_eq!((real.as_whole(), real.value().to_bits()), (None, 0));
    let endless = Length::real(f64::INFINITY).unwrap();
    assert_eq!(long.plus(endless), Some(endless));
}

#[test]
fn a_distance_that_is_too_long_ends_the_search() {
    struct Long;
    impl Weighted for Long {
        type Error = Infallible;
        fn count(&self) -> usize {
            3
        }
        fn read(&self, node: Node, ends: &mut Vec<(Node, Length)>) -> Result<(), Infallible> {
            ends.extend(Length::whole((1 << 53) - 1).map(|length| ((node + 1) % 3, length)));
            Ok(())
        }
    }
    assert_eq!(nearest(&Long, 0, None), Err(Stop::TooLong));
    assert_eq!(nearest(&Long, 0, Some(1)).unwrap().way(3), [0, 1]);
}
