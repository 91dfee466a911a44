"""A sorted set stays whole when foreign code fails between its two parts."""

from types import SimpleNamespace

import pytest


class Colliding:
    """It has the hash of 5, and comparing it fails at the second time of asking."""

    asked = -1000  # not counted before a test says so

    def __hash__(self) -> int:
        return hash(5)

    def __eq__(self, other: object) -> bool:
        Colliding.asked += 1
        if Colliding.asked == 2:
            raise LookupError("asked twice")
        return self is other

    def __lt__(self, other: object) -> bool:
        return False

    __gt__ = __lt__


def test_a_number_that_meets_a_failing_equal_is_not_added(data: SimpleNamespace) -> None:
    made = data.SortedSet([Colliding()])
    Colliding.asked = 0
    with pytest.raises(LookupError, match="asked twice"):
        made.add(5)
    Colliding.asked = -1000
    assert (len(made), len(list(made)), 5 in made) == (1, 1, False)
    made.add(5)
    assert (len(made), len(list(made)), 5 in made) == (2, 2, True)
