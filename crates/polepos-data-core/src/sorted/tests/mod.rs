//! The tree against a plain vector, its structure looked at after every step.

mod check;
mod failing;
mod lanes;
mod large;
mod limit;
mod merging;
mod model;
mod spaces;
