//! `UnionFindEngine`: a dict that numbers the values, and a forest of the numbers.

use std::cell::Cell;

use polepos_data_core::union_find::Forest;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::ffi;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use crate::cell::{Busy, GilCell};
use crate::limits;

/// What a `UnionFind` does with single values, and all that it does with their numbers.
///
/// A hash or `==` runs only in the dict, while the forest is not borrowed.
#[pyclass(subclass, frozen, module = "polepos.data._rust")]
pub struct UnionFindEngine {
    ids: Py<PyDict>,
    /// The value of each number.
    values: Py<PyList>,
    forest: GilCell<Forest>,
}

fn changed() -> PyErr {
    PyRuntimeError::new_err("UnionFind changed during a comparison")
}

/// Never seen: what borrows a forest runs no Python code.
fn busy(_: Busy) -> PyErr {
    changed()
}

impl UnionFindEngine {
    /// Return the number of a value that is here.
    #[inline]
    fn known(&self, value: &Bound<'_, PyAny>) -> PyResult<Option<usize>> {
        let py = value.py();
        // SAFETY: both are live objects, the dict by its type; the result is borrowed from the dict,
        // and read before anything else runs.
        let found = unsafe { ffi::PyDict_GetItemWithError(self.ids.as_ptr(), value.as_ptr()) };
        if found.is_null() {
            return PyErr::take(py).map_or(Ok(None), Err);
        }
        // SAFETY: as above.
        unsafe { Borrowed::from_ptr(py, found) }.extract().map(Some)
    }

    /// Return the number of a value, which gets the next one if it is new.
    fn number(&self, value: &Bound<'_, PyAny>) -> PyResult<usize> {
        if let Some(number) = self.known(value)? {
            return Ok(number);
        }
        let py = value.py();
        let next = self.values.bind(py).len();
        let fresh = next.into_pyobject(py)?;
        // SAFETY: all are live objects, the dict by its type; the result is borrowed, as above.
        let number: usize = unsafe {
            let (dict, key) = (self.ids.as_ptr(), value.as_ptr());
            let found = ffi::PyDict_SetDefault(dict, key, fresh.as_ptr());
            if found.is_null() {
                return Err(PyErr::fetch(py));
            }
            Borrowed::from_ptr(py, found).extract()?
        };
        if number == next {
            self.take(&PyList::new(py, [value])?, next)?;
        }
        Ok(number)
    }

    /// Give values, just put into the dict under the numbers from `first`, their places.
    fn take(&self, fresh: &Bound<'_, PyList>, first: usize) -> PyResult<()> {
        let py = fresh.py();
        let values = self.values.bind(py);
        let whole = values.len() == first && self.ids.bind(py).len() == first + fresh.len();
        if !whole {
            self.forget(py)?; // a comparison has added others, which have these numbers now
            return Err(changed());
        }
        let room = limits::has_room(first, fresh.len(), Forest::MAX);
        if !room || self.forest.write(py).map_err(busy)?.extend(fresh.len()).is_err() {
            self.forget(py)?;
            return Err(limits::overflow("a UnionFind", Forest::MAX));
        }
        values.as_sequence().in_place_concat(fresh.as_sequence())?;
        Ok(())
    }

    /// Take numbers back that were given when something went wrong; they are the last.
    fn forget(&self, py: Python<'_>) -> PyResult<()> {
        let ids = self.ids.bind(py);
        while ids.len() > self.values.bind(py).len() {
            ids.call_method0("popitem")?;
        }
        Ok(())
    }

    /// Work with numbers, all of which have to be in the forest.
    #[inline]
    fn with<T>(
        &self,
        py: Python<'_>,
        numbers: &[usize],
        work: impl FnOnce(&mut Forest) -> T,
    ) -> PyResult<T> {
        let mut forest = self.forest.write(py).map_err(busy)?;
        if numbers.iter().any(|&number| number >= forest.len()) {
            return Err(changed()); // it is about to be added, by who is asking for its hash
        }
        Ok(work(&mut forest))
    }

    fn value<'py>(&self, py: Python<'py>, number: usize) -> PyResult<Bound<'py, PyAny>> {
        self.values.bind(py).get_item(number)
    }
}

