//! Go through a queue in the order of its priorities and leave it as it is.

use super::entry::Slot;
use super::order::Order;
use super::state::Queue;
use super::tree::{ROOT, Tree};

/// A heap of its own, which is emptied step by step; made by [`Queue::in_order`].
#[derive(Debug)]
pub struct InOrder {
    tree: Tree,
}

impl<K, P, V> Queue<K, P, V> {
    /// Return what goes through the queue in order as it is now. O(n), without comparisons.
    #[must_use]
    pub fn in_order(&self) -> InOrder {
        InOrder { tree: self.heap.tree().clone() }
    }
}

impl InOrder {
    /// Return the slot that comes next; the queue must not have changed. O(log n).
    ///
    /// # Errors
    /// Fails as a comparison does, and has then not moved on.
    pub fn next<O: Order>(&mut self, order: &O) -> Result<Option<Slot>, O::Error> {
        if self.tree.len() == 0 {
            return Ok(None);
        }
        let first = self.tree.get(ROOT);
        let end = self.tree.end() - 1;
        let last = self.tree.get(end);
        let target = if end == ROOT { ROOT } else { self.tree.sink(ROOT, last, end, order)? };
        self.tree.pop();
        if end != ROOT {
            self.tree.shift(ROOT, target, last, |_, _| ());
        }
        Ok(Some(first.slot()))
    }
}
