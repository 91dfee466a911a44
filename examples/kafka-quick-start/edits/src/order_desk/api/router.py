"""The routes of the API, put together."""

from fastapi import APIRouter

from order_desk.modules.orders.router import router as orders_router
from order_desk.modules.status.router import router as status_router
# polepos:router-imports

api_router = APIRouter()

api_router.include_router(orders_router, prefix="/orders", tags=["orders"])
api_router.include_router(status_router, prefix="/status", tags=["status"])
# polepos:router-includes
