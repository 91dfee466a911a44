"""What services of a compose file say that they need."""

import pytest

from polepos_checks.edits.yaml_needs import needs

COMPOSE = """\
x-app: &app
  depends_on: {needed}

services:
  redis:
    image: redis
  api:
    <<: *app
    environment:
      REDIS: redis
"""


@pytest.mark.parametrize(
    "needed",
    [
        "[db, redis]",
        "\n    - db\n    - redis",
        "{redis: {condition: service_healthy}}",
        "\n    redis:\n      condition: service_healthy",
    ],
)
def test_what_a_service_starts_after_is_needed(needed: str) -> None:
    text = COMPOSE.replace("{needed}", needed)
    at = text.index("redis", text.index("depends_on"))

    assert needs(text, "redis") == [(at, text.count("\n", 0, at) + 1)]
    assert needs(text, "red") == []


def test_what_it_is_linked_to_by_another_name_is_needed() -> None:
    assert needs("a:\n  links: ['redis:cache']\n", "redis") == [(13, 2)]


@pytest.mark.parametrize("text", ["", "depends_on:\n", "depends_on: redis\n", "depends_on: [1]\n"])
def test_what_says_nothing_needs_nothing(text: str) -> None:
    assert needs(text, "redis") == []
