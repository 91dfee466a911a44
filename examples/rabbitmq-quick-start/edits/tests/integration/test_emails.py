"""From the request to the row, with the double, and with RabbitMQ if TEST_RABBITMQ_URL is given."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable

import aio_pika
import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from mail_desk.app import create_app
from mail_desk.integrations.rabbitmq.consumer import consuming
from mail_desk.integrations.rabbitmq.errors import PublishUnavailableError
from mail_desk.integrations.rabbitmq.handlers import handlers
from mail_desk.integrations.rabbitmq.memory import MemoryPublisher
from mail_desk.integrations.rabbitmq.topology import topology_of
from mail_desk.modules.emails import sending
from mail_desk.modules.emails.messages import EmailRequested
from mail_desk.modules.emails.model import SentEmail
from mail_desk.settings import Settings

URL = "/api/v1/emails"
EMAIL = {"recipient": "ann@example.org", "subject": "Hello", "text": "How are you?"}


@pytest.fixture
def publisher(app: FastAPI, client: AsyncClient) -> MemoryPublisher:
    app.state.rabbitmq_publisher = publisher = MemoryPublisher()
    return publisher


async def test_a_request_becomes_a_message(client: AsyncClient, publisher: MemoryPublisher) -> None:
    response = await client.post(URL, json=EMAIL)

    assert response.status_code == 202
    assert publisher.of(EmailRequested) == [EmailRequested.model_validate(EMAIL)]
    assert response.json() == {"message_id": publisher.published[0].message_id}


async def test_a_message_that_comes_twice_is_one_email(
    app: FastAPI, client: AsyncClient, publisher: MemoryPublisher, session: AsyncSession
) -> None:
    accepted = (await client.post(URL, json=EMAIL)).json()
    before = await client.get(f"{URL}/{accepted['message_id']}")

    await publisher.run(handlers, app, deliveries=2)

    after = await client.get(f"{URL}/{accepted['message_id']}")
    assert (before.status_code, after.status_code) == (404, 200)
    assert after.json() == {"recipient": "ann@example.org", "subject": "Hello"}
    assert await session.scalar(select(func.count()).select_from(SentEmail)) == 1


async def test_an_email_that_was_not_sent_leaves_nothing_behind(
    app: FastAPI,
    client: AsyncClient,
    publisher: MemoryPublisher,
    session: AsyncSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refuse(_: EmailRequested, *, key: str) -> None:
        raise ConnectionError(key)

    monkeypatch.setattr(sending, "hand_over", refuse)
    await client.post(URL, json=EMAIL)

    with pytest.raises(ConnectionError):
        await publisher.run(handlers, app)

    assert await session.scalar(select(func.count()).select_from(SentEmail)) == 0


async def test_callers_are_told_when_to_come_back(
    client: AsyncClient, publisher: MemoryPublisher
) -> None:
    publisher.error = PublishUnavailableError("away")

    response = await client.post(URL, json=EMAIL)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"


@pytest.fixture
async def on_a_server(
    server_address: Callable[[str], str], database: Settings
) -> AsyncIterator[Settings]:
    """Give settings for queues of this test's own, on a real server."""
    name = f"test-{uuid.uuid4().hex}"
    settings = Settings.model_validate(
        {
            **database.model_dump(),
            "rabbitmq_enabled": True,
            "rabbitmq_url": server_address("TEST_RABBITMQ_URL"),
            "rabbitmq_exchange": name,
            "rabbitmq_default_queue": name,
            "rabbitmq_max_attempts": 1,
        }
    )
    yield settings
    names = topology_of(settings)
    connection = await aio_pika.connect(settings.rabbitmq_url.get_secret_value())
    async with connection, connection.channel() as channel:
        for queue in (names.queue, names.dead_letters):
            await channel.queue_delete(queue)
        for exchange in (names.exchange, names.dead_letter_exchange):
            await channel.exchange_delete(exchange)


@pytest.mark.server
async def test_the_worker_sends_what_a_route_asked_for(
    on_a_server: Settings, serve: Callable[[FastAPI], Awaitable[AsyncClient]]
) -> None:
    app = create_app(on_a_server)
    client = await serve(app)

    async with consuming(app, handlers), asyncio.timeout(20):
        accepted = (await client.post(URL, json=EMAIL)).json()
        # Nobody tells when the worker is done.
        while (await client.get(f"{URL}/{accepted['message_id']}")).status_code != 200:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
