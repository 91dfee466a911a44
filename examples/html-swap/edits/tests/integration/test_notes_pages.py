import pytest
from httpx2 import AsyncClient
from sqlalchemy.ext.asyncio import AsyncSession

URL = "/api/v1/notes"


@pytest.fixture
def person(client: AsyncClient, session: AsyncSession) -> AsyncClient:
    return client


async def test_the_page_shows_the_notes_that_there_are(person: AsyncClient) -> None:
    assert "None yet." in (await person.get(f"{URL}/page")).text
    await person.post(URL, json={"name": "Water the plants"})

    response = await person.get(f"{URL}/page")

    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<li>Water the plants</li>" in response.text


async def test_adding_a_note_answers_the_fragment_to_swap(person: AsyncClient) -> None:
    await person.post(f"{URL}/fragment", json={"name": "First"})

    response = await person.post(f"{URL}/fragment", json={"name": "Second"})

    assert response.text == "<ul><li>First</li><li>Second</li></ul>"
    assert [each["name"] for each in (await person.get(URL)).json()] == ["First", "Second"]


async def test_what_a_person_types_never_becomes_markup(person: AsyncClient) -> None:
    response = await person.post(f"{URL}/fragment", json={"name": "<script>alert(1)</script>"})

    assert "<script>" not in response.text
    assert "&lt;script&gt;" in (await person.get(f"{URL}/page")).text


async def test_a_note_that_is_refused_swaps_nothing(person: AsyncClient) -> None:
    await person.post(f"{URL}/fragment", json={"name": "Once"})

    response = await person.post(f"{URL}/fragment", json={"name": "Once"})

    assert response.status_code == 409
    assert response.json()["detail"] == "Another note has this name."


async def test_the_page_may_run_its_own_script_and_no_other(person: AsyncClient) -> None:
    policy = (await person.get(f"{URL}/page")).headers["Content-Security-Policy"]
    script = await person.get(f"{URL}/script.js")

    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert script.headers["Content-Type"].startswith("text/javascript")
