//! What has to be true of a trie between any two operations.

use super::Trie;
use super::link::Link;
use super::text::Text;

/// Panics where a trie is not as it has to be.
pub(super) fn assert_sound<K: Text, V>(trie: &Trie<K, V>) {
    let mut waiting = Vec::from_iter(trie.root.some());
    let mut nodes = 0;
    while let Some(at) = waiting.pop() {
        if at.is_leaf() {
            assert!(trie.leaf_at(at).is_some(), "a link to a leaf that is gone");
            continue;
        }
        nodes += 1;
        waiting.extend(assert_node(trie, at));
    }
    assert_eq!(nodes, trie.nodes.used(), "nodes that nothing leads to");
    assert_eq!(trie.count(trie.whole()), trie.len());
    assert_eq!(trie.leaves.items.iter().flatten().count(), trie.len());
}

fn assert_node<K: Text, V>(trie: &Trie<K, V>, at: Link) -> Vec<Link> {
    let Some(head) = trie.nodes.head(at) else {
        panic!("a link to nowhere");
    };
    let children = branches(trie, at);
    let (length, bounds) = trie.nodes.branches(at);
    assert_eq!(children.len(), length + usize::from(!head.end.is_none()));
    assert!(children.len() >= 2, "a node with nothing to decide");
    assert!(bounds.contains(&length), "{length} branches in {bounds:?}");
    let counts = children.iter().map(|&(_, child)| trie.count_at(child));
    assert_eq!(head.count, counts.sum::<u32>());
    let bytes = bytes_of(trie, trie.witness(at));
    let depth = head.depth as usize;
    for (byte, child) in &children {
        let below = bytes_of(trie, trie.witness(*child));
        assert_eq!(below[..depth], bytes[..depth]);
        assert_eq!(below.get(depth), byte.as_ref());
        assert!(trie.nodes.head(*child).is_none_or(|below| below.depth > head.depth));
    }
    children.into_iter().map(|(_, child)| child).collect()
}

/// Returns the branches of a node, which are the same in both directions.
fn branches<K, V>(trie: &Trie<K, V>, at: Link) -> Vec<(Option<u8>, Link)> {
    let (mut forward, mut slot) = (Vec::new(), 0);
    while let Some((found, child)) = trie.nodes.after(at, slot) {
        forward.push((trie.nodes.byte(at, found), child));
        slot = found + 1;
    }
    let (mut backward, mut slot) = (Vec::new(), u16::MAX);
    while let Some((found, child)) = trie.nodes.before(at, slot) {
        backward.push((trie.nodes.byte(at, found), child));
        slot = found;
    }
    backward.reverse();
    assert_eq!(forward, backward);
    assert!(forward.is_sorted_by_key(|&(byte, _)| byte));
    forward
}

fn bytes_of<K: Text, V>(trie: &Trie<K, V>, leaf: Link) -> Vec<u8> {
    let mut bytes = Vec::new();
    match trie.leaf_at(leaf) {
        Some(leaf) => leaf.key.write(&mut bytes),
        None => panic!("no leaf below"),
    }
    bytes
}
