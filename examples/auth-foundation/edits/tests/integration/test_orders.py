"""Who may what, over HTTP."""

from collections.abc import Callable
from pathlib import Path

import pytest
from httpx2 import AsyncClient

from order_desk.auth import issue

URL = "/api/v1/orders"
ClientAs = Callable[..., AsyncClient]


@pytest.fixture
async def number(client_as: ClientAs) -> int:
    """Return the number of an order of Ann's."""
    response = await client_as("ann").post(URL, json={"item": "tea"})
    assert response.status_code == 201
    number: int = response.json()["id"]
    return number


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", ""), ("POST", ""), ("GET", "/all"), ("GET", "/1"), ("POST", "/1/cancel")],
)
async def test_without_a_token_nothing_is_possible(
    client: AsyncClient, method: str, path: str
) -> None:
    response = await client.request(method, URL + path, json={"item": "tea"})

    assert response.status_code == 401


async def test_everybody_has_their_own_orders(client_as: ClientAs, number: int) -> None:
    ann, bob = client_as("ann"), client_as("bob")

    assert [order["id"] for order in (await ann.get(URL)).json()] == [number]
    assert (await bob.get(URL)).json() == []
    assert (await ann.get(f"{URL}/{number}")).status_code == 200


async def test_an_order_of_somebody_else_is_answered_like_none(
    client_as: ClientAs, number: int
) -> None:
    bob = client_as("bob")

    foreign = await bob.get(f"{URL}/{number}")
    missing = await bob.get(f"{URL}/{number + 1}")

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert foreign.json()["detail"] == missing.json()["detail"]


@pytest.mark.parametrize(
    ("roles", "status"), [(set(), 403), ({"clerk"}, 403), ({"auditor"}, 200)], ids=str
)
async def test_auditors_see_all_orders(
    client_as: ClientAs, number: int, roles: set[str], status: int
) -> None:
    assert (await client_as("eve", roles=roles).get(f"{URL}/all")).status_code == status


@pytest.mark.parametrize(
    ("permissions", "status"),
    [(set(), 403), ({"orders:manage"}, 403), ({"orders:cancel"}, 200)],
    ids=str,
)
async def test_a_service_cancels_with_the_permission_to(
    client_as: ClientAs, number: int, permissions: set[str], status: int
) -> None:
    billing = client_as("billing", permissions=permissions)

    assert (await billing.post(f"{URL}/{number}/cancel")).status_code == status
    state = (await client_as("ann").get(f"{URL}/{number}")).json()["state"]
    assert state == ("cancelled" if status == 200 else "open")


async def test_a_token_from_the_command_line_is_one_of_ours(
    client: AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    issue.main(["billing", "--role", "auditor", "--permission", "orders:cancel"])
    token = capsys.readouterr().out.strip()

    headers = {"Authorization": f"Bearer {token}"}

    assert (await client.get(f"{URL}/all", headers=headers)).status_code == 200
    assert (await client.post(f"{URL}/1/cancel", headers=headers)).status_code == 404
