"""`SortedList`: many values are added or cleared at once."""

from collections.abc import Iterator
from types import ModuleType

import pytest
from sorted_building import LARGE, LIST_WAYS, Make, list_maker


@pytest.fixture(params=LIST_WAYS)
def make(request: pytest.FixtureRequest, data: ModuleType) -> Make:
    """Make a list of values that differ, in one of the ways there are."""
    return list_maker(data, request.param)


def test_update_takes_every_kind_of_iterable(make: Make) -> None:
    made = make([3])
    made.update(iter([1, 2]))
    made.update({0})
    made.update([])
    made.update(range(4, 6))
    assert list(made) == list(range(6))


@pytest.mark.parametrize("size", [3, LARGE])
def test_update_with_itself_doubles(make: Make, size: int) -> None:
    made = make(range(size))
    made.update(made)
    assert list(made) == sorted([*range(size), *range(size)])


@pytest.mark.parametrize("few", [1, 20, 5000])
def test_a_batch_lands_among_many(make: Make, few: int) -> None:
    made = make(range(0, 2 * LARGE, 2))
    added = [at * 7919 % (2 * LARGE) for at in range(few)]
    made.update(added)
    assert list(made) == sorted([*range(0, 2 * LARGE, 2), *added])
    assert len(made) == LARGE + few
    assert all(made[made.index(value)] == value for value in added)


def test_an_update_that_fails_half_way_adds_nothing(make: Make) -> None:
    def failing() -> Iterator[int]:
        yield 5
        raise ZeroDivisionError

    made = make([1, 2])
    with pytest.raises(ZeroDivisionError):
        made.update(failing())
    with pytest.raises(ZeroDivisionError):
        made += failing()
    assert list(made) == [1, 2]


def test_an_update_from_a_generator_that_changes_the_list_loses_nothing(make: Make) -> None:
    made = make(range(10))

    def changing() -> Iterator[int]:
        yield 100
        made.remove(3)
        yield 101
        made.add(50)

    made.update(changing())
    assert list(made) == [0, 1, 2, 4, 5, 6, 7, 8, 9, 50, 100, 101]


@pytest.mark.parametrize("size", [0, 5, LARGE])
def test_clear_leaves_an_empty_list_to_use_again(make: Make, size: int) -> None:
    made = make(range(size))
    made.clear()
    assert (len(made), list(made), bool(made)) == (0, [], False)
    made.update([2, 1])
    assert list(made) == [1, 2]


def test_an_empty_list_answers_everything(make: Make) -> None:
    made = make()
    assert len(made) == made.count(1) == made.bisect(1) == made.bisect_left(1) == 0
    assert 1 not in made
    assert made[:] == made[::-1] == list(made) == list(reversed(made)) == []
    assert list(made.irange(1, 2)) == list(made.islice(0, 5)) == list(made.between(1)) == []
    assert made.floor(1) is made.ceiling(1) is made.lower(1) is made.higher(1) is None
    assert made.nearest(1, "none") == "none"
    assert made.discard(1) is False
    assert list(made + []) == list(made * 3) == list(made.copy()) == []  # noqa: RUF005
    made.update([])
    made.clear()
    del made[:]
    for search in (made.remove, made.index):
        with pytest.raises(ValueError, match="1"):
            search(1)
