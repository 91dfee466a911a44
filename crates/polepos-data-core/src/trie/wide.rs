//! Nodes of many branches: by an index over all bytes, or with a link for each byte.

use super::link::Link;
use super::node::{Head, Node, Slot};

/// A node of up to 48 branches.
#[derive(Clone, Copy, Debug)]
pub(super) struct FortyEight {
    head: Head,
    /// For each byte where its link is, and `NOWHERE` for those without a branch.
    index: [u8; 256],
    children: [Link; 48],
}

/// The index of a byte without a branch.
const NOWHERE: u8 = 48;

/// A node with a link for each byte.
#[derive(Clone, Copy, Debug)]
pub(super) struct Full {
    head: Head,
    children: [Link; 256],
}

/// Returns the byte of a slot.
#[expect(clippy::cast_possible_truncation, reason = "slots of branches are from 1 to 256")]
const fn byte_of(slot: Slot) -> u8 {
    slot.wrapping_sub(1) as u8
}

/// Returns the first branch from a slot on, in a node that can have one for each byte.
fn next_of(node: &impl Node, slot: Slot) -> Option<(Slot, Link)> {
    (slot.max(1)..=256).find_map(|slot| Some((slot, node.child(byte_of(slot)).some()?)))
}

/// Returns the last branch before a slot, in a node that can have one for each byte.
fn previous_of(node: &impl Node, slot: Slot) -> Option<(Slot, Link)> {
    let slots = (1..slot.min(257)).rev();
    slots.into_iter().find_map(|slot| Some((slot, node.child(byte_of(slot)).some()?)))
}

impl Node for FortyEight {
    const EMPTY: Self =
        Self { head: Head::NONE, index: [NOWHERE; 256], children: [Link::NONE; 48] };
    const FEW: usize = 12;

    fn head(&self) -> &Head {
        &self.head
    }

    fn head_mut(&mut self) -> &mut Head {
        &mut self.head
    }

    fn child(&self, byte: u8) -> Link {
        let index = self.index[usize::from(byte)];
        match self.children.get(usize::from(index)) {
            Some(&child) => child,
            None => Link::NONE,
        }
    }

    fn replace(&mut self, byte: u8, child: Link) {
        let index = self.index[usize::from(byte)];
        if let Some(place) = self.children.get_mut(usize::from(index)) {
            *place = child;
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "an index is below 48")]
    fn add(&mut self, byte: u8, child: Link) -> bool {
        let Some(place) = self.children.iter().position(|each| each.is_none()) else {
            return false;
        };
        self.children[place] = child;
        self.index[usize::from(byte)] = place as u8;
        true
    }

    fn remove(&mut self, byte: u8) {
        self.replace(byte, Link::NONE);
        self.index[usize::from(byte)] = NOWHERE;
    }

    fn len(&self) -> usize {
        self.children.iter().filter(|each| !each.is_none()).count()
    }

    fn after(&self, slot: Slot) -> Option<(Slot, Link)> {
        next_of(self, slot)
    }

    fn before(&self, slot: Slot) -> Option<(Slot, Link)> {
        previous_of(self, slot)
    }

    fn slot(&self, byte: u8) -> Slot {
        Slot::from(byte) + 1
    }

    fn byte(&self, slot: Slot) -> u8 {
        byte_of(slot)
    }
}

impl Node for Full {
    const EMPTY: Self = Self { head: Head::NONE, children: [Link::NONE; 256] };
    const FEW: usize = 37;

    fn head(&self) -> &Head {
        &self.head
    }

    fn head_mut(&mut self) -> &mut Head {
        &mut self.head
    }

    fn child(&self, byte: u8) -> Link {
        self.children[usize::from(byte)]
    }

    fn replace(&mut self, byte: u8, child: Link) {
        self.children[usize::from(byte)] = child;
    }

    fn add(&mut self, byte: u8, child: Link) -> bool {
        self.replace(byte, child);
        true
    }

    fn remove(&mut self, byte: u8) {
        self.replace(byte, Link::NONE);
    }

    fn len(&self) -> usize {
        self.children.iter().filter(|each| !each.is_none()).count()
    }

    fn after(&self, slot: Slot) -> Option<(Slot, Link)> {
        next_of(self, slot)
    }

    fn before(&self, slot: Slot) -> Option<(Slot, Link)> {
        previous_of(self, slot)
    }

    fn slot(&self, byte: u8) -> Slot {
        Slot::from(byte) + 1
    }

    fn byte(&self, slot: Slot) -> u8 {
        byte_of(slot)
    }
}
