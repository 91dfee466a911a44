"""What callers send, and what they get."""

from decimal import Decimal
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Path(pattern=r"^[a-z]{3}$", description="A currency, as in ISO 4217.")]


class RateChange(BaseModel):
    """A new rate."""

    model_config = ConfigDict(extra="forbid")

    rate: Decimal = Field(gt=0, max_digits=12, decimal_places=6)


class Rate(BaseModel):
    """What one euro costs."""

    code: str
    rate: Decimal
