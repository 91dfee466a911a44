"""The rates, from a central bank that takes its time."""

import asyncio
from decimal import Decimal

from rate_desk.domain.exceptions import NotFoundError
from rate_desk.integrations.redis.cached import cached
from rate_desk.modules.rates.schemas import Rate


class CentralBank:
    """Stands in for a slow system elsewhere.

    Attributes:
        seconds: how long it takes to answer.
        questions: how often it was asked.
    """

    def __init__(self, *, seconds: float = 0.5) -> None:
        """Begin with two currencies."""
        self.seconds = seconds
        self.questions = 0
        self.rates = {"usd": Decimal("1.16"), "chf": Decimal("0.93")}

    async def ask(self, code: str) -> Decimal:
        """Return a rate, in the end."""
        self.questions += 1
        await asyncio.sleep(self.seconds)
        if code not in self.rates:
            raise NotFoundError("There is no such currency.")
        return self.rates[code]


@cached(
    ttl=300,
    key=lambda _, code: f"rate:{code}",
    tags=lambda _, code: ["rates", f"rate:{code}"],
)
async def find_rate(bank: CentralBank, code: str) -> Rate:
    """Return what the bank says. The cache keeps it for five minutes, errors not at all."""
    return Rate(code=code, rate=await bank.ask(code))
