"""What callers send, and what they get."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class OrderCreate(BaseModel):
    """One more order. Whose it is says the token."""

    model_config = ConfigDict(extra="forbid")

    item: str = Field(min_length=1, max_length=120, pattern=r"^[^\x00]+$")


class OrderRead(BaseModel):
    """One order."""

    id: int
    owner: str
    item: str
    state: Literal["open", "cancelled"]
