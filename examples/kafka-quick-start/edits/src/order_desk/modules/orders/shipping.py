"""What the worker does with `OrderPlaced`."""

import logging

from order_desk.integrations.kafka.handling import Delivery
from order_desk.integrations.kafka.once import add_once
from order_desk.modules.orders.messages import OrderPlaced
from order_desk.modules.orders.model import Shipment

logger = logging.getLogger(__name__)


async def ship(message: OrderPlaced, delivery: Delivery) -> None:
    """Ship an order once, however often its message is delivered.

    What fails before the commit takes the row back, and the next attempt begins anew.
    """
    shipment = Shipment(
        message_id=delivery.message_id,
        order_id=message.order_id,
        item=message.item,
        quantity=message.quantity,
    )
    async with delivery.app.state.sessions.begin() as session:
        is_first = await add_once(session, shipment)
    logger.info("shipped" if is_first else "shipped before", extra={"order": message.order_id})
