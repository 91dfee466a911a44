//! Many keys and values on their way into a trie: checked, put in order, and not yet in it.

use std::hint::black_box;

use polepos_data_core::trie::order;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use super::errors::too_long;
use super::text::{ascii, text_of, write};

/// A key and its value, of which references are held.
pub type Pair<'py> = (Bound<'py, PyString>, Bound<'py, PyAny>);

/// Keys that are brought into the cache together before they are inserted: one by one, the processor
/// would wait for each.
const AHEAD: usize = 32;

/// Keys and values in the order of keys, of equal ones the last at last.
///
/// So each comes to a part of the trie that has just been visited.
pub struct Batch<'py> {
    pairs: Vec<Option<Pair<'py>>>,
    order: Vec<usize>,
}

impl<'py> Batch<'py> {
    /// Puts pairs in order. Fails if a key is too long for a trie.
    pub fn new(pairs: Vec<Pair<'py>>) -> PyResult<Self> {
        let order = order_of(&pairs).ok_or_else(too_long)?;
        Ok(Self { pairs: pairs.into_iter().map(Some).collect(), order })
    }

    /// Returns how many pairs there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Hands over the pairs in order.
    pub fn hand_over<E>(
        &mut self,
        mut to: impl FnMut(Pair<'py>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut next = Vec::with_capacity(AHEAD);
        for indices in self.order.chunks(AHEAD) {
            next.extend(indices.iter().filter_map(|&index| self.pairs.get_mut(index)?.take()));
            black_box(next.iter().map(touched).fold(0, u8::wrapping_add));
            next.drain(..).try_for_each(&mut to)?;
        }
        Ok(())
    }
}

/// Reads a little of a pair.
fn touched((text, _): &Pair<'_>) -> u8 {
    ascii(text).and_then(|bytes| bytes.last().copied()).unwrap_or_default()
}

/// Appends the pairs of a dictionary, all of whose keys have to be strings.
pub fn pairs_of<'py>(data: &Bound<'py, PyDict>, pairs: &mut Vec<Pair<'py>>) -> PyResult<()> {
    pairs.reserve(data.len());
    for (key, value) in data {
        pairs.push((text_of(&key)?, value));
    }
    Ok(())
}

/// Returns the indices of pairs in the order of their keys, `None` if one of those is too long.
fn order_of(pairs: &[Pair<'_>]) -> Option<Vec<usize>> {
    let mut encoded = Vec::new();
    let mut ends = Vec::with_capacity(pairs.len());
    for (text, _) in pairs {
        if ascii(text).is_none() {
            write(text.as_unbound(), &mut encoded);
        }
        ends.push(encoded.len());
    }
    let mut start = 0;
    let mut texts = Vec::with_capacity(pairs.len());
    for ((text, _), end) in pairs.iter().zip(ends) {
        let bytes = ascii(text).unwrap_or(&encoded[start..end]);
        u32::try_from(bytes.len()).ok()?;
        texts.push(bytes);
        start = end;
    }
    Some(order(&texts))
}
