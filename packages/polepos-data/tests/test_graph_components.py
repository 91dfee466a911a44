"""A graph: what can reach each other."""

from types import ModuleType

from graph_building import EDGES, both_ways, reached
from hypothesis import given
from hypothesis import strategies as st


@given(edges=EDGES, directed=st.booleans())
def test_components_are_what_can_reach_each_other(
    data: ModuleType, edges: list[tuple[int, int]], *, directed: bool
) -> None:
    graph = data.Graph(edges, directed=directed, nodes=range(7, -1, -1))
    whole = both_ways(edges)
    weak = graph.connected_components()
    assert [set(component) for component in weak] == [
        reached(whole, component[0]) for component in weak
    ]
    assert [component[0] for component in weak] == sorted(
        (max(component) for component in weak), reverse=True
    )
    every = set(edges) if directed else whole
    strong = graph.strongly_connected_components()
    for component in strong:
        assert list(component) == sorted(component, reverse=True)
        for node in component:
            mutual = {n for n in reached(every, node) if node in reached(every, n)}
            assert component == mutual
    assert sorted(node for component in strong for node in component) == list(range(8))
    place = {node: i for i, component in enumerate(strong) for node in component}
    assert all(place[u] >= place[v] for u, v in every)
