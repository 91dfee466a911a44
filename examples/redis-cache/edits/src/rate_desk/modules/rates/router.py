"""The routes of rates. The rules are in `services`."""

from typing import Annotated

from fastapi import APIRouter, Depends

from rate_desk.api.problems import problems
from rate_desk.integrations.redis.deps import CacheDep
from rate_desk.modules.rates.schemas import Code, Rate, RateChange
from rate_desk.modules.rates.services.rates_service import CentralBank, find_rate

router = APIRouter()

_bank = CentralBank()


async def get_bank() -> CentralBank:
    """Return the bank. A test puts a quicker one in its place."""
    return _bank


BankDep = Annotated[CentralBank, Depends(get_bank)]


@router.get("/{code}", summary="What one euro costs", responses=problems(404))
async def read_rate(code: Code, bank: BankDep, cache: CacheDep) -> Rate:
    """Answer from the cache; only who comes first waits for the bank."""
    return await find_rate(cache, bank, code)


@router.post("/{code}", summary="Change a rate", responses=problems(404))
async def change_rate(code: Code, change: RateChange, bank: BankDep, cache: CacheDep) -> Rate:
    """Change a rate, then forget what was known of it. `rates` would forget all of them."""
    rate = await find_rate.uncached(bank, code)
    bank.rates[code] = change.rate
    await cache.invalidate(f"rate:{code}")
    return rate.model_copy(update={"rate": change.rate})
