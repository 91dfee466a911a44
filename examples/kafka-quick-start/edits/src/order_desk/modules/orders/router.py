"""The routes of orders."""

from uuid import UUID, uuid4

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from order_desk.api.deps import SessionDep
from order_desk.api.problems import problems
from order_desk.domain.exceptions import NotFoundError
from order_desk.integrations.kafka.deps import KafkaProducerDep
from order_desk.modules.orders.messages import OrderPlaced
from order_desk.modules.orders.model import Shipment

router = APIRouter()


class Order(BaseModel):
    """What somebody wants."""

    model_config = ConfigDict(extra="forbid")

    item: str = Field(pattern=r"^[^\x00]+$", max_length=100)
    quantity: int = Field(ge=1, le=1000)


class Accepted(BaseModel):
    """Kafka has the order; the worker does the rest."""

    order_id: UUID


class Shipped(BaseModel):
    """What was shipped."""

    item: str
    quantity: int


@router.post("", status_code=202, summary="Order something", responses=problems(503))
async def place_order(order: Order, producer: KafkaProducerDep) -> Accepted:
    """Answer as soon as Kafka has the order; 503 if that takes too long."""
    placed = OrderPlaced(order_id=uuid4(), item=order.item, quantity=order.quantity)
    await producer.publish(placed)
    return Accepted(order_id=placed.order_id)


@router.get("/{order_id}", summary="See whether it was shipped", responses=problems(404, 422))
async def read_shipment(order_id: UUID, session: SessionDep) -> Shipped:
    """Return what was shipped for an order."""
    shipment = await session.scalar(select(Shipment).where(Shipment.order_id == order_id))
    if shipment is None:
        raise NotFoundError("This order has not been shipped.")
    return Shipped(item=shipment.item, quantity=shipment.quantity)
