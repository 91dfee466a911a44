"""What type checkers are told is what happens."""

from collections.abc import Callable

import pytest
import typed


@pytest.mark.parametrize(
    "example",
    [
        typed.sorted_lists,
        typed.sorted_sets_and_dicts,
        typed.tries_and_queues,
        typed.caches,
        typed.relations,
        typed.backend,
    ],
    ids=lambda example: example.__name__,
)
def test_the_examples_for_type_checkers_run(example: Callable[[], None]) -> None:
    example()
