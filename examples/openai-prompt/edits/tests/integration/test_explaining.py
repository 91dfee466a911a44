"""Both routes over HTTP, against the stand-in that speaks OpenAI's format."""

from collections.abc import Callable, Iterator

import pytest
from httpx2 import AsyncClient

from text_desk.integrations.llm.standin.app import StandIn
from text_desk.integrations.llm.standin.behaviour import Behaviour
from text_desk.integrations.llm.standin.served import served
from text_desk.settings import Settings

URL = "/api/v1/summaries"
TEXT = {"text": "The ferry leaves at nine."}


@pytest.fixture
def stand_in() -> StandIn:
    return StandIn()


@pytest.fixture
def settings(make_settings: Callable[..., Settings], stand_in: StandIn) -> Iterator[Settings]:
    with served(stand_in) as url:
        values = {"llm_provider": "openai", "llm_model": "stand-in", "llm_api_key": "sk-secret"}
        yield make_settings(llm_base_url=f"{url}/v1", llm_timeout_seconds=2, **values)


async def test_a_text_is_summarised(client: AsyncClient, stand_in: StandIn) -> None:
    response = await client.post(URL, json=TEXT)

    assert response.status_code == 200
    assert response.json()["topics"] == ["ferry", "timetable"]
    sent = stand_in.requests[-1]
    assert sent.headers["authorization"] == "Bearer sk-secret"
    assert sent.json["response_format"]["json_schema"]["name"] == "SummaryAnswer"


async def test_a_text_is_explained_word_by_word(client: AsyncClient) -> None:
    response = await client.post(f"{URL}/explain", json=TEXT)

    assert response.headers["Content-Type"].startswith("text/event-stream")
    assert response.text.split("\n\n") == [
        'data: "The"',
        'data: " ferry"',
        'data: " leaves"',
        'data: " at"',
        'data: " nine."',
        'event: done\ndata: {"truncated": false}',
        "",
    ]


async def test_what_fails_before_the_first_word_is_a_problem(
    client: AsyncClient, stand_in: StandIn
) -> None:
    stand_in.behaviours.append(Behaviour.REFUSING)

    response = await client.post(f"{URL}/explain", json=TEXT)

    assert response.status_code == 502
    assert response.headers["Content-Type"] == "application/problem+json"


async def test_what_fails_later_is_the_last_event(client: AsyncClient, stand_in: StandIn) -> None:
    stand_in.behaviours.append(Behaviour.CUT_OFF)

    response = await client.post(f"{URL}/explain", json=TEXT)

    first, *_, last, _ = response.text.split("\n\n")
    assert first == 'data: "The"'
    assert last.startswith("event: failed\n")
