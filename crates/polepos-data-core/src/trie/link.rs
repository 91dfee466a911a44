//! What points to a node or a leaf: its kind and its place, in four bytes.

/// What a link leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Leaf,
    Four,
    Ten,
    Sixteen,
    FortyEight,
    Full,
    Nowhere,
}

/// Leads to a leaf, to a node of one of the five kinds, or nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(transparent)]
pub(super) struct Link(u32);

/// Bits for the kind.
const KIND: u32 = 3;

/// The greatest number of keys of a trie, and so of leaves, and of nodes of a kind.
pub const MOST: usize = if cfg!(test) { 4_000 } else { (1 << (32 - KIND)) - 1 };

impl Link {
    /// Leads nowhere. Its place is beyond every leaf and node.
    pub(super) const NONE: Self = Self(u32::MAX);

    /// Returns the link to a place among those of a kind. The place is below [`MOST`].
    #[expect(clippy::cast_possible_truncation, reason = "a trie refuses to grow beyond MOST")]
    pub(super) const fn new(kind: Kind, place: usize) -> Self {
        Self((place as u32) << KIND | kind as u32)
    }

    pub(super) const fn kind(self) -> Kind {
        match self.0 & ((1 << KIND) - 1) {
            0 => Kind::Leaf,
            1 => Kind::Four,
            2 => Kind::Ten,
            3 => Kind::Sixteen,
            4 => Kind::FortyEight,
            5 => Kind::Full,
            _ => Kind::Nowhere,
        }
    }

    pub(super) const fn place(self) -> usize {
        (self.0 >> KIND) as usize
    }

    pub(super) const fn is_none(self) -> bool {
        self.0 == Self::NONE.0
    }

    pub(super) const fn is_leaf(self) -> bool {
        self.0 & ((1 << KIND) - 1) == Kind::Leaf as u32
    }

    /// Returns itself, or `None` where it leads nowhere.
    pub(super) const fn some(self) -> Option<Self> {
        if self.is_none() { None } else { Some(self) }
    }
}
