//! The engine of `LRUCache`.

use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use pyo3::{PyTraverseError, PyVisit, intern};

use super::data::{CacheData, Object, Pair, Place};
use super::mapping::missing;
use super::quick::{Answer, Quick};
use super::walk::{CacheWalk, Part};
use super::way::{Given, Way, full, full_pairs};

/// The engine of `LRUCache`: a bounded mapping in the order of use.
#[pyclass(frozen, subclass, module = "polepos.data._rust")]
pub struct LRUEngine {
    data: Py<CacheData>,
    way: Way,
}

/// Use a key: return its value, and let it be the most recently used.
#[inline]
pub fn used(data: &CacheData, key: &Bound<'_, PyAny>) -> PyResult<Option<Object>> {
    let Some(slot) = data.find(key)? else { return Ok(None) };
    let mut state = data.write(key.py())?;
    state.entries.touch(slot);
    let held = state.entries.get(slot).map(|(_, value)| value.bind(key.py()).clone());
    let boxed = state.boxed;
    drop(state);
    match held {
        Some(held) if boxed => unboxed(&held).map(Some),
        held => Ok(held.map(Bound::unbind)),
    }
}

/// Return the value in a box, see `State::boxed`.
fn unboxed(held: &Bound<'_, PyAny>) -> PyResult<Object> {
    Ok(held.cast::<PyTuple>()?.get_item(0)?.unbind())
}

/// Take a key out by the caller's wish.
#[inline]
pub fn taken(data: &CacheData, key: &Bound<'_, PyAny>) -> PyResult<Option<Pair>> {
    let slot = data.find(key)?;
    let Some(slot) = slot else { return Ok(None) };
    let mut state = data.write(key.py())?;
    state.version += 1;
    Ok(state.take(slot))
}

/// Take out what was used longest ago, by the caller's wish.
pub fn first_taken(slf: &Bound<'_, PyAny>, data: &CacheData) -> PyResult<Pair> {
    let mut state = data.write(slf.py())?;
    let gone = state.entries.oldest().and_then(|slot| state.take(slot));
    state.version += i64::from(gone.is_some());
    drop(state);
    let Some(pair) = gone else {
        return Err(PyKeyError::new_err(format!("{} is empty", slf.get_type().name()?)));
    };
    Ok(pair)
}

/// Call the callback, if there is one, for what was evicted.
#[inline]
pub fn tell(slf: &Bound<'_, PyAny>, way: &Way, gone: Option<Pair>) -> PyResult<()> {
    match gone {
        Some(pair) if way.tells() => {
            slf.call_method1(intern!(slf.py(), "_tell"), (vec![pair],)).map(drop)
        }
        _ => Ok(()),
    }
}

impl LRUEngine {
    /// Store a value as the most recently used, then tell what had to go.
    #[inline]
    fn store(
        slf: &Bound<'_, Self>,
        key: &Bound<'_, PyAny>,
        value: Object,
        place: &Place,
    ) -> PyResult<()> {
        let this = slf.get();
        let mut state = this.data.get().write(slf.py())?;
        let gap = match *place {
            Place::Gap(gap) => gap,
            Place::Slot(slot) => {
                state.entries.touch(slot);
                let old = state.entries.replace(slot, value);
                drop(state);
                drop(old); // which may look at the cache, and finds it whole
                return Ok(());
            }
        };
        state.reserve()?;
        state.push(gap, key.clone().unbind(), value);
        let gone = state.trim(this.way.limit());
        state.version += 1;
        drop(state);
        tell(slf, &this.way, gone)
    }
}

impl Quick for LRUEngine {
    #[inline]
    fn quick<'py>(slf: Borrowed<'_, 'py, Self>, key: &Bound<'py, PyAny>) -> PyResult<Answer<'py>> {
        let this = slf.get();
        if !this.way.reads() {
            return Ok(Answer::Elsewhere);
        }
        Ok(Answer::of(used(this.data.get(), key)?, slf.py()))
    }
}

#[pymethods]
impl LRUEngine {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(
        py: Python<'_>,
        _args: &Bound<'_, PyAny>,
        _kwargs: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        Ok(Self { data: Py::new(py, CacheData::new())?, way: Way::default() })
    }

    /// Choose the ways.
    fn _choose(&self, reads: bool, writes: bool) {
        self.way.choose(reads, writes);
    }

    /// Say whether values lie in boxes with their sizes.
    fn _hold_boxes(&self, py: Python<'_>, boxed: bool) -> PyResult<()> {
        self.way.hold_boxes(boxed);
        self.data.get().write(py)?.boxed = boxed;
        Ok(())
    }

    /// Tell what a miss and an eviction are followed by, and for how many items there is room.
    fn _follow(&self, fills: bool, tells: bool, limit: usize) {
        self.way.follow(fills, tells, limit);
    }

    #[getter]
    fn _data(&self, py: Python<'_>) -> Py<CacheData> {
        self.data.clone_ref(py)
    }

    #[getter]
    fn _version(&self, py: Python<'_>) -> PyResult<i64> {
        Ok(self.data.get().read(py)?.version)
    }

    #[setter(_version)]
    fn set_version(&self, py: Python<'_>, version: i64) -> PyResult<()> {
        self.data.get().write(py)?.version = version;
        Ok(())
    }

    /// Take everything out, and return what holds it now.
    fn _emptied(&self, py: Python<'_>) -> PyResult<CacheData> {
        CacheData::emptied(py, self.data.get())
    }

    /// Hold what another one holds.
    fn _fill(&self, py: Python<'_>, other: &Bound<'_, CacheData>) -> PyResult<()> {
        self.data.get().fill(py, other.get()).map(drop)
    }

