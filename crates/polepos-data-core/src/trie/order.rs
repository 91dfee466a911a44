//! Questions about the order of keys: what is next to a text, what is between two.

use std::cmp::Ordering;

use super::cursor::{Cursor, Direction};
use super::link::Link;
use super::node::Slot;
use super::text::{Meeting, Text};
use super::{Place, Trie};

/// On which side of a key, if it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The key comes after.
    Before,
    /// The key comes before.
    After,
}

/// One end of a range: its bytes, and whether the key with those belongs to it.
pub type Bound<'a> = Option<(&'a [u8], bool)>;

impl<K: Text, V> Trie<K, V> {
    /// Returns a cursor at where a text is, or would be, among the keys. O(length of the text).
    #[must_use]
    pub fn seek(&self, bytes: &[u8], side: Side, direction: Direction) -> Cursor {
        let Some(leaf) = self.leaf_at(self.nearest(bytes)) else {
            return Cursor::empty(direction);
        };
        let meeting = leaf.key.meet(bytes);
        let (mut stack, at) = self.way(bytes, meeting.common, direction);
        if self.nodes.head(at).is_some_and(|head| head.depth as usize == meeting.common) {
            let slot = match bytes.get(meeting.common) {
                Some(&byte) => self.nodes.slot(at, byte),
                None => Slot::from(side == Side::After),
            };
            stack.push((at, slot));
            return Cursor::within(stack, direction);
        }
        if beside(bytes, meeting, side) != direction {
            return Cursor::within(stack, direction);
        }
        Self::including(stack, at, direction)
    }

    /// Returns the nodes above the place where a text leaves the trie, with the slots that follow
    /// in a direction, and what is below them there.
    fn way(&self, bytes: &[u8], common: usize, to: Direction) -> (Vec<(Link, Slot)>, Link) {
        let (mut stack, mut at) = (Vec::new(), self.root);
        while let Some(head) = self.nodes.head(at)
            && (head.depth as usize) < common
        {
            let slot = self.nodes.slot(at, bytes[head.depth as usize]);
            stack.push((at, slot + Slot::from(to == Direction::Forward)));
            at = self.nodes.step(at, bytes);
        }
        (stack, at)
    }

    /// Returns a cursor that meets what is below a link first.
    fn including(mut stack: Vec<(Link, Slot)>, at: Link, direction: Direction) -> Cursor {
        let Some((_, slot)) = stack.last_mut() else {
            return Cursor::over(at, direction);
        };
        match direction {
            Direction::Forward => *slot -= 1,
            Direction::Backward => *slot += 1,
        }
        Cursor::within(stack, direction)
    }

    /// Returns the key next to a text: the last before it, or the first after. O(length).
    ///
    /// The text's own key counts as after it for [`Side::Before`], as before it for [`Side::After`].
    #[must_use]
    pub fn neighbour(&self, bytes: &[u8], side: Side, direction: Direction) -> Option<Place> {
        self.seek(bytes, side, direction).step(self)
    }

    /// Returns a cursor over the keys between two texts. O(length of the texts).
    #[must_use]
    pub fn range(&self, low: Bound<'_>, high: Bound<'_>, direction: Direction) -> Cursor {
        if let (Some((low, with_low)), Some((high, with_high))) = (low, high)
            && (low > high || (low == high && !(with_low && with_high)))
        {
            return Cursor::empty(direction);
        }
        let low = low.map(|(low, with)| (low, if with { Side::Before } else { Side::After }));
        let high = high.map(|(high, with)| (high, if with { Side::After } else { Side::Before }));
        let (first, last) = match direction {
            Direction::Forward => (low, high),
            Direction::Backward => (high, low),
        };
        let cursor = match first {
            Some((bytes, side)) => self.seek(bytes, side, direction),
            None => Cursor::over(self.root, direction),
        };
        cursor.until(last.and_then(|(bytes, side)| self.neighbour(bytes, side, direction)))
    }
}

/// Tells on which side of a text all those keys are that part from it at the same byte.
fn beside(bytes: &[u8], meeting: Meeting, side: Side) -> Direction {
    let branch = bytes.get(meeting.common).copied();
    match (meeting.next.cmp(&branch), side) {
        (Ordering::Greater, _) | (Ordering::Equal, Side::Before) => Direction::Forward,
        (Ordering::Less, _) | (Ordering::Equal, Side::After) => Direction::Backward,
    }
}
