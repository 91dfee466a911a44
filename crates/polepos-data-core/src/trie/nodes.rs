//! All inner nodes of a trie, of five kinds, that grow and shrink with their branches.

use super::link::{Kind, Link};
use super::node::{Head, Node, Slot};
use super::slab::Slab;
use super::small::{Four, Sixteen, Ten};
use super::wide::{FortyEight, Full};

/// The nodes of each kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Nodes {
    fours: Slab<Four>,
    tens: Slab<Ten>,
    sixteens: Slab<Sixteen>,
    forty_eights: Slab<FortyEight>,
    fulls: Slab<Full>,
}

/// Does something with the node that a link leads to, or something else for a leaf or nowhere.
macro_rules! with {
    ($nodes:expr, $at:expr, $node:ident => $do:expr, else $leaf:expr) => {
        match $at.kind() {
            Kind::Four => {
                let $node = &$nodes.fours.items[$at.place()];
                $do
            }
            Kind::Ten => {
                let $node = &$nodes.tens.items[$at.place()];
                $do
            }
            Kind::Sixteen => {
                let $node = &$nodes.sixteens.items[$at.place()];
                $do
            }
            Kind::FortyEight => {
                let $node = &$nodes.forty_eights.items[$at.place()];
                $do
            }
            Kind::Full => {
                let $node = &$nodes.fulls.items[$at.place()];
                $do
            }
            Kind::Leaf | Kind::Nowhere => $leaf,
        }
    };
}

/// As `with`, for a change.
macro_rules! with_mut {
    ($nodes:expr, $at:expr, $node:ident => $do:expr, else $leaf:expr) => {
        match $at.kind() {
            Kind::Four => {
                let $node = &mut $nodes.fours.items[$at.place()];
                $do
            }
            Kind::Ten => {
                let $node = &mut $nodes.tens.items[$at.place()];
                $do
            }
            Kind::Sixteen => {
                let $node = &mut $nodes.sixteens.items[$at.place()];
                $do
            }
            Kind::FortyEight => {
                let $node = &mut $nodes.forty_eights.items[$at.place()];
                $do
            }
            Kind::Full => {
                let $node = &mut $nodes.fulls.items[$at.place()];
                $do
            }
            Kind::Leaf | Kind::Nowhere => $leaf,
        }
    };
}

impl Nodes {
    /// Returns the head of a node, `None` for a leaf or nowhere.
    pub(super) fn head(&self, at: Link) -> Option<&Head> {
        with!(self, at, node => Some(node.head()), else None)
    }

    /// As `head`, for a change.
    pub(super) fn head_mut(&mut self, at: Link) -> Option<&mut Head> {
        with_mut!(self, at, node => Some(node.head_mut()), else None)
    }

    /// Returns where a search for bytes goes from a node.
    #[inline]
    pub(super) fn step(&self, at: Link, bytes: &[u8]) -> Link {
        with!(self, at, node => node.step(bytes), else Link::NONE)
    }

    /// Returns the first branch of a node from a slot on; that of the key that ends there is first.
    #[inline]
    pub(super) fn after(&self, at: Link, slot: Slot) -> Option<(Slot, Link)> {
        let end = if slot == 0 { self.head(at)?.end } else { Link::NONE };
        if !end.is_none() {
            return Some((0, end));
        }
        with!(self, at, node => node.after(slot), else None)
    }

    /// Returns the last branch of a node before a slot.
    #[inline]
    pub(super) fn before(&self, at: Link, slot: Slot) -> Option<(Slot, Link)> {
        if slot == 0 {
            return None;
        }
        let found = with!(self, at, node => node.before(slot), else None);
        found.or_else(|| Some((0, self.head(at)?.end.some()?)))
    }

    /// Returns the slot of a byte's branch; if there is none, that of the next greater byte's.
    pub(super) fn slot(&self, at: Link, byte: u8) -> Slot {
        with!(self, at, node => node.slot(byte), else 0)
    }

    /// Returns the byte of a branch by its slot, `None` for the key that ends there.
    pub(super) fn byte(&self, at: Link, slot: Slot) -> Option<u8> {
        if slot == 0 {
            return None;
        }
        with!(self, at, node => Some(node.byte(slot)), else None)
    }

    /// Makes a node without branches.
    pub(super) fn make(&mut self, head: Head) -> Link {
        let mut node = Four::EMPTY;
        *node.head_mut() = head;
        Link::new(Kind::Four, self.fours.put(node))
    }

    /// Puts another link in the place of one that a node has: for a byte, or for its end.
    pub(super) fn replace(&mut self, at: Link, byte: Option<u8>, child: Link) {
        with_mut!(self, at, node => match byte {
            Some(byte) => node.replace(byte, child),
            None => node.head_mut().end = child,
        }, else ());
    }

    /// Adds a branch for a byte, or for the key that ends here, where there is none.
    ///
    /// Returns the link to the node, which is another one if it had to grow.
    pub(super) fn add(&mut self, at: Link, byte: Option<u8>, child: Link) -> Link {
        let Some(byte) = byte else {
            self.replace(at, None, child);
            return at;
        };
        if with_mut!(self, at, node => node.add(byte, child), else true) {
            return at;
        }
        let grown = self.grown(at);
        with_mut!(self, grown, node => node.add(byte, child), else true);
        grown
    }

