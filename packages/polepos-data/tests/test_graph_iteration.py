"""Changes of a graph during iteration and during a walk."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest


@pytest.mark.parametrize(
    "change",
    [
        lambda graph: graph.add_node("new"),
        lambda graph: graph.remove_node(3),
        lambda graph: graph.update([("new", 1)]),
        lambda graph: graph.clear(),
    ],
)
def test_a_change_of_nodes_during_iteration_is_an_error(data: ModuleType, change: Any) -> None:
    for walk in (iter, reversed, lambda graph: graph.bfs(1), lambda graph: graph.dfs(1)):
        graph = data.Graph([(1, 2), (2, 3), (3, 4)], directed=True)
        with pytest.raises(RuntimeError, match=r"^Graph changed during iteration$"):  # noqa: PT012
            for _ in walk(graph):
                change(graph)


def test_a_change_of_edges_during_a_walk_is_an_error(data: ModuleType) -> None:
    changes: list[Callable[[Any], Any]] = [
        lambda graph: graph.add_edge(1, 3),
        lambda graph: graph.remove_edge(3, 4),
        lambda graph: graph.add_edge(1, 2, 7),
    ]
    for walk in ("bfs", "dfs"):
        for change in changes:
            graph = data.Graph([(1, 2), (2, 3), (3, 4)], directed=True)
            with pytest.raises(RuntimeError, match=r"^Graph changed during iteration$"):  # noqa: PT012
                for _ in getattr(graph, walk)(1):
                    change(graph)


def test_what_changes_nothing_may_be_done_during_a_walk(data: ModuleType) -> None:
    graph = data.Graph([(1, 2), (2, 3)])
    for node in graph.bfs(1):
        graph.add_node(node)
        graph.add_edge(1, 2)
    for node in graph:
        graph.add_edge(node, 1)
