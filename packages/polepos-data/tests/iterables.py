"""Iterables that fail half way."""

from collections.abc import Iterator
from typing import Any


def failing(*values: Any) -> Iterator[Any]:
    """Yield values, and fail when more are asked for."""
    yield from values
    raise ZeroDivisionError
