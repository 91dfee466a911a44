//! The containers of `polepos.data` as Python classes: the algorithms are `polepos_data_core`'s.
//!
//! What has to be fast is here, as *engines*; the classes that people see derive from them in
//! `polepos.data._native`, together with what need not be fast and is the same in plain Python.
#![allow(clippy::needless_pass_by_value)] // the arguments of a Python method come by value

mod cache;
mod calls;
mod cell;
mod graph;
mod limits;
mod queue;
mod slots;
mod sorted;
mod trie;
mod union_find;

use pyo3::prelude::*;

/// The compiled half of `polepos.data`'s Rust backend; its Python half is `polepos.data._native`.
#[pymodule(gil_used = true)]
mod _rust {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::cache::{CacheData, CacheWalk, LRUEngine, TTLEngine};
    #[pymodule_export]
    use crate::graph::{
        GraphWalk, graph_by_rank, graph_connected, graph_fewest, graph_flood, graph_kahn,
        graph_levels, graph_lightest, graph_link, graph_nearest, graph_places, graph_strong,
    };
    #[pymodule_export]
    use crate::limits::lower_limits;
    #[pymodule_export]
    use crate::sorted::dict::DictEngine;
    #[pymodule_export]
    use crate::sorted::engine::ListEngine;
    #[pymodule_export]
    use crate::sorted::set::SetEngine;
    #[pymodule_export]
    use crate::trie::TrieEngine;
    #[pymodule_export]
    use crate::union_find::UnionFindEngine;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        let py = module.py();
        crate::sorted::walk::quicken(py);
        crate::sorted::quick::quicken(&py.get_type::<ListEngine>())?;
        crate::cache::finish(py)?;
        crate::slots::take_over_lookups(&py.get_type::<DictEngine>())?;
        crate::sorted::dict_quick::quicken(&py.get_type::<DictEngine>())?;
        crate::sorted::set_quick::quicken(&py.get_type::<SetEngine>())?;
        crate::queue::add_to(module)
    }
}
