//! Where the entries of a list are, what waits to join them, and what has left them.

use polepos_data_core::sorted::Place;
use pyo3::prelude::*;

use super::batch::Prepared;
use super::entry::{Alone, Entry, Keyed};
use super::kind::Kind;
use super::trees::Trees;

/// Entries, either with keys or being their own.
pub enum Store {
    /// Values are their own keys.
    Alone(Trees<Alone>),
    /// Values have keys.
    Keyed(Trees<Keyed>),
}

impl Store {
    /// The entries of values that are in order, and of their keys.
    #[must_use]
    pub fn of_keyed(py: Python<'_>, values: Vec<Py<PyAny>>, keys: Option<Vec<Py<PyAny>>>) -> Self {
        let (kind, entries) = keyed(py, values, keys);
        Self::Keyed(Trees::from_sorted(py, kind, entries))
    }
}

/// Do the same with the trees of either sort of entry.
macro_rules! with_store {
    ($store:expr, $trees:ident => $body:expr) => {
        match $store {
            Store::Alone($trees) => $body,
            Store::Keyed($trees) => $body,
        }
    };
}
pub(super) use with_store;

/// A value on its way in: all comparisons are made.
pub struct Arrival {
    pub(super) value: Py<PyAny>,
    pub(super) key: Option<Py<PyAny>>,
    pub(super) place: Place,
}

/// What was taken out of a list, to be dropped when all is whole.
pub struct Taken {
    /// The value.
    pub value: Py<PyAny>,
    /// Its key, where that is another object.
    pub key: Option<Py<PyAny>>,
}

/// What a batch has displaced, or a removal taken out; dropping it may run foreign code.
#[must_use = "drop it when no borrow is held"]
pub enum Displaced {
    /// Nothing.
    Nothing,
    /// All that was here.
    Store(Store),
    /// Some entries.
    Alone(Vec<Alone>),
    /// Some entries with keys.
    Keyed(Vec<Keyed>),
}

/// A batch on its way in: all comparisons are made.
pub enum Batch {
    /// Values that are their own keys.
    Alone(Prepared<Alone>),
    /// Values with keys.
    Keyed(Prepared<Keyed>),
}

/// Values and keys as entries, and the kind of the keys.
pub(super) fn keyed(
    py: Python<'_>,
    values: Vec<Py<PyAny>>,
    keys: Option<Vec<Py<PyAny>>>,
) -> (Kind, Vec<Keyed>) {
    let mut keys = keys.unwrap_or_default().into_iter();
    let entries: Vec<_> =
        values.into_iter().map(|value| Keyed::new(py, value, keys.next())).collect();
    (Kind::of_all(entries.iter().map(Entry::key)), entries)
}
