"""From the order to the shipment, with the double, and with Kafka if the tests are told where."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from order_desk.app import create_app
from order_desk.integrations.kafka.errors import KafkaUnavailableError
from order_desk.integrations.kafka.handlers import HANDLERS
from order_desk.integrations.kafka.in_memory import InMemoryProducer
from order_desk.integrations.kafka.worker import work
from order_desk.modules.orders.messages import OrderPlaced
from order_desk.modules.orders.model import Shipment
from order_desk.settings import Settings

URL = "/api/v1/orders"
ORDER = {"item": "teapot", "quantity": 2}


@pytest.fixture
def producer(app: FastAPI, client: AsyncClient) -> InMemoryProducer:
    app.state.kafka_producer = producer = InMemoryProducer()
    return producer


async def test_an_order_becomes_a_message(client: AsyncClient, producer: InMemoryProducer) -> None:
    response = await client.post(URL, json=ORDER)

    assert response.status_code == 202
    (message,) = producer.messages
    assert message == OrderPlaced(order_id=response.json()["order_id"], item="teapot", quantity=2)
    assert producer.records[0].key == response.json()["order_id"].encode()


async def test_a_message_that_comes_twice_is_one_shipment(
    app: FastAPI, client: AsyncClient, producer: InMemoryProducer, session: AsyncSession
) -> None:
    order = (await client.post(URL, json=ORDER)).json()["order_id"]
    before = await client.get(f"{URL}/{order}")

    for _ in range(2):
        await producer.deliver(HANDLERS, app)

    after = await client.get(f"{URL}/{order}")
    assert (before.status_code, after.status_code) == (404, 200)
    assert after.json() == ORDER
    assert await session.scalar(select(func.count()).select_from(Shipment)) == 1


async def test_callers_are_told_when_to_come_back(
    client: AsyncClient, producer: InMemoryProducer
) -> None:
    producer.fails_with = KafkaUnavailableError("away")

    response = await client.post(URL, json=ORDER)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"


@pytest.mark.server
async def test_the_worker_ships_what_a_route_took(
    database: Settings,
    server_address: Callable[[str], str],
    serve: Callable[[FastAPI], Awaitable[AsyncClient]],
) -> None:
    name = f"test-{uuid4().hex}"
    settings = Settings.model_validate(
        {
            **database.model_dump(),
            "kafka_enabled": True,
            "kafka_bootstrap_servers": server_address("TEST_KAFKA_BOOTSTRAP_SERVERS"),
            "kafka_default_topic": name,
            "kafka_group_id": name,
        }
    )
    client = await serve(create_app(settings))
    stop = asyncio.Event()
    worker = asyncio.create_task(work(settings, HANDLERS, stop))
    try:
        async with asyncio.timeout(60):
            order = (await client.post(URL, json=ORDER)).json()["order_id"]
            # Nobody tells when the worker is done.
            while (await client.get(f"{URL}/{order}")).status_code != 200:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
    finally:
        stop.set()
        await worker
