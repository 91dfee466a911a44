//! Keys that are like a text: within an edit distance.

use super::cursor::Direction;
use super::order::Side;
use super::text::Text;
use super::{Place, Trie};

/// A character, as its bytes.
type Character = u32;

impl<K: Text, V> Trie<K, V> {
    /// Returns the keys within an edit distance of a text, the nearest first, each with its distance.
    ///
    /// The distance is Levenshtein's, in characters of UTF-8: inserted, removed or replaced. Keys are
    /// walked in order; those with a prefix in common share the work, and a prefix that is too far
    /// already is left out with all that begin with it.
    #[must_use]
    pub fn fuzzy(&self, text: &[u8], most: usize) -> Vec<(Place, usize)> {
        let (mut table, mut found) = (Table::new(text), Vec::new());
        let (mut bytes, mut key, mut far) = (Vec::new(), Vec::new(), Vec::new());
        let mut walk = self.cursor(self.whole(), Direction::Forward);
        while let Some(place) = walk.step(self) {
            bytes.clear();
            if let Some(leaf) = self.leaf(place) {
                leaf.key.write(&mut bytes);
            }
            if !far.is_empty() && bytes.starts_with(&far) {
                walk = self.seek(&successor(&far), Side::Before, Direction::Forward);
                far.clear();
                continue;
            }
            split(&bytes, &mut key);
            match table.measure(&key, most) {
                Ok(distance) if distance <= most => found.push((place, distance)),
                Ok(_) => {}
                Err(depth) => {
                    far.clear();
                    far.extend_from_slice(&bytes[..key[depth - 1].1]);
                }
            }
        }
        found.sort_by_key(|&(_, distance)| distance); // stable: keys stay in order
        found
    }
}

/// Returns the least bytes after all that begin with a prefix that is not empty. There is no byte 255
/// in UTF-8.
fn successor(prefix: &[u8]) -> Vec<u8> {
    let mut after = prefix.to_vec();
    if let Some(last) = after.last_mut() {
        *last = last.saturating_add(1);
    }
    after
}

/// Splits bytes into characters, each with where it ends.
fn split(bytes: &[u8], characters: &mut Vec<(Character, usize)>) {
    characters.clear();
    for (index, &byte) in bytes.iter().enumerate() {
        match characters.last_mut() {
            Some((character, end)) if byte & 0xc0 == 0x80 => {
                *character = *character << 8 | Character::from(byte);
                *end = index + 1;
            }
            _ => characters.push((Character::from(byte), index + 1)),
        }
    }
}

/// The table of edit distances between a text and the key that was measured last.
///
/// Entry `i` of row `j` is the distance of the first `j` characters of the key to the first `i` of the
/// text (R. A. Wagner and M. J. Fischer: The String-to-String Correction Problem, 1974).
struct Table {
    text: Vec<Character>,
    /// The characters of the key that have a row.
    key: Vec<Character>,
    rows: Vec<usize>,
}

impl Table {
    fn new(text: &[u8]) -> Self {
        let mut characters = Vec::new();
        split(text, &mut characters);
        let text: Vec<_> = characters.into_iter().map(|(character, _)| character).collect();
        let rows = (0..=text.len()).collect();
        Self { text, key: Vec::new(), rows }
    }

    /// Returns the distance of a key; as an error, the length of a prefix of it after which none can
    /// be near enough any more.
    fn measure(&mut self, key: &[(Character, usize)], most: usize) -> Result<usize, usize> {
        let both = self.key.iter().zip(key);
        let common = both.take_while(|(before, (now, _))| *before == now).count();
        self.key.truncate(common);
        self.rows.truncate((common + 1) * (self.text.len() + 1));
        for &(character, _) in &key[common..] {
            self.key.push(character);
            if self.add_row(character) > most {
                return Err(self.key.len());
            }
        }
        Ok(self.rows.last().copied().unwrap_or_default())
    }

    /// Adds the row of the next character of a key, and returns the least of its entries.
    fn add_row(&mut self, character: Character) -> usize {
        let width = self.text.len() + 1;
        let above = self.rows.len() - width;
        let mut left = self.rows[above] + 1;
        let mut least = left;
        self.rows.push(left);
        for (index, &expected) in self.text.iter().enumerate() {
            let diagonal = self.rows[above + index];
            if expected == character {
                left = diagonal;
            } else {
                left = left.min(diagonal).min(self.rows[above + index + 1]) + 1;
            }
            least = least.min(left);
            self.rows.push(left);
        }
        least
    }
}