    fn __getitem__(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>) -> PyResult<Object> {
        let (py, this) = (slf.py(), slf.get());
        if !this.way.reads() {
            return Ok(slf.call_method1(intern!(py, "_full_getitem"), (key,))?.unbind());
        }
        match used(this.data.get(), key)? {
            Some(value) => Ok(value),
            None if this.way.fills() => {
                Ok(slf.call_method1(intern!(py, "__missing__"), (key,))?.unbind())
            }
            None => Err(missing(key)),
        }
    }

    fn __setitem__(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>, value: Object) -> PyResult<()> {
        let this = slf.get();
        if !this.way.writes() {
            let full = intern!(slf.py(), "_full_setitem");
            return slf.call_method1(full, (key, value)).map(drop);
        }
        let place = this.data.get().place(key)?;
        Self::store(slf, key, value, &place)
    }

    fn __delitem__(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>) -> PyResult<()> {
        let this = slf.get();
        if !this.way.takes() {
            return slf.call_method1(intern!(slf.py(), "_full_delitem"), (key,)).map(drop);
        }
        taken(this.data.get(), key)?.map(drop).ok_or_else(|| missing(key))
    }

    fn __contains__(&self, key: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(self.data.get().find(key)?.is_some())
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.data.get().read(py)?.entries.len())
    }

    /// Walk the keys from the least to the most recently used, without touching them. O(n).
    fn __iter__(slf: &Bound<'_, Self>) -> PyResult<Object> {
        let this = slf.get();
        if !this.way.reads() {
            return Ok(slf.call_method0(intern!(slf.py(), "_full_iter"))?.unbind());
        }
        CacheWalk::made(slf, &this.data, Part::Key, false, None)
    }

    /// Walk the pairs that are there now.
    #[pyo3(signature = (*, backwards))]
    fn _pairs(slf: &Bound<'_, Self>, backwards: bool) -> PyResult<Object> {
        let this = slf.get();
        if !this.way.takes() {
            return full_pairs(slf, backwards);
        }
        CacheWalk::made(slf, &this.data, Part::Pair, backwards, None)
    }

    /// Do what `get` does, whatever the way and however the arguments are given.
    #[pyo3(name = "_get", signature = (key, default=None))]
    fn get(
        slf: &Bound<'_, Self>,
        key: &Bound<'_, PyAny>,
        default: Option<Object>,
    ) -> PyResult<Option<Object>> {
        let this = slf.get();
        if !this.way.reads() {
            let full = intern!(slf.py(), "_full_get");
            return Ok(Some(slf.call_method1(full, (key, default))?.unbind()));
        }
        Ok(used(this.data.get(), key)?.or(default))
    }

    /// Return the value of `key` and leave its place in the order as it is. O(1).
    ///
    /// Returns `default`, if one is given, for a key that is not there; otherwise raises `KeyError`.
    #[pyo3(signature = (key, default=Given(None)), text_signature = "(self, key, default=...)")]
    fn peek(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>, default: Given) -> PyResult<Object> {
        let (py, this) = (slf.py(), slf.get());
        if !this.way.takes() {
            let rest = default.0.into_iter().collect();
            return full(slf, intern!(py, "_full_peek"), key, rest);
        }
        let slot = this.data.get().find(key)?;
        this.data.get().value(py, slot)?.or(default.0).ok_or_else(|| missing(key))
    }

    /// Take `key` out and return its value. O(1). `on_evict` is not called.
    ///
    /// Returns `default`, if one is given, for a key that is not there; otherwise raises `KeyError`.
    #[pyo3(signature = (key, default=Given(None)), text_signature = "(self, key, default=...)")]
    fn pop(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>, default: Given) -> PyResult<Object> {
        let this = slf.get();
        if !this.way.takes() {
            let rest = default.0.into_iter().collect();
            return full(slf, intern!(slf.py(), "_full_pop"), key, rest);
        }
        let found = taken(this.data.get(), key)?.map(|(_, value)| value);
        found.or(default.0).ok_or_else(|| missing(key))
    }

    /// Take out and return the pair that was least recently used. O(1).
    ///
    /// `on_evict` is not called for what a caller takes out. Raises `KeyError` when the cache is empty.
    fn popitem(slf: &Bound<'_, Self>) -> PyResult<Pair> {
        let this = slf.get();
        if !this.way.takes() {
            return slf.call_method0(intern!(slf.py(), "_full_popitem"))?.extract();
        }
        first_taken(slf, this.data.get())
    }

    /// Return the value of `key`, which is use; store `default` first if it is not there. O(1).
    ///
    /// Raises `ValueError`, as any write, if `default` is too large.
    #[pyo3(signature = (key, default=None))]
    fn setdefault(
        slf: &Bound<'_, Self>,
        key: &Bound<'_, PyAny>,
        default: Option<Object>,
    ) -> PyResult<Object> {
        let (py, this) = (slf.py(), slf.get());
        let default = default.unwrap_or_else(|| py.None());
        if !this.way.writes() {
            return full(slf, intern!(py, "_full_setdefault"), key, vec![default]);
        }
        let place = this.data.get().place(key)?;
        if let Place::Slot(slot) = place {
            let mut state = this.data.get().write(py)?;
            state.entries.touch(slot);
            let held = state.entries.get(slot).map(|(_, value)| value.clone_ref(py));
            return held.ok_or_else(|| missing(key));
        }
        Self::store(slf, key, default.clone_ref(py), &place)?;
        Ok(default)
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.data)
    }
}
