//! A trie against a map that is searched.

use std::collections::BTreeMap;
use std::ops::Bound as Edge;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use super::sound::assert_sound;
use super::{Bound, Cursor, Direction, Excess, MOST, Place, Side, Trie};

type Bytes = Vec<u8>;
type Map = BTreeMap<Bytes, u32>;
type Made = Trie<Bytes, u32>;

/// Few bytes, so that prefixes meet, or all, so that nodes are wide.
fn texts() -> impl Strategy<Value = Bytes> {
    prop_oneof![
        4 => vec(prop_oneof![Just(0), Just(1), Just(255)], 0..6),
        2 => vec(any::<u8>(), 0..3),
        1 => vec(any::<u8>(), 0..40),
    ]
}

#[derive(Clone, Debug)]
enum Change {
    Insert(Bytes, u32),
    Remove(Bytes),
    RemovePrefix(Bytes),
    RemoveAny(usize),
    Fill(Bytes, u8),
    Pack,
}

fn changes() -> impl Strategy<Value = Change> {
    prop_oneof![
        8 => (texts(), any::<u32>()).prop_map(|(key, value)| Change::Insert(key, value)),
        2 => texts().prop_map(Change::Remove),
        1 => texts().prop_map(Change::RemovePrefix),
        6 => any::<usize>().prop_map(Change::RemoveAny),
        1 => (texts(), any::<u8>()).prop_map(|(stem, last)| Change::Fill(stem, last)),
        1 => Just(Change::Pack),
    ]
}

fn insert(trie: &mut Made, map: &mut Map, key: &Bytes, value: u32) {
    let before = map.insert(key.clone(), value);
    assert_eq!(trie.insert(key, || key.clone(), value), Ok(before));
}

fn remove(trie: &mut Made, map: &mut Map, key: &Bytes) {
    let gone = trie.remove(key).map(|leaf| (leaf.key, leaf.value));
    assert_eq!(gone, map.remove_entry(key));
}

fn apply(trie: &mut Made, map: &mut Map, change: Change) {
    match change {
        Change::Insert(key, value) => insert(trie, map, &key, value),
        Change::Remove(key) => remove(trie, map, &key),
        Change::RemovePrefix(prefix) => {
            let gone = trie.remove_prefix(&prefix);
            let expected = map.clone().into_iter().filter(|(key, _)| key.starts_with(&prefix));
            let gone: Vec<_> = gone.into_iter().map(|leaf| (leaf.key, leaf.value)).collect();
            assert_eq!(gone, expected.collect::<Vec<_>>());
            map.retain(|key, _| !key.starts_with(&prefix));
        }
        Change::RemoveAny(number) if !map.is_empty() => {
            let key = map.keys().nth(number % map.len()).cloned();
            remove(trie, map, &key.unwrap_or_default());
        }
        Change::RemoveAny(_) => assert!(trie.is_empty()),
        Change::Fill(stem, last) => {
            for byte in 0..=last {
                insert(trie, map, &[&stem[..], &[byte]].concat(), u32::from(byte));
            }
        }
        Change::Pack => {
            assert_same(&trie.copied(Clone::clone), map);
            *trie = std::mem::take(trie).packed();
        }
    }
}

fn filled(map: &Map) -> Made {
    let mut trie = Trie::default();
    for (key, value) in map {
        assert_eq!(trie.insert(key, || key.clone(), *value), Ok(None));
    }
    trie
}

fn keys(trie: &Made, mut walk: Cursor) -> Vec<Bytes> {
    std::iter::from_fn(|| walk.step(trie)).filter_map(|place| key(trie, Some(place))).collect()
}

fn key(trie: &Made, place: Option<Place>) -> Option<Bytes> {
    Some(trie.leaf(place?)?.key.clone())
}

fn assert_same(trie: &Made, map: &Map) {
    assert_sound(trie);
    let all: Vec<_> = trie.leaves(trie.whole()).map(|leaf| (&leaf.key, &leaf.value)).collect();
    assert_eq!(all, map.iter().collect::<Vec<_>>());
    for (key, value) in map {
        assert_eq!(trie.get(key).map(|leaf| &leaf.value), Some(value));
    }
}

