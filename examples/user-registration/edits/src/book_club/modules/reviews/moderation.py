"""What moderators do with reviews: those who have the permission by one of their roles."""

from typing import Annotated

import sqlalchemy as sa
from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict

from book_club.api.deps import SessionDep
from book_club.auth.current_user import require_permissions
from book_club.auth.principal import Principal
from book_club.modules.reviews.model import Review
from book_club.modules.reviews.schemas import ReviewName

router = APIRouter()

Moderator = Annotated[Principal, Depends(require_permissions("reviews:moderate"))]


class Cleanup(BaseModel):
    """A word that no review is to have."""

    model_config = ConfigDict(extra="forbid")

    word: ReviewName


class CleanedUp(BaseModel):
    """How many reviews had it, and who made them go."""

    deleted: int
    moderator: str


@router.post("/cleanup")
async def clean_up(data: Cleanup, session: SessionDep, moderator: Moderator) -> CleanedUp:
    """Delete every review with a word, for moderators."""
    found = Review.name.contains(data.word, autoescape=True)
    deleted = await session.scalars(sa.delete(Review).where(found).returning(Review.id))
    return CleanedUp(deleted=len(deleted.all()), moderator=moderator.subject)
