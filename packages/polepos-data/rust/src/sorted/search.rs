//! Look for values among entries: first by order, then by equality.

use polepos_data_core::sorted::Place;
use pyo3::prelude::*;

use super::compare::{forgive_nan, is_nan, less, same};
use super::entry::Entry;
use super::trees::Trees;

impl<E: Entry> Trees<E> {
    /// Where the first element is that equals `value` and whose key is neither less nor greater than
    /// `key`; with `identical`, where `value` itself is.
    ///
    /// # Errors
    /// What a comparison raises, unless the key is NaN: that is nowhere.
    #[inline]
    pub fn sought(
        &self,
        py: Python<'_>,
        value: &Py<PyAny>,
        key: &Py<PyAny>,
        identical: bool,
    ) -> PyResult<Option<Place>> {
        if !E::KEYED && !identical && self.fits(key) {
            return self.find(py, key);
        }
        match self.sought_by_equality(py, value, key, identical) {
            Err(error) => forgive_nan(py, error, key).map(|()| None),
            found => found,
        }
    }

    fn sought_by_equality(
        &self,
        py: Python<'_>,
        value: &Py<PyAny>,
        key: &Py<PyAny>,
        identical: bool,
    ) -> PyResult<Option<Place>> {
        let mut place = self.lower(py, key)?;
        let mut first = true;
        while let Some(entry) = self.get(place) {
            if value.is(entry.value()) || (!identical && same(py, entry.value(), value)?) {
                return Ok(Some(place));
            }
            if less(py, key, entry.key())? || (first && is_nan(py, key)?) {
                return Ok(None);
            }
            first = false;
            place = self.next(place);
        }
        Ok(None)
    }

    /// How many values are neither less nor greater than this one.
    ///
    /// # Errors
    /// What a comparison raises.
    pub fn count_ties(&self, py: Python<'_>, key: &Py<PyAny>) -> PyResult<usize> {
        if self.fits(key) {
            let Some(first) = self.find(py, key)? else { return Ok(0) };
            let end = self.position(self.upper(py, key)?);
            return Ok(end.saturating_sub(self.position(first)));
        }
        let first = self.lower(py, key)?;
        if is_nan(py, key)? {
            return Ok(0);
        }
        let Some(entry) = self.get(first) else { return Ok(0) };
        if less(py, key, entry.key())? {
            return Ok(0);
        }
        Ok(self.position(self.upper(py, key)?).saturating_sub(self.position(first)))
    }

    /// How many values equal this one, of those whose keys are neither less nor greater.
    ///
    /// # Errors
    /// What a comparison raises.
    pub fn count_equal(
        &self,
        py: Python<'_>,
        value: &Py<PyAny>,
        key: &Py<PyAny>,
    ) -> PyResult<usize> {
        let (mut place, end) = (self.lower(py, key)?, self.upper(py, key)?);
        let mut count = 0;
        while place != end {
            let Some(entry) = self.get(place) else { break };
            count += usize::from(same(py, entry.value(), value)?);
            place = self.next(place);
        }
        Ok(count)
    }
}
