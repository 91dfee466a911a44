//! The first bytes that all keys of a node share, kept once for the node and left out of its lanes.

use std::cmp::Ordering;

use super::lane::BYTES;

/// The most bytes of a beginning that are kept.
pub const PREFIX: usize = 24;

/// How much a second lane after one that leaves out `skip` bytes leaves out, if not too much.
///
/// No lane is asked for more than [`PREFIX`] bytes from the front, so that it is enough for a space
/// to look at eight bytes more than that.
#[inline]
pub(super) const fn second(skip: usize) -> Option<usize> {
    if skip + BYTES <= PREFIX { Some(skip + BYTES) } else { None }
}

/// How nodes remember what their keys begin with; `()` remembers nothing.
///
/// Beginnings are in the order of their keys; those of different keys may be equal, unless they are
/// [`whole`](Beginning::whole).
pub trait Beginning: Copy + Default + Ord {
    /// Whether anything is remembered at all.
    const KEPT: bool;

    /// Whether a key has no more than this.
    fn whole(&self) -> bool;

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

    fn whole(&self) -> bool {
        false
    }

    fn skip(&self) -> usize {
        0
    }

    fn shared(&self, _other: &Self) -> Self {}

    fn against(&self, _node: &Self) -> Ordering {
        Ordering::Equal
    }
}

/// Up to [`PREFIX`] first bytes of a key, or those that the keys of a node share.
///
/// As big-endian words, padded with zeros, so that a comparison is one of three numbers; where they are
/// equal, one that ends comes before one that goes on with zeros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Prefix {
    words: [u64; 3],
    length: u8,
}

impl Prefix {
    /// The beginning of `bytes`; what is longer than [`PREFIX`] is cut off.
    #[must_use]
    #[inline]
    pub fn of(bytes: &[u8]) -> Self {
        if let Some(&whole) = bytes.first_chunk::<PREFIX>() {
            return Self::of_padded(whole, 24);
        }
        let mut padded = [0; PREFIX];
        padded[..bytes.len()].copy_from_slice(bytes);
        Self::of_padded(padded, u8::try_from(bytes.len()).unwrap_or(24))
    }

    #[inline]
    fn of_padded(bytes: [u8; PREFIX], length: u8) -> Self {
        let mut words = [0; 3];
        for (word, chunk) in words.iter_mut().zip(bytes.as_chunks::<8>().0) {
            *word = u64::from_be_bytes(*chunk);
        }
        Self { words, length }
    }

    /// The words of the first `length` bytes, and zeros.
    #[inline]
    fn cut(&self, length: u8) -> [u64; 3] {
        let kept = |word: usize, from: u32| {
            let bits = (u32::from(length) * 8).saturating_sub(from).min(64);
            self.words[word] & !u64::MAX.checked_shr(bits).unwrap_or(0)
        };
        [kept(0, 0), kept(1, 64), kept(2, 128)]
    }
}

impl Beginning for Prefix {
    const KEPT: bool = true;

    #[inline]
    fn whole(&self) -> bool {
        self.skip() < PREFIX
    }

    #[inline]
    fn skip(&self) -> usize {
        usize::from(self.length)
    }

    fn shared(&self, other: &Self) -> Self {
        let mut same = 0;
        for (own, other) in self.words.iter().zip(&other.words) {
            let equal = (own ^ other).leading_zeros() / 8;
            same += equal;
            if equal < 8 {
                break;
            }
        }
        let same = u8::try_from(same).unwrap_or(24);
        let length = same.min(self.length).min(other.length);
        Self { words: self.cut(length), length }
    }

    #[inline]
    fn against(&self, node: &Self) -> Ordering {
        // A key that ends within the node's beginning is less than all that go on, also with zeros.
        self.cut(node.length).cmp(&node.words).then(if self.length < node.length {
            Ordering::Less
        } else {
            Ordering::Equal
        })
    }
}
