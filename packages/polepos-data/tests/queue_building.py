"""Priority queues of jobs and keys that can be told to fail, to call back, and to count."""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

Queue = Any


class Job:
    """A priority with `<` alone, which can be told to fail, to call back, and to count."""

    compared = 0
    on_compare: Callable[[], object] | None = None

    def __init__(self, level: int, name: str = "") -> None:
        self.level = level
        self.name = name

    def __lt__(self, other: "Job") -> bool:
        Job.compared += 1
        if Job.on_compare is not None:
            Job.on_compare()
        return self.level < other.level

    def __repr__(self) -> str:
        return f"Job({self.level})"


class Key:
    """A key that hashes and compares by code of its own, which can be told to fail or call back."""

    hook: Callable[[], object] | None = None

    def __init__(self, name: int) -> None:
        self.name = name

    def __hash__(self) -> int:
        if Key.hook is not None:
            Key.hook()
        return self.name % 3  # so that keys meet in the dict

    def __eq__(self, other: object) -> bool:
        if Key.hook is not None:
            Key.hook()
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self) -> str:
        return f"Key({self.name})"


def drained(queue: Queue) -> list[Any]:
    return [queue.pop().key for _ in range(len(queue))]


def order(queue: Queue) -> list[Any]:
    return [item.key for item in queue.in_order()]


CHANGES: dict[str, Callable[[Queue], object]] = {
    "push": lambda queue: queue.push(Key(100), Job(-1)),
    "push in the middle": lambda queue: queue.push(Key(100), Job(7)),
    "decrease": lambda queue: queue.update(Key(19), Job(-1)),
    "increase": lambda queue: queue.update(Key(0), Job(99)),
    "set": lambda queue: queue.__setitem__(Key(10), Job(-5)),
    "update a few": lambda queue: queue.update([(Key(4), Job(50)), (Key(101), Job(-1))]),
    "update many": lambda queue: queue.update([(Key(name), Job(-name)) for name in range(26)]),
    "pop": lambda queue: queue.pop(),
    "popitem": lambda queue: queue.popitem(),
    "pop a key": lambda queue: queue.pop(Key(3)),
    "remove": lambda queue: queue.remove(Key(0)),
    "discard": lambda queue: queue.discard(Key(1)),
    "pushpop": lambda queue: queue.pushpop(Key(100), Job(5)),
    "replace": lambda queue: queue.replace(Key(100), Job(5)),
    "replace the same": lambda queue: queue.replace(queue.peek().key, Job(5)),
    "rename": lambda queue: queue.replace_key(Key(2), Key(100)),
    "swap": lambda queue: queue.swap_priority(Key(2), Key(15)),
    "merge": lambda queue: queue.merge({Key(100): Job(3)}),
    "setdefault": lambda queue: queue.setdefault(Key(100), Job(3)),
    "clear": lambda queue: queue.clear(),
}


def full_queue(data: ModuleType, *, reverse: bool) -> Queue:
    """Twenty keys, with some that were updated and withdrawn, so that the inside has its dust."""
    queue = data.IndexedPriorityQueue(reverse=reverse)
    for name in range(24):
        queue.push(Key(name), Job((name * 7) % 10), f"v{name}")
    for name in range(20, 24):
        queue.remove(Key(name))
    for name in range(0, 20, 3):
        queue.update(Key(name), Job((name * 3) % 10))
    return queue


def shown(queue: Queue) -> list[tuple[int, int, Any]]:
    return [(item.key.name, item.priority.level, item.value) for item in queue.in_order()]


def at_rest() -> Iterator[None]:
    """Count from nothing, and leave no hook behind: for a fixture."""
    Job.compared = 0
    yield
    Job.on_compare = None
    Key.hook = None
