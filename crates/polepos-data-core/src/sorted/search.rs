//! Search by key: the lane decides where lanes differ, and comparisons where they tie.

use std::cmp::Ordering;
use std::ops::Range;

use super::beginning::{Beginning, second};
use super::inner::Inner;
use super::place::Place;
use super::space::Space;
use super::tree::Tree;

/// How many runs the lanes of a leaf are divided into, to find the run first: as many as leave two
/// cache lines to each, since those of a leaf are seldom at hand.
const LEAF_RUNS: usize = 8;

/// The same for inner nodes, whose lanes are mostly at hand.
const INNER_RUNS: usize = 4;

/// A key that is looked for, with what each node would ask of it again.
struct Probe<'k, S: Space> {
    key: &'k S::Key,
    beginning: S::Beginning,
    /// The lane of the whole key.
    lane: S::Lane,
}

impl<S: Space> Tree<S> {
    /// The first place whose key is not less than `key`. O(log n).
    ///
    /// # Errors
    /// Whatever a comparison fails with.
    #[inline]
    pub fn lower_bound(&self, cx: S::Context<'_>, key: &S::Key) -> Result<Place, S::Error> {
        self.bound::<false>(cx, key)
    }

    /// The first place whose key is greater than `key`: where an element with it belongs. O(log n).
    ///
    /// # Errors
    /// Whatever a comparison fails with.
    #[inline]
    pub fn upper_bound(&self, cx: S::Context<'_>, key: &S::Key) -> Result<Place, S::Error> {
        self.bound::<true>(cx, key)
    }

    /// The first place whose key is neither less nor greater than `key`. O(log n).
    ///
    /// # Errors
    /// Whatever a comparison fails with.
    #[inline]
    pub fn find(&self, cx: S::Context<'_>, key: &S::Key) -> Result<Option<Place>, S::Error> {
        Ok(self.seek_one::<false>(cx, key)?.ok())
    }

    /// What [`find`](Tree::find) finds, or else (`Err`) where an element with this key belongs. O(log n).
    ///
    /// # Errors
    /// Whatever a comparison fails with.
    #[inline]
    pub fn find_or_place(
        &self,
        cx: S::Context<'_>,
        key: &S::Key,
    ) -> Result<Result<Place, Place>, S::Error> {
        let found = self.seek_one::<true>(cx, key)?;
        Ok(found.map_err(|place| self.normal(place)))
    }

    /// The first place of a key, or else where it belongs; not exactly where that is not `ASKED`.
    #[inline]
    fn seek_one<const ASKED: bool>(
        &self,
        cx: S::Context<'_>,
        key: &S::Key,
    ) -> Result<Result<Place, Place>, S::Error> {
        let probe = Probe::new(cx, key);
        let id = self.leaf_of::<false>(cx, &probe)?;
        let leaf = &self.leaves[id];
        let lanes = self.lanes.of(id);
        match probe.beginning.against(&leaf.beginning) {
            Ordering::Less => return Ok(Err(Place::new(id, 0))),
            Ordering::Greater => return Ok(Err(Place::new(id, lanes.len()))),
            Ordering::Equal => {}
        }
        let skip = leaf.beginning.skip();
        let lane = probe.lane_after(cx, skip);
        let low = below::<_, LEAF_RUNS>(lanes, lane);
        let place = |offset| Place::new(id, offset);
        if lanes.get(low) != Some(&lane) {
            return Ok(Err(place(low)));
        }
        if S::decides(cx, lane, key, skip) {
            return Ok(Ok(place(low)));
        }
        let high = low + through(&lanes[low..], lane);
        let items = &leaf.items;
        if high - low == 1 {
            let only = S::key(&items[low]);
            if S::same(cx, only, key)? {
                return Ok(Ok(place(low)));
            }
            let after = ASKED && S::less(cx, only, key)?;
            return Ok(Err(place(low + usize::from(after))));
        }
        let offset = halve(low..high, |offset| S::less(cx, S::key(&items[offset]), key))?;
        if offset == high || S::less(cx, key, S::key(&items[offset]))? {
            return Ok(Err(place(offset)));
        }
        Ok(Ok(place(offset)))
    }

    /// The first place whose key `before` does not hold for; it must hold for a run of first keys.
    ///
    /// For probes that are no keys themselves. O(log n) calls.
    ///
    /// # Errors
    /// Whatever `before` fails with.
    pub fn partition<E>(
        &self,
        mut before: impl FnMut(&S::Key) -> Result<bool, E>,
    ) -> Result<Place, E> {
        let mut node = self.root;
        for level in (0..self.height).rev() {
            let children = &self.inners[node].children;
            let slot = halve(0..children.len() - 1, |slot| {
                self.greatest(level, children[slot]).map_or(Ok(true), |item| before(S::key(item)))
            })?;
            node = children[slot];
        }
        let items = &self.leaves[node].items;
        let offset = halve(0..items.len(), |offset| before(S::key(&items[offset])))?;
        Ok(self.normal(Place::new(node, offset)))
    }

    /// The last element below a node; `level` 0 is that of leaves.
    #[inline]
    pub(super) fn greatest(&self, level: u32, mut node: u32) -> Option<&S::Element> {
        for _ in 0..level {
            node = *self.inners[node].children.last()?;
        }
        self.leaves[node].items.last()
    }

