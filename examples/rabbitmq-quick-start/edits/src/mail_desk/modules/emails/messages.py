"""What is said through RabbitMQ about e-mails."""

from pydantic import Field

from mail_desk.integrations.rabbitmq.messages import Message


class EmailRequested(Message):
    """Send this e-mail."""

    recipient: str = Field(pattern=r"^[^@\s\x00]+@[^@\s\x00]+$", max_length=254)
    subject: str = Field(pattern=r"^[^\r\n\x00]+$", max_length=200)
    text: str = Field(max_length=10_000)
