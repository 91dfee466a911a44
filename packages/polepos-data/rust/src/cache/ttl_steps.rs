//! The steps of `TTLCache`'s operations: telling the time, taking out what has expired, storing.
//!
//! A timer, a time to live, a hash and a comparison are foreign and may do anything to the cache, even take
//! it off the short way. So all of them come first, in the order of the reference, and whether the way
//! is still the short one is asked before anything is written.

use std::sync::atomic::Ordering::Relaxed;

use pyo3::intern;
use pyo3::prelude::*;

use super::clock::{Clock, Due, Now, Timer};
use super::data::{Object, Pair, Place, no_room};
use super::lru::tell;
use super::ttl::TTLEngine;

/// Something to be stored, and how.
pub(super) struct Write<'a, 'py> {
    pub(super) key: &'a Bound<'py, PyAny>,
    pub(super) value: Object,
    pub(super) ttl: Option<&'a Bound<'py, PyAny>>,
    pub(super) replace: bool,
}

/// What the short way came to: what is there now, or that the way is no longer the short one.
pub(super) enum Stored {
    Done(Option<Object>),
    Full,
}

impl TTLEngine {
    /// Return the timer.
    #[inline]
    pub(super) fn timer<'py>(&self, py: Python<'py>) -> Option<Timer<'py>> {
        let clock = self.clock.read(py).ok()?;
        clock.as_ref().map(|clock| clock.timer(py))
    }

    /// Return the time, unless it is none that the short way can go by.
    #[inline]
    pub(super) fn now<'py>(slf: &Bound<'py, Self>) -> PyResult<Option<(Now<'py>, f64)>> {
        let Some(timer) = slf.get().timer(slf.py()) else { return Ok(None) };
        let now = timer.ask()?;
        if let Some(seconds) = now.seconds {
            return Ok(Some((now, seconds)));
        }
        Self::leave_short_way(slf)?;
        Ok(None)
    }

    /// Go the full way from now on.
    #[cold]
    fn leave_short_way(slf: &Bound<'_, Self>) -> PyResult<()> {
        let this = slf.get();
        if this.way.reads() {
            this.data.get().put_into_boxes(slf.py())?;
            this.way.choose(false, false);
            slf.call_method0(intern!(slf.py(), "_go_full"))?;
        }
        Ok(())
    }

    /// Take out what has expired; tell whether the way is still the short one.
    #[inline]
    pub(super) fn swept(slf: &Bound<'_, Self>) -> PyResult<bool> {
        let this = slf.get();
        if !this.way.reads() {
            return Ok(false);
        }
        let Some((at, _)) = this.data.get().read(slf.py())?.expiry.first() else { return Ok(true) };
        let Some((now, seconds)) = Self::now(slf)? else { return Ok(false) };
        if at <= seconds {
            Self::expire_at(slf, &now.told)?;
        }
        Ok(this.way.reads())
    }

    #[cold]
    pub(super) fn expire_at(slf: &Bound<'_, Self>, now: &Bound<'_, PyAny>) -> PyResult<()> {
        if slf.get().watched.load(Relaxed) {
            return slf.call_method1(intern!(slf.py(), "expire"), (now,)).map(drop);
        }
        slf.get().take_due(now).map(drop)
    }

    pub(super) fn take_due(&self, now: &Bound<'_, PyAny>) -> PyResult<Vec<Pair>> {
        let (py, data) = (now.py(), self.data.get());
        let mut gone = Vec::new();
        loop {
            let Some(first) = data.read(py)?.expiry.first() else { return Ok(gone) };
            if !Clock::reached(first.0, now.as_borrowed())? {
                return Ok(gone);
            }
            let mut state = data.write(py)?;
            if state.expiry.first() == Some(first) {
                gone.extend(state.take(first.1));
            }
        }
    }

    /// Store the short way.
    #[inline]
    pub(super) fn store(slf: &Bound<'_, Self>, write: &Write<'_, '_>) -> PyResult<Stored> {
        let (py, this) = (slf.py(), slf.get());
        if this.way.limit() < 1 {
            slf.call_method1(intern!(py, "_measure"), (&write.value,))?; // which raises
        }
        let Some((now, seconds)) = Self::now(slf)? else { return Ok(Stored::Full) };
        let first = this.data.get().read(py)?.expiry.first();
        if first.is_some_and(|(at, _)| at <= seconds) {
            Self::expire_at(slf, &now.told)?;
        }
        let due = match this.due(py, &now, seconds, write.ttl)? {
            Due::Foreign => {
                Self::leave_short_way(slf)?;
                return Ok(Stored::Full);
            }
            Due::At(at) if at <= seconds => return Self::store_expired(slf, write),
            Due::At(at) => Some(at),
            Due::Never => None,
        };
        let place = this.data.get().place(write.key)?;
        if this.way.reads() { Self::commit(slf, write, due, &place) } else { Ok(Stored::Full) }
    }

    #[inline]
    fn due<'py>(
        &self,
        py: Python<'py>,
        now: &Now<'py>,
        seconds: f64,
        ttl: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Due> {
        if let Some(ttl) = ttl {
            return now.after(ttl);
        }
        let Ok(clock) = self.clock.read(py) else { return Ok(Due::Foreign) };
        let Some(clock) = clock.as_ref() else { return Ok(Due::Foreign) };
        let ttl = match clock.due(seconds) {
            Some(due) => return Ok(due),
            None => clock.ttl(py).into_bound(py),
        };
        now.after(&ttl)
    }

    /// Store, when nothing foreign has to be asked any more, and then tell what had to go.
    #[inline]
    fn commit(
        slf: &Bound<'_, Self>,
        write: &Write<'_, '_>,
        due: Option<f64>,
        place: &Place,
    ) -> PyResult<Stored> {
        let (py, this) = (slf.py(), slf.get());
        let mut state = this.data.get().write(py)?;
        let gap = match *place {
            Place::Gap(gap) => gap,
            Place::Slot(slot) if write.replace => {
                state.expiry.reserve(slot).map_err(no_room)?;
                state.entries.touch(slot);
                let old = state.entries.replace(slot, write.value.clone_ref(py));
                state.expiry.put(slot, due);
                drop(state);
                drop(old);
                return Ok(Stored::Done(None));
            }
            Place::Slot(slot) => {
                state.entries.touch(slot);
                let held = state.entries.get(slot).map(|(_, value)| value.clone_ref(py));
                return Ok(Stored::Done(held));
            }
        };
        state.reserve()?;
        let next = state.entries.next_slot();
        state.expiry.reserve(next).map_err(no_room)?;
        let slot = state.push(gap, write.key.clone().unbind(), write.value.clone_ref(py));
        let gone = state.trim(this.way.limit());
        state.expiry.put(slot, due);
        state.version += 1;
        drop(state);
        tell(slf, &this.way, gone)?;
        Ok(Stored::Done(None))
    }

    /// Let what is due at once take its key's place, and go.
    #[cold]
    fn store_expired(slf: &Bound<'_, Self>, write: &Write<'_, '_>) -> PyResult<Stored> {
        let (py, this) = (slf.py(), slf.get());
        let slot = this.data.get().find(write.key)?;
        if let Some(slot) = slot {
            if !write.replace {
                return this.data.get().value(py, Some(slot)).map(Stored::Done);
            }
            let mut state = this.data.get().write(py)?;
            let gone = state.take(slot);
            state.version += 1;
            drop(state);
            drop(gone);
        }
        let pair = (write.key.clone().unbind(), write.value.clone_ref(py));
        tell(slf, &this.way, Some(pair))?;
        Ok(Stored::Done(None))
    }
}
