//! The engine of `TTLCache`.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use pyo3::prelude::*;
use pyo3::types::IntoPyDict;
use pyo3::{PyTraverseError, PyVisit, intern};

use super::clock::{Clock, Timer};
use super::data::{CacheData, Object, Pair};
use super::lru::{first_taken, taken, used};
use super::mapping::missing;
use super::quick::{Answer, Quick};
use super::ttl_steps::{Stored, Write};
use super::walk::{CacheWalk, Part};
use super::way::{Given, Way, full, full_pairs};
use crate::cell::GilCell;

/// The engine of `TTLCache`: a bounded mapping in the order of use, of what has not expired.
#[pyclass(frozen, subclass, module = "polepos.data._rust")]
pub struct TTLEngine {
    pub(super) data: Py<CacheData>,
    pub(super) way: Way,
    /// Whether expiry is a matter of the Python half: of a callback, or of a subclass.
    pub(super) watched: AtomicBool,
    pub(super) clock: GilCell<Option<Clock>>,
}

impl Quick for TTLEngine {
    #[inline]
    fn quick<'py>(slf: Borrowed<'_, 'py, Self>, key: &Bound<'py, PyAny>) -> PyResult<Answer<'py>> {
        let (py, this) = (slf.py(), slf.get());
        if !this.way.reads() {
            return Ok(Answer::Elsewhere);
        }
        let first = this.data.get().read(py)?.expiry.first();
        if let Some((at, _)) = first {
            let Some(timer) = this.timer(py) else { return Ok(Answer::Elsewhere) };
            let now = timer.ask()?;
            let Some(seconds) = now.seconds else { return Ok(Answer::Elsewhere) };
            if at <= seconds {
                slf.call_method1(intern!(py, "_expire_at"), (now.told,))?;
            }
            if !this.way.reads() {
                return Ok(Answer::Elsewhere);
            }
        }
        Ok(Answer::of(used(this.data.get(), key)?, py))
    }
}

#[pymethods]
impl TTLEngine {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(
        py: Python<'_>,
        _args: &Bound<'_, PyAny>,
        _kwargs: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        Ok(Self {
            data: Py::new(py, CacheData::new())?,
            way: Way::default(),
            watched: AtomicBool::new(true),
            clock: GilCell::new(None),
        })
    }

    /// Choose the way.
    fn _choose(&self, py: Python<'_>, short: bool) -> PyResult<()> {
        self.way.choose(short, short);
        self.data.get().write(py)?.boxed = !short;
        Ok(())
    }

    /// Tell what a miss and an eviction are followed by, and for how many items there is room.
    fn _follow(&self, fills: bool, tells: bool, limit: usize) {
        self.way.follow(fills, tells, limit);
    }

    /// Go by this clock, and let the Python half see what expires if it wants to.
    fn _set_clock(
        &self,
        timer: &Bound<'_, PyAny>,
        ttl: &Bound<'_, PyAny>,
        watched: bool,
    ) -> PyResult<()> {
        self.watched.store(watched, Relaxed);
        let clock = Clock::new(timer, ttl);
        let mut place = self.clock.write(timer.py()).map_err(super::data::busy)?;
        let old = place.replace(clock);
        drop(place);
        drop(old);
        Ok(())
    }

