//! What a trie has to know of a key: how far its bytes agree with others.

/// Where two texts part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// How many bytes both begin with.
    pub common: usize,
    /// The byte of the stored text that follows those, `None` where it ends.
    pub next: Option<u8>,
}

/// A key as a trie stores it.
///
/// The order of keys is that of their bytes. They need not lie in memory as bytes: a text in another
/// encoding can turn itself into them on the fly, as far as it is asked about.
pub trait Text {
    /// Tells how far the bytes of this text agree with others. O(that).
    fn meet(&self, bytes: &[u8]) -> Meeting;

    /// Tells whether these are the bytes of this text. O(length).
    fn is(&self, bytes: &[u8]) -> bool {
        self.meet(bytes) == Meeting { common: bytes.len(), next: None }
    }

    /// Appends the bytes of this text. O(length).
    fn write(&self, bytes: &mut Vec<u8>);
}

/// Tells how far one slice of bytes agrees with another: eight at a time.
#[must_use]
pub fn meeting(stored: &[u8], bytes: &[u8]) -> Meeting {
    let mut common = 0;
    for (one, other) in stored.chunks_exact(8).zip(bytes.chunks_exact(8)) {
        if one != other {
            break;
        }
        common += 8;
    }
    common += stored[common..]
        .iter()
        .zip(&bytes[common..])
        .take_while(|(one, other)| one == other)
        .count();
    Meeting { common, next: stored.get(common).copied() }
}

impl Text for Vec<u8> {
    fn meet(&self, bytes: &[u8]) -> Meeting {
        meeting(self, bytes)
    }

    fn is(&self, bytes: &[u8]) -> bool {
        self == bytes
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend_from_slice(self);
    }
}
