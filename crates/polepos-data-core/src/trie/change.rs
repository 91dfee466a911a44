//! Changes of a trie: keys that come, keys that go.

use super::link::{Kind, Link};
use super::node::Head;
use super::prefix::Below;
use super::text::{Meeting, Text};
use super::{Excess, Leaf, Trie};

/// The link from a node: its link, and the byte of the branch (`None` for the key that ends there).
type Origin = Option<(Link, Option<u8>)>;

impl<K, V> Trie<K, V> {
    /// Puts a link in the place of another.
    fn relink(&mut self, from: Origin, to: Link) {
        match from {
            Some((node, byte)) => self.nodes.replace(node, byte, to),
            None => self.root = to,
        }
    }

    /// Puts a leaf among the leaves.
    pub(super) fn put(&mut self, leaf: Leaf<K, V>) -> Link {
        Link::new(Kind::Leaf, self.leaves.put(Some(leaf)))
    }

    /// Takes out all leaves, and returns the trie that held them, to be dropped where that does no
    /// harm. O(1).
    #[must_use = "dropping this may run code of others"]
    pub fn clear(&mut self) -> Self {
        std::mem::take(self)
    }
}

impl<K: Text, V> Trie<K, V> {
    /// Sets the value of a key. O(length of the key).
    ///
    /// A key that is here stays the object that it is; `key` is asked for one only if it is not.
    ///
    /// # Errors
    ///
    /// [`Excess`] if the trie is full or the key too long; then nothing has changed.
    pub fn insert(
        &mut self,
        bytes: &[u8],
        key: impl FnOnce() -> K,
        value: V,
    ) -> Result<Option<V>, Excess> {
        let nearest = self.nearest(bytes);
        let Some(leaf) = self.leaves.items.get_mut(nearest.place()).and_then(Option::as_mut) else {
            self.root = self.put(Leaf { key: key(), value });
            return Ok(None);
        };
        let meeting = leaf.key.meet(bytes);
        if meeting.common == bytes.len() && meeting.next.is_none() {
            return Ok(Some(std::mem::replace(&mut leaf.value, value)));
        }
        if !self.has_room(1) || u32::try_from(bytes.len()).is_err() {
            return Err(Excess);
        }
        let leaf = self.put(Leaf { key: key(), value });
        self.hang(bytes, meeting, leaf);
        Ok(None)
    }

    /// Hangs a leaf where its bytes part from those of all others.
    #[expect(clippy::cast_possible_truncation, reason = "it is no longer than the key")]
    fn hang(&mut self, bytes: &[u8], meeting: Meeting, leaf: Link) {
        let Meeting { common, next } = meeting;
        let (from, at) = self.descend(bytes, common);
        let branch = bytes.get(common).copied();
        if let Some(head) = self.nodes.head_mut(at)
            && head.depth as usize == common
        {
            head.count += 1;
            let grown = self.nodes.add(at, branch, leaf);
            self.relink(from, grown);
            return;
        }
        let head = Head { depth: common as u32, end: Link::NONE, count: self.count_at(at) + 1 };
        let made = self.nodes.make(head);
        self.nodes.add(made, next, at);
        self.nodes.add(made, branch, leaf);
        self.relink(from, made);
    }

    /// Goes down to the first link that leads to a leaf or to a node of at least a depth, and counts
    /// one more leaf on the way. Returns where that link is from, and the link.
    fn descend(&mut self, bytes: &[u8], depth: usize) -> (Origin, Link) {
        let (mut from, mut at) = (None, self.root);
        while let Some(head) = self.nodes.head_mut(at) {
            let here = head.depth as usize;
            if here >= depth {
                break;
            }
            head.count += 1;
            from = Some((at, bytes.get(here).copied()));
            at = self.nodes.step(at, bytes);
        }
        (from, at)
    }

    /// Removes a key and returns its leaf. O(length of the key).
    pub fn remove(&mut self, bytes: &[u8]) -> Option<Leaf<K, V>> {
        let place = self.find(bytes)?;
        let link = Link::new(Kind::Leaf, place.0);
        let gone = self.leaves.take(place.0)?;
        self.detach(bytes, link);
        Some(gone)
    }

    /// Removes all keys that begin with a prefix, and returns their leaves in order. O(those).
    pub fn remove_prefix(&mut self, prefix: &[u8]) -> Vec<Leaf<K, V>> {
        let part = self.below(prefix);
        let Below(at) = part;
        if part.is_empty() {
            return Vec::new();
        }
        let places: Vec<_> = self.leaves(part).places().collect();
        let gone = places.iter().filter_map(|place| self.leaves.take(place.0));
        let gone = gone.collect();
        self.detach(prefix, at);
        self.release_below(at);
        gone
    }

    /// Takes a link out of the node that has it, on the way of some bytes, and tells the nodes above.
    fn detach(&mut self, bytes: &[u8], link: Link) {
        let count = self.count_at(link);
        let (mut above, mut from, mut at) = (None, None, self.root);
        while at != link
            && let Some(head) = self.nodes.head_mut(at)
        {
            head.count -= count;
            let byte = bytes.get(head.depth as usize).copied();
            (above, from) = (from, Some((at, byte)));
            at = self.nodes.step(at, bytes);
        }
        let Some((node, byte)) = from else {
            self.root = Link::NONE;
            return;
        };
        let left = self.nodes.remove(node, byte);
        self.relink(above, left);
    }

    /// Lets the places of all nodes below a link be used again. O(those).
    fn release_below(&mut self, at: Link) {
        let mut waiting = vec![at];
        while let Some(at) = waiting.pop() {
            let mut from = 0;
            while let Some((slot, child)) = self.nodes.after(at, from) {
                if !child.is_leaf() {
                    waiting.push(child);
                }
                from = slot + 1;
            }
            self.nodes.release(at);
        }
    }
}
