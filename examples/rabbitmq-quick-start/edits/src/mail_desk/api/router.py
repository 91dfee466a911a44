"""The routes of the API, put together."""

from fastapi import APIRouter

from mail_desk.modules.emails.router import router as emails_router
from mail_desk.modules.status.router import router as status_router
# polepos:router-imports

api_router = APIRouter()

api_router.include_router(emails_router, prefix="/emails", tags=["emails"])
api_router.include_router(status_router, prefix="/status", tags=["status"])
# polepos:router-includes