    #[inline]
    fn bound<const UPPER: bool>(
        &self,
        cx: S::Context<'_>,
        key: &S::Key,
    ) -> Result<Place, S::Error> {
        let probe = Probe::new(cx, key);
        let id = self.leaf_of::<UPPER>(cx, &probe)?;
        let leaf = &self.leaves[id];
        let offset = probe.seek::<UPPER, LEAF_RUNS>(
            cx,
            &leaf.beginning,
            self.lanes.of(id),
            &[],
            |offset| leaf.items.get(offset),
        )?;
        Ok(self.normal(Place::new(id, offset)))
    }

    /// The leaf of the first key that is not before the probe, or the last leaf.
    #[inline]
    fn leaf_of<const UPPER: bool>(
        &self,
        cx: S::Context<'_>,
        probe: &Probe<'_, S>,
    ) -> Result<u32, S::Error> {
        let mut node = self.root;
        for level in (0..self.height).rev() {
            let Inner { beginning, lanes, tails, children, .. } = &self.inners[node];
            // What is in no other child is in the last one, so its greatest key need not be asked.
            let others = &lanes[..children.len() - 1];
            let slot = probe.seek::<UPPER, INNER_RUNS>(cx, beginning, others, tails, |slot| {
                self.greatest(level, children[slot])
            })?;
            node = children[slot];
        }
        Ok(node)
    }
}

impl<'k, S: Space> Probe<'k, S> {
    #[inline]
    fn new(cx: S::Context<'_>, key: &'k S::Key) -> Self {
        Self { key, beginning: S::beginning(cx, key), lane: S::lane(cx, key, 0) }
    }

    /// The probe's lane without its first bytes.
    #[inline]
    fn lane_after(&self, cx: S::Context<'_>, skip: usize) -> S::Lane {
        if skip > 0 { S::lane(cx, self.key, skip) } else { self.lane }
    }

    /// How many entries of a node are before the probe; with `UPPER` its equals are too.
    #[inline]
    fn seek<'t, const UPPER: bool, const RUNS: usize>(
        &self,
        cx: S::Context<'_>,
        beginning: &S::Beginning,
        lanes: &[S::Lane],
        tails: &[S::Lane],
        item: impl Fn(usize) -> Option<&'t S::Element>,
    ) -> Result<usize, S::Error>
    where
        S: 't,
    {
        match self.beginning.against(beginning) {
            Ordering::Less => return Ok(0),
            Ordering::Greater => return Ok(lanes.len()),
            Ordering::Equal => {}
        }
        let skip = beginning.skip();
        let mut range = self.among::<UPPER, RUNS>(cx, lanes, skip);
        if let (Some(skip), Some(tied @ [_, ..])) = (second(skip), tails.get(range.clone())) {
            let inside = self.among::<UPPER, RUNS>(cx, tied, skip);
            range = range.start + inside.start..range.start + inside.end;
        }
        halve(range, |index| {
            let Some(item) = item(index) else {
                return Ok(true);
            };
            if UPPER {
                return S::less(cx, self.key, S::key(item)).map(|less| !less);
            }
            S::less(cx, S::key(item), self.key)
        })
    }

    /// The entries that lanes cannot tell from the probe; none, at its place, if they can.
    #[inline]
    fn among<const UPPER: bool, const RUNS: usize>(
        &self,
        cx: S::Context<'_>,
        lanes: &[S::Lane],
        skip: usize,
    ) -> Range<usize> {
        let lane = self.lane_after(cx, skip);
        let low = below::<_, RUNS>(lanes, lane);
        if lanes.get(low) != Some(&lane) {
            return low..low;
        }
        let decided = S::decides(cx, lane, self.key, skip);
        if decided && !UPPER {
            return low..low;
        }
        let high = low + through(&lanes[low..], lane);
        if decided { high..high } else { low..high }
    }
}

/// How many lanes are less than `lane`.
#[inline]
fn below<L: Copy + Ord, const RUNS: usize>(lanes: &[L], lane: L) -> usize {
    if size_of::<L>() == 0 {
        return 0;
    }
    if lanes.len() < RUNS * 4 {
        return lanes.partition_point(|&other| other < lane);
    }
    // Loads that do not wait for one another, of lanes that are spread over the node, and then
    // few that do, with no branch to guess wrong.
    let bound = |number: usize| number * lanes.len() / RUNS;
    let before = (1..RUNS).map(|number| usize::from(lanes[bound(number)] < lane));
    let run = before.sum::<usize>();
    let (start, end) = (bound(run), bound(run + 1));
    start + lanes[start..end].partition_point(|&other| other < lane)
}

/// How many lanes are not greater than `lane`, the first of them being equal to it.
#[inline]
fn through<L: Copy + Ord>(lanes: &[L], lane: L) -> usize {
    if size_of::<L>() == 0 || lanes.last() == Some(&lane) {
        return lanes.len();
    }
    // Most keys are alone, so look at the next one first.
    if lanes.get(1).is_none_or(|&next| next > lane) {
        return 1;
    }
    lanes.partition_point(|&other| other <= lane)
}

/// The first index of `range` that `before` does not hold for, in as many calls as it has bits.
#[inline]
fn halve<E>(
    range: Range<usize>,
    mut before: impl FnMut(usize) -> Result<bool, E>,
) -> Result<usize, E> {
    let Range { start: mut low, end: mut high } = range;
    while low < high {
        let middle = low.midpoint(high);
        if before(middle)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}
