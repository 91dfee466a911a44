//! Change a sorted list by many values in one step: first everything is compared, then it is written.

use pyo3::prelude::*;

use super::batch::Prepared;
use super::entry::Alone;
use super::kind::Kind;
use super::state::State;
use super::store::{Batch, Displaced, Store, keyed};
use super::trees::{CALLED, MOST};
use crate::limits;

impl State {
    /// Make all comparisons that adding these takes: they are in order, and `keys` are theirs in a
    /// list that has keys.
    ///
    /// # Errors
    /// What a comparison raises; `OverflowError` where there is no room.
    pub fn prepare(
        &self,
        py: Python<'_>,
        values: Vec<Py<PyAny>>,
        keys: Option<Vec<Py<PyAny>>>,
    ) -> PyResult<Batch> {
        match &self.store {
            Store::Alone(trees) => {
                let kind = Kind::of_all(&values);
                let entries = values.into_iter().map(Alone).collect();
                trees.prepare(py, kind, entries).map(Batch::Alone)
            }
            Store::Keyed(trees) => {
                let (kind, entries) = keyed(py, values, keys);
                trees.prepare(py, kind, entries).map(Batch::Keyed)
            }
        }
    }

    /// What makes these the only ones: they are in order. Nothing is compared.
    ///
    /// # Errors
    /// `OverflowError` where they are too many.
    pub fn replacement(
        &self,
        py: Python<'_>,
        values: Vec<Py<PyAny>>,
        keys: Option<Vec<Py<PyAny>>>,
    ) -> PyResult<Batch> {
        limits::make_sure(CALLED, 0, values.len(), MOST)?;
        if self.is_keyed() {
            let (kind, entries) = keyed(py, values, keys);
            return Ok(Batch::Keyed(Prepared::Whole(kind, entries)));
        }
        let kind = Kind::of_all(&values);
        let entries = values.into_iter().map(Alone).collect();
        Ok(Batch::Alone(Prepared::Whole(kind, entries)))
    }

    /// Write what has been prepared. Nothing is compared or dropped.
    pub fn write(&mut self, py: Python<'_>, batch: Batch) -> Displaced {
        let displaced = match (&mut self.store, batch) {
            (Store::Alone(trees), Batch::Alone(prepared)) => {
                trees.write(py, prepared).map(Store::Alone)
            }
            (Store::Keyed(trees), Batch::Keyed(prepared)) => {
                trees.write(py, prepared).map(Store::Keyed)
            }
            _ => None, // nobody prepares for another list
        };
        displaced.map_or(Displaced::Nothing, Displaced::Store)
    }
}
