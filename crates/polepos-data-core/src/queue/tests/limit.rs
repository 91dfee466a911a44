//! A queue with as many keys as it has slots for says so, and has lost nothing.

use crate::queue::{ByLane, MOST, Queue, Row};

#[test]
#[cfg_attr(miri, ignore = "too large to be interpreted")]
fn a_full_queue_says_so_and_hands_out_all_that_came() {
    let mut queue: Queue<usize, (), ()> = Queue::new();
    let row = |key: usize| Row { hash: key as u64, key, priority: (), value: () };
    let lane = |key: usize| (key * 7 % MOST) as u64;
    for key in 0..MOST {
        assert!(queue.has_room(1));
        let Ok(place) = queue.place_new(lane(key), &ByLane);
        queue.insert(place, lane(key), row(key), None);
    }
    assert!(queue.has_room(0) && !queue.has_room(1) && !queue.has_room(usize::MAX));
    for rank in 0..MOST as u64 {
        let first = queue.first().unwrap();
        assert_eq!(queue.lane(first), rank);
        let Ok(place) = queue.place_without(first, &ByLane);
        assert!(queue.remove(first, place).is_some());
    }
    assert!(queue.is_empty() && queue.has_room(MOST));
}
