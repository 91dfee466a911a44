"""Who handles which message."""

from mail_desk.integrations.rabbitmq.dispatch import Handlers
from mail_desk.modules.emails.messages import EmailRequested
from mail_desk.modules.emails.sending import send_email

handlers = Handlers()
handlers.on(EmailRequested, send_email)