    /// Removes the branch for a byte, or for the key that ends here.
    ///
    /// Returns the link that belongs in the place of that to the node: to a smaller node, to the one
    /// branch that is left, or to the node as it was.
    pub(super) fn remove(&mut self, at: Link, byte: Option<u8>) -> Link {
        let few = with_mut!(self, at, node => {
            match byte {
                Some(byte) => node.remove(byte),
                None => node.head_mut().end = Link::NONE,
            }
            node.len() <= Self::few(node).max(1)
        }, else false);
        if few { self.shrunk(at) } else { at }
    }

    const fn few<N: Node>(_: &N) -> usize {
        N::FEW
    }

    /// Puts a node of the next greater kind in the place of a full one.
    fn grown(&mut self, at: Link) -> Link {
        let made = match at.kind() {
            Kind::Four => {
                let node = self.fours.items[at.place()].become_node();
                Link::new(Kind::Ten, self.tens.put(node))
            }
            Kind::Ten => {
                let node = self.tens.items[at.place()].become_node();
                Link::new(Kind::Sixteen, self.sixteens.put(node))
            }
            Kind::Sixteen => {
                let node = self.sixteens.items[at.place()].become_node();
                Link::new(Kind::FortyEight, self.forty_eights.put(node))
            }
            Kind::FortyEight => {
                let node = self.forty_eights.items[at.place()].become_node();
                Link::new(Kind::Full, self.fulls.put(node))
            }
            Kind::Full | Kind::Leaf | Kind::Nowhere => return at,
        };
        self.release(at);
        made
    }

    /// Puts a node of the next smaller kind, or the one branch that is left, in a node's place.
    fn shrunk(&mut self, at: Link) -> Link {
        let made = match at.kind() {
            Kind::Four => {
                let Some((slot, only)) = self.after(at, 0) else {
                    return at;
                };
                if self.after(at, slot + 1).is_some() {
                    return at;
                }
                only
            }
            Kind::Ten => {
                let node = self.tens.items[at.place()].become_node();
                Link::new(Kind::Four, self.fours.put(node))
            }
            Kind::Sixteen => {
                let node = self.sixteens.items[at.place()].become_node();
                Link::new(Kind::Ten, self.tens.put(node))
            }
            Kind::FortyEight => {
                let node = self.forty_eights.items[at.place()].become_node();
                Link::new(Kind::Sixteen, self.sixteens.put(node))
            }
            Kind::Full => {
                let node = self.fulls.items[at.place()].become_node();
                Link::new(Kind::FortyEight, self.forty_eights.put(node))
            }
            Kind::Leaf | Kind::Nowhere => return at,
        };
        self.release(at);
        made
    }

    /// Lets the place of a node be used again.
    pub(super) fn release(&mut self, at: Link) {
        match at.kind() {
            Kind::Four => self.fours.release(at.place()),
            Kind::Ten => self.tens.release(at.place()),
            Kind::Sixteen => self.sixteens.release(at.place()),
            Kind::FortyEight => self.forty_eights.release(at.place()),
            Kind::Full => self.fulls.release(at.place()),
            Kind::Leaf | Kind::Nowhere => {}
        }
    }

    /// Puts a copy of another trie's node among these.
    pub(super) fn adopt(&mut self, other: &Self, at: Link) -> Link {
        let place = match at.kind() {
            Kind::Four => self.fours.put(other.fours.items[at.place()]),
            Kind::Ten => self.tens.put(other.tens.items[at.place()]),
            Kind::Sixteen => self.sixteens.put(other.sixteens.items[at.place()]),
            Kind::FortyEight => self.forty_eights.put(other.forty_eights.items[at.place()]),
            Kind::Full => self.fulls.put(other.fulls.items[at.place()]),
            Kind::Leaf | Kind::Nowhere => return Link::NONE,
        };
        Link::new(at.kind(), place)
    }

    /// Returns how many nodes there are.
    #[cfg(test)]
    pub(super) fn used(&self) -> usize {
        self.fours.used()
            + self.tens.used()
            + self.sixteens.used()
            + self.forty_eights.used()
            + self.fulls.used()
    }

    /// Returns how many branches a node has, and the bounds of that for its kind.
    #[cfg(test)]
    pub(super) fn branches(&self, at: Link) -> (usize, std::ops::RangeInclusive<usize>) {
        let length = with!(self, at, node => node.len(), else 0);
        let bounds = match at.kind() {
            Kind::Four => 1..=4,
            Kind::Ten => Ten::FEW + 1..=10,
            Kind::Sixteen => Sixteen::FEW + 1..=16,
            Kind::FortyEight => FortyEight::FEW + 1..=48,
            _ => Full::FEW + 1..=256,
        };
        (length, bounds)
    }

    /// Returns how many bytes are allocated.
    pub(super) fn bytes(&self) -> usize {
        let small = self.fours.bytes() + self.tens.bytes() + self.sixteens.bytes();
        small + self.forty_eights.bytes() + self.fulls.bytes()
    }

    /// Makes the vectors as small as what they hold.
    pub(super) fn shrink_to_fit(&mut self) {
        self.fours.items.shrink_to_fit();
        self.tens.items.shrink_to_fit();
        self.sixteens.items.shrink_to_fit();
        self.forty_eights.items.shrink_to_fit();
        self.fulls.items.shrink_to_fit();
    }
}
