//! The state of a queue, and the plans of its changes.

use polepos_data_core::queue::{self, ByLane, Order, Row, Slot, float_of, int_of};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;

use super::Object;
use super::compare::{hash_of, overtakes, same_key};
use super::rank::{Kind, turned};

pub(super) type Queue = queue::Queue<Object, Object, Object>;
pub(super) type Held = Row<Object, Object, Object>;

/// A queue, and what says how its priorities are ordered.
pub(super) struct State {
    pub(super) queue: Queue,
    /// What the priorities are; anything while there is none.
    pub(super) kind: Kind,
    pub(super) key: Option<Object>,
    pub(super) reverse: bool,
}

/// A change of which it is asked where the entry that moves is going to stand.
#[derive(Clone, Copy)]
pub(super) enum Plan {
    /// A new key with such a lane.
    New(u64),
    /// The key of a slot with another lane.
    Again(Slot, u64),
    /// A new key with such a lane instead of that of a slot.
    Instead(Slot, u64),
    /// The last of all instead of a slot.
    Without(Slot),
}

impl Plan {
    #[inline]
    fn ask<O: Order>(self, queue: &Queue, order: &O) -> Result<usize, O::Error> {
        match self {
            Self::New(lane) => queue.place_new(lane, order),
            Self::Again(slot, lane) => queue.place_again(slot, lane, order),
            Self::Instead(slot, lane) => queue.place_instead(slot, lane, order),
            Self::Without(slot) => queue.place_without(slot, order),
        }
    }

    /// Return the slot of what is to come.
    #[inline]
    fn coming(self, queue: &Queue) -> Slot {
        match self {
            Self::Again(slot, _) => slot,
            Self::New(_) | Self::Instead(..) | Self::Without(_) => queue.next_slot(),
        }
    }
}

impl State {
    pub(super) const fn new() -> Self {
        Self { queue: Queue::new(), kind: Kind::Int, key: None, reverse: false }
    }

    /// Return what the priorities are when there is one of such a kind among them.
    #[inline]
    pub(super) fn kind_with(&self, kind: Kind) -> Kind {
        if self.kind == kind || self.queue.is_empty() { kind } else { Kind::Objects }
    }

    /// Return the slot of a key. Runs foreign code.
    #[inline]
    pub(super) fn find(&self, key: &Bound<'_, PyAny>) -> PyResult<Option<Slot>> {
        self.find_by_hash(hash_of(key)?, key)
    }

    #[inline]
    pub(super) fn find_by_hash(&self, hash: u64, key: &Bound<'_, PyAny>) -> PyResult<Option<Slot>> {
        self.queue.find(hash, |known| same_key(known, key))
    }

    /// Return what is held under a key. Runs foreign code.
    #[inline]
    pub(super) fn held(&self, key: &Bound<'_, PyAny>) -> PyResult<Option<&Held>> {
        Ok(self.find(key)?.and_then(|slot| self.queue.row(slot)))
    }

    /// Return what comes first.
    #[inline]
    pub(super) fn first(&self) -> Option<&Held> {
        self.queue.row(self.queue.first()?)
    }

    /// Return where the entry that moves is going to stand. Runs foreign code unless lanes are all.
    #[inline]
    pub(super) fn place(
        &self,
        py: Python<'_>,
        kind: Kind,
        plan: Plan,
        rank: Option<&Object>,
    ) -> PyResult<usize> {
        if kind.is_exact() {
            let Ok(place) = plan.ask(&self.queue, &ByLane);
            return Ok(place);
        }
        let coming = rank.map(|rank| (plan.coming(&self.queue), rank));
        plan.ask(&self.queue, &self.order(py, kind, coming))
    }

    /// Tell whether the first of all comes before a new priority. One comparison at most.
    pub(super) fn is_first_before(
        &self,
        py: Python<'_>,
        kind: Kind,
        lane: u64,
        rank: &Object,
    ) -> PyResult<bool> {
        if kind.is_exact() {
            let Ok(before) = self.queue.is_first_before(lane, &ByLane);
            return Ok(before);
        }
        let coming = Some((self.queue.next_slot(), rank));
        self.queue.is_first_before(lane, &self.order(py, kind, coming))
    }

    /// Return the order by comparisons of such priorities.
    pub(super) fn order<'q>(
        &'q self,
        py: Python<'q>,
        kind: Kind,
        coming: Option<(Slot, &'q Object)>,
    ) -> impl Order<Error = PyErr> + 'q {
        let reverse = self.reverse;
        self.queue
            .by_rank(coming, kind.has_lanes(), move |new, old| overtakes(py, new, old, reverse))
    }

    /// Return the numbers that the lanes stand for as objects, slot by slot: what a key function had made
    /// of the priorities, and was not kept while the lanes were all.
    pub(super) fn ranks_of_lanes(&self, py: Python<'_>) -> PyResult<Vec<Option<Object>>> {
        let mut ranks = Vec::new();
        for (slot, _) in self.queue.rows() {
            ranks.resize_with(slot as usize, || None);
            let lane = turned(self.queue.lane(slot), self.reverse);
            ranks.push(Some(if self.kind == Kind::Int {
                int_of(lane).into_py_any(py)?
            } else {
                float_of(lane).into_py_any(py)?
            }));
        }
        ranks.resize_with(self.queue.next_slot() as usize, || None);
        Ok(ranks)
    }
}
