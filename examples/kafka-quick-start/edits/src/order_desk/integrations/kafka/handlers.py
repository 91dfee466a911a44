"""Who handles which message."""

from collections.abc import Mapping

from order_desk.integrations.kafka.handling import Handler
from order_desk.integrations.kafka.messages import Message
from order_desk.modules.orders.messages import OrderPlaced
from order_desk.modules.orders.shipping import ship

HANDLERS: Mapping[type[Message], Handler] = {OrderPlaced: ship}
