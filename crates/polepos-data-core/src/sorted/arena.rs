//! Nodes by number: a vector with a list of the places that are free.

use std::ops::{Index, IndexMut};

/// The number that stands for no node.
pub(super) const NONE: u32 = u32::MAX;

/// A length or an index as 32 bits; a tree holds fewer than 2^32 elements.
#[inline]
pub(super) fn narrow(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(NONE)
}

/// Nodes of one kind.
pub(super) struct Arena<T> {
    nodes: Vec<T>,
    free: Vec<u32>,
}

impl<T> Arena<T> {
    pub(super) const fn new() -> Self {
        Self { nodes: Vec::new(), free: Vec::new() }
    }

    /// Keep `node` and tell its number.
    pub(super) fn insert(&mut self, node: T) -> u32 {
        if let Some(id) = self.free.pop() {
            self[id] = node;
            return id;
        }
        if self.nodes.is_empty() {
            // Most trees are small: one leaf is all of them.
            self.nodes.reserve_exact(1);
        }
        self.nodes.push(node);
        narrow(self.nodes.len() - 1)
    }

    /// Whether two in three numbers, and not just a few, are free.
    pub(super) fn mostly_free(&self) -> bool {
        self.free.len() > 32 && self.free.len() > self.nodes.len() / 3 * 2
    }

    /// Take a node out, with `empty` left where it was until the number is given again.
    pub(super) fn remove(&mut self, id: u32, empty: T) -> T {
        self.free.push(id);
        std::mem::replace(&mut self[id], empty)
    }

    /// The node, if there is one of this number.
    pub(super) fn get(&self, id: u32) -> Option<&T> {
        self.nodes.get(id as usize)
    }

    /// All nodes, free ones too.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.nodes.iter()
    }

    /// Bytes of the heap that the arena itself takes.
    pub(super) fn heap_bytes(&self) -> usize {
        self.nodes.capacity() * size_of::<T>() + self.free.capacity() * size_of::<u32>()
    }
}

impl<T> Index<u32> for Arena<T> {
    type Output = T;

    #[inline]
    fn index(&self, id: u32) -> &T {
        &self.nodes[id as usize]
    }
}

impl<T> IndexMut<u32> for Arena<T> {
    #[inline]
    fn index_mut(&mut self, id: u32) -> &mut T {
        &mut self.nodes[id as usize]
    }
}
