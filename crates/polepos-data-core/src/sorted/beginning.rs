//! The first bytes that all keys of a node share, kept once for the node and left out of its lanes.

use std::cmp::Ordering;

/// The most bytes of a beginning that are kept.
pub const PREFIX: usize = 24;

/// How nodes remember what their keys begin with; `()` remembers nothing.
pub trait Beginning: Copy + Default + PartialEq {
    /// Whether anything is remembered at all.
    const KEPT: bool;

    /// How many bytes lanes leave out.
    fn skip(&self) -> usize;

    /// What both begin with.
    #[must_use]
    fn shared(&self, other: &Self) -> Self;

    /// Where a key that begins with `self` lies against all keys that begin with `node`: before
    /// them, after them, or (`Equal`) among them.
    fn against(&self, node: &Self) -> Ordering;
}

impl Beginning for () {
    const KEPT: bool = false;

    fn skip(&self) -> usize {
        0
    }

    fn shared(&self, _other: &Self) -> Self {}

    fn against(&self, _node: &Self) -> Ordering {
        Ordering::Equal
    }
}

/// Up to [`PREFIX`] first bytes of a key, or those that the keys of a node share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prefix {
    bytes: [u8; PREFIX],
    length: u8,
}

impl Prefix {
    /// The beginning of `bytes`; what is longer than [`PREFIX`] is cut off.
    #[must_use]
    #[inline]
    pub fn of(bytes: &[u8]) -> Self {
        let mut kept = [0; PREFIX];
        let mut length = 0;
        for (slot, &byte) in kept.iter_mut().zip(bytes) {
            *slot = byte;
            length += 1;
        }
        Self {
            bytes: kept,
            length,
        }
    }

    /// The bytes that are kept.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.skip()).unwrap_or_default()
    }
}

impl Beginning for Prefix {
    const KEPT: bool = true;

    fn skip(&self) -> usize {
        usize::from(self.length)
    }

    fn shared(&self, other: &Self) -> Self {
        let same = self
            .as_bytes()
            .iter()
            .zip(other.as_bytes())
            .take_while(|(a, b)| a == b)
            .count();
        Self::of(&self.bytes[..same])
    }

    fn against(&self, node: &Self) -> Ordering {
        let own = self.as_bytes();
        let end = own.len().min(node.skip());
        own[..end].cmp(node.as_bytes())
    }
}
