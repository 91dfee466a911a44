import pytest

from order_desk.auth.principal import Principal
from order_desk.domain.exceptions import NotFoundError
from order_desk.modules.orders.schemas import OrderCreate
from order_desk.modules.orders.services.orders_service import OrderBook

ANN, BOB = Principal("ann"), Principal("bob")
MANAGER = Principal("eve", permissions=frozenset({"orders:manage"}))
TEA = OrderCreate(item="tea")


@pytest.fixture
def book() -> OrderBook:
    return OrderBook()


def test_an_order_belongs_to_whom_the_token_names(book: OrderBook) -> None:
    order = book.create(ANN, TEA)

    assert order.owner == "ann"
    assert book.of(ANN) == [order]
    assert book.of(BOB) == []


def test_what_is_somebody_elses_reads_like_what_is_not_there(book: OrderBook) -> None:
    order = book.create(ANN, TEA)

    with pytest.raises(NotFoundError) as foreign:
        book.get(BOB, order.id)
    with pytest.raises(NotFoundError) as missing:
        book.get(BOB, order.id + 1)

    assert str(foreign.value) == str(missing.value)


def test_who_manages_orders_sees_everybodys(book: OrderBook) -> None:
    order = book.create(ANN, TEA)

    assert book.get(MANAGER, order.id) == order
