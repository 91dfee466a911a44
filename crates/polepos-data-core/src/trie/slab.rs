//! Places that are numbered and used again: nodes lie in one, leaves in another.

/// Nodes of one kind. What is taken out stays as it is until its place is used again.
#[derive(Clone, Debug)]
pub(super) struct Slab<T> {
    pub(super) items: Vec<T>,
    free: Vec<u32>,
}

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Self { items: Vec::new(), free: Vec::new() }
    }
}

impl<T> Slab<T> {
    /// Puts something into a free place and returns that.
    pub(super) fn put(&mut self, item: T) -> usize {
        if let Some(place) = self.free.pop() {
            self.items[place as usize] = item;
            return place as usize;
        }
        self.items.push(item);
        self.items.len() - 1
    }

    /// Lets a place be used again.
    #[expect(clippy::cast_possible_truncation, reason = "a trie refuses to grow beyond MOST")]
    pub(super) fn release(&mut self, place: usize) {
        self.free.push(place as u32);
    }

    /// Returns how many places are in use.
    pub(super) fn used(&self) -> usize {
        self.items.len() - self.free.len()
    }

    /// Returns how many bytes are allocated.
    pub(super) fn bytes(&self) -> usize {
        self.items.capacity() * size_of::<T>() + self.free.capacity() * size_of::<u32>()
    }
}

impl<T> Slab<Option<T>> {
    /// Takes out what is in a place.
    pub(super) fn take(&mut self, place: usize) -> Option<T> {
        let found = self.items.get_mut(place)?.take();
        if found.is_some() {
            self.release(place);
        }
        found
    }
}