proptest! {
    #![proptest_config(crate::amounts::usual())]

    #[test]
    fn changes_are_those_of_a_map(steps in vec(changes(), 0..crate::amounts::steps(120))) {
        let (mut trie, mut map) = (Made::default(), Map::default());
        for step in steps {
            apply(&mut trie, &mut map, step);
            assert_sound(&trie);
            prop_assert_eq!(trie.len(), map.len());
        }
        assert_same(&trie, &map);
    }

    #[test]
    fn what_is_no_key_is_not_found(map in btree_map(texts(), any::<u32>(), 0..60), text in texts()) {
        let trie = filled(&map);
        prop_assert_eq!(trie.get(&text).map(|leaf| leaf.value), map.get(&text).copied());
    }

    #[test]
    fn a_prefix_is_a_search_through_all(map in btree_map(texts(), any::<u32>(), 0..60), text in texts()) {
        let trie = filled(&map);
        let part = trie.below(&text);
        let expected: Vec<_> = map.keys().filter(|key| key.starts_with(&text)).cloned().collect();
        prop_assert_eq!(trie.count(part), expected.len());
        prop_assert_eq!(part.is_empty(), expected.is_empty());
        prop_assert_eq!(trie.has_longer(&text), expected.iter().any(|key| *key != text));
        prop_assert_eq!(&keys(&trie, trie.cursor(part, Direction::Forward)), &expected);
        let mut backward = keys(&trie, trie.cursor(part, Direction::Backward));
        backward.reverse();
        prop_assert_eq!(backward, expected);
    }

    #[test]
    fn prefixes_of_a_text_are_a_search_through_all(map in btree_map(texts(), any::<u32>(), 0..60), text in texts()) {
        let trie = filled(&map);
        let expected: Vec<_> = map.keys().filter(|key| text.starts_with(key)).cloned().collect();
        let found: Vec<_> = trie.prefixes(&text).filter_map(|place| key(&trie, Some(place))).collect();
        prop_assert_eq!(key(&trie, trie.longest_prefix(&text)), expected.last().cloned());
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn neighbours_are_those_of_a_map(map in btree_map(texts(), any::<u32>(), 0..60), text in texts()) {
        let trie = filled(&map);
        let near = |side, to| key(&trie, trie.neighbour(&text, side, to));
        let first = |edge: Edge<Bytes>| map.range((edge, Edge::Unbounded)).next().map(|(key, _)| key.clone());
        let last = |edge: Edge<Bytes>| map.range((Edge::Unbounded, edge)).next_back().map(|(key, _)| key.clone());
        prop_assert_eq!(near(Side::Before, Direction::Forward), first(Edge::Included(text.clone())));
        prop_assert_eq!(near(Side::After, Direction::Forward), first(Edge::Excluded(text.clone())));
        prop_assert_eq!(near(Side::After, Direction::Backward), last(Edge::Included(text.clone())));
        prop_assert_eq!(near(Side::Before, Direction::Backward), last(Edge::Excluded(text.clone())));
    }

    #[test]
    fn ranges_are_those_of_a_map(
        map in btree_map(texts(), any::<u32>(), 0..60),
        low in proptest::option::of((texts(), any::<bool>())),
        high in proptest::option::of((texts(), any::<bool>())),
    ) {
        let trie = filled(&map);
        let inside = |key: &Bytes| {
            low.as_ref().is_none_or(|(low, with)| key > low || (*with && key == low))
                && high.as_ref().is_none_or(|(high, with)| key < high || (*with && key == high))
        };
        let expected: Vec<_> = map.keys().filter(|key| inside(key)).cloned().collect();
        let low: Bound<'_> = low.as_ref().map(|(low, with)| (&low[..], *with));
        let high: Bound<'_> = high.as_ref().map(|(high, with)| (&high[..], *with));
        let mut backward = keys(&trie, trie.range(low, high, Direction::Backward));
        backward.reverse();
        prop_assert_eq!(backward, &expected[..]);
        prop_assert_eq!(keys(&trie, trie.range(low, high, Direction::Forward)), expected);
    }
}

proptest! {
    #![proptest_config(crate::amounts::usual())]

    #[test]
    fn texts_are_put_in_order(texts in vec(vec(0_u8..3, 0..30), 0..100), copies in vec(any::<u8>(), 0..100)) {
        let copies = copies.iter().filter_map(|&copy| texts.get(usize::from(copy)));
        let texts: Vec<&[u8]> = texts.iter().chain(copies).map(|text| &text[..]).collect();
        let mut expected: Vec<_> = (0..texts.len()).collect();
        expected.sort_by_key(|&index| texts[index]);
        prop_assert_eq!(super::order(&texts), expected);
    }
}

/// Returns the edit distance of two texts of one byte a character.
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

proptest! {
    #![proptest_config(crate::amounts::usual())]

    #[test]
    fn what_is_like_a_text_is_a_search_through_all(
        keys in proptest::collection::btree_set(vec(0_u8..3, 0..7), 0..60),
        text in vec(0_u8..3, 0..7),
        most in 0_usize..5,
    ) {
        let trie = filled(&keys.iter().map(|key| (key.clone(), 0)).collect());
        let mut expected: Vec<_> = keys.iter().map(|key| (distance(key, &text), key.clone())).collect();
        expected.retain(|&(distance, _)| distance <= most);
        expected.sort();
        let found = trie.fuzzy(&text, most).into_iter();
        let found: Vec<_> = found.filter_map(|(place, far)| Some((far, key(&trie, Some(place))?))).collect();
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn characters_of_several_bytes_count_once() {
    let mut trie = Made::default();
    for word in ["é", "e", "éé", "\u{10ffff}"] {
        let key = word.as_bytes();
        assert_eq!(trie.insert(key, || key.to_vec(), 0), Ok(None));
    }
    let found: Vec<_> = trie.fuzzy("é".as_bytes(), 1).into_iter().map(|(_, far)| far).collect();
    assert_eq!(found, [0, 1, 1, 1]);
}

/// Keys that are prefixes of one another go as deep as they are long.
#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn a_chain_of_prefixes_is_no_danger() {
    let longest = vec![b'a'; 100_000];
    let mut trie = Made::default();
    for length in (0..2_000).chain(99_000..100_000) {
        let key = &longest[..length];
        assert_eq!(trie.insert(key, || key.to_vec(), 0), Ok(None));
    }
    assert_sound_root(&trie);
    assert_eq!(trie.prefixes(&longest).count(), 3_000);
    assert_eq!(trie.copied(Clone::clone).leaves(trie.whole()).count(), 3_000);
    assert_eq!(trie.remove_prefix(&longest[..1_000]).len(), 2_000);
    assert_eq!(trie.len(), 1_000);
}

fn assert_sound_root(trie: &Made) {
    assert_eq!(trie.count(trie.whole()), trie.len());
}

#[test]
fn what_is_removed_leaves_nothing_behind() {
    let mut trie = Made::default();
    for number in 0..10_000_u32 {
        let key = number.to_string().into_bytes();
        assert_eq!(trie.insert(&key, || key.clone(), number), Ok(None));
        assert!(trie.remove(&key).is_some());
    }
    assert!(trie.bytes() < 1_000, "{}", trie.bytes());
}

#[test]
fn the_key_that_came_first_stays() {
    let mut trie = Made::default();
    assert_eq!(trie.insert(b"a", || b"a".to_vec(), 1), Ok(None));
    let given = || panic!("nobody needs another key");
    assert_eq!(trie.insert(b"a", given, 2), Ok(Some(1)));
}

#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn a_full_trie_refuses_another_key_and_keeps_what_it_has() {
    let key = |number: usize| number.to_string().into_bytes();
    let mut trie = Made::default();
    for (number, value) in (0..MOST).zip(0..) {
        assert_eq!(trie.insert(&key(number), || key(number), value), Ok(None));
    }
    assert!(trie.has_room(0) && !trie.has_room(1));
    assert_eq!(trie.insert(b"more", || b"more".to_vec(), 0), Err(Excess));
    assert_eq!(trie.insert(&key(7), || key(7), 70), Ok(Some(7)));
    assert!((0..MOST).all(|number| trie.get(&key(number)).is_some()));
    assert_sound_root(&trie);
    assert_eq!((trie.len(), trie.get(b"more").is_none()), (MOST, true));
    assert!(trie.remove(&key(8)).is_some());
    assert_eq!(trie.insert(b"more", || b"more".to_vec(), 0), Ok(None));
    assert_eq!((trie.len(), trie.has_room(1)), (MOST, false));
}
