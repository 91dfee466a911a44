//! Guard the state of a container while Python code may run: readers share it, a writer is alone.
//!
//! A comparison, a hash or a finaliser is foreign code and may call back into the container that is
//! at work. So a state is *read* by everything that may run Python, and *written* only by what cannot;
//! who wants to write while somebody reads is refused, which is what Python sees as
//! "changed during a comparison".
//!
//! The count of borrows is a plain number, not an atomic one: all access happens with the interpreter
//! lock held. The module declares that it needs that lock (`gil_used`), and is not built for interpreters
//! that can do without it, so `Send` and `Sync` below are true.

use std::cell::{Cell, UnsafeCell};
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use pyo3::prelude::*;

#[cfg(Py_GIL_DISABLED)]
compile_error!(
    "polepos.data relies on the interpreter lock: no backend for free-threaded Python yet"
);

/// A value that is read by many or written by one, while the interpreter lock is held.
pub struct GilCell<T> {
    /// How many read it, or `WRITTEN`.
    borrows: Cell<isize>,
    value: UnsafeCell<T>,
}

const WRITTEN: isize = -1;

// SAFETY: a reference to the value comes only with a guard, a guard is only made by a thread that holds
// the interpreter lock (`Python<'_>`, or the collector's traversal), and guards never leave their thread.
unsafe impl<T: Send> Sync for GilCell<T> {}

/// The error of asking for a borrow that another one excludes.
#[derive(Debug, Clone, Copy)]
pub struct Busy;

impl<T> GilCell<T> {
    /// Hold a value.
    pub const fn new(value: T) -> Self {
        Self { borrows: Cell::new(0), value: UnsafeCell::new(value) }
    }

    /// Read the value; Python code may run meanwhile. Fail while it is written, which no Python code sees.
    #[inline]
    pub fn read(&self, _py: Python<'_>) -> Result<Reading<'_, T>, Busy> {
        self.read_in_traverse()
    }

    /// Read the value in `__traverse__`, which has the lock but no token for it.
    #[inline]
    pub fn read_in_traverse(&self) -> Result<Reading<'_, T>, Busy> {
        let borrows = self.borrows.get();
        if borrows == WRITTEN {
            return Err(Busy);
        }
        self.borrows.set(borrows + 1);
        Ok(Reading { cell: self, _here: PhantomData })
    }

    /// Write the value; nothing may run Python code until the guard is dropped. Fail while it is read.
    #[inline]
    pub fn write(&self, _py: Python<'_>) -> Result<Writing<'_, T>, Busy> {
        if self.borrows.get() != 0 {
            return Err(Busy);
        }
        self.borrows.set(WRITTEN);
        Ok(Writing { cell: self, _here: PhantomData })
    }
}

/// A shared borrow: the value stays as it is.
pub struct Reading<'a, T> {
    cell: &'a GilCell<T>,
    /// Keeps the guard on the thread that has the lock.
    _here: PhantomData<*const ()>,
}

impl<T> Deref for Reading<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: while `borrows` counts this guard, no exclusive reference is made.
        unsafe { &*self.cell.value.get() }
    }
}

impl<T> Drop for Reading<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.cell.borrows.set(self.cell.borrows.get() - 1);
    }
}

/// An exclusive borrow.
pub struct Writing<'a, T> {
    cell: &'a GilCell<T>,
    _here: PhantomData<*const ()>,
}

impl<T> Deref for Writing<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: `borrows` says that this guard is the only one.
        unsafe { &*self.cell.value.get() }
    }
}

impl<T> DerefMut for Writing<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: `borrows` says that this guard is the only one, and it is borrowed exclusively here.
        unsafe { &mut *self.cell.value.get() }
    }
}

impl<T> Drop for Writing<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.cell.borrows.set(0);
    }
}
