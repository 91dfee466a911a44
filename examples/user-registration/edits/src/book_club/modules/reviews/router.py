"""The routes of reviews."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from book_club.api.deps import SessionDep
from book_club.api.problems import problems
from book_club.auth.current_user import current_user
from book_club.modules.reviews.moderation import router as moderation_router
from book_club.modules.reviews.repository import ReviewRepository
from book_club.modules.reviews.schemas import ReviewCreate, ReviewRead, ReviewUpdate
from book_club.modules.reviews.services.reviews_service import ReviewService

router = APIRouter(dependencies=[Depends(current_user)], responses=problems(503))
router.include_router(moderation_router)

# The greatest that the column holds.
MAX_ID = 2**31 - 1


async def _service(session: SessionDep) -> ReviewService:
    repository = ReviewRepository(session)
    return ReviewService(repository)


ServiceDep = Annotated[ReviewService, Depends(_service)]


@router.get("")
async def list_reviews(
    service: ServiceDep,
) -> list[ReviewRead]:
    """List the first hundred reviews."""
    rows = await service.read()
    return [ReviewRead.model_validate(row) for row in rows]


@router.get("/{id}", responses=problems(404))
async def get_review(
    record_id: Annotated[int, Path(alias="id", ge=1, le=MAX_ID)],
    service: ServiceDep,
) -> ReviewRead:
    """Return one review."""
    record = await service.get(record_id)
    return ReviewRead.model_validate(record)


@router.post("", status_code=201, responses=problems(409))
async def create_review(
    data: ReviewCreate,
    service: ServiceDep,
    request: Request,
    response: Response,
) -> ReviewRead:
    """Create one review; `Location` says where it is."""
    record = await service.create(data)
    response.headers["Location"] = f"{request.url.path}/{record.id}"
    return ReviewRead.model_validate(record)


@router.patch("/{id}", responses=problems(404, 409))
async def update_review(
    record_id: Annotated[int, Path(alias="id", ge=1, le=MAX_ID)],
    data: ReviewUpdate,
    service: ServiceDep,
) -> ReviewRead:
    """Change what is given of one review."""
    record = await service.update(record_id, data)
    return ReviewRead.model_validate(record)


@router.delete("/{id}", status_code=204, responses=problems(404))
async def delete_review(
    record_id: Annotated[int, Path(alias="id", ge=1, le=MAX_ID)],
    service: ServiceDep,
) -> None:
    """Delete one review."""
    await service.delete(record_id)
