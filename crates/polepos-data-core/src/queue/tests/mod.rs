//! Tests of the queue against a list that is searched from end to end.

mod against_model;
mod lanes;
mod limit;
mod model;
mod steps;
