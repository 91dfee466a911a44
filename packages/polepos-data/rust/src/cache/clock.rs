//! Tell the time, and when something is due, as long as both are floats.
//!
//! A timer may return anything to which a time to live can be added. What is not exactly a float, now or
//! as a deadline, is for the full way, whose deadlines are objects.

use pyo3::exceptions::PyValueError;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyFloatMethods, PyInt};

use super::data::Object;

/// How long what is stored has to live, if its own time is not given.
#[derive(Clone, Copy)]
enum Life {
    For(f64),
    Ever,
    /// Only the object knows.
    Other,
}

/// A timer, and the time to live that goes with it.
pub struct Clock {
    timer: Object,
    direct: bool,
    ttl: Object,
    life: Life,
}

/// A timer, ready to be asked. A call of the C function behind a builtin one saves a third of its time.
pub struct Timer<'py> {
    object: Bound<'py, PyAny>,
    direct: bool,
}

/// Now, as the timer told it.
pub struct Now<'py> {
    /// What the timer returned.
    pub told: Bound<'py, PyAny>,
    /// The same as a number, if it is exactly a float.
    pub seconds: Option<f64>,
}

/// When something is due.
pub enum Due {
    /// At this time.
    At(f64),
    /// Never.
    Never,
    /// At a time that is no float.
    Foreign,
}

impl Clock {
    /// Take a timer and a time to live.
    pub fn new(timer: &Bound<'_, PyAny>, ttl: &Bound<'_, PyAny>) -> Self {
        let life = match number(ttl) {
            _ if ttl.is_none() => Life::Ever,
            Some(f64::INFINITY) => Life::Ever,
            Some(seconds) => Life::For(seconds),
            None => Life::Other,
        };
        let (timer, ttl) = (timer.clone(), ttl.clone().unbind());
        Self { direct: is_plain_function(&timer), timer: timer.unbind(), ttl, life }
    }

    /// Return the timer.
    #[inline]
    pub fn timer<'py>(&self, py: Python<'py>) -> Timer<'py> {
        Timer { object: self.timer.bind(py).clone(), direct: self.direct }
    }

    /// Return the time to live.
    pub fn ttl(&self, py: Python<'_>) -> Object {
        self.ttl.clone_ref(py)
    }

    /// Return when what is stored now is due, if that takes no foreign code to tell.
    #[inline]
    pub fn due(&self, now: f64) -> Option<Due> {
        match self.life {
            Life::For(seconds) if !(now + seconds).is_nan() => Some(Due::At(now + seconds)),
            Life::Ever => Some(Due::Never),
            _ => None,
        }
    }

    /// Call the collector's visitor.
    pub fn visit(&self, visit: &pyo3::PyVisit<'_>) -> Result<(), pyo3::PyTraverseError> {
        visit.call(&self.timer)?;
        visit.call(&self.ttl)
    }

    /// Tell whether a deadline is reached at a time, whatever that is.
    #[inline]
    pub fn reached(at: f64, time: Borrowed<'_, '_, PyAny>) -> PyResult<bool> {
        match time.cast_exact::<PyFloat>() {
            Ok(time) => Ok(at <= time.value()),
            Err(_) => PyFloat::new(time.py(), at).le(time),
        }
    }
}

impl<'py> Now<'py> {
    /// Return when something with a time to live of its own is due.
    ///
    /// Raises `ValueError` for NaN, and what the addition raises.
    pub fn after(&self, ttl: &Bound<'py, PyAny>) -> PyResult<Due> {
        if ttl.is_none() || ttl.eq(f64::INFINITY)? {
            return Ok(Due::Never);
        }
        let sum = self.told.add(ttl)?;
        let Ok(at) = sum.cast_exact::<PyFloat>().map(PyFloatMethods::value) else {
            return Ok(Due::Foreign);
        };
        if at.is_nan() {
            let (now, ttl) = (self.told.repr()?, ttl.repr()?);
            let text = format!("the deadline must not be NaN, as it is at {now} with ttl={ttl}");
            return Err(PyValueError::new_err(text));
        }
        Ok(Due::At(at))
    }
}

impl<'py> Timer<'py> {
    /// Return the object itself.
    pub fn into_object(self) -> Object {
        self.object.unbind()
    }

    /// Ask what the time is.
    #[inline]
    pub fn ask(&self) -> PyResult<Now<'py>> {
        let told = if self.direct { self.called()? } else { self.object.call0()? };
        let seconds = told.cast_exact::<PyFloat>().ok().map(PyFloatMethods::value);
        Ok(Now { told, seconds })
    }

    /// Call the C function that is behind the object now: who has put another one there is obeyed.
    #[inline]
    fn called(&self) -> PyResult<Bound<'py, PyAny>> {
        let function = self.object.as_ptr().cast::<ffi::PyCFunctionObject>();
        // SAFETY: the object is alive and exactly a builtin function with `METH_NOARGS`, see
        // `is_plain_function`. Such a one takes what it is bound to, and null; it returns a new reference,
        // or null with an error set.
        unsafe {
            let method = (*(*function).m_ml).ml_meth.PyCFunction;
            let told = method((*function).m_self, std::ptr::null_mut());
            Bound::from_owned_ptr_or_err(self.object.py(), told)
        }
    }
}

/// Tell whether an object is exactly a builtin function that takes no arguments, as `time.monotonic` is.
fn is_plain_function(object: &Bound<'_, PyAny>) -> bool {
    let object = object.as_ptr();
    // SAFETY: `object` is alive; its flags are asked for only if it has some.
    unsafe {
        ffi::PyCFunction_CheckExact(object) != 0
            && ffi::PyCFunction_GetFlags(object) == ffi::METH_NOARGS
    }
}

/// Return a time to live as a number, if it is exactly a float, or an int that one can be.
fn number(ttl: &Bound<'_, PyAny>) -> Option<f64> {
    if ttl.is_exact_instance_of::<PyFloat>() || ttl.is_exact_instance_of::<PyInt>() {
        return ttl.extract().ok();
    }
    None
}
