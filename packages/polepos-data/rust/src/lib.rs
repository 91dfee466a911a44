//! The containers of `polepos.data` as Python classes: the algorithms are `polepos_data_core`'s.

use pyo3::prelude::*;

/// The compiled half of `polepos.data`'s Rust backend; its Python half is `polepos.data._native`.
#[pymodule(gil_used = true)]
mod _rust {}
