"""The table of e-mails that were sent."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from mail_desk.db.base import Base
from mail_desk.integrations.rabbitmq.once import FromMessage


class SentEmail(FromMessage, Base):
    """An e-mail that was sent, and by `message_id` which message asked for it."""

    __tablename__ = "sent_emails"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(sa.String(254))
    subject: Mapped[str] = mapped_column(sa.String(200))
