//! What a cache holds, and how a key is found in it.

use polepos_data_core::cache::{Entries, Expiry};
use polepos_data_core::table::{Full, MOST, Probe};
use pyo3::exceptions::{PyMemoryError, PyRuntimeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;
use pyo3::{PyTraverseError, PyVisit};

use crate::cell::{Busy, GilCell, Reading, Writing};
use crate::limits;

/// What errors call a cache.
const CALLED: &str = "a cache";

/// An object that is stored.
pub type Object = Py<PyAny>;

/// A key and its value, on their way out.
pub type Pair = (Object, Object);

/// Everything that is read or written as one.
pub struct State {
    /// Keys and values, or what the full way keeps in place of a value.
    pub entries: Entries<Object, Object>,
    /// When slots are due; without `boxed` only.
    pub expiry: Expiry<f64>,
    /// Whether a value is a tuple of itself, its size and when it is due.
    pub boxed: bool,
    /// Changes with every key that comes or goes, so that a search sees it.
    pub stamp: u64,
    /// Changes with every key that comes or is taken out, so that an iteration sees it: not with expiry.
    pub version: i64,
}

/// Where a key is, or would be.
pub enum Place {
    /// In this slot.
    Slot(u32),
    /// Nowhere, and this is where a search for it has ended.
    Gap(Gap),
}

/// Where a search for a key has ended in vain: good until anything comes or goes.
#[derive(Clone, Copy)]
pub struct Gap {
    hash: u64,
    end: Probe,
}

/// What a cache holds, in the order of use. Its Python methods are those of an `OrderedDict`.
#[pyclass(frozen, module = "polepos.data._rust")]
pub struct CacheData {
    state: GilCell<State>,
}

impl State {
    fn new() -> Self {
        Self { entries: Entries::new(), expiry: Expiry::new(), boxed: false, stamp: 0, version: 0 }
    }

    /// Make room for one more.
    #[inline]
    pub fn reserve(&mut self) -> PyResult<()> {
        limits::make_sure(CALLED, self.entries.len(), 1, MOST)?;
        self.entries.reserve().map_err(no_room)
    }

    /// Add a key where there is none; there has to be room.
    #[inline]
    pub fn push(&mut self, gap: Gap, key: Object, value: Object) -> u32 {
        self.stamp += 1;
        self.entries.push(gap.end, gap.hash, key, value)
    }

    /// Take out what is in a slot.
    #[inline]
    pub fn take(&mut self, slot: u32) -> Option<Pair> {
        self.expiry.unset(slot);
        self.stamp += 1;
        self.entries.remove(slot)
    }

    /// Take out what was used longest ago, if there is more than a bound allows.
    #[inline]
    pub fn trim(&mut self, limit: usize) -> Option<Pair> {
        if self.entries.len() <= limit {
            return None;
        }
        self.entries.oldest().and_then(|slot| self.take(slot))
    }
}

impl CacheData {
    /// Hold nothing.
    pub fn new() -> Self {
        Self { state: GilCell::new(State::new()) }
    }

    /// Read what is held, while no Python code runs.
    #[inline]
    pub fn read(&self, py: Python<'_>) -> PyResult<Reading<'_, State>> {
        self.state.read(py).map_err(busy)
    }

    /// Change what is held, while no Python code runs.
    #[inline]
    pub fn write(&self, py: Python<'_>) -> PyResult<Writing<'_, State>> {
        self.state.write(py).map_err(busy)
    }

    /// Return the slot of a key, if it is there. What the hash or a comparison raises comes through.
    #[inline]
    pub fn find(&self, key: &Bound<'_, PyAny>) -> PyResult<Option<u32>> {
        match self.place(key)? {
            Place::Slot(slot) => Ok(Some(slot)),
            Place::Gap(_) => Ok(None),
        }
    }

    /// Return where a key is. What the hash or a comparison raises comes through.
    #[inline]
    pub fn place(&self, key: &Bound<'_, PyAny>) -> PyResult<Place> {
        let hash = key.hash()?.cast_unsigned() as u64;
        loop {
            if let Some(place) = self.search(key, hash)? {
                return Ok(place);
            }
        }
    }

    /// Search once; None if a comparison changed what is held.
    #[inline]
    fn search(&self, key: &Bound<'_, PyAny>, hash: u64) -> PyResult<Option<Place>> {
        let py = key.py();
        let state = self.read(py)?;
        let (mut probe, stamp) = (state.entries.probe(hash), state.stamp);
        drop(state);
        loop {
            let state = self.read(py)?;
            if state.stamp != stamp {
                return Ok(None);
            }
            let Some((slot, held)) = state.entries.next(&mut probe, hash) else {
                return Ok(Some(Place::Gap(Gap { hash, end: probe })));
            };
            if held.is(key) {
                return Ok(Some(Place::Slot(slot)));
            }
            let held = held.bind(py).clone();
            drop(state);
            if equal(&held, key)? {
                drop(held);
                let same = self.read(py)?.stamp == stamp;
                return Ok(same.then_some(Place::Slot(slot)));
            }
        }
    }

    /// Call the collector's visitor for each object.
    pub fn visit(&self, visit: &PyVisit<'_>) -> Result<(), PyTraverseError> {
        let Ok(state) = self.state.read_in_traverse() else { return Ok(()) };
        for (key, value) in state.entries.pairs() {
            visit.call(key)?;
            visit.call(value)?;
        }
        Ok(())
    }

    /// Take everything out at once.
    pub fn drain(&self, py: Python<'_>) -> PyResult<State> {
        let mut state = self.write(py)?;
        let fresh = State {
            boxed: state.boxed,
            stamp: state.stamp + 1,
            version: state.version,
            ..State::new()
        };
        Ok(std::mem::replace(&mut state, fresh))
    }

    /// Take everything out of another one, and hold it.
    pub fn emptied(py: Python<'_>, other: &Self) -> PyResult<Self> {
        Ok(Self { state: GilCell::new(other.drain(py)?) })
    }

    /// Hold a copy of what another one holds; return what was held before.
    pub fn fill(&self, py: Python<'_>, other: &Self) -> PyResult<State> {
        let held = other.read(py)?;
        let copied = State {
            entries: held.entries.copied(|key, value| (key.clone_ref(py), value.clone_ref(py))),
            expiry: held.expiry.clone(),
            boxed: held.boxed,
            stamp: 0,
            version: held.version,
        };
        drop(held);
        let mut state = self.write(py)?;
        let stamp = state.stamp + 1;
        Ok(std::mem::replace(&mut state, State { stamp, ..copied }))
    }

    /// Let each value be a tuple of itself, its size 1, and its deadline with its key or None.
    pub fn put_into_boxes(&self, py: Python<'_>) -> PyResult<()> {
        loop {
            let boxes = self.boxes(py)?;
            let mut state = self.write(py)?;
            let held = |slot| state.entries.get(slot).map(|(_, value)| value.as_ptr());
            let same = boxes.iter().all(|(slot, value, _)| held(*slot) == Some(value.as_ptr()));
            if !same || boxes.len() != state.entries.len() {
                continue; // the collector's finalisers may do anything
            }
            let put = |(slot, _, boxed)| state.entries.replace(slot, boxed);
            let gone: Vec<Option<Object>> = boxes.into_iter().map(put).collect();
            state.boxed = true;
            state.expiry = Expiry::new();
            drop(state);
            drop(gone);
            return Ok(());
        }
    }

    fn boxes(&self, py: Python<'_>) -> PyResult<Vec<(u32, Object, Object)>> {
        let state = self.read(py)?;
        let row = |slot| {
            let (key, value) = state.entries.get(slot)?;
            Some((slot, key.clone_ref(py), value.clone_ref(py), state.expiry.at(slot)))
        };
        let rows: Vec<_> = state.entries.slots().filter_map(row).collect();
        drop(state);
        let boxed = |(slot, key, value, at): (u32, Object, Object, Option<f64>)| {
            let due = match at {
                Some(at) => (at, key).into_pyobject(py)?.into_any(),
                None => py.None().into_bound(py),
            };
            let tuple = (&value, 1_u8, due).into_pyobject(py)?;
            Ok((slot, value, tuple.into_any().unbind()))
        };
        rows.into_iter().map(boxed).collect()
    }
}

/// Compare a key that is held with another of the same hash, as a `dict` does.
#[inline]
fn equal(held: &Bound<'_, PyAny>, key: &Bound<'_, PyAny>) -> PyResult<bool> {
    if held.is_exact_instance_of::<PyString>() && key.is_exact_instance_of::<PyString>() {
        // SAFETY: both are strings, and alive; the result is a new reference, or null with an error set.
        let told = unsafe {
            let told = ffi::PyUnicode_RichCompare(held.as_ptr(), key.as_ptr(), ffi::Py_EQ);
            Bound::from_owned_ptr_or_err(key.py(), told)?
        };
        // SAFETY: only an address is compared.
        return Ok(told.as_ptr() == unsafe { ffi::Py_True() });
    }
    held.eq(key)
}

/// Return the error for a borrow that another one excludes, which no Python code sees.
#[cold]
pub fn busy(_: Busy) -> PyErr {
    PyRuntimeError::new_err("the cache is being written")
}

/// Return the error for want of room.
#[cold]
pub fn no_room(why: Full) -> PyErr {
    match why {
        Full::Memory => PyMemoryError::new_err("no memory for another item"),
        Full::Number => limits::overflow(CALLED, MOST),
    }
}