    /// Whether operations go the short way.
    #[getter]
    fn _short(&self) -> bool {
        self.way.reads()
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

    /// Take out what has expired, when it is known that something has.
    #[pyo3(name = "_expire_at")]
    fn expire_at_py(slf: &Bound<'_, Self>, now: &Bound<'_, PyAny>) -> PyResult<()> {
        Self::expire_at(slf, now)
    }

    fn _sweep_now(slf: &Bound<'_, Self>) -> PyResult<bool> {
        Self::swept(slf)
    }

    /// Return when a key is due, or None; what has expired counts.
    fn _due_of(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>) -> PyResult<Option<Object>> {
        let (py, this) = (slf.py(), slf.get());
        if !this.way.reads() {
            return Ok(Some(slf.call_method1(intern!(py, "_full_due_of"), (key,))?.unbind()));
        }
        let slot = this.data.get().find(key)?;
        let Some(slot) = slot else { return Err(missing(key)) };
        let at = this.data.get().read(py)?.expiry.at(slot);
        at.map(|at| Ok(at.into_pyobject(py)?.into_any().unbind())).transpose()
    }

    /// Take out what has expired at `time`, now by default, and return the pairs. O(expired).
    ///
    /// `on_evict` is called for them. A subclass's own `expire` is called in place of this one
    /// whenever something may have expired.
    #[pyo3(signature = (time=None))]
    fn expire<'py>(slf: &Bound<'py, Self>, time: Option<Bound<'py, PyAny>>) -> PyResult<Object> {
        let (py, this) = (slf.py(), slf.get());
        let now = match &time {
            Some(time) if this.way.reads() => Some(time.clone()),
            None if this.way.reads() => Self::now(slf)?.map(|(now, _)| now.told),
            _ => None,
        };
        let Some(now) = now else {
            return Ok(slf.call_method1(intern!(py, "_full_expire"), (time,))?.unbind());
        };
        let gone = this.take_due(&now)?.into_pyobject(py)?;
        if this.way.tells() && gone.len()? > 0 {
            slf.call_method1(intern!(py, "_tell"), (&gone,))?;
        }
        Ok(gone.into_any().unbind())
    }

    fn __getitem__(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>) -> PyResult<Object> {
        let py = slf.py();
        match Self::quick(slf.as_borrowed(), key)? {
            Answer::Held(value) => Ok(value.unbind()),
            Answer::Missing if slf.get().way.fills() => {
                Ok(slf.call_method1(intern!(py, "__missing__"), (key,))?.unbind())
            }
            Answer::Missing => Err(missing(key)),
            Answer::Elsewhere if Self::swept(slf)? => {
                used(slf.get().data.get(), key)?.ok_or_else(|| missing(key))
            }
            Answer::Elsewhere => {
                Ok(slf.call_method1(intern!(py, "_full_getitem"), (key,))?.unbind())
            }
        }
    }

    fn __setitem__(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>, value: Object) -> PyResult<()> {
        let write = Write { key, value, ttl: None, replace: true };
        if slf.get().way.reads()
            && let Stored::Done(_) = Self::store(slf, &write)?
        {
            return Ok(());
        }
        slf.call_method1(intern!(slf.py(), "_full_setitem"), (key, write.value)).map(drop)
    }

    /// Store for a time; unless `replace`, only where nothing is. Return what is there.
    fn _store(
        slf: &Bound<'_, Self>,
        key: &Bound<'_, PyAny>,
        value: Object,
        ttl: &Bound<'_, PyAny>,
        replace: bool,
    ) -> PyResult<Object> {
        let py = slf.py();
        let write = Write { key, value, ttl: Some(ttl), replace };
        if slf.get().way.reads()
            && let Stored::Done(held) = Self::store(slf, &write)?
        {
            return Ok(held.unwrap_or(write.value));
        }
        let options = [("replace", replace)].into_py_dict(py)?;
        let full = intern!(py, "_full_set");
        Ok(slf.call_method(full, (key, write.value, ttl), Some(&options))?.unbind())
    }

    fn __delitem__(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>) -> PyResult<()> {
        if !Self::swept(slf)? {
            return slf.call_method1(intern!(slf.py(), "_full_delitem"), (key,)).map(drop);
        }
        taken(slf.get().data.get(), key)?.map(drop).ok_or_else(|| missing(key))
    }

    fn __contains__(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>) -> PyResult<bool> {
        if !Self::swept(slf)? {
            return slf.call_method1(intern!(slf.py(), "_full_contains"), (key,))?.extract();
        }
        Ok(slf.get().data.get().find(key)?.is_some())
    }

