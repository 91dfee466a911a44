//! A bounded cache: entries by key and in the order of their use, and when each is due to expire.
//!
//! [`Entries`] and [`Expiry`] know each other's slots and nothing else of each other: a cache without
//! times to live pays nothing for them.

mod chain;
mod entries;
mod expiry;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

pub use entries::Entries;
pub use expiry::Expiry;
