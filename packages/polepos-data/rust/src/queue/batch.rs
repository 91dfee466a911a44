//! Set many keys at once: all of them, or none if one priority cannot be compared.

use polepos_data_core::queue::{Batch, Given};
use pyo3::prelude::*;

use super::Object;
use super::change::refuse_if_full;
use super::compare::{hash_of, overtakes, same_key};
use super::engine::{Engine, make_comparable, ranked, read, refuse_if_busy, write};
use super::items::missing;
use super::rank::{Equality, Kind, Rank};

type Entries = Vec<Given<Object, Object, Object>>;

/// Set many keys; a value `MISSING` is the one that is known, or the key.
pub(super) fn set_many<'py>(
    engine: &Engine<'py>,
    keys: Vec<Bound<'py, PyAny>>,
    priorities: Vec<Bound<'py, PyAny>>,
    values: Option<Vec<Bound<'py, PyAny>>>,
) -> PyResult<()> {
    let py = engine.py();
    let ranks = ranks_of(engine, &priorities)?;
    refuse_if_busy(engine)?;
    let Some(kind) = kind_of(engine, &ranks)? else { return Ok(()) };
    make_comparable(engine, kind)?;
    let entries: Entries; // dropped after the borrow has ended
    let state = read(engine)?;
    let hashes = keys.iter().map(hash_of).collect::<PyResult<Vec<_>>>()?;
    let values = values_of(py, values, keys.len())?;
    entries = entries_of(kind, keys, &hashes, priorities, ranks, values);
    refuse_if_full(&state, entries.len())?;
    let batch = state.queue.find_all(&entries, |known, key| same_key(known, key.bind(py)))?;
    if kind.is_exact() && state.queue.is_small(&batch) {
        drop(state);
        return write_each(engine, kind, &batch, entries);
    }
    let arranged = if kind.is_exact() {
        state.queue.arrange_by_lane(&batch, &entries)
    } else {
        let reverse = state.reverse;
        let overtakes = |new: &Object, old: &Object| overtakes(py, new, old, reverse);
        state.queue.arrange_by_rank(&batch, &entries, kind.has_lanes(), overtakes)?
    };
    drop(state);
    let mut state = write(engine)?;
    state.kind = kind;
    let gone = state.queue.write_all(&batch, entries, arranged, |key| key.clone_ref(py));
    drop(state);
    drop(gone);
    Ok(())
}

fn write_each(engine: &Engine<'_>, kind: Kind, batch: &Batch, entries: Entries) -> PyResult<()> {
    let py = engine.py();
    let mut state = write(engine)?;
    state.kind = kind;
    let gone = state.queue.write_each(batch, entries, |key| key.clone_ref(py));
    drop(state);
    drop(gone);
    Ok(())
}

fn ranks_of(engine: &Engine<'_>, priorities: &[Bound<'_, PyAny>]) -> PyResult<Vec<Rank>> {
    priorities.iter().map(|priority| ranked(engine, priority, Equality::Unequal)).collect()
}

/// Return what priorities are when these are among them; None if there are none.
fn kind_of(engine: &Engine<'_>, ranks: &[Rank]) -> PyResult<Option<Kind>> {
    let Some(first) = ranks.first() else { return Ok(None) };
    let kind = read(engine)?.kind_with(first.kind);
    let all_alike = ranks.iter().all(|rank| rank.kind == kind);
    Ok(Some(if all_alike { kind } else { Kind::Objects }))
}

/// Return the values of a batch, None where one is not given.
fn values_of(
    py: Python<'_>,
    values: Option<Vec<Bound<'_, PyAny>>>,
    count: usize,
) -> PyResult<Vec<Option<Object>>> {
    let missing = missing(py)?;
    let Some(values) = values else { return Ok((0..count).map(|_| None).collect()) };
    Ok(values.into_iter().map(|value| (!value.is(missing)).then(|| value.unbind())).collect())
}

fn entries_of<'py>(
    kind: Kind,
    keys: Vec<Bound<'py, PyAny>>,
    hashes: &[u64],
    priorities: Vec<Bound<'py, PyAny>>,
    ranks: Vec<Rank>,
    values: Vec<Option<Object>>,
) -> Entries {
    let columns = keys.into_iter().zip(hashes).zip(priorities).zip(ranks).zip(values);
    let entry = |((((key, &hash), priority), rank), value): (_, Option<Object>)| {
        let (key, priority): (Bound<'py, PyAny>, Bound<'py, PyAny>) = (key, priority);
        let Rank { lane, own, .. } = rank;
        let rank = own.filter(|_| !kind.is_exact());
        Given { hash, key: key.unbind(), lane, priority: priority.unbind(), rank, value }
    };
    columns.map(entry).collect()
}
