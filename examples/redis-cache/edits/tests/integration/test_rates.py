"""Rates over HTTP, with the cache in memory and, where TEST_REDIS_URL is given, in Redis."""

import asyncio
from collections.abc import Awaitable, Callable
from decimal import Decimal
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from rate_desk.app import create_app
from rate_desk.integrations.redis.deps import get_cache
from rate_desk.integrations.redis.memory import memory_cache
from rate_desk.modules.rates.router import get_bank
from rate_desk.modules.rates.services.rates_service import CentralBank
from rate_desk.settings import Settings

URL = "/api/v1/rates/usd"


@pytest.fixture
def bank() -> CentralBank:
    return CentralBank(seconds=0.01)


@pytest.fixture(params=["memory", pytest.param("redis", marks=pytest.mark.server)])
def app(
    request: pytest.FixtureRequest, make_settings: Callable[..., Settings], bank: CentralBank
) -> FastAPI:
    if request.param == "redis":
        address = request.getfixturevalue("server_address")("TEST_REDIS_URL")
        settings = make_settings(
            redis_enabled=True,
            redis_url=address,
            redis_key_prefix=f"test-{uuid4().hex}",
            redis_socket_timeout_seconds=5,
        )
        app = create_app(settings)
    else:
        app, cache = create_app(make_settings()), memory_cache()
        app.dependency_overrides[get_cache] = lambda: cache
    app.dependency_overrides[get_bank] = lambda: bank
    return app


async def test_the_bank_is_asked_once_for_all(client: AsyncClient, bank: CentralBank) -> None:
    answers = await asyncio.gather(*(client.get(URL) for _ in range(20)))

    assert {answer.text for answer in answers} == {'{"code":"usd","rate":"1.16"}'}
    assert bank.questions == 1


async def test_a_change_is_seen_at_once(client: AsyncClient, bank: CentralBank) -> None:
    await client.get(URL)
    await client.post(URL, json={"rate": "1.25"})

    rates = [(await client.get(URL)).json()["rate"] for _ in range(2)]

    assert rates == ["1.25", "1.25"]
    assert bank.questions == 3  # before, for the change, and once after it


class HeldUp(CentralBank):
    """A bank whose first answer is an old one when it arrives."""

    def __init__(self) -> None:
        super().__init__(seconds=0)
        self.begun = asyncio.Event()
        self.go = asyncio.Event()

    async def ask(self, code: str) -> Decimal:
        rate = await super().ask(code)
        if self.questions == 1:
            self.begun.set()
            await self.go.wait()
        return rate


async def test_a_rate_that_changes_while_it_is_looked_up_is_not_kept(
    app: FastAPI, client: AsyncClient
) -> None:
    bank = HeldUp()
    app.dependency_overrides[get_bank] = lambda: bank
    looking_up = asyncio.create_task(client.get(URL))
    await bank.begun.wait()

    await client.post(URL, json={"rate": "1.25"})
    bank.go.set()

    assert (await looking_up).json()["rate"] == "1.16"
    assert (await client.get(URL)).json()["rate"] == "1.25"


@pytest.mark.parametrize("code", ["sek", "dollar"])
async def test_what_is_no_currency_is_a_problem(client: AsyncClient, code: str) -> None:
    answer = await client.get(f"/api/v1/rates/{code}")

    assert answer.status_code == (404 if code == "sek" else 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


async def test_without_redis_the_same_answers_come(
    make_settings: Callable[..., Settings],
    serve: Callable[[FastAPI], Awaitable[AsyncClient]],
    bank: CentralBank,
) -> None:
    app = create_app(make_settings(redis_enabled=True, redis_url="redis://127.0.0.1:1/0"))
    app.dependency_overrides[get_bank] = lambda: bank
    client = await serve(app)

    await client.get(URL)
    await client.post(URL, json={"rate": "1.25"})

    assert (await client.get(URL)).json()["rate"] == "1.25"
