//! Chain slots in an order, by links that lie beside what is in the slots.
//!
//! The chain is a ring through slot 0, the joint, which holds nothing: so no end is a special case, and
//! to take out or to put at the end is four writes.

/// The slot in which a chain begins and ends.
pub(crate) const JOINT: u32 = 0;

/// What comes before and after a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Links {
    pub(crate) before: u32,
    pub(crate) after: u32,
}

/// A chain of nothing.
pub(crate) const ALONE: Links = Links { before: JOINT, after: JOINT };

/// What keeps the links of its slots.
pub(crate) trait Chain {
    fn links(&self, slot: u32) -> Links;
    fn links_mut(&mut self, slot: u32) -> &mut Links;

    /// Put a slot that is in no chain at the end.
    #[inline]
    fn put_last(&mut self, slot: u32) {
        let last = self.links(JOINT).before;
        *self.links_mut(slot) = Links { before: last, after: JOINT };
        self.links_mut(last).after = slot;
        self.links_mut(JOINT).before = slot;
    }

    /// Take a slot out of its chain; its own links stay as they were.
    #[inline]
    fn part(&mut self, slot: u32) {
        let Links { before, after } = self.links(slot);
        self.links_mut(before).after = after;
        self.links_mut(after).before = before;
    }
}

/// Return a slot, unless it is the joint.
#[inline]
pub(crate) const fn but_joint(slot: u32) -> Option<u32> {
    if slot == JOINT { None } else { Some(slot) }
}
