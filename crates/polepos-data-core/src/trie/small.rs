//! Nodes of few branches: their bytes in order, and the links beside them.

use super::link::Link;
use super::node::{Head, Node, Slot};

/// A node of up to `N` branches.
///
/// Bytes beyond the last branch are 0, with links to nowhere. The byte 0 itself is always first, so
/// that the first byte that is equal is the right one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Small<const N: usize> {
    head: Head,
    bytes: [u8; N],
    children: [Link; N],
}

pub(super) type Four = Small<4>;
pub(super) type Sixteen = Small<16>;

impl<const N: usize> Small<N> {
    /// Returns the index of a byte, `N` or more where it is not here. Without a branch.
    fn find(&self, byte: u8) -> usize {
        let mut equal = 0_u32;
        for (index, &each) in self.bytes.iter().enumerate() {
            equal |= u32::from(each == byte) << index;
        }
        equal.trailing_zeros() as usize
    }

    /// Returns how many branches are for bytes below one.
    fn rank(&self, byte: u8) -> usize {
        let below = self.bytes.iter().zip(&self.children);
        below.filter(|&(&each, child)| each < byte && !child.is_none()).count()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "an index is at most 16")]
impl<const N: usize> Node for Small<N> {
    const EMPTY: Self = Self { head: Head::NONE, bytes: [0; N], children: [Link::NONE; N] };
    const FEW: usize = if N == 4 { 0 } else { 3 };

    fn head(&self) -> &Head {
        &self.head
    }

    fn head_mut(&mut self) -> &mut Head {
        &mut self.head
    }

    fn child(&self, byte: u8) -> Link {
        match self.children.get(self.find(byte)) {
            Some(&child) => child,
            None => Link::NONE,
        }
    }

    fn replace(&mut self, byte: u8, child: Link) {
        let index = self.find(byte);
        if let Some(place) = self.children.get_mut(index) {
            *place = child;
        }
    }

    fn add(&mut self, byte: u8, child: Link) -> bool {
        let length = self.len();
        if length == N {
            return false;
        }
        let index = self.rank(byte);
        self.bytes.copy_within(index..length, index + 1);
        self.children.copy_within(index..length, index + 1);
        self.bytes[index] = byte;
        self.children[index] = child;
        true
    }

    fn remove(&mut self, byte: u8) {
        let index = self.find(byte);
        if index >= N {
            return;
        }
        self.bytes.copy_within(index + 1.., index);
        self.children.copy_within(index + 1.., index);
        self.bytes[N - 1] = 0;
        self.children[N - 1] = Link::NONE;
    }

    fn len(&self) -> usize {
        self.children.iter().filter(|each| !each.is_none()).count()
    }

    fn after(&self, slot: Slot) -> Option<(Slot, Link)> {
        let slot = slot.max(1);
        let child = self.children.get(usize::from(slot) - 1)?.some()?;
        Some((slot, child))
    }

    fn before(&self, slot: Slot) -> Option<(Slot, Link)> {
        let last = (self.len() as Slot).min(slot.saturating_sub(1));
        let index = usize::from(last).checked_sub(1)?;
        Some((last, self.children[index]))
    }

    fn slot(&self, byte: u8) -> Slot {
        self.rank(byte) as Slot + 1
    }

    fn byte(&self, slot: Slot) -> u8 {
        self.bytes[usize::from(slot) - 1]
    }
}
