//! What is true of every tree, whatever comparisons say.

use crate::sorted::arena::NONE;
use crate::sorted::beginning::{Beginning, second};
use crate::sorted::leaf::Up;
use crate::sorted::rebalance::least;
use crate::sorted::{Space, Tree};

impl<S: Space> Tree<S> {
    /// Look at the whole structure, and panic where it is not as it should be.
    pub(super) fn check(&self, cx: S::Context<'_>) {
        assert_eq!(self.up(self.height, self.root), Up::ROOT);
        let mut leaves = Vec::new();
        self.check_node(cx, self.height, self.root, &mut leaves);
        self.check_chain(&leaves);
        let total: usize = leaves.iter().map(|&leaf| self.leaves[leaf].items.len()).sum();
        assert_eq!(total, self.length);
        for &leaf in &leaves {
            let node = &self.leaves[leaf];
            assert!(node.items.len() <= S::LEAF);
            let edge = leaf == self.first || leaf == self.last;
            assert!(edge || node.items.len() >= least(S::LEAF), "a leaf with little in it");
            assert!(!node.items.is_empty() || self.height == 0);
            let lanes = node.items.iter().map(|item| Self::expected(cx, item, &node.beginning));
            assert!(lanes.eq(self.lanes.of(leaf).iter().copied()), "lanes of a leaf");
        }
    }

    /// The lane that an element has in a node, which has to share its beginning.
    fn expected(cx: S::Context<'_>, item: &S::Element, beginning: &S::Beginning) -> S::Lane {
        let key = S::key(item);
        assert!(S::beginning(cx, key).shared(beginning) == *beginning, "a beginning");
        S::lane(cx, key, beginning.skip())
    }

    fn check_node(&self, cx: S::Context<'_>, level: u32, node: u32, leaves: &mut Vec<u32>) {
        if level == 0 {
            leaves.push(node);
            return;
        }
        let inner = &self.inners[node];
        let count = inner.children.len();
        assert!(count <= S::INNER && count > usize::from(level == self.height));
        assert_eq!((inner.lanes.len(), inner.sums.len()), (count, count));
        let edge = self.is_first(level, node) || self.is_last(level, node);
        assert!(edge || count >= least(S::INNER), "a node with few children");
        let mut sum = 0;
        for (slot, &child) in inner.children.iter().enumerate() {
            let up = self.up(level - 1, child);
            assert_eq!((up.parent, up.slot as usize), (node, slot));
            sum += self.count(level - 1, child);
            assert_eq!(inner.sums[slot], sum);
            let Some(item) = self.greatest(level - 1, child) else { panic!("an empty child") };
            assert!(Self::expected(cx, item, &inner.beginning) == inner.lanes[slot], "a label");
            if S::Beginning::KEPT {
                let skip = second(inner.beginning.skip());
                let tail =
                    skip.map_or_else(S::Lane::default, |skip| S::lane(cx, S::key(item), skip));
                assert!(tail == inner.tails[slot], "a tail");
            }
            self.check_node(cx, level - 1, child, leaves);
        }
    }

    fn check_chain(&self, leaves: &[u32]) {
        let mut previous = NONE;
        let mut leaf = self.first;
        for &expected in leaves {
            assert_eq!((leaf, self.leaves[leaf].previous), (expected, previous));
            previous = leaf;
            leaf = self.leaves[leaf].next;
        }
        assert_eq!((leaf, previous), (NONE, self.last));
    }
}
