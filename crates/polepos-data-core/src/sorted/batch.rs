//! Many insertions at once: first all comparisons, then the change.

use super::beginning::Beginning;
use super::space::Space;
use super::tree::Tree;

/// Where the elements of a sorted batch belong in a tree; good until the tree changes.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The position of each, before any of them is inserted; never falling.
    positions: Vec<usize>,
}

impl Plan {
    /// The position in the tree, as it is, that each element of the batch goes before.
    #[must_use]
    pub fn positions(&self) -> &[usize] {
        &self.positions
    }
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

    /// Insert a batch where [`plan`](Tree::plan) has said, for which there is
    /// [room](Tree::has_room). No comparison.
    ///
    /// O(k log n) for k elements, or O(n + k) if they are many against n.
    pub fn apply(&mut self, cx: S::Context<'_>, plan: Plan, batch: Vec<S::Element>) {
        debug_assert!(self.has_room(batch.len()), "a full tree");
        if batch.len() > self.length / 8 {
            self.rebuild(cx, plan, batch);
            return;
        }
        for (position, element) in plan.positions.into_iter().zip(batch).rev() {
            self.insert(cx, self.place(position), element);
        }
    }

    /// Merge a batch into all elements, and build the tree anew of lanes that are known already.
    fn rebuild(&mut self, cx: S::Context<'_>, plan: Plan, batch: Vec<S::Element>) {
        let length = self.length + batch.len();
        let (old, old_lanes) = self.take().into_columns();
        let (mut old, mut old_lanes) = (old.into_iter(), old_lanes.into_iter());
        let mut merged = Vec::with_capacity(length);
        let mut lanes = Vec::new();
        let mut done = 0;
        for (position, element) in plan.positions.into_iter().zip(batch) {
            let run = position - done;
            done = position;
            merged.extend(old.by_ref().take(run));
            if !S::Beginning::KEPT {
                lanes.extend(old_lanes.by_ref().take(run));
                lanes.push(S::lane(cx, S::key(&element), 0));
            }
            merged.push(element);
        }
        merged.extend(old);
        lanes.extend(old_lanes);
        *self = Self::from_columns(cx, merged, lanes);
    }
}
