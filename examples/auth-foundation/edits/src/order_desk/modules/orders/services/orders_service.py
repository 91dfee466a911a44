"""The rules of orders: everybody has their own. They are kept in memory, until the process ends."""

from order_desk.auth.ownership import require_owner
from order_desk.auth.principal import Principal
from order_desk.domain.exceptions import NotFoundError
from order_desk.modules.orders.schemas import OrderCreate, OrderRead

UNKNOWN = "No order has this id."
MANAGE = "orders:manage"


class OrderBook:
    """All orders, by id."""

    def __init__(self) -> None:
        """Begin without any."""
        self._orders: dict[int, OrderRead] = {}

    def create(self, user: Principal, data: OrderCreate) -> OrderRead:
        """Write down an order of the caller's."""
        number = len(self._orders) + 1
        order = OrderRead(id=number, owner=user.subject, item=data.item, state="open")
        self._orders[number] = order
        return order

    def of(self, user: Principal) -> list[OrderRead]:
        """Return the caller's own orders."""
        return [order for order in self._orders.values() if order.owner == user.subject]

    def all(self) -> list[OrderRead]:
        """Return everybody's orders."""
        return list(self._orders.values())

    def get(self, user: Principal, number: int) -> OrderRead:
        """Return one order of the caller's, or anybody's to callers who manage them.

        Raises:
            NotFoundError: there is none with this id, or it is somebody else's.
        """
        order = self._known(number)
        require_owner(user, order.owner, UNKNOWN, unless=MANAGE)
        return order

    def cancel(self, number: int) -> OrderRead:
        """Cancel anybody's order.

        Raises:
            NotFoundError: there is none with this id.
        """
        order = self._known(number).model_copy(update={"state": "cancelled"})
        self._orders[number] = order
        return order

    def _known(self, number: int) -> OrderRead:
        if number not in self._orders:
            raise NotFoundError(UNKNOWN)
        return self._orders[number]
