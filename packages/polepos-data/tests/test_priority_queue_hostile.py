"""`IndexedPriorityQueue`: comparisons and hashes that fail, change the queue, or read it."""

from types import ModuleType

import pytest
from queue_building import CHANGES, Job, Key, at_rest, full_queue, shown

_quiet = pytest.fixture(autouse=True)(at_rest)


class Stop(Exception):  # noqa: N818 - the test's own
    pass


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("source", ["comparison", "hash"])
@pytest.mark.parametrize("change", CHANGES)
def test_an_error_anywhere_in_a_change_leaves_the_queue_as_it_was(
    data: ModuleType, change: str, source: str, *, reverse: bool
) -> None:
    calls = 0
    for fail_at in range(1, 2000):
        queue = full_queue(data, reverse=reverse)
        before, keys = shown(queue), [key.name for key in queue]
        calls = 0

        def hook(fail_at: int = fail_at) -> None:
            nonlocal calls
            calls += 1
            if calls == fail_at:
                raise Stop

        if source == "comparison":
            Job.on_compare = hook
        else:
            Key.hook = hook
        try:
            CHANGES[change](queue)
        except Stop:
            Job.on_compare = Key.hook = None
            assert shown(queue) == before, fail_at
            assert [key.name for key in queue] == keys
            queue.push(Key(200), Job(4))
            queue.remove(Key(200))
            taken = [queue.pop() for _ in before]
            popped = [(item.key.name, item.priority.level, item.value) for item in taken]
            assert popped == before, fail_at
        else:
            Job.on_compare = Key.hook = None
            assert calls < fail_at
            return
    pytest.fail("it never came to an end")


@pytest.mark.parametrize("inner", CHANGES)
@pytest.mark.parametrize("source", ["comparison", "hash"])
@pytest.mark.parametrize("outer", CHANGES)
def test_a_change_within_a_comparison_is_refused_and_harms_nothing(
    data: ModuleType, outer: str, source: str, inner: str
) -> None:
    expected = full_queue(data, reverse=False)
    CHANGES[outer](expected)
    queue = full_queue(data, reverse=False)
    refused = 0

    def hook() -> None:
        nonlocal refused
        Job.on_compare = Key.hook = None
        try:
            CHANGES[inner](queue)
        except RuntimeError as error:
            refused += str(error) == "IndexedPriorityQueue changed during a comparison"

    # The last call there is: by then the change is under way.
    calls = total_calls(data, outer, source)
    count = 0

    def at_last() -> None:
        nonlocal count
        count += 1
        if count == calls:
            hook()

    if source == "comparison":
        Job.on_compare = at_last
    else:
        Key.hook = at_last
    try:
        CHANGES[outer](queue)
    finally:
        Job.on_compare = Key.hook = None
    if calls and inner != "setdefault":  # which changes nothing if it finds the key
        assert refused == 1
    assert shown(queue) == shown(expected)


def total_calls(data: ModuleType, change: str, source: str) -> int:
    queue = full_queue(data, reverse=False)
    calls = 0

    def hook() -> None:
        nonlocal calls
        calls += 1

    if source == "comparison":
        Job.on_compare = hook
    else:
        Key.hook = hook
    CHANGES[change](queue)
    Job.on_compare = Key.hook = None
    return calls


@pytest.mark.parametrize("outer", CHANGES)
def test_a_comparison_may_read_the_queue_and_sees_it_whole(data: ModuleType, outer: str) -> None:
    queue = full_queue(data, reverse=False)
    before = shown(queue)
    first = next(queue.in_order())
    seen = []

    def read() -> None:
        Job.on_compare = None
        seen.append((shown(queue), queue.peek(), len(queue), Key(3) in queue, shown(queue.copy())))
        Job.on_compare = read

    Job.on_compare = read
    try:
        CHANGES[outer](queue)
    finally:
        Job.on_compare = None
    for order_seen, first_seen, length, known, copied in seen:
        assert order_seen == copied == before
        assert first_seen == first
        assert (length, known) == (20, True)
