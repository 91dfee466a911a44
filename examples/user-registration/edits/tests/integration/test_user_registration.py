"""A member's way through the club: registration, login, reviews, and what only moderators may."""

from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response
from sqlalchemy.ext.asyncio import AsyncSession

from book_club.auth.users.administration import Administration

AUTH = "/api/v1/auth"
REVIEWS = "/api/v1/reviews"
EMAIL = "ann@example.org"
PASSWORD = "correct horse battery"

Tokens = dict[str, Any]


@pytest.fixture
async def tokens(client: AsyncClient, session: AsyncSession) -> Tokens:
    """Return the tokens of somebody who has just registered."""
    await client.post(f"{AUTH}/register", json={"email": EMAIL, "password": PASSWORD})
    form = {"username": EMAIL, "password": PASSWORD}
    tokens: Tokens = (await client.post(f"{AUTH}/token", data=form)).json()
    return tokens


@pytest.fixture
def member(client: AsyncClient, tokens: Tokens) -> AsyncClient:
    client.headers["Authorization"] = f"Bearer {tokens['access_token']}"
    return client


@pytest.fixture
def administration(app: FastAPI, session: AsyncSession) -> Administration:
    return Administration(app.state.sessions, app.state.passwords)


async def _clean_up(caller: AsyncClient, word: str) -> Response:
    return await caller.post(f"{REVIEWS}/cleanup", json={"word": word})


async def test_who_is_not_signed_in_reads_no_review(
    client: AsyncClient, session: AsyncSession
) -> None:
    assert (await client.get(REVIEWS)).status_code == 401
    assert (await _clean_up(client, "spam")).status_code == 401


async def test_a_member_writes_and_reads_reviews(member: AsyncClient) -> None:
    assert (await member.get(f"{AUTH}/me")).json()["email"] == EMAIL
    assert (await member.post(REVIEWS, json={"name": "Middlemarch: long"})).status_code == 201
    assert len((await member.get(REVIEWS)).json()) == 1


async def test_a_member_stays_signed_in_by_refreshing(member: AsyncClient, tokens: Tokens) -> None:
    body = {"refresh_token": tokens["refresh_token"]}
    fresh = (await member.post(f"{AUTH}/refresh", json=body)).json()

    member.headers["Authorization"] = f"Bearer {fresh['access_token']}"

    assert (await member.get(REVIEWS)).status_code == 200


async def test_only_moderators_clean_up(
    member: AsyncClient, administration: Administration
) -> None:
    for name in ("buy spam", "spam!", "Middlemarch"):
        await member.post(REVIEWS, json={"name": name})

    assert (await _clean_up(member, "spam")).status_code == 403
    await administration.grant(EMAIL, "moderator")
    cleaned_up = await _clean_up(member, "spam")

    assert cleaned_up.status_code == 200
    assert cleaned_up.json()["deleted"] == 2
    assert [review["name"] for review in (await member.get(REVIEWS)).json()] == ["Middlemarch"]


async def test_who_is_disabled_is_out_at_once(
    member: AsyncClient, administration: Administration
) -> None:
    await administration.disable(EMAIL)

    assert (await member.get(REVIEWS)).status_code == 401
