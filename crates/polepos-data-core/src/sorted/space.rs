//! What a sorted tree has to know about its elements: their keys, lanes, beginnings and order.

use super::arena::NONE;
use super::beginning::Beginning;

/// A kind of element and the order that it is kept in.
///
/// Two things decide an order: the *lane*, a small number that is compared without a call, and
/// [`less`](Space::less), which is asked only where lanes tie and do not decide. `less` may fail and
/// may run foreign code; a tree calls it only while it is borrowed as `&self`. The other functions
/// must neither fail nor run foreign code.
pub trait Space: Sized {
    /// What is stored.
    type Element;
    /// What orders an element; a probe from outside is one too.
    type Key: ?Sized;
    /// A number that orders keys roughly: `()` for none, `i64`, `u64`.
    type Lane: Copy + Ord + Default;
    /// [`Prefix`](super::Prefix) where the lanes of a node leave out the beginning that all its keys
    /// share (text, bytes: their order has to be that of bytes), `()` where they do not.
    type Beginning: Beginning;
    /// What a comparison needs, such as proof that the interpreter is held.
    type Context<'a>: Copy;
    /// Why a comparison failed.
    type Error;

    /// The most elements that a leaf holds; at least 4.
    const LEAF: usize = 128;
    /// The most children that an inner node has; at least 4.
    const INNER: usize = 64;

    /// The most elements that a tree holds; nodes count them in 32 bits.
    const MOST: usize = NONE as usize - 1;

    /// The key of an element.
    fn key(element: &Self::Element) -> &Self::Key;

    /// The lane of a key without its first `skip` bytes: 0 unless keys have a beginning, and at most
    /// [`PREFIX`](super::PREFIX).
    ///
    /// Monotone: `a < b` implies `lane(a) <= lane(b)`. Where keys have a beginning, the lanes are those
    /// of [`lane::of_bytes`](super::lane::of_bytes), of bytes that are in the order of the keys.
    fn lane(cx: Self::Context<'_>, key: &Self::Key, skip: usize) -> Self::Lane;

    /// Whether a key with the same `lane` as `key`, at the same `skip`, is certain to be equal to it.
    fn decides(cx: Self::Context<'_>, lane: Self::Lane, key: &Self::Key, skip: usize) -> bool;

    /// The first bytes of a key: `Prefix::of(bytes)`, or `()`.
    fn beginning(cx: Self::Context<'_>, key: &Self::Key) -> Self::Beginning;

    /// Whether `a` comes before `b`.
    ///
    /// # Errors
    /// Whatever the comparison fails with; the tree has not changed then.
    fn less(cx: Self::Context<'_>, a: &Self::Key, b: &Self::Key) -> Result<bool, Self::Error>;

    /// Whether neither of `a` and `b` comes before the other; asked where lanes leave one candidate.
    ///
    /// For spaces that can tell this in one comparison, such as text; `less` may run here too.
    ///
    /// # Errors
    /// Whatever the comparison fails with.
    #[inline]
    fn same(cx: Self::Context<'_>, a: &Self::Key, b: &Self::Key) -> Result<bool, Self::Error> {
        Ok(!Self::less(cx, a, b)? && !Self::less(cx, b, a)?)
    }
}
