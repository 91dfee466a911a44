//! Many texts in order, before they are inserted: what is inserted after its neighbour is in the cache.

/// So few texts are compared with one another as they are.
const FEW: usize = 12;

/// Bytes that are compared at once.
const CHUNK: usize = size_of::<u64>();

/// A text on its way to its place.
#[derive(Clone, Copy)]
struct Item<'a> {
    /// The bytes from the depth on up to which texts have been compared, the first in the highest place.
    chunk: u64,
    /// How many of those the text has; one more than there can be if it goes on.
    length: usize,
    text: &'a [u8],
    index: usize,
}

impl<'a> Item<'a> {
    fn at(self, depth: usize) -> Self {
        let rest = self.text.get(depth..).unwrap_or_default();
        let mut padded = [0; CHUNK];
        let chunk = rest.first_chunk().unwrap_or_else(|| {
            padded[..rest.len()].copy_from_slice(rest);
            &padded
        });
        let chunk = u64::from_be_bytes(*chunk);
        Self { chunk, length: rest.len().min(CHUNK + 1), ..self }
    }

    fn goes_on(&self) -> bool {
        self.length > CHUNK
    }

    const fn key(&self) -> (u64, usize) {
        (self.chunk, self.length)
    }

    /// Returns what orders texts of which the first bytes are equal.
    fn rest(&self, depth: usize) -> (&'a [u8], usize) {
        (self.text.get(depth..).unwrap_or_default(), self.index)
    }
}

/// Returns the indices of texts in the order of their bytes; equal texts stay in the order they are in.
///
/// Sorts by eight bytes at a time, and those that are equal so far by the next eight, so that a text is
/// looked at a few times, wherever it lies, and what is compared lies side by side.
#[must_use]
pub fn order(texts: &[&[u8]]) -> Vec<usize> {
    let items = texts.iter().enumerate();
    let mut items: Vec<_> =
        items.map(|(index, text)| Item { chunk: 0, length: 0, text, index }).collect();
    let mut waiting = vec![(0, items.len(), 0)];
    while let Some((start, end, depth)) = waiting.pop() {
        let run = &mut items[start..end];
        if run.len() <= FEW {
            run.sort_unstable_by_key(|item| item.rest(depth));
            continue;
        }
        for item in &mut *run {
            *item = item.at(depth);
        }
        run.sort_unstable_by_key(Item::key);
        let mut begin = start;
        for same in run.chunk_by_mut(|one, other| one.key() == other.key()) {
            if same.len() > 1 && same[0].goes_on() {
                waiting.push((begin, begin + same.len(), depth + CHUNK));
            } else {
                same.sort_unstable_by_key(|item| item.index);
            }
            begin += same.len();
        }
    }
    items.into_iter().map(|item| item.index).collect()
}
