//! Nodes of few branches: their bytes in order, and the links beside them.

use super::link::Link;
use super::node::{Head, Node, Slot};

/// Begins at a multiple of half a cache line.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
pub(super) struct Half;

/// Begins with a cache line.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Line;

/// A node of up to `N` branches, whose bytes take `B`, a multiple of 4.
///
/// Bytes beyond the last branch are 0, with links to nowhere. The byte 0 itself is always first, so
/// that the first byte that is equal is the right one.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub(super) struct Small<const N: usize, const B: usize, A> {
    begins: [A; 0],
    head: Head,
    bytes: [u8; B],
    children: [Link; N],
}

/// Takes half a cache line.
pub(super) type Four = Small<4, 4, Half>;
/// Takes a cache line, so that a search for digits reads one of each node.
pub(super) type Ten = Small<10, 12, Line>;
/// Takes one and a half.
pub(super) type Sixteen = Small<16, 16, Half>;

const _: () = assert!(size_of::<Four>() == 32 && size_of::<Ten>() == 64);
const _: () = assert!(size_of::<Sixteen>() == 96);

/// One in each byte.
const ONES: u32 = 0x0101_0101;

impl<const N: usize, const B: usize, A> Small<N, B, A> {
    /// Returns the index of a byte, `N` or more where it is not here. Four at a time, without a branch
    /// (a byte is 0 where it is equal; subtracting one from each then borrows from the first such).
    fn find(&self, byte: u8) -> usize {
        let wanted = u32::from(byte) * ONES;
        let mut equal = 0_u128;
        for (index, four) in self.bytes.as_chunks::<4>().0.iter().enumerate() {
            let differing = u32::from_le_bytes(*four) ^ wanted;
            let first = differing.wrapping_sub(ONES) & !differing & (ONES << 7);
            equal |= u128::from(first) << (32 * index);
        }
        (equal.trailing_zeros() / 8) as usize
    }

    /// Returns how many branches are for bytes below one.
    fn rank(&self, byte: u8) -> usize {
        let below = self.bytes.iter().zip(&self.children);
        below.filter(|&(&each, child)| each < byte && !child.is_none()).count()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "an index is at most 16")]
impl<const N: usize, const B: usize, A: Copy> Node for Small<N, B, A> {
    const EMPTY: Self =
        Self { begins: [], head: Head::NONE, bytes: [0; B], children: [Link::NONE; N] };
    const FEW: usize = match N {
        4 => 0,
        10 => 3,
        _ => 8,
    };

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
        self.bytes[B - 1] = 0;
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
