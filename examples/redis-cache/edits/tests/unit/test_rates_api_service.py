import asyncio
from decimal import Decimal

import pytest

from rate_desk.domain.exceptions import NotFoundError
from rate_desk.integrations.redis.cache import Cache
from rate_desk.integrations.redis.memory import MemoryStore
from rate_desk.modules.rates.services.rates_service import CentralBank, find_rate


@pytest.fixture
def bank() -> CentralBank:
    return CentralBank(seconds=0)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def cache(store: MemoryStore) -> Cache:
    return Cache(store)


async def test_all_who_ask_at_once_ask_the_bank_once(cache: Cache, bank: CentralBank) -> None:
    rates = await asyncio.gather(*(find_rate(cache, bank, "usd") for _ in range(50)))

    assert {rate.rate for rate in rates} == {Decimal("1.16")}
    assert bank.questions == 1


async def test_one_rate_is_forgotten_and_the_others_are_not(
    cache: Cache, bank: CentralBank
) -> None:
    for _ in range(2):
        await find_rate(cache, bank, "usd")
        await find_rate(cache, bank, "chf")
        await cache.invalidate("rate:usd")

    assert bank.questions == 3


async def test_a_currency_that_is_unknown_may_be_known_the_next_time(
    cache: Cache, bank: CentralBank
) -> None:
    with pytest.raises(NotFoundError):
        await find_rate(cache, bank, "sek")
    bank.rates["sek"] = Decimal("11.0")

    assert (await find_rate(cache, bank, "sek")).rate == Decimal("11.0")


async def test_without_redis_the_bank_is_asked_each_time(
    cache: Cache, store: MemoryStore, bank: CentralBank
) -> None:
    store.away = True

    for _ in range(2):
        assert (await find_rate(cache, bank, "usd")).rate == Decimal("1.16")

    assert bank.questions == 2