#[pymethods]
impl UnionFindEngine {
    #[new]
    #[pyo3(signature = (*_arguments, **_options))]
    fn new(
        py: Python<'_>,
        _arguments: &Bound<'_, PyTuple>,
        _options: Option<&Bound<'_, PyDict>>,
    ) -> Self {
        Self {
            ids: PyDict::new(py).unbind(),
            values: PyList::empty(py).unbind(),
            forest: GilCell::new(Forest::new()),
        }
    }

    #[getter]
    fn _ids<'py>(&self, py: Python<'py>) -> &Bound<'py, PyDict> {
        self.ids.bind(py)
    }

    #[getter]
    fn _values<'py>(&self, py: Python<'py>) -> &Bound<'py, PyList> {
        self.values.bind(py)
    }

    #[getter]
    fn _roots(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.forest.read(py).map_err(busy)?.components())
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.values.bind(py).len()
    }

    fn __contains__(&self, value: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(self.known(value)?.is_some())
    }

    fn __iter__(slf: Py<Self>) -> UnionFindIterator {
        UnionFindIterator::over(slf, false)
    }

    fn __reversed__(slf: Py<Self>) -> UnionFindIterator {
        UnionFindIterator::over(slf, true)
    }

    /// Add `value` as a component of its own, unless it is there. O(1).
    fn add(&self, value: &Bound<'_, PyAny>) -> PyResult<()> {
        self.number(value).map(drop)
    }

    /// Return the root of the component of `value`, which is added if it is new.
    ///
    /// Two values are in one component if and only if they have the same root. It stays the root
    /// until a union with a component that is as large or larger. O(log* n) amortised.
    fn find<'py>(&self, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let number = self.number(value)?;
        let root = self.with(value.py(), &[number], |forest| forest.find(number))?;
        self.value(value.py(), root)
    }

    fn __getitem__<'py>(&self, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.find(value)
    }

    /// Make one component of those of all `values`, adding the new ones; return its root.
    ///
    /// Where two components are merged, the larger one gives the root, the left one if they are
    /// equally large. Without values nothing happens and `None` is returned. If a value cannot be
    /// hashed, nothing has changed. O(log* n) amortised for each value.
    #[pyo3(signature = (*values))]
    fn union<'py>(
        slf: &Bound<'py, Self>,
        values: &Bound<'py, PyTuple>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let (py, this) = (slf.py(), slf.get());
        if values.len() == 2 {
            let left = this.known(&values.get_item(0)?)?;
            let right = this.known(&values.get_item(1)?)?;
            if let (Some(left), Some(right)) = (left, right) {
                let root = this.with(py, &[left, right], |forest| forest.join(left, right))?;
                return this.value(py, root).map(Some);
            }
        }
        if values.is_empty() {
            return Ok(None);
        }
        let numbers: Vec<usize> = slf.call_method1("_numbers", (values,))?.extract()?;
        let root = this.with(py, &numbers, |forest| join(forest, &numbers))?;
        root.map(|root| this.value(py, root)).transpose()
    }

    /// Tell whether both values are in one component. O(log* n) amortised.
    ///
    /// A value that was never added is alone: connected to an equal one only. It is not added.
    fn connected(&self, left: &Bound<'_, PyAny>, right: &Bound<'_, PyAny>) -> PyResult<bool> {
        match (self.known(left)?, self.known(right)?) {
            (Some(i), Some(j)) => {
                self.with(left.py(), &[i, j], |forest| forest.find(i) == forest.find(j))
            }
            (None, None) => Ok(left.is(right) || left.eq(right)?),
            _ => Ok(false),
        }
    }

    /// Return how many values the component of `value` has. O(log* n) amortised.
    ///
    /// A value that was never added is alone; it is not added.
    fn component_size(&self, value: &Bound<'_, PyAny>) -> PyResult<usize> {
        match self.known(value)? {
            Some(number) => self.with(value.py(), &[number], |forest| forest.size(number)),
            None => Ok(1),
        }
    }

    // ------------------------------------------------------------------------- by the number

    fn _take(&self, values: &Bound<'_, PyList>, numbers: &Bound<'_, PyList>) -> PyResult<()> {
        let first = numbers.get_item(0)?.extract()?;
        self.take(values, first)
    }

    fn _forget(&self, py: Python<'_>) -> PyResult<()> {
        self.forget(py)
    }

    fn _untake(&self, py: Python<'_>, known: usize) -> PyResult<()> {
        self.forest.write(py).map_err(busy)?.truncate(known);
        let values = self.values.bind(py);
        values.del_slice(known, values.len())?;
        self.forget(py)
    }

    fn _join_groups(
        &self,
        py: Python<'_>,
        lengths: Vec<usize>,
        numbers: Vec<usize>,
    ) -> PyResult<()> {
        self.with(py, &numbers, |forest| {
            let mut rest = numbers.as_slice();
            for length in lengths {
                let (group, others) = rest.split_at(length.min(rest.len()));
                join(forest, group);
                rest = others;
            }
        })
    }

    fn _all_roots(&self, py: Python<'_>) -> PyResult<Vec<usize>> {
        let mut forest = self.forest.write(py).map_err(busy)?;
        Ok((0..forest.len()).map(|number| forest.find(number)).collect())
    }

    fn _members(&self, py: Python<'_>, number: usize) -> PyResult<Vec<usize>> {
        self.with(py, &[number], |forest| forest.members(number).collect())
    }

    /// Hold what another one holds.
    fn _copy(&self, py: Python<'_>, other: &Self) -> PyResult<()> {
        let forest = other.forest.read(py).map_err(busy)?.clone();
        self.ids.bind(py).update(other.ids.bind(py).as_mapping())?;
        self.values.bind(py).as_sequence().in_place_concat(other.values.bind(py).as_sequence())?;
        *self.forest.write(py).map_err(busy)? = forest;
        Ok(())
    }

    /// Hold values and, for each, the number of its root; what was here goes.
    fn _restore(
        slf: &Bound<'_, Self>,
        values: &Bound<'_, PyAny>,
        roots: Vec<usize>,
    ) -> PyResult<()> {
        let (py, this) = (slf.py(), slf.get());
        let mut forest = Forest::new();
        let fits = forest.extend(roots.len()).is_ok();
        let whole = |&root: &usize| roots.get(root) == Some(&root);
        if !fits || !roots.iter().all(whole) || values.len()? != roots.len() {
            return Err(PyValueError::new_err("the state of a UnionFind names no roots"));
        }
        for (number, &root) in roots.iter().enumerate() {
            forest.put_below(number, root);
        }
        *this.forest.write(py).map_err(busy)? = Forest::new();
        this.ids.bind(py).clear();
        this.values.bind(py).del_slice(0, this.values.bind(py).len())?;
        slf.call_method1("update", (values,))?;
        if this.values.bind(py).len() != forest.len() {
            return Err(PyValueError::new_err("the state of a UnionFind has a value twice"));
        }
        *this.forest.write(py).map_err(busy)? = forest;
        Ok(())
    }

    fn _heap_bytes(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.forest.read(py).map_err(busy)?.heap_bytes())
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.ids)?;
        visit.call(&self.values)
    }
}

