"""The table of shipments."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from order_desk.db.base import Base
from order_desk.integrations.kafka.once import FromMessage


class Shipment(FromMessage, Base):
    """What was shipped, and by `message_id` which message asked for it."""

    __tablename__ = "shipments"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[uuid.UUID] = mapped_column(index=True)
    item: Mapped[str] = mapped_column(sa.String(100))
    quantity: Mapped[int]
