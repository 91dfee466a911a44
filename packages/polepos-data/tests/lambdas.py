"""Functions that a test calls one after the other."""

from collections.abc import Callable


def calls(*functions: Callable[[], object]) -> tuple[Callable[[], object], ...]:
    """Say for a type checker what these lambdas are."""
    return functions
