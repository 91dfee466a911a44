//! The tree against a plain vector, its structure looked at after every step.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod check;
mod failing;
mod lanes;
mod large;
mod merging;
mod model;
mod spaces;
