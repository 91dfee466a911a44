"""The routes of summaries.

Whoever can call them spends money. Before others can, let them ask who calls (`user: CurrentUser`).
"""

from fastapi import APIRouter

from text_desk.api.problems import problems
from text_desk.integrations.llm.deps import LanguageModelDep
from text_desk.modules.summaries import explaining
from text_desk.modules.summaries.schemas import SummaryRequest, SummaryResponse
from text_desk.modules.summaries.services.summaries_service import SummaryService

router = APIRouter()
router.include_router(explaining.router)


@router.post("", summary="Summarise a text", responses=problems(502, 503, 504))
async def answer_summary(
    data: SummaryRequest,
    model: LanguageModelDep,
) -> SummaryResponse:
    """Have the language model summarise a text. Nothing is stored."""
    return await SummaryService(model).answer(data)
