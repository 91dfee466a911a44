//! On its way.
