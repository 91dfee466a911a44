"""The routes of notes."""

from typing import Annotated

from fastapi import APIRouter, Depends

from notes_board.api.deps import SessionDep
from notes_board.api.problems import problems
from notes_board.modules.notes import pages
from notes_board.modules.notes.repository import NoteRepository
from notes_board.modules.notes.schemas import NoteCreate, NoteRead
from notes_board.modules.notes.services.notes_service import NoteService

router = APIRouter(responses=problems(503))
router.include_router(pages.router)


async def _service(session: SessionDep) -> NoteService:
    repository = NoteRepository(session)
    return NoteService(repository)


ServiceDep = Annotated[NoteService, Depends(_service)]


@router.get("")
async def list_notes(
    service: ServiceDep,
) -> list[NoteRead]:
    """List the first hundred notes."""
    rows = await service.read()
    return [NoteRead.model_validate(row) for row in rows]


@router.post("", status_code=201, responses=problems(409))
async def create_note(
    data: NoteCreate,
    service: ServiceDep,
) -> NoteRead:
    """Create one note."""
    record = await service.create(data)
    return NoteRead.model_validate(record)
