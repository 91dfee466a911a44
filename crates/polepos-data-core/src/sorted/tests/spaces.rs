//! Spaces for tests, with nodes so small that few elements make a high tree.

use std::cell::Cell;

use crate::sorted::{PREFIX, Prefix, Space, lane};

/// Integers in order of all but their last digit, so that some are equal and still told apart.
pub(super) struct Tens;

impl Space for Tens {
    type Element = i64;
    type Key = i64;
    type Lane = i64;
    type Beginning = ();
    type Context<'a> = ();
    type Error = ();
    const LEAF: usize = 8;
    const INNER: usize = 4;

    fn key(element: &i64) -> &i64 {
        element
    }
    fn lane((): (), key: &i64, _skip: usize) -> i64 {
        lane::of_int(key.div_euclid(10))
    }
    fn decides((): (), _lane: i64, _key: &i64, _skip: usize) -> bool {
        true
    }
    fn beginning((): (), _key: &i64) {}
    fn less((): (), a: &i64, b: &i64) -> Result<bool, ()> {
        Ok(a.div_euclid(10) < b.div_euclid(10))
    }
}

/// The same with lanes so coarse that most comparisons are needed.
pub(super) struct Coarse;

impl Space for Coarse {
    type Element = i64;
    type Key = i64;
    type Lane = i64;
    type Beginning = ();
    type Context<'a> = ();
    type Error = ();
    const LEAF: usize = 6;
    const INNER: usize = 5;

    fn key(element: &i64) -> &i64 {
        element
    }
    fn lane((): (), key: &i64, _skip: usize) -> i64 {
        key.div_euclid(100)
    }
    fn decides((): (), _lane: i64, _key: &i64, _skip: usize) -> bool {
        false
    }
    fn beginning((): (), _key: &i64) {}
    fn less((): (), a: &i64, b: &i64) -> Result<bool, ()> {
        Tens::less((), a, b)
    }
}

/// Bytes, numbered so that equal ones are told apart.
pub(super) struct Texts;

impl Space for Texts {
    type Element = (Vec<u8>, usize);
    type Key = [u8];
    type Lane = u64;
    type Beginning = Prefix;
    type Context<'a> = ();
    type Error = ();
    const LEAF: usize = 8;
    const INNER: usize = 4;

    fn key(element: &Self::Element) -> &[u8] {
        &element.0
    }
    fn lane((): (), key: &[u8], skip: usize) -> u64 {
        // More than this is never asked for.
        assert!(skip <= PREFIX);
        lane::of_bytes(&key[..key.len().min(PREFIX + 8)], skip)
    }
    fn decides((): (), lane: u64, _key: &[u8], _skip: usize) -> bool {
        lane::bytes_decide(lane)
    }
    fn beginning((): (), key: &[u8]) -> Prefix {
        Prefix::of(key)
    }
    fn less((): (), a: &[u8], b: &[u8]) -> Result<bool, ()> {
        Ok(a < b)
    }
    fn same((): (), a: &[u8], b: &[u8]) -> Result<bool, ()> {
        Ok(a == b)
    }
}

/// Integers without lanes: each comparison is a call, which may fail or lie.
pub(super) struct Foreign;

/// How the comparisons of [`Foreign`] behave.
pub(super) enum Manner {
    /// Truly, but the one after so many fails.
    FailsAfter(Cell<usize>),
    /// At random, from this state.
    Lies(Cell<u64>),
}

impl Manner {
    fn less(&self, a: i64, b: i64) -> Result<bool, &'static str> {
        match self {
            Self::FailsAfter(left) => {
                left.set(left.get().checked_sub(1).ok_or("failed")?);
                Ok(a < b)
            }
            Self::Lies(state) => {
                let mut bits = state.get() | 1;
                bits ^= bits << 13;
                bits ^= bits >> 7;
                bits ^= bits << 17;
                state.set(bits);
                Ok(bits.is_multiple_of(3))
            }
        }
    }
}

impl Space for Foreign {
    type Element = i64;
    type Key = i64;
    type Lane = ();
    type Beginning = ();
    type Context<'a> = &'a Manner;
    type Error = &'static str;
    const LEAF: usize = 8;
    const INNER: usize = 4;

    fn key(element: &i64) -> &i64 {
        element
    }
    fn lane(_cx: &Manner, _key: &i64, _skip: usize) {}
    fn decides(_cx: &Manner, (): (), _key: &i64, _skip: usize) -> bool {
        false
    }
    fn beginning(_cx: &Manner, _key: &i64) {}
    fn less(cx: &Manner, a: &i64, b: &i64) -> Result<bool, &'static str> {
        cx.less(*a, *b)
    }
}
