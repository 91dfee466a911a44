//! What all kinds of inner nodes have in common.

use super::link::Link;

/// What stands before the branches of a node.
///
/// No node holds the bytes that all keys below it share: they are those of any of these keys, and a
/// search looks at them once, where it ends. So a node is small, and of each a search reads only
/// where to branch.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub(super) struct Head {
    /// How many bytes all keys below begin with; the branches are by the byte after those.
    pub(super) depth: u32,
    /// The leaf of the key that ends here.
    pub(super) end: Link,
    /// How many leaves are below.
    pub(super) count: u32,
}

impl Head {
    pub(super) const NONE: Self = Self { depth: 0, end: Link::NONE, count: 0 };
}

/// A place in a node, in the order of keys: 0 is that of the key that ends there, then branches.
pub(super) type Slot = u16;

/// A node of one kind.
pub(super) trait Node: Copy {
    /// A node without branches.
    const EMPTY: Self;
    /// Where it has so few branches, it becomes a node of the smaller kind.
    const FEW: usize;

    fn head(&self) -> &Head;
    fn head_mut(&mut self) -> &mut Head;

    /// Returns the branch for a byte.
    fn child(&self, byte: u8) -> Link;

    /// Puts another link in the place of the branch for a byte, which is there.
    fn replace(&mut self, byte: u8, child: Link);

    /// Adds a branch for a byte that has none; tells whether there was room.
    fn add(&mut self, byte: u8, child: Link) -> bool;

    /// Removes the branch for a byte.
    fn remove(&mut self, byte: u8);

    /// Returns how many branches there are.
    fn len(&self) -> usize;

    /// Returns the first branch from a slot on, and its slot.
    fn after(&self, slot: Slot) -> Option<(Slot, Link)>;

    /// Returns the last branch before a slot, and its slot.
    fn before(&self, slot: Slot) -> Option<(Slot, Link)>;

    /// Returns the slot of a byte's branch; if there is none, that of the next greater byte's.
    fn slot(&self, byte: u8) -> Slot;

    /// Returns the byte of a branch by its slot.
    fn byte(&self, slot: Slot) -> u8;

    /// Returns where a search for bytes goes from here.
    fn step(&self, bytes: &[u8]) -> Link {
        let depth = self.head().depth as usize;
        match bytes.get(depth) {
            Some(&byte) => self.child(byte),
            None if depth == bytes.len() => self.head().end,
            None => Link::NONE,
        }
    }

    /// Returns a node of another kind with the same branches, which has room for them.
    fn become_node<N: Node>(&self) -> N {
        let mut made = N::EMPTY;
        *made.head_mut() = *self.head();
        let mut from = 1;
        while let Some((slot, child)) = self.after(from) {
            made.add(self.byte(slot), child);
            from = slot + 1;
        }
        made
    }
}
