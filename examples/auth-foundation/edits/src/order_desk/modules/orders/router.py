"""The routes of orders. Who may what stands here, whose is whose in `services`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from starlette.requests import HTTPConnection

from order_desk.api.problems import problems
from order_desk.auth.current_user import CurrentUser, require_permissions, require_roles
from order_desk.modules.orders.schemas import OrderCreate, OrderRead
from order_desk.modules.orders.services.orders_service import OrderBook

router = APIRouter()


async def _book(connection: HTTPConnection) -> OrderBook:
    state = connection.app.state
    if not hasattr(state, "orders"):
        state.orders = OrderBook()
    book: OrderBook = state.orders
    return book


BookDep = Annotated[OrderBook, Depends(_book)]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("")
async def list_orders(user: CurrentUser, book: BookDep) -> list[OrderRead]:
    """List the caller's orders."""
    return book.of(user)


@router.post("", status_code=201)
async def create_order(data: OrderCreate, user: CurrentUser, book: BookDep) -> OrderRead:
    """Order something."""
    return book.create(user, data)


@router.get("/all", dependencies=[Depends(require_roles("auditor"))])
async def list_all_orders(book: BookDep) -> list[OrderRead]:
    """List everybody's orders, for auditors."""
    return book.all()


@router.get("/{number}", responses=problems(404))
async def get_order(number: Number, user: CurrentUser, book: BookDep) -> OrderRead:
    """Return one order of the caller's."""
    return book.get(user, number)


@router.post(
    "/{number}/cancel",
    dependencies=[Depends(require_permissions("orders:cancel"))],
    responses=problems(404),
)
async def cancel_order(number: Number, book: BookDep) -> OrderRead:
    """Cancel an order, for callers with that permission, such as another service."""
    return book.cancel(number)
