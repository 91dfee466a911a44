"""What the worker does with `EmailRequested`."""

import logging

from mail_desk.integrations.rabbitmq.delivery import Delivery
from mail_desk.integrations.rabbitmq.once import add_once
from mail_desk.modules.emails.messages import EmailRequested
from mail_desk.modules.emails.model import SentEmail

logger = logging.getLogger(__name__)


async def send_email(message: EmailRequested, delivery: Delivery) -> None:
    """Send an e-mail once, however often the message is delivered.

    What fails before the commit takes the row back, and the next attempt begins anew.
    """
    row = SentEmail(
        message_id=delivery.message_id,
        recipient=message.recipient,
        subject=message.subject,
    )
    async with delivery.app.state.sessions.begin() as session:
        if await add_once(session, row):
            await hand_over(message, key=delivery.message_id)


async def hand_over(message: EmailRequested, *, key: str) -> None:
    """Give an e-mail to whoever sends it. This one only writes it into the log.

    We can be killed between this and the commit. A provider that takes an idempotency key sends
    once all the same.
    """
    logger.info("sent", extra={"recipient": message.recipient, "key": key})