    fn __len__(slf: &Bound<'_, Self>) -> PyResult<usize> {
        if !Self::swept(slf)? {
            slf.call_method0(intern!(slf.py(), "_full_sweep"))?;
        }
        Ok(slf.get().data.get().read(slf.py())?.entries.len())
    }

    /// Walk the keys from the least to the most recently used, without touching them. O(n).
    fn __iter__(slf: &Bound<'_, Self>) -> PyResult<Object> {
        if !Self::swept(slf)? {
            return Ok(slf.call_method0(intern!(slf.py(), "_full_iter"))?.unbind());
        }
        let this = slf.get();
        let timer = this.timer(slf.py()).map(Timer::into_object);
        CacheWalk::made(slf, &this.data, Part::Key, false, timer)
    }

    /// Walk the pairs that are there now.
    #[pyo3(signature = (*, backwards))]
    fn _pairs(slf: &Bound<'_, Self>, backwards: bool) -> PyResult<Object> {
        if !Self::swept(slf)? {
            return full_pairs(slf, backwards);
        }
        let this = slf.get();
        let timer = this.timer(slf.py()).map(Timer::into_object);
        CacheWalk::made(slf, &this.data, Part::Pair, backwards, timer)
    }

    /// Do what `get` does, whatever the way and however the arguments are given.
    #[pyo3(name = "_get", signature = (key, default=None))]
    fn get(
        slf: &Bound<'_, Self>,
        key: &Bound<'_, PyAny>,
        default: Option<Object>,
    ) -> PyResult<Option<Object>> {
        if !Self::swept(slf)? {
            let full = intern!(slf.py(), "_full_get");
            return Ok(Some(slf.call_method1(full, (key, default))?.unbind()));
        }
        Ok(used(slf.get().data.get(), key)?.or(default))
    }

    /// Return the value of `key` and leave its place in the order as it is. O(1).
    ///
    /// Returns `default`, if one is given, for a key that is not there; otherwise raises `KeyError`.
    #[pyo3(signature = (key, default=Given(None)), text_signature = "(self, key, default=...)")]
    fn peek(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>, default: Given) -> PyResult<Object> {
        if !Self::swept(slf)? {
            let rest = default.0.into_iter().collect();
            return full(slf, intern!(slf.py(), "_full_peek"), key, rest);
        }
        let data = slf.get().data.get();
        let slot = data.find(key)?;
        data.value(slf.py(), slot)?.or(default.0).ok_or_else(|| missing(key))
    }

    /// Take `key` out and return its value. O(1). `on_evict` is not called.
    ///
    /// Returns `default`, if one is given, for a key that is not there; otherwise raises `KeyError`.
    #[pyo3(signature = (key, default=Given(None)), text_signature = "(self, key, default=...)")]
    fn pop(slf: &Bound<'_, Self>, key: &Bound<'_, PyAny>, default: Given) -> PyResult<Object> {
        if !Self::swept(slf)? {
            let rest = default.0.into_iter().collect();
            return full(slf, intern!(slf.py(), "_full_pop"), key, rest);
        }
        let found = taken(slf.get().data.get(), key)?.map(|(_, value)| value);
        found.or(default.0).ok_or_else(|| missing(key))
    }

    /// Take out and return the pair that was least recently used. O(1).
    ///
    /// `on_evict` is not called for what a caller takes out. Raises `KeyError` when the cache is empty.
    fn popitem(slf: &Bound<'_, Self>) -> PyResult<Pair> {
        if !Self::swept(slf)? {
            return slf.call_method0(intern!(slf.py(), "_full_popitem"))?.extract();
        }
        first_taken(slf, slf.get().data.get())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        if let Ok(clock) = self.clock.read_in_traverse()
            && let Some(clock) = clock.as_ref()
        {
            clock.visit(&visit)?;
        }
        visit.call(&self.data)
    }

    fn __clear__(&self, py: Python<'_>) {
        let old = self.clock.write(py).ok().and_then(|mut clock| clock.take());
        drop(old);
    }
}
