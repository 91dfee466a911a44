"""The routes of e-mails."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel
from sqlalchemy import select

from mail_desk.api.deps import SessionDep
from mail_desk.api.problems import problems
from mail_desk.domain.exceptions import NotFoundError
from mail_desk.integrations.rabbitmq.deps import PublisherDep
from mail_desk.modules.emails.messages import EmailRequested
from mail_desk.modules.emails.model import SentEmail

router = APIRouter()

MessageId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]


class Accepted(BaseModel):
    """The server has the message; the worker does the rest."""

    message_id: str


class Sent(BaseModel):
    """An e-mail that was sent."""

    recipient: str
    subject: str


@router.post("", status_code=202, summary="Ask for an e-mail", responses=problems(503))
async def request_email(email: EmailRequested, publisher: PublisherDep) -> Accepted:
    """Answer as soon as the message is safe; 503 if that takes too long."""
    return Accepted(message_id=await publisher.publish(email))


@router.get("/{message_id}", summary="See whether it was sent", responses=problems(404, 422))
async def read_email(message_id: MessageId, session: SessionDep) -> Sent:
    """Return the e-mail that a message asked for, once it was sent."""
    query = select(SentEmail).where(SentEmail.message_id == message_id)
    email = await session.scalar(query)
    if email is None:
        raise NotFoundError("This e-mail has not been sent.")
    return Sent(recipient=email.recipient, subject=email.subject)
