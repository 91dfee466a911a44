//! Search by key: the lane decides where lanes differ, and comparisons where they tie.

use std::cmp::Ordering;
use std::ops::Range;

use super::arena::narrow;
use super::beginning::Beginning;
use super::place::Place;
use super::space::Space;
use super::tree::Tree;

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
        let place = self.lower_bound(cx, key)?;
        let (leaf, offset) = (&self.leaves[place.leaf], place.offset as usize);
        let (Some(item), Some(&lane)) = (leaf.items.get(offset), leaf.lanes.get(offset)) else {
            return Ok(None);
        };
        if S::Beginning::KEPT && S::beginning(cx, key).against(&leaf.beginning).is_ne() {
            return Ok(None);
        }
        let skip = leaf.beginning.skip();
        if S::lane(cx, key, skip) != lane {
            return Ok(None);
        }
        let same = S::decides(cx, lane, key, skip) || !S::less(cx, key, S::key(item))?;
        Ok(same.then_some(place))
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
                self.greatest(level, children[slot])
                    .map_or(Ok(true), |item| before(S::key(item)))
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
        let lane = S::lane(cx, key, 0);
        let probe: Probe<'_, S> = Probe {
            key,
            beginning: S::beginning(cx, key),
            lane,
        };
        let mut node = self.root;
        for level in (0..self.height).rev() {
            let inner = &self.inners[node];
            let slot = probe.seek::<UPPER>(cx, &inner.beginning, &inner.lanes, |slot| {
                self.greatest(level, inner.children[slot])
            })?;
            node = inner.children[slot.min(inner.children.len() - 1)];
        }
        let leaf = &self.leaves[node];
        let offset = probe.seek::<UPPER>(cx, &leaf.beginning, &leaf.lanes, |offset| {
            leaf.items.get(offset)
        })?;
        Ok(self.normal(Place {
            leaf: node,
            offset: narrow(offset),
        }))
    }
}

impl<S: Space> Probe<'_, S> {
    /// How many entries of a node are before the probe; with `UPPER` its equals are too.
    #[inline]
    fn seek<'t, const UPPER: bool>(
        &self,
        cx: S::Context<'_>,
        beginning: &S::Beginning,
        lanes: &[S::Lane],
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
        let lane = if skip > 0 {
            S::lane(cx, self.key, skip)
        } else {
            self.lane
        };
        let low = below(lanes, lane);
        if lanes.get(low) != Some(&lane) {
            return Ok(low);
        }
        let decided = S::decides(cx, lane, self.key, skip);
        if decided && !UPPER {
            return Ok(low);
        }
        let high = low + through(&lanes[low..], lane);
        if decided {
            return Ok(high);
        }
        halve(low..high, |index| {
            let Some(item) = item(index) else {
                return Ok(true);
            };
            if UPPER {
                return S::less(cx, self.key, S::key(item)).map(|less| !less);
            }
            S::less(cx, S::key(item), self.key)
        })
    }
}

/// How many lanes are less than `lane`.
#[inline]
fn below<L: Copy + Ord>(lanes: &[L], lane: L) -> usize {
    if size_of::<L>() == 0 {
        return 0;
    }
    lanes.partition_point(|&other| other < lane)
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
    let Range {
        start: mut low,
        end: mut high,
    } = range;
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
