//! The lanes of all leaves in one piece of memory, each leaf's where its number says.
//!
//! In a large tree a search waits for memory more than for anything else. So it does not ask the
//! leaf for where its lanes are: that would be one wait more.

use std::ops::Range;

use super::arena::narrow;
use super::space::Space;

/// Lanes by the number of their leaf; a leaf's are in order.
pub(super) struct Lanes<S: Space> {
    /// Room for as many lanes as a leaf holds, for each leaf; less while there is only one.
    blocks: Vec<S::Lane>,
    /// How many lanes each leaf has.
    lengths: Vec<u32>,
}

impl<S: Space> Lanes<S> {
    /// No lanes.
    pub(super) const fn new() -> Self {
        Self { blocks: Vec::new(), lengths: Vec::new() }
    }

    /// Room for the lanes of so many leaves, and no further.
    pub(super) fn reserve(&mut self, leaves: usize) {
        self.lengths.reserve_exact(leaves);
        if leaves > 1 {
            self.blocks.reserve_exact(leaves * S::LEAF);
        }
    }

    /// How many lanes a leaf has.
    #[inline]
    pub(super) fn length(&self, leaf: u32) -> usize {
        self.lengths.get(leaf as usize).map_or(0, |&length| length as usize)
    }

    /// The lanes of a leaf.
    #[inline]
    pub(super) fn of(&self, leaf: u32) -> &[S::Lane] {
        let start = leaf as usize * S::LEAF;
        self.blocks.get(start..start + self.length(leaf)).unwrap_or_default()
    }

    /// Put a lane at `offset` of a leaf, which is at most its length.
    #[inline]
    pub(super) fn insert(&mut self, leaf: u32, offset: usize, lane: S::Lane) {
        let length = self.length(leaf);
        let block = self.resized(leaf, length + 1);
        block.copy_within(offset..length, offset + 1);
        block[offset] = lane;
    }

    /// Take out the lanes of a range of a leaf, which lies within.
    #[inline]
    pub(super) fn cut(&mut self, leaf: u32, range: Range<usize>) {
        let length = self.length(leaf);
        let Range { start, end } = range;
        let block = self.resized(leaf, length);
        block.copy_within(end.., start);
        self.resized(leaf, length - (end - start));
    }

    /// Take out all lanes of a leaf.
    pub(super) fn clear(&mut self, leaf: u32) {
        if let Some(length) = self.lengths.get_mut(leaf as usize) {
            *length = 0;
        }
    }

    /// Put these lanes in the place of all that a leaf has.
    pub(super) fn replace(&mut self, leaf: u32, lanes: impl ExactSizeIterator<Item = S::Lane>) {
        let block = self.resized(leaf, lanes.len());
        block.iter_mut().zip(lanes).for_each(|(slot, lane)| *slot = lane);
    }

    /// Move the first `count` lanes of a leaf to the end of another.
    pub(super) fn move_front(&mut self, from: u32, to: u32, count: usize) {
        let length = self.length(to);
        self.resized(to, length + count);
        let (source, target) = (from as usize * S::LEAF, to as usize * S::LEAF + length);
        self.blocks.copy_within(source..source + count, target);
        self.cut(from, 0..count);
    }

    /// Move the lanes of a leaf from `at` on to the front of another.
    pub(super) fn move_back(&mut self, from: u32, to: u32, at: usize) {
        let count = self.length(from) - at;
        let length = self.length(to);
        self.resized(to, length + count).copy_within(..length, count);
        let source = from as usize * S::LEAF + at;
        self.blocks.copy_within(source..source + count, to as usize * S::LEAF);
        self.resized(from, at);
    }

    /// The lanes of a leaf, that are as many as said from now on.
    #[inline]
    fn resized(&mut self, leaf: u32, length: usize) -> &mut [S::Lane] {
        let start = leaf as usize * S::LEAF;
        if self.lengths.len() <= leaf as usize || self.blocks.len() < start + length {
            self.grow(leaf, length);
        }
        self.lengths[leaf as usize] = narrow(length);
        &mut self.blocks[start..start + length]
    }

    /// Make room: by doubling and then by quarters for one leaf, and by eighths for many, so that
    /// little is wasted.
    fn grow(&mut self, leaf: u32, length: usize) {
        let leaves = self.lengths.len().max(leaf as usize + 1);
        let known = self.lengths.len();
        if leaves > self.lengths.capacity() {
            self.lengths.reserve_exact((leaves + leaves / 8) - known);
        }
        self.lengths.resize(leaves, 0);
        let (room, spare) = if leaves > 1 {
            (leaves * S::LEAF, self.blocks.len() / 8)
        } else {
            (length, self.blocks.len().clamp(4, (S::LEAF / 4).max(4)) - 1)
        };
        if room > self.blocks.capacity() {
            self.blocks.reserve_exact(room + spare - self.blocks.len());
        }
        self.blocks.resize(room, S::Lane::default());
    }

    /// Bytes of the heap that lanes take.
    pub(super) fn heap_bytes(&self) -> usize {
        self.blocks.capacity() * size_of::<S::Lane>() + self.lengths.capacity() * size_of::<u32>()
    }
}
