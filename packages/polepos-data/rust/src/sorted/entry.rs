//! What a tree stores: a value that is its own key, or a value beside its key.

use pyo3::prelude::*;

/// An element of a tree: it has a value and a key that orders it.
pub trait Entry: Send + Sync + Sized {
    /// Whether the key is another object than the value.
    const KEYED: bool;

    /// Bring value and key together; a key that is `None` is the value.
    fn new(py: Python<'_>, value: Py<PyAny>, key: Option<Py<PyAny>>) -> Self;

    /// What people put in and get back.
    fn value(&self) -> &Py<PyAny>;

    /// What is compared.
    fn key(&self) -> &Py<PyAny>;

    /// The same once more.
    #[must_use]
    fn again(&self, py: Python<'_>) -> Self {
        let key = if Self::KEYED { Some(self.key().clone_ref(py)) } else { None };
        Self::new(py, self.value().clone_ref(py), key)
    }
}

/// A value that is its own key.
#[repr(transparent)]
pub struct Alone(
    /// The value.
    pub Py<PyAny>,
);

impl Entry for Alone {
    const KEYED: bool = false;

    #[inline]
    fn new(_py: Python<'_>, value: Py<PyAny>, _key: Option<Py<PyAny>>) -> Self {
        Self(value)
    }

    #[inline]
    fn value(&self) -> &Py<PyAny> {
        &self.0
    }

    #[inline]
    fn key(&self) -> &Py<PyAny> {
        &self.0
    }
}

/// A value beside its key. The value comes first, where iterators read it.
#[repr(C)]
pub struct Keyed {
    /// What people put in and get back.
    pub value: Py<PyAny>,
    /// What is compared.
    pub key: Py<PyAny>,
}

impl Entry for Keyed {
    const KEYED: bool = true;

    #[inline]
    fn new(py: Python<'_>, value: Py<PyAny>, key: Option<Py<PyAny>>) -> Self {
        let key = key.unwrap_or_else(|| value.clone_ref(py));
        Self { value, key }
    }

    #[inline]
    fn value(&self) -> &Py<PyAny> {
        &self.value
    }

    #[inline]
    fn key(&self) -> &Py<PyAny> {
        &self.key
    }
}
