//! Sort many entries at once, and find where they belong among those that are here.

use polepos_data_core::sorted::{Beginning, Space};
use pyo3::prelude::*;

use super::compare::less;
use super::entry::Entry;
use super::kind::Kind;
use super::trees::Trees;

/// Sort by lanes; comparisons are only made where lanes tie. Stable, O(n) for what is in order.
pub fn sorted<'py, S>(py: Python<'py>, entries: Vec<S::Element>) -> Vec<S::Element>
where
    S: Space<Key = Py<PyAny>, Context<'py> = Python<'py>>,
{
    let skip = shared::<S>(py, &entries);
    let lane = |entry: S::Element| (S::lane(py, S::key(&entry), skip), entry);
    let mut lanes: Vec<_> = entries.into_iter().map(lane).collect();
    lanes.sort_by(|(a, one), (b, other)| {
        a.cmp(b).then_with(|| {
            let (one, other) = (S::key(one), S::key(other));
            if S::decides(py, *a, one, skip) {
                return std::cmp::Ordering::Equal;
            }
            // Comparing what fits a typed space does not fail.
            let earlier = |a, b| S::less(py, a, b).unwrap_or(false);
            earlier(other, one).cmp(&earlier(one, other))
        })
    });
    lanes.into_iter().map(|(_, entry)| entry).collect()
}

/// How many bytes all these keys begin with.
fn shared<'py, S>(py: Python<'py>, entries: &[S::Element]) -> usize
where
    S: Space<Key = Py<PyAny>, Context<'py> = Python<'py>>,
{
    if !S::Beginning::KEPT {
        return 0;
    }
    let mut beginnings = entries.iter().map(|entry| S::beginning(py, S::key(entry)));
    let Some(mut shared) = beginnings.next() else { return 0 };
    while shared.skip() > 0 {
        let Some(next) = beginnings.next() else { break };
        shared = shared.shared(&next);
    }
    shared.skip()
}

/// What has been compared and waits to be written.
pub enum Prepared<E> {
    /// These, in order, instead of everything.
    Whole(Kind, Vec<E>),
    /// These, at positions before any of them is inserted.
    Beside(Kind, Vec<(usize, E)>),
}

impl<E: Entry> Trees<E> {
    /// Make all comparisons that adding these sorted entries takes.
    ///
    /// # Errors
    /// What a comparison raises.
    pub fn prepare(&self, py: Python<'_>, kind: Kind, batch: Vec<E>) -> PyResult<Prepared<E>> {
        if self.is_empty() {
            return Ok(Prepared::Whole(kind, batch));
        }
        if kind.is_typed() && kind == self.kind() && batch.len() > self.len() / 8 {
            let mut all: Vec<E> = self.iter().map(|entry| entry.again(py)).collect();
            all.extend(batch);
            return Ok(Prepared::Whole(kind, Self::sorted(py, kind, all)));
        }
        let searches = batch.len() * (self.len().ilog2() as usize + 2);
        let positions = if searches < self.len() + batch.len() {
            self.searched(py, &batch)?
        } else {
            self.merged(py, &batch)?
        };
        Ok(Prepared::Beside(kind, positions.into_iter().zip(batch).collect()))
    }

    /// The positions of sorted entries, by a search for each.
    fn searched(&self, py: Python<'_>, batch: &[E]) -> PyResult<Vec<usize>> {
        let mut least = 0;
        let mut position = |entry: &E| {
            if least < self.len() {
                least = self.position(self.upper(py, entry.key())?).max(least);
            }
            Ok(least)
        };
        batch.iter().map(&mut position).collect()
    }

    /// The positions of sorted entries, by going through all that is here beside them.
    fn merged(&self, py: Python<'_>, batch: &[E]) -> PyResult<Vec<usize>> {
        let mut positions = Vec::with_capacity(batch.len());
        let mut here = self.iter().peekable();
        let mut position = 0;
        for entry in batch {
            while let Some(other) = here.peek() {
                if less(py, entry.key(), other.key())? {
                    break;
                }
                here.next();
                position += 1;
            }
            positions.push(position);
        }
        Ok(positions)
    }

    /// Write what has been prepared; return what was displaced, for the caller to drop when all is whole.
    #[must_use]
    pub fn write(&mut self, py: Python<'_>, prepared: Prepared<E>) -> Option<Self> {
        match prepared {
            Prepared::Whole(kind, entries) => {
                Some(std::mem::replace(self, Self::from_sorted(py, kind, entries)))
            }
            Prepared::Beside(kind, added) => {
                self.insert_many(py, kind, added);
                None
            }
        }
    }
}
