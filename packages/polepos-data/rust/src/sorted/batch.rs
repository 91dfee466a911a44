//! Sort many entries at once, and find where they belong among those that are here.

use std::cmp::Ordering;

use polepos_data_core::sorted::{Beginning, Space};
use pyo3::prelude::*;

use super::compare::less;
use super::entry::Entry;
use super::kind::Kind;
use super::trees::{CALLED, MOST, Trees};
use crate::limits;

/// Sort by lanes; comparisons are made where lanes tie. Stable, and O(n) for what is in order.
pub fn sorted<'py, S>(py: Python<'py>, entries: Vec<S::Element>) -> (Vec<S::Lane>, Vec<S::Element>)
where
    S: Space<Key = Py<PyAny>, Context<'py> = Python<'py>>,
{
    let lanes: Vec<_> = entries.iter().map(|entry| S::lane(py, S::key(entry), 0)).collect();
    if are_in_order::<S>(py, &lanes, &entries) {
        return (lanes, entries);
    }
    let mut columns: Vec<_> = lanes.into_iter().zip(entries).collect();
    columns.sort_by_key(|(lane, _)| *lane);
    for ties in columns.chunk_by_mut(|(a, _), (b, _)| a == b) {
        if let [(lane, first), _, ..] = ties
            && !S::decides(py, *lane, S::key(first), 0)
        {
            ties.sort_by(|(_, a), (_, b)| compared::<S>(py, a, b));
        }
    }
    columns.into_iter().unzip()
}

/// Sort by what keys begin with; comparisons are made where beginnings tie. Stable.
///
/// Keys are read once, in the order that memory is in, and then only those that begin alike: that is
/// where the time of sorting texts goes.
pub fn sorted_by_beginning<'py, S>(py: Python<'py>, entries: Vec<S::Element>) -> Vec<S::Element>
where
    S: Space<Key = Py<PyAny>, Context<'py> = Python<'py>>,
{
    let read = |(at, entry)| (S::beginning(py, S::key(entry)), at);
    let mut begun: Vec<(S::Beginning, usize)> = entries.iter().enumerate().map(read).collect();
    begun.sort(); // places make it stable; but this sort makes use of runs that are in order
    for ties in begun.chunk_by_mut(|(a, _), (b, _)| a == b) {
        if let [(begins, _), _, ..] = ties
            && !begins.whole()
        {
            ties.sort_by(|&(_, a), &(_, b)| compared::<S>(py, &entries[a], &entries[b]));
        }
    }
    let mut entries: Vec<_> = entries.into_iter().map(Some).collect();
    begun.into_iter().filter_map(|(_, at)| entries[at].take()).collect()
}

/// Whether nothing has to be sorted, as lanes show.
fn are_in_order<'py, S>(py: Python<'py>, lanes: &[S::Lane], entries: &[S::Element]) -> bool
where
    S: Space<Key = Py<PyAny>, Context<'py> = Python<'py>>,
{
    if !lanes.is_sorted() {
        return false;
    }
    let ties = lanes.windows(2).zip(entries.windows(2)).filter(|(lanes, _)| lanes[0] == lanes[1]);
    let mut undecided = ties.filter(|(lanes, pair)| !S::decides(py, lanes[0], S::key(&pair[0]), 0));
    undecided.all(|(_, pair)| compared::<S>(py, &pair[0], &pair[1]).is_le())
}

/// The order of two entries of a typed space, where comparing does not fail.
fn compared<'py, S>(py: Python<'py>, a: &S::Element, b: &S::Element) -> Ordering
where
    S: Space<Key = Py<PyAny>, Context<'py> = Python<'py>>,
{
    let earlier = |a, b| S::less(py, a, b).unwrap_or(false);
    let (a, b) = (S::key(a), S::key(b));
    earlier(b, a).cmp(&earlier(a, b))
}

/// What has been compared and waits to be written.
pub enum Prepared<E> {
    /// These, in order, instead of everything.
    Whole(Kind, Vec<E>),
    /// These, each where its key belongs: a typed one, which is found without foreign code.
    Each(Vec<E>),
    /// These, at positions before any of them is inserted.
    Beside(Kind, Vec<(usize, E)>),
}

impl<E: Entry> Trees<E> {
    /// Make all comparisons that adding these sorted entries takes.
    ///
    /// # Errors
    /// What a comparison raises; `OverflowError` where there is no room.
    pub fn prepare(&self, py: Python<'_>, kind: Kind, batch: Vec<E>) -> PyResult<Prepared<E>> {
        limits::make_sure(CALLED, self.len(), batch.len(), MOST)?;
        if self.is_empty() {
            return Ok(Prepared::Whole(kind, batch));
        }
        if kind.is_typed() && kind == self.kind() && batch.len() > self.len() / 8 {
            let mut all: Vec<E> = self.iter().map(|entry| entry.again(py)).collect();
            all.extend(batch);
            return Ok(Prepared::Whole(kind, Self::sorted(py, kind, all)));
        }
        if kind.is_typed() && kind == self.kind() {
            return Ok(Prepared::Each(batch));
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
            Prepared::Each(added) => {
                for entry in added {
                    let place = self.upper(py, entry.key()).unwrap_or_else(|_never| self.end());
                    self.insert(py, place, entry);
                }
                None
            }
            Prepared::Beside(kind, added) => {
                self.insert_many(py, kind, added);
                None
            }
        }
    }
}
