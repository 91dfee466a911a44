//! Many insertions at once: first all comparisons, then the change.

use super::space::Space;
use super::tree::Tree;

/// Where the elements of a sorted batch belong in a tree; good until the tree changes.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The position of each, before any of them is inserted; never falling.
    positions: Vec<usize>,
}

impl<S: Space> Tree<S> {
    /// Find where the elements of a batch belong that is in order itself, each after its equals.
    /// O(k log n) for k elements.
    ///
    /// # Errors
    /// Whatever a comparison fails with.
    pub fn plan(&self, cx: S::Context<'_>, batch: &[S::Element]) -> Result<Plan, S::Error> {
        let mut positions = Vec::with_capacity(batch.len());
        let mut least = 0;
        for element in batch {
            if least < self.length {
                let place = self.upper_bound(cx, S::key(element))?;
                least = self.position(place).max(least);
            }
            positions.push(least);
        }
        Ok(Plan { positions })
    }

    /// Insert a batch where [`plan`](Tree::plan) has said. No comparison.
    ///
    /// O(k log n) for k elements, or O(n + k) if they are many against n.
    pub fn apply(&mut self, cx: S::Context<'_>, plan: Plan, batch: Vec<S::Element>) {
        if batch.len() > self.length / 8 {
            self.rebuild(cx, plan, batch);
            return;
        }
        for (position, element) in plan.positions.into_iter().zip(batch).rev() {
            self.insert(cx, self.place(position), element);
        }
    }

    /// Merge a batch into all elements, and build the tree anew.
    fn rebuild(&mut self, cx: S::Context<'_>, plan: Plan, batch: Vec<S::Element>) {
        let mut merged = Vec::with_capacity(self.length + batch.len());
        let mut old = self.take_elements().into_iter();
        let mut done = 0;
        for (position, element) in plan.positions.into_iter().zip(batch) {
            merged.extend(old.by_ref().take(position - done));
            done = position;
            merged.push(element);
        }
        merged.extend(old);
        *self = Self::from_sorted(cx, merged);
    }
}