/// Make one component of those of all these numbers; return its root, if there is any.
fn join(forest: &mut Forest, numbers: &[usize]) -> Option<usize> {
    let (&first, others) = numbers.split_first()?;
    let root = others.iter().fold(first, |root, &other| forest.join(root, other));
    Some(forest.find(root))
}

/// The values in the order in which they were added, or from the last to the first.
#[pyclass(frozen, module = "polepos.data._rust")]
pub struct UnionFindIterator {
    of: Py<UnionFindEngine>,
    backwards: bool,
    /// How many values there were at the first step, and how many of them have been seen.
    steps: GilCell<Cell<Option<(usize, usize)>>>,
}

impl UnionFindIterator {
    fn over(of: Py<UnionFindEngine>, backwards: bool) -> Self {
        Self { of, backwards, steps: GilCell::new(Cell::new(None)) }
    }
}

/// The steps of an iterator that has ended.
const ENDED: (usize, usize) = (usize::MAX, usize::MAX);

#[pymethods]
impl UnionFindIterator {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let values = self.of.get().values.bind(py);
        let steps = self.steps.read(py).map_err(busy)?;
        let (known, seen) = steps.get().unwrap_or((values.len(), 0));
        if (known, seen) == ENDED {
            return Ok(None);
        }
        if known != values.len() {
            steps.set(Some(ENDED));
            return Err(PyRuntimeError::new_err("UnionFind changed during iteration"));
        }
        if seen == known {
            steps.set(Some(ENDED));
            return Ok(None);
        }
        steps.set(Some((known, seen + 1)));
        values.get_item(if self.backwards { known - 1 - seen } else { seen }).map(Some)
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.of)
    }
}
