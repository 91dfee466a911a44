"""What orders tell the rest of the world."""

from uuid import UUID

from pydantic import Field

from order_desk.integrations.kafka.messages import Message


class OrderPlaced(Message):
    """Somebody wants this."""

    order_id: UUID
    item: str = Field(min_length=1, max_length=100)
    quantity: int = Field(ge=1, le=1000)

    def message_key(self) -> str:
        """Return the order: what is said about one order comes in its order."""
        return str(self.order_id)
